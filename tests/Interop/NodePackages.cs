using System.ComponentModel;
using System.Diagnostics;
using Xunit;

namespace JumpCloud.Tests.Interop;

/// <summary>
/// The Node packages of <c>tests/Interop/node</c>, installed once for all who run programs on them; a test that asks for them is
/// skipped, with npm's reason, where they cannot be had.
/// </summary>
internal static class NodePackages
{
    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(4);
    private static readonly SemaphoreSlim OneAtATime = new(1);

    /// <summary>The folder whose <c>node_modules</c> holds the packages.</summary>
    public static async Task<string> FolderAsync()
    {
        var folder = Path.Combine(Repository.Root, "tests", "Interop", "node");
        await OneAtATime.WaitAsync();
        try
        {
            if (!IsInstalled(folder))
                await InstallAsync(folder);
        }
        finally
        {
            OneAtATime.Release();
        }

        return folder;
    }

    private static bool IsInstalled(string folder)
    {
        // npm writes this file last.
        var installed = Path.Combine(folder, "node_modules", ".package-lock.json");
        return File.Exists(installed)
            && File.GetLastWriteTimeUtc(installed) >= File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json"));
    }

    private static async Task InstallAsync(string folder)
    {
        var node = await RunAsync("node", ["--version"], folder);
        Assert.SkipWhen(node.ExitCode != 0, $"Node.js cannot be had: {node.Words}");

        // A cache of our own: npm hangs where it cannot write to the home.
        var cache = Path.Combine(Repository.Root, "artifacts", "npm");
        var install = await RunAsync("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--cache", cache], folder);
        Assert.SkipWhen(install.ExitCode != 0, $"npm cannot install the packages of tests/Interop/node: {install.Words}");
    }

    private static async Task<Run> RunAsync(string command, string[] arguments, string folder)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments)
            {
                WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            using var limit = new CancellationTokenSource(InstallLimit);
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                return new Run(-1, $"{command} did not end within {InstallLimit.TotalMinutes:0} minutes");
            }

            await output;
            return new Run(process.ExitCode, (await error).Trim());
        }
        catch (Win32Exception exception)
        {
            return new Run(-1, exception.Message);
        }
    }

    private sealed record Run(int ExitCode, string Words);
}
