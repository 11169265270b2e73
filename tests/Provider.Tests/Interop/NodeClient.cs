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
    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(3);
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
        var install = await RunAsync("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], "", InstallLimit);
        Assert.SkipWhen(install is not { ExitCode: 0 }, "npm cannot install the packages of tests/Interop/node.");
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
            await process.WaitForExitAsync().WaitAsync(limit);
            return new Run(process.ExitCode, await output, await error);
        }
        catch (Exception exception) when (exception is Win32Exception or TimeoutException)
        {
            return null;
        }
    }

    private sealed record Run(int ExitCode, string Output, string Error);
}
