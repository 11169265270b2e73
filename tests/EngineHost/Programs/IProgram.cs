namespace JumpCloud.EngineHost;

/// <summary>A program whose resources a deployment is made of: YAML text, a process, or a delegate of a test.</summary>
public interface IProgram
{
    /// <summary>
    /// Runs the program against the monitor. The task ends when everything that it wants is registered and answered.
    /// </summary>
    /// <exception cref="ProgramFailedException">The program failed and has told the engine why, by Engine.Log.</exception>
    Task RunAsync(ProgramContext context, CancellationToken ct);
}

/// <summary>What a language host of the real engine gets in RunRequest, as far as programs need it.</summary>
/// <param name="MonitorAddress">host:port of the ResourceMonitor, without a scheme.</param>
/// <param name="EngineAddress">host:port of the Engine service, without a scheme.</param>
/// <param name="Config">Full key (namespace:name) to decrypted text; objects and lists as JSON text.</param>
/// <param name="ConfigSecretKeys">The full keys whose values are secret.</param>
/// <param name="DryRun">True in a preview.</param>
/// <param name="Parallel">How many resources may be worked on at a time.</param>
/// <param name="WorkingDirectory">The folder that relative paths of the program start from.</param>
/// <param name="Schemas">Where the program's packages' schemas come from.</param>
public sealed record ProgramContext(
    string MonitorAddress,
    string EngineAddress,
    string Project,
    string Stack,
    string Organization,
    IReadOnlyDictionary<string, string> Config,
    IReadOnlySet<string> ConfigSecretKeys,
    bool DryRun,
    int Parallel,
    string WorkingDirectory,
    ISchemaSource Schemas);

/// <summary>The packages' schemas; the real engine loads them through a plugin process of its own (GetSchema).</summary>
public interface ISchemaSource
{
    /// <summary>The schema's JSON text, format version 0. Called once a package and run.</summary>
    /// <param name="version">The version that the program asks for; null for whatever there is.</param>
    Task<string> GetSchemaAsync(string package, string? version, CancellationToken ct);
}

/// <summary>
/// A program ended with an error. The engine has it already, by Engine.Log with severity ERROR: fail the run, add no text.
/// </summary>
public sealed class ProgramFailedException(string message, Exception? inner = null) : Exception(message, inner);
