using System.Diagnostics;

namespace JumpCloud.Sdk.Tests;

/// <param name="Text">What it printed, and then what it complained of.</param>
internal sealed record CommandResult(int ExitCode, string Text);

/// <summary>A program in a process of its own, which has to end some time.</summary>
internal static class Command
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <param name="environment">On top of this process's; null takes a variable away.</param>
    public static async Task<CommandResult> RunAsync(
        string file, IReadOnlyDictionary<string, string?> environment, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }

        return new CommandResult(process.ExitCode, await output + await error);
    }
}
