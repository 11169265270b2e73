namespace JumpCloud.Cli;

/// <summary>What a command reads and writes.</summary>
/// <param name="Environment">A variable's value, or null.</param>
/// <param name="Out">The answer.</param>
/// <param name="Error">Why there is none.</param>
internal sealed record Terminal(Func<string, string?> Environment, TextWriter Out, TextWriter Error, TimeProvider Time);
