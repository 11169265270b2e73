using System.ComponentModel;
using System.Diagnostics;
using JumpCloud.Emulator;
using JumpCloud.Tests.Conventions;
using JumpCloud.Tests.Rpc.Support;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests.Interop;

/// <summary>Runs <c>tests/Interop/node/client.js</c>; a test that asks for it is skipped where Node or its packages cannot be had.</summary>
internal static class NodeClient
{
    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan RunLimit = TimeSpan.FromMinutes(2);

    private static string Folder => Path.Combine(Sources.Root, "tests", "Interop", "node");

    /// <summary>What the client tells, step by step.</summary>
    public static async Task<IReadOnlyDictionary<string, JToken>> RunAsync(EmulatorHost services)
    {
        await InstallAsync();
        var run = await RunAsync("node", ["client.js", PluginUnderTest.Location], Given(services).ToString(), RunLimit)
            ?? throw new InvalidOperationException("node is not there any more");
        if (run.ExitCode != 0)
            throw new InvalidOperationException($"client.js ended with {run.ExitCode}: {run.Error}\n{run.Output}");
        return run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(JObject.Parse)
            .ToDictionary(line => line.Value<string>("step")!, line => line["answer"]!);
    }

    private static JObject Given(EmulatorHost services)
    {
        var ready = Ready.Describe(services);
        return new JObject
        {
            ["config"] = new JObject
            {
                ["consoleUrl"] = ready["consoleUrl"],
                ["insightsUrl"] = ready["insightsUrl"],
                ["oauthUrl"] = ready["oauthUrl"],
                ["ssoUrl"] = ready["ssoUrl"],
                ["pulumiApiUrl"] = ready["pulumiApiUrl"],
            },
            ["secrets"] = new JObject
            {
                ["apiKey"] = ready.SelectToken("jumpcloud.apiKey"),
                ["pulumiAccessToken"] = ready.SelectToken("pulumi.acme.accessToken"),
            },
            ["scimBaseUrl"] = ready.SelectToken("pulumi.acme.scimBaseUrl"),
            ["scimToken"] = ready.SelectToken("pulumi.acme.scimToken"),
        };
    }

    private static async Task InstallAsync()
    {
        var installed = Path.Combine(Folder, "node_modules", ".package-lock.json");
        if (File.Exists(installed) && File.GetLastWriteTimeUtc(installed) >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json")))
            return;
        Assert.SkipWhen(await RunAsync("node", ["--version"], "", RunLimit) is null, "Node is not there.");

        // A cache of our own does not need a home; a machine without the registry may have the packages in its own.
        var cache = Path.Combine(Sources.Root, "artifacts", "npm");
        var install = await NpmAsync("--cache", cache);
        if (install is not { ExitCode: 0 } && await NpmAsync() is { ExitCode: 0 } other)
            install = other;
        Assert.SkipWhen(install is not { ExitCode: 0 }, $"npm cannot install the packages of tests/Interop/node: {WhyNot(install)}");
    }

    private static Task<Run?> NpmAsync(params string[] options) => RunAsync(
        "npm",
        [
            "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--no-update-notifier", "--loglevel", "error", "--fetch-retries", "1",
            "--fetch-retry-mintimeout", "1000", .. options,
        ],
        "",
        InstallLimit);

    // Of "npm error code X", "npm error network ..." the last word is the reason; the lines after it say where the log is.
    private static string WhyNot(Run? run)
    {
        if (run is null)
            return $"it is not there, or it did not end within {InstallLimit.TotalMinutes:0} minutes.";
        var lines = run.Error.Split('\n').Select(line => line.Replace("npm error", "", StringComparison.Ordinal).Trim())
            .Where(line => line.Length > 0 && !line.Contains("complete log", StringComparison.Ordinal));
        return $"{string.Join(" ", lines.Take(3)).TrimEnd('.')}.";
    }

    private static async Task<Run?> RunAsync(string command, string[] arguments, string input, TimeSpan limit)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments)
            {
                WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            try
            {
                await process.WaitForExitAsync().WaitAsync(limit);
            }
            catch (TimeoutException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }

            return new Run(process.ExitCode, await output, await error);
        }
        catch (Exception exception) when (exception is Win32Exception or TimeoutException)
        {
            return null;
        }
    }

    private sealed record Run(int ExitCode, string Output, string Error);
}
