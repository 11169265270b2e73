namespace JumpCloud.EngineHost;

/// <summary>A program that registers resources with the monitor it is told.</summary>
public interface IProgram
{
    /// <summary>Runs to the program's end.</summary>
    /// <exception cref="ProgramException">The program cannot go on; the message is for the user.</exception>
    Task RunAsync(ProgramContext context, CancellationToken ct);
}

/// <summary>What a program is told about its run.</summary>
/// <param name="MonitorAddress"><c>127.0.0.1:PORT</c> of ResourceMonitor.</param>
/// <param name="EngineAddress"><c>127.0.0.1:PORT</c> of Engine.</param>
/// <param name="Config">The stack's configuration by full key, decrypted.</param>
/// <param name="GetSchemaAsync">The schema text of a package, asked from a plugin process of its own as the CLI does.</param>
public sealed record ProgramContext(
    string MonitorAddress,
    string EngineAddress,
    string Project,
    string Stack,
    string Organization,
    IReadOnlyDictionary<string, ConfigValue> Config,
    bool DryRun,
    int Parallel,
    string Directory,
    Func<string, CancellationToken, Task<string>> GetSchemaAsync)
{
    /// <summary>The full keys of the secret ones.</summary>
    public IReadOnlyList<string> ConfigSecretKeys { get; } =
        [.. Config.Where(pair => pair.Value.Secret).Select(pair => pair.Key).Order(StringComparer.Ordinal)];
}

/// <summary>A program's own failure, with a message for the user.</summary>
public sealed class ProgramException : Exception
{
    public ProgramException(string message)
        : base(message)
    {
    }

    public ProgramException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
