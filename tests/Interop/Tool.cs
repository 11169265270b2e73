using System.ComponentModel;
using System.Diagnostics;
using Xunit;

namespace JumpCloud.Tests.Interop;

/// <param name="Output">What it printed.</param>
/// <param name="Error">What it complained of.</param>
internal sealed record ToolRun(int ExitCode, string Output, string Error);

/// <summary>A program that this machine may have: it is run to its end, with all of its input given at once.</summary>
internal static class Tool
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    /// <summary>Null where the program is not installed.</summary>
    /// <exception cref="TimeoutException">It did not end within four minutes, and was killed.</exception>
    public static async Task<ToolRun?> RunAsync(string command, IReadOnlyList<string> arguments, string folder, string input = "")
    {
        using var process = Start(command, arguments, folder);
        if (process is null)
            return null;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync().WaitAsync(Limit);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }

        return new ToolRun(process.ExitCode, await output, await error);
    }

    /// <summary>Skips the test where the program is not installed.</summary>
    public static async Task<ToolRun> RunOrSkipAsync(string command, IReadOnlyList<string> arguments, string folder, string input = "")
    {
        var run = await RunAsync(command, arguments, folder, input);
        Assert.SkipWhen(run is null, $"{command} is not installed");
        return run!;
    }

    private static Process? Start(string command, IReadOnlyList<string> arguments, string folder)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(command, arguments)
            {
                WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            });
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
