using System.Text.RegularExpressions;
using FluentAssertions;
using JumpCloud.Emulator;
using Newtonsoft.Json.Linq;
using Pulumirpc;
using Xunit;

namespace JumpCloud.Tests;

/// <summary>docs/adopt.md, word by word: its import.json and its programs are what runs here.</summary>
[Trait("Checks", "Documentation")]
public sealed partial class AdoptTests
{
    private static readonly string[] Groups = ["5d0000000000000000000001", "5d0000000000000000000003"];

    [Fact]
    public async Task What_was_clicked_together_is_imported_by_a_file_and_previewed_without_changes()
    {
        await using var stack = await ByHandAsync();
        var before = Ready.DescribeState(stack.Services).ToString();

        await ImportAsync(stack);

        var program = await ProgramAsync(stack);
        await stack.RunAsync(
            new LifecycleStep(LifecycleCommand.Preview, program, "same 6") { Calls = [] },
            new LifecycleStep(LifecycleCommand.Refresh, "", "same 6"),
            new LifecycleStep(LifecycleCommand.Preview, program, "same 6") { Calls = [] });
        Ready.DescribeState(stack.Services).ToString().Should().Be(before, "nothing was changed");
    }

    [Fact]
    public async Task What_the_import_writes_out_is_accepted_as_it_is()
    {
        await using var stack = await ByHandAsync();
        await ImportAsync(stack);

        var preview = await stack.PreviewAsync(await GeneratedAsync(stack));

        preview.Succeeded.Should().BeTrue(preview.Text);
        Lifecycle.CountsOf(preview).Should().Be("same 6", preview.Text);
    }

    [Fact]
    public async Task The_token_is_the_only_edit_and_does_not_interrupt_the_connection()
    {
        await using var stack = await ByHandAsync();
        await ImportAsync(stack);
        var program = await ProgramAsync(stack);
        var withToken = $"config:\n  scimToken: {{type: string, secret: true, default: {Programs.ScimToken(stack)}}}\n"
            + program.Replace("token: ''", "token: ${scimToken}", StringComparison.Ordinal);

        await stack.RunAsync(
            new LifecycleStep(LifecycleCommand.Up, withToken, "same 5, update 1") { Changes = ["token"] },
            new LifecycleStep(LifecycleCommand.Preview, withToken, "same 6") { Calls = [] });

        stack.Services.Requests.All.Select(request => $"{request.Method} {request.Path}")
            .Should().NotContain(call => call.Contains("/provision", StringComparison.Ordinal));
        stack.State.Should().NotContain(Programs.ScimToken(stack));
    }

    [Fact]
    public async Task The_option_import_does_the_same_and_may_go_afterwards()
    {
        await using var stack = await ByHandAsync();
        var program = await ProgramAsync(stack);
        var importing = (await ImportFileAsync()).Aggregate(program, (text, resource) => text.Replace(
            $"\n  {resource["name"]}:\n", $"\n  {resource["name"]}:\n    options: {{import: {resource["id"]}}}\n", StringComparison.Ordinal));
        var before = Ready.DescribeState(stack.Services).ToString();

        await stack.RunAsync(
            new LifecycleStep(LifecycleCommand.Preview, importing, "create 1, import 5"),
            new LifecycleStep(LifecycleCommand.Up, importing, "create 1, import 5"),
            new LifecycleStep(LifecycleCommand.Preview, program, "same 6") { Calls = [] });
        Ready.DescribeState(stack.Services).ToString().Should().Be(before, "nothing was changed");
    }

    [Fact]
    public async Task The_lists_find_what_the_file_imports()
    {
        await using var stack = await ByHandAsync();
        await using var client = await ListClient.StartAsync(stack.Services);
        const string application = BadInput.ApplicationId;

        string[] found =
        [
            .. (await client.ListAsync("SsoApplication", ("template", "pulumi"))).Select(line => $"SsoApplication {line}"),
            .. (await client.ListAsync("GroupBinding", ("applicationId", application))).Select(line => $"GroupBinding {line}"),
            .. (await client.ListAsync("IdmIntegration", ("applicationId", application))).Select(line => $"IdmIntegration {line}"),
            .. (await client.ListAsync("SamlConfiguration", ("organization", "acme"))).Select(line => $"SamlConfiguration {line}"),
        ];

        var page = await PageAsync();
        found.Should().Equal(Row().Matches(page).Select(row => $"{row.Groups[1]} {row.Groups[2]} {row.Groups[3]}"));
        (await ImportFileAsync()).Select(resource => $"{(string)resource["type"]!} {(string)resource["id"]!}").Should()
            .BeEquivalentTo(Row().Matches(page).Select(row => $"jumpcloud:index:{row.Groups[1]} {row.Groups[2]}"));
    }

