using System.Security.Cryptography;
using JumpCloud.EngineHost.Wire;

namespace JumpCloud.EngineHost;

/// <summary>What a <see cref="Host"/> takes from its surroundings.</summary>
public sealed record HostOptions
{
    /// <summary>Where the commands print; the same text is in <see cref="CommandResult.Text"/>.</summary>
    public TextWriter Output { get; init; } = TextWriter.Null;

    /// <summary>The passphrase that the state's secrets are encrypted with.</summary>
    public string Passphrase { get; init; } = "";

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How many resource operations run at once (the CLI's <c>--parallel</c>), at least 1.</summary>
    public int Parallel { get; init; } = 16;

    /// <summary>Gets every RPC of plugins and programs, when set. It holds secrets in plain text.</summary>
    public RpcRecorder? Recorder { get; init; }

    /// <summary>Told of every plugin that was started or attached to.</summary>
    public Action<PluginProcess>? PluginStarted { get; init; }

    /// <summary>
    /// Environment variables added to each plugin's inherited ones; null removes one.
    /// <c>PULUMI_DEBUG_PROVIDERS</c> here (<c>name:port[,name:port]</c>) attaches instead of starting.
    /// </summary>
    public IReadOnlyDictionary<string, string?> PluginEnvironment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Source of randomness, for seeds and the ids of providers.</summary>
    public Func<int, byte[]> RandomBytes { get; init; } = RandomNumberGenerator.GetBytes;
}
