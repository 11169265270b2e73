using System.ComponentModel;
using System.Diagnostics;
using Xunit;

namespace JumpCloud.Tests.Programs;

/// <summary>
/// A folder with a small Node program and @pulumi/pulumi; a test that asks for it is skipped where it cannot be had.
/// </summary>
internal static class NodeSdk
{
    private const string Version = "3.248.0";

    private const string Program = """
        const pulumi = require("@pulumi/pulumi");
        class Thing extends pulumi.CustomResource {
            constructor(name, args, options) { super("wire:index:Thing", name, { gen: undefined, ...args }, options); }
        }
        const one = new Thing("one", { label: "alpha", pw: new pulumi.Config().requireSecret("pw") });
        new Thing("two", { label: one.gen });
        exports.gen = one.gen;
        """;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static async Task<string> FolderAsync(CancellationToken ct)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"enginehost-node-{Version}-{Environment.UserName}");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "index.js"), Program, ct);
        if (!File.Exists(Path.Combine(folder, "installed")))
        {
            Assert.SkipUnless(await TryRunAsync("node", ["--version"], folder, ct), "Node is not there.");
            string[] install =
            [
                "install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts", "--prefix", folder,
                $"@pulumi/pulumi@{Version}",
            ];
            Assert.SkipUnless(await TryRunAsync("npm", install, folder, ct), $"npm cannot install @pulumi/pulumi@{Version}.");
            await File.WriteAllTextAsync(Path.Combine(folder, "installed"), "", ct);
        }
        return folder;
    }

    private static async Task<bool> TryRunAsync(string command, string[] arguments, string folder, CancellationToken ct)
    {
        try
        {
            var start = new ProcessStartInfo(command, arguments)
            {
                WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            await Task.WhenAll(
                process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct), process.WaitForExitAsync(ct))
                .WaitAsync(Limit, ct);
            return process.ExitCode == 0;
        }
        catch (Exception e) when (e is Win32Exception or TimeoutException)
        {
            return false;
        }
    }
}
