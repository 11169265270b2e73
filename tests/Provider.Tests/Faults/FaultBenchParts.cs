using JumpCloud.Emulator;
using JumpCloud.EngineHost.Wire;

namespace JumpCloud.Tests.Faults;

/// <summary>What a bench has beside its usual parts.</summary>
internal sealed record FaultBenchParts
{
    /// <summary>On top of the good configuration; null takes a key away.</summary>
    public IReadOnlyDictionary<string, string?>? Config { get; init; }

    /// <summary>What the services hold beside the company and the small teams, whenever they start anew.</summary>
    public Action<EmulatorHost>? Arrange { get; init; }

    /// <summary>Stands between the watch and the network.</summary>
    public Func<EmulatorHost, HttpMessageHandler>? Network { get; init; }

    /// <summary>Gets what the engine and the plugin say to each other.</summary>
    public RpcRecorder? Recorder { get; init; }

    /// <summary>What every token that the services make up ends with.</summary>
    public string TokenTail { get; init; } = "";
}
