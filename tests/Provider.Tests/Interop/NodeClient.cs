using System.ComponentModel;
using System.Diagnostics;
using JumpCloud.Emulator;
using JumpCloud.Tests.Rpc.Support;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Tests.Interop;

/// <summary>Runs <c>tests/Interop/node/client.js</c>; a test that asks for it is skipped where Node or its packages cannot be had.</summary>
internal static class NodeClient
{
    private static readonly TimeSpan RunLimit = TimeSpan.FromMinutes(2);

    /// <summary>What the client tells, step by step.</summary>
    public static async Task<IReadOnlyDictionary<string, JToken>> RunAsync(EmulatorHost services)
    {
        var folder = await NodePackages.FolderAsync();
        var run = await RunAsync(folder, "node", ["client.js", PluginUnderTest.Location], Given(services).ToString(), RunLimit)
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

    private static async Task<Run?> RunAsync(string folder, string command, string[] arguments, string input, TimeSpan limit)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments)
            {
                WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
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
