namespace JumpCloud.EngineHost.Cli;

/// <summary>What the command line takes from its surroundings; tests give their own.</summary>
internal sealed record CliEnvironment(
    IReadOnlyDictionary<string, string> Variables, string WorkingDirectory, TextReader In, TextWriter Out, TextWriter Error)
{
    public string? this[string name] => Variables.GetValueOrDefault(name);
}

/// <summary>An error for the user, printed after "error: "; exit code 1.</summary>
internal sealed class CliException(string message, Exception? inner = null) : Exception(message, inner);