    // As the CLI does with --file, one after the other.
    private static async Task ImportAsync(ProviderFixture stack)
    {
        foreach (var resource in await ImportFileAsync())
        {
            var type = ((string)resource["type"]!)["jumpcloud:index:".Length..];
            var import = await stack.ImportAsync(type, (string)resource["name"]!, (string)resource["id"]!);
            import.Succeeded.Should().BeTrue(import.Text);
            Lifecycle.MessagesOf(import, LogSeverity.Warning).Should().BeEmpty();
        }
    }

    private static async Task<ProviderFixture> ByHandAsync()
    {
        var stack = await ProviderFixture.StartAsync();
        var (services, portal) = (stack.Services, stack.Services.JumpCloud.Portal);
        BadInput.MakeApplication(services, "pulumi");
        portal.PatchApplication(BadInput.ApplicationId, new JObject
        {
            ["displayLabel"] = "Pulumi Cloud",
            ["description"] = "Infrastructure as code",
            ["config"] = new JObject
            {
                ["spEntityId"] = new JObject { ["value"] = Here(stack, "https://api.pulumi.com/login/acme/sso/saml/metadata") },
                ["acsUrl"] = new JObject { ["value"] = Here(stack, "https://api.pulumi.com/login/acme/sso/saml/acs") },
                ["defaultTargetUrl"] = new JObject { ["value"] = Here(stack, "https://api.pulumi.com/login/acme/sso") },
            },
        });
        var organization = (string?)services.JumpCloud.GetApplication(BadInput.ApplicationId)["organization"] ?? "";
        services.PulumiCloud.SetIdpMetadata("acme", services.JumpCloud.GetMetadata(organization, BadInput.ApplicationId));
        foreach (var group in Groups)
            portal.BindGroup(BadInput.ApplicationId, group);
        await portal.ActivateIdmAsync(
            BadInput.ApplicationId, new IdmSettings(new Uri(Programs.ScimBaseUrl(stack)), Programs.ScimToken(stack), true, null));
        await services.SettledAsync();
        return stack;
    }

    private static async Task<IReadOnlyList<JObject>> ImportFileAsync() =>
        [.. JObject.Parse((await BlocksAsync("json")).Single())["resources"]!.OfType<JObject>()];

    private static async Task<string> ProgramAsync(ProviderFixture stack) =>
        Here(stack, (await BlocksAsync("yaml"))[0]);

    /// <summary>As the CLI writes it: every input of the state, nothing referenced, the token empty.</summary>
    private static async Task<string> GeneratedAsync(ProviderFixture stack)
    {
        var program = new JObject();
        foreach (var resource in await ImportFileAsync())
        {
            var (type, name) = ((string)resource["type"]!, (string)resource["name"]!);
            var inputs = (JObject)stack.Resource(type["jumpcloud:index:".Length..], name)!["inputs"]!.DeepClone();
            if (type.EndsWith("IdmIntegration", StringComparison.Ordinal))
                inputs["token"] = "";
            program[name] = new JObject { ["type"] = type, ["properties"] = inputs };
        }

        return $"resources: {program.ToString(Newtonsoft.Json.Formatting.None)}";
    }

    private static string Here(ProviderFixture stack, string text) => text
        .Replace("https://api.pulumi.com", stack.Services.PulumiApiUrl.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
        .Replace("https://sso.jumpcloud.com", stack.Services.SsoUrl.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);

    private static async Task<IReadOnlyList<string>> BlocksAsync(string language)
    {
        return [.. Block().Matches(await PageAsync())
            .Where(match => match.Groups[1].Value == language).Select(match => match.Groups[2].Value)];
    }

    private static async Task<string> PageAsync()
    {
        var file = Path.Combine(Root(), "docs", "adopt.md");
        return (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Provider.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("Provider.sln is not above the tests");
        return folder.FullName;
    }

    [GeneratedRegex("^```(\\w+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("^\\| (\\w+) \\| `([^`]+)` \\| (.+) \\|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
