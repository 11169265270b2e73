namespace JumpCloud.Emulator;

/// <summary>How an emulator starts. Everything has a default that suits a test.</summary>
public sealed record EmulatorOptions
{
    /// <summary>Port of a face on 127.0.0.1; a face that is absent here, or 0, gets a free one.</summary>
    public IReadOnlyDictionary<Face, int> Ports { get; init; } = new Dictionary<Face, int>();

    /// <summary>What the emulator's clock runs on.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>What the services hold at the start: <c>empty</c> or <c>company</c>.</summary>
    public string Seed { get; init; } = "empty";

    /// <summary>Carried out after the seed, before the first request can arrive.</summary>
    public Action<EmulatorHost>? Arrange { get; init; }

    /// <summary>Sets switches before the seed.</summary>
    public Action<Switches>? Configure { get; init; }

    /// <summary>Start value of all ids and tokens that the services make up; the same value gives the same ids.</summary>
    public int RandomSeed { get; init; } = 1;

    /// <summary>What every token that the services make up ends with: letters that are written otherwise in JSON, an address or HTML.</summary>
    public string TokenTail { get; init; } = "";
}
