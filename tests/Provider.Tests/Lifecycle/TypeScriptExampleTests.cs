using FluentAssertions;
using JumpCloud.EngineHost;
using JumpCloud.Emulator;
using JumpCloud.Tests.Interop;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests;

/// <summary>
/// examples/typescript as it stands, on the official SDK. The package of this provider is made of the schema where the program
/// looks for it, so that the CLI, which would generate it, need not be here.
/// </summary>
public sealed class TypeScriptExampleTests
{
    [Fact]
    public async Task It_is_deployed_stays_as_it_is_and_is_taken_down_once_it_is_unprotected()
    {
        await using var stack = await StartAsync();
        var adminToken = stack.Services.PulumiCloud.IssueAccessToken("olga-acme");
        var program = Program(stack, adminToken);

        var preview = await stack.PreviewProgramAsync(program);
        var up = await stack.UpProgramAsync(program);
        var unchanged = await stack.PreviewProgramAsync(program);
        var refused = await stack.DestroyAsync();

        Lifecycle.CountsOf(preview).Should().Be("create 7", preview.Text);
        Lifecycle.CountsOf(up).Should().Be("create 7", up.Text);
        up.Outputs.Fields["provisioningStatus"].StringValue.Should().Be("active");
        up.Outputs.Fields["signIn"].StringValue.Should().EndWith("/login/acme/sso");
        Lifecycle.CountsOf(unchanged).Should().Be("same 7", unchanged.Text);
        refused.Text.Should().Contain("protected");
        stack.State.Should().NotContain(Programs.ScimToken(stack)).And.NotContain(adminToken);

        await ReplaceAsync(stack, "protect: true", "protect: false");
        await stack.UpProgramAsync(program);
        Lifecycle.CountsOf(await stack.DestroyAsync()).Should().Be("delete 7");
    }

    [Fact]
    public async Task Each_of_its_resources_has_the_provider_that_it_makes()
    {
        await using var stack = await StartAsync();
        await stack.UpProgramAsync(Program(stack, stack.Services.PulumiCloud.IssueAccessToken("olga-acme")));

        JObject.Parse(stack.State).SelectTokens("deployment.resources[*]").OfType<JObject>()
            .Where(resource => ((string)resource["type"]!).StartsWith("jumpcloud:", StringComparison.Ordinal))
            .Select(resource => (string?)resource["provider"])
            .Should().HaveCount(5).And.OnlyContain(provider => provider!.Contains("::acme::", StringComparison.Ordinal));
    }

    private static async Task<ProviderFixture> StartAsync()
    {
        var packages = Path.Combine(await NodePackages.FolderAsync(), "node_modules");
        var stack = await ProviderFixture.StartAsync();
        var modules = Path.Combine(stack.WorkingDirectory, "node_modules");
        var sdk = Directory.CreateDirectory(Path.Combine(modules, "@community", "jumpcloud")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(modules, "@pulumi"), Path.Combine(packages, "@pulumi"));
        File.Copy(Path.Combine(Repository.Root, "tests", "Interop", "node", "sdk.js"), Path.Combine(sdk, "index.js"));
        File.Copy(Path.Combine(Repository.Root, "provider", "schema.json"), Path.Combine(sdk, "schema.json"));
        File.Copy(Path.Combine(Repository.Root, "examples", "typescript", "index.ts"), ProgramFile(stack));
        return stack;
    }

    private static ProcessProgram Program(ProviderFixture stack, string adminToken) => ProcessProgram.Node(environment: new Dictionary<string, string?>
    {
        ["PULUMI_NODEJS_TYPESCRIPT"] = "true",
        ["PULUMI_NODEJS_TRANSPILE_ONLY"] = "true",
        ["PULUMI_CONFIG"] = new JObject
        {
            ["shop:organization"] = "acme",
            ["shop:groups"] = """["Security","Data"]""",
            ["shop:scimToken"] = Programs.ScimToken(stack),
            ["shop:adminToken"] = adminToken,
        }.ToString(),
        ["PULUMI_CONFIG_SECRET_KEYS"] = """["shop:scimToken","shop:adminToken"]""",
        ["JUMPCLOUD_PROVIDER"] = new JObject
        {
            ["apiKey"] = JumpCloudState.DefaultApiKey,
            ["consoleUrl"] = Text(stack.Services.ConsoleUrl),
            ["insightsUrl"] = Text(stack.Services.InsightsUrl),
            ["oauthUrl"] = Text(stack.Services.OauthUrl),
            ["ssoUrl"] = Text(stack.Services.SsoUrl),
            ["pulumiApiUrl"] = Text(stack.Services.PulumiApiUrl),
        }.ToString(),
    });

    private static async Task ReplaceAsync(ProviderFixture stack, string before, string after)
    {
        var text = await File.ReadAllTextAsync(ProgramFile(stack), TestContext.Current.CancellationToken);
        text.Should().Contain(before);
        await File.WriteAllTextAsync(
            ProgramFile(stack), text.Replace(before, after, StringComparison.Ordinal), TestContext.Current.CancellationToken);
    }

    private static string ProgramFile(ProviderFixture stack) => Path.Combine(stack.WorkingDirectory, "index.ts");

    private static string Text(Uri url) => url.GetLeftPart(UriPartial.Authority);
}
