using JumpCloud.Emulator;
using JumpCloud.Tests.Rpc.Support;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Tests.Interop;

/// <summary>Runs <c>tests/Interop/node/client.js</c>; a test that asks for it is skipped where Node or its packages cannot be had.</summary>
internal static class NodeClient
{
    /// <summary>What the client tells, step by step.</summary>
    public static async Task<IReadOnlyDictionary<string, JToken>> RunAsync(EmulatorHost services)
    {
        var folder = await NodePackages.FolderAsync();
        var run = await Tool.RunOrSkipAsync("node", ["client.js", PluginUnderTest.Location], folder, Given(services).ToString());
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
}
