using FluentAssertions;
using JumpCloud.Emulator;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Sdk.Tests;

/// <summary>Every C# example through the engine that is here: preview, up, preview without changes, refresh, destroy.</summary>
[Collection(ThroughAnEngine)]
[Trait("Runs", "Engine")]
public sealed class ExampleLifecycleTests : IAsyncLifetime
{
    /// <summary>Examples are built where they stand, and so is the SDK: one after the other.</summary>
    public const string ThroughAnEngine = "examples through an engine";

    // What the engine puts in the place of a secret in a state.
    private const string SecretSignature = "4dabf18193072939515e22adb298388d";
    private const string Secret = "1b47061264138c4ac30d75fd1eb44270";

    private readonly string _state = Directory.CreateTempSubdirectory("jumpcloud-examples-").FullName;
    private EmulatorHost _services = null!;

    public async ValueTask InitializeAsync() =>
        _services = await EmulatorHost.StartAsync(new EmulatorOptions { Seed = "company" }, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_state, recursive: true);
    }

    [Fact]
    public async Task The_integration_in_ten_lines()
    {
        using var stack = new ExampleStack("pulumi-cloud", _services, _state);
        await stack.InitialiseAsync(("organization", "acme"), ("!scimToken", ScimToken));

        await UpAsync(stack, resources: 8);

        (await stack.OutputAsync("provisioning")).Should().Be("active");
        (await stack.OutputAsync("signIn")).Should().Be($"{Pulumi}/login/acme/sso");
        var export = await stack.SucceedAsync("stack", "export");
        export.Should().NotContain(ScimToken);
        TokensOf(export).Should().NotBeEmpty().And.AllSatisfy(token => ((string?)token[SecretSignature]).Should().Be(Secret));
        TokensOf(await stack.SucceedAsync("stack", "export", "--show-secrets"))
            .Should().AllSatisfy(token => ((string?)token["plaintext"]).Should().Be($"\"{ScimToken}\""));
        IsProvisioned("Engineering").Should().BeTrue();

        await DestroyAsync(stack, resources: 8);

        _services.JumpCloud.Applications().Should().BeEmpty();
        IsProvisioned("Engineering").Should().BeTrue("nobody is deactivated by taking the stack down");
    }

    [Fact]
    public async Task The_article_step_by_step()
    {
        using var stack = new ExampleStack("step-by-step", _services, _state);
        await stack.InitialiseAsync(
            ("organization", "acme"), ("groups[0]", "Engineering"), ("groups[1]", "Security"), ("!scimToken", ScimToken));

        await UpAsync(stack, resources: 6);

        (await stack.OutputAsync("errors")).Should().Be("0");
        (await stack.OutputAsync("provisioningStatus")).Should().Be("active");
        (await stack.OutputAsync("startAtPulumi")).Should().Be($"{Pulumi}/login/acme/sso");
        IsProvisioned("Security").Should().BeTrue();
        var refused = await stack.RunAsync("destroy", "--yes");
        refused.ExitCode.Should().NotBe(0);
        refused.Text.Should().Contain("protected");
        await stack.SucceedAsync("state", "unprotect", "--all", "--yes");
        await DestroyAsync(stack, resources: 6);
    }

    [Fact]
    public async Task A_sign_in_address_that_stays()
    {
        using var stack = new ExampleStack("stable-sso-url", _services, _state);
        await stack.InitialiseAsync(("organization", "acme"));
        var preview = await stack.RunAsync("preview");
        Assert.SkipWhen(
            preview.ExitCode != 0 && preview.Text.Contains("pulumi-resource-random", StringComparison.Ordinal),
            "the plugin of Pulumi.Random is not here");

        await UpAsync(stack, resources: 3);

        var address = await stack.OutputAsync("ssoIdpUrl");
        address.Should().MatchRegex("/pulumi-acme-[a-z0-9]{8}$");
        await stack.SucceedAsync("state", "unprotect", "--all", "--yes");
        await DestroyAsync(stack, resources: 3);
    }

    [Fact]
    public async Task Two_organizations_with_the_groups_of_another_stack()
    {
        _services.PulumiCloud.AddOrganization("globex", "Globex", idpMetadata: EarlierIdentityProvider.Metadata);
        _services.PulumiCloud.AddMember("globex", "pavel-acme", "admin");
        using var groups = new ExampleStack("many-organizations/groups", _services, _state);
        await groups.InitialiseAsync(("groups[0]", "Cloud Engineers"), ("groups[1]", "Cloud Auditors"));
        using var signIn = new ExampleStack("many-organizations/sign-in", _services, _state);
        await signIn.InitialiseAsync(
            ("groupsStack", ExampleStack.ReferenceTo("groups")),
            ("organizations[0].name", "acme"),
            ("organizations[0].groups[0]", "Cloud Engineers"),
            ("organizations[1].name", "globex"),
            ("organizations[1].groups[0]", "Cloud Engineers"),
            ("organizations[1].groups[1]", "Cloud Auditors"),
            ("!credentials.acme.accessToken", _services.PulumiCloud.IssueAccessToken("olga-acme")),
            ("!credentials.acme.scimToken", ScimToken),
            ("!credentials.globex.accessToken", _services.PulumiCloud.IssueAccessToken("pavel-acme")),
            ("!credentials.globex.scimToken", _services.PulumiCloud.RotateScimToken("globex")));

        await UpAsync(groups, resources: 3);
        await UpAsync(signIn, resources: 14);

        JObject.Parse(await signIn.SucceedAsync("stack", "output", "--json")).SelectToken("signIn.globex")!.ToString()
            .Should().Be($"{Pulumi}/login/globex/sso");
        await DestroyAsync(signIn, resources: 14);
        await groups.SucceedAsync("state", "unprotect", "--all", "--yes");
        await DestroyAsync(groups, resources: 3);
    }

    [Fact]
    public async Task What_was_made_by_hand_is_adopted_without_a_change()
    {
        await HandMade.IntegrateAsync(_services);
        var before = Ready.DescribeState(_services).ToString();
        using var stack = new ExampleStack("adopt", _services, _state);
        await stack.InitialiseAsync(
            ("organization", "acme"), ("applicationId", HandMade.ApplicationId), ("pulumiApi", Pulumi),
            ("ssoIdpUrl", $"{_services.SsoUrl.GetLeftPart(UriPartial.Authority)}/saml2/by-hand"),
            ("groups.engineering", HandMade.Groups[0]), ("groups.security", HandMade.Groups[1]));

        (await stack.SucceedAsync("preview")).Should().Contain("= 5 to import");
        (await stack.SucceedAsync("up", "--yes", "--skip-preview")).Should().Contain("= 5 imported");
        (await stack.SucceedAsync("preview", "--expect-no-changes")).Should().Contain("6 unchanged");
        await stack.SucceedAsync("refresh", "--yes", "--skip-preview", "--expect-no-changes");

        Ready.DescribeState(_services).ToString().Should().Be(before, "nothing was changed");
    }

    [Fact]
    public async Task The_integration_in_TypeScript_with_the_SDK_that_the_CLI_makes()
    {
        Assert.SkipUnless(EngineCommand.IsReal, "no pulumi is on the PATH, which generates the SDK");
        Assert.SkipUnless(EngineCommand.OnPath("npm"), "no npm is on the PATH");
        using var program = new ExampleCopy("typescript");
        using var stack = new ExampleStack(
            program.Folder, _services, _state, new Dictionary<string, string?> { ["PULUMI_HOME"] = Path.Combine(_state, "home") });
        await stack.PrepareAsync("plugin", "install", "resource", "jumpcloud", "0.1.0", "--file", EngineCommand.PluginFolder);
        await stack.PrepareAsync("install");
        var compiler = Path.Combine(program.Folder, "node_modules", "typescript", "bin", "tsc");
        var compiled = await Command.RunAsync("node", new Dictionary<string, string?>(), [compiler, "--noEmit", "-p", program.Folder]);
        compiled.ExitCode.Should().Be(0, compiled.Text);
        await stack.InitialiseAsync(
            ("organization", "acme"), ("groups[0]", "Engineering"), ("groups[1]", "Security"), ("!scimToken", ScimToken),
            ("!adminToken", _services.PulumiCloud.IssueAccessToken("olga-acme")));

        await UpAsync(stack, resources: 7);

        (await stack.OutputAsync("provisioningStatus")).Should().Be("active");
        (await stack.SucceedAsync("stack", "export")).Should().NotContain(ScimToken);
        await stack.SucceedAsync("state", "unprotect", "--all", "--yes");
        await DestroyAsync(stack, resources: 7);
    }

    private string Pulumi => _services.PulumiApiUrl.GetLeftPart(UriPartial.Authority);

    private string ScimToken => _services.PulumiCloud.Organization("acme").ScimToken!;

    private async Task UpAsync(ExampleStack stack, int resources)
    {
        (await stack.SucceedAsync("preview")).Should().Contain($"+ {resources} to create");
        (await stack.SucceedAsync("up", "--yes", "--skip-preview")).Should().Contain($"+ {resources} created");
        await _services.SettledAsync();
        (await stack.SucceedAsync("preview", "--expect-no-changes")).Should().Contain($"{resources} unchanged");
        await stack.SucceedAsync("refresh", "--yes", "--skip-preview", "--expect-no-changes");
        (await stack.SucceedAsync("preview", "--expect-no-changes")).Should().Contain($"{resources} unchanged");
    }

    private async Task DestroyAsync(ExampleStack stack, int resources)
    {
        (await stack.SucceedAsync("destroy", "--yes", "--skip-preview")).Should().Contain($"- {resources} deleted");
        await _services.SettledAsync();
    }

    /// <summary>Whether every active person of the group is an active member of acme, in the team of its name.</summary>
    private bool IsProvisioned(string group)
    {
        var acme = _services.PulumiCloud.Organization("acme");
        var people = _services.JumpCloud.Members(_services.JumpCloud.FindGroupByName(group)!.Id)
            .Where(user => user.IsActivated).Select(user => user.Username).ToList();
        var team = acme.Teams.SingleOrDefault(team => team.DisplayName == group);
        return people.Count > 0 && team is not null && people.Order().SequenceEqual(team.Members.Order())
            && people.All(person => acme.Member(person) is { Active: true });
    }

    // As inputs and outputs of resources; the configuration is in no state.
    private static IEnumerable<JObject> TokensOf(string export) =>
        JObject.Parse(export).SelectTokens("deployment.resources[*]").SelectMany(resource => new[] { "inputs", "outputs" }
            .SelectMany(side => new[] { "token", "scimToken" }.Select(name => resource.SelectToken($"{side}.{name}"))))
            .OfType<JObject>();
}
