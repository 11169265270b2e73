using System.Diagnostics;
using JumpCloud.Tests.Interop;

namespace JumpCloud.Sdk.Tests;

internal sealed record EngineResult(int ExitCode, string Text);

/// <summary>
/// The engine that is here: the user's own <c>pulumi</c>, or, where there is none, this repository's EngineHost, which takes the
/// same commands.
/// </summary>
internal static class EngineCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Whether it is the real one.</summary>
    public static bool IsReal { get; } = OnPath("pulumi");

    /// <summary>The folder of the plugin that the tests are to run: the published one that is named, or what the build made.</summary>
    public static string PluginFolder =>
        Environment.GetEnvironmentVariable("JUMPCLOUD_PLUGIN") is { Length: > 0 } plugin
            ? Path.GetDirectoryName(plugin)!
            : Path.Combine(Repository.Root, "artifacts", "bin", "Provider", "debug");

    /// <param name="environment">On top of this process's; null takes a variable away.</param>
    public static async Task<EngineResult> RunAsync(IReadOnlyDictionary<string, string?> environment, params IReadOnlyList<string> arguments)
    {
        var file = IsReal ? "pulumi" : Path.Combine(Repository.Root, "artifacts", "bin", "EngineHost", "debug", "enginehost");
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

        return new EngineResult(process.ExitCode, await output + await error);
    }

    private static bool OnPath(string command) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => new[] { "", ".exe" }.Select(ending => Path.Combine(folder, command + ending)))
            .Any(File.Exists);
}
