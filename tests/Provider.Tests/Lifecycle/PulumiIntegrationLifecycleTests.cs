using FluentAssertions;
using JumpCloud.Emulator;
using Newtonsoft.Json.Linq;
using Pulumirpc;
using Xunit;
using static JumpCloud.Tests.LifecycleCommand;

namespace JumpCloud.Tests;

public sealed class PulumiIntegrationLifecycleTests
{
    private const string Provision = "DELETE provision";
    private const string Association = "POST associations";
    private const string Application = "DELETE application";

    private static readonly string[] Expected =
        ["2 of 24 members of Engineering are not active", "acme has an identity provider already: https://login.acme.test/saml"];

    [Fact]
    public async Task An_integration_is_foretold_made_left_alone_extended_and_taken_down_from_its_end()
    {
        await using var stack = await ProviderFixture.StartAsync();
        var first = Program(stack, "groups: [Engineering, Security]");
        var second = Program(stack, "groups: [Finance, Security, Engineering]");

        await stack.RunAsync(
            new LifecycleStep(Preview, first, "create 7") { Warnings = Expected },
            new LifecycleStep(Up, first, "create 7"),
            new LifecycleStep(Preview, first, "same 7") { Calls = [] },
            new LifecycleStep(Up, second, "create 1, same 7"));
        var refresh = await stack.RefreshAsync();
        await stack.RunAsync(
            new LifecycleStep(Preview, second, "same 8") { Calls = [] },
            new LifecycleStep(Destroy, "", "delete 8") { Warnings = ["acme stays a SAML organization with this metadata"] });

        refresh.Succeeded.Should().BeTrue(refresh.Text);
        Changes(stack).Should().Equal(Provision, Association, Association, Association, Application);
    }

    [Fact]
    public async Task With_deprovisionOnDestroy_access_goes_before_provisioning()
    {
        await using var stack = await ProviderFixture.StartAsync();
        var program = Program(stack, "groups: [Engineering, Security], deprovisionOnDestroy: true");

        await stack.RunAsync(
            new LifecycleStep(Up, program, "create 7"),
            new LifecycleStep(Preview, program, "same 7") { Calls = [] },
            new LifecycleStep(Destroy, "", "delete 7")
            {
                Warnings =
                [
                    "acme stays a SAML organization with this metadata",
                    "Unbinding Engineering from Pulumi Cloud deactivates 22 users at the service provider",
                    "Unbinding Security from Pulumi Cloud deactivates 4 users at the service provider",
                ],
            });

        Changes(stack).Should().Equal(Association, Association, Provision, Application);
    }

    [Fact]
    public async Task With_deprovisionOnDestroy_everybody_is_deactivated_on_both_sides_however_long_it_takes()
    {
        await using var stack = await ProviderFixture.StartAsync();
        var acme = stack.Services.PulumiCloud.Organization("acme");
        var program = Program(stack, "groups: [Data, Security], deprovisionOnDestroy: true");
        await stack.RunAsync(new LifecycleStep(Up, program, "create 7"));
        var people = acme.Teams.Where(team => team.DisplayName is "Data" or "Security").SelectMany(team => team.Members)
            .Distinct().Order(StringComparer.Ordinal).ToList();
        people.Should().HaveCountGreaterThan(5).And.OnlyContain(login => acme.Member(login)!.Active);

        // JumpCloud provisions in its own time: each of them takes longer than ending the connection would.
        stack.Services.Faults.Add(new Fault(new FaultKind.Delay(TimeSpan.FromSeconds(0.3)), Face.Pulumi, "PATCH", "/Users/", Count: people.Count));
        await stack.RunAsync(
            new LifecycleStep(Destroy, "", "delete 7")
            {
                Warnings =
                [
                    "acme stays a SAML organization with this metadata",
                    "Unbinding Data from Pulumi Cloud deactivates 5 users at the service provider",
                    "Unbinding Security from Pulumi Cloud deactivates 4 users at the service provider",
                ],
            });

        people.Should().OnlyContain(login => !acme.Member(login)!.Active, "nobody has access at Pulumi Cloud");
        Changes(stack).Should().Equal(Association, Association, Provision, Application);
        var deactivated = stack.Services.Requests.All
            .Where(request => request.Method == "PATCH" && request.Path.Contains("/Users/", StringComparison.Ordinal))
            .Select(request => request.StatusCode);
        deactivated.Should().HaveCount(people.Count).And.OnlyContain(status => status == 200, "JumpCloud got an answer for each of them");
    }

    [Fact]
    public async Task The_order_of_a_destroy_can_be_turned_around_later()
    {
        await using var stack = await ProviderFixture.StartAsync();

        await stack.RunAsync(
            new LifecycleStep(Up, Program(stack, "groups: [Security]"), "create 6"),
            new LifecycleStep(Up, Program(stack, "groups: [Security], deprovisionOnDestroy: true"), "same 5, update 1"),
            new LifecycleStep(Destroy, "", "delete 6")
            {
                Warnings =
                [
                    "acme stays a SAML organization with this metadata",
                    "Unbinding Security from Pulumi Cloud deactivates 4 users at the service provider",
                ],
            });

        Changes(stack).Should().Equal(Association, Provision, Application);
    }

    [Fact]
    public async Task A_group_that_leaves_the_list_takes_only_its_own_binding_along()
    {
        await using var stack = await ProviderFixture.StartAsync();

        await stack.RunAsync(
            new LifecycleStep(Up, Program(stack, "groups: [Finance, Security]"), "create 7"),
            new LifecycleStep(Up, Program(stack, "groups: [Security]"), "delete 1, same 6")
            {
                Warnings = ["Unbinding Finance from Pulumi Cloud deactivates 4 users at the service provider"],
            });

        Changes(stack).Should().Equal(Association);
        Child(stack, "GroupBinding", "cloud-binding-Security").Should().NotBeNull();
        Child(stack, "GroupBinding", "cloud-binding-Finance").Should().BeNull();
    }

    [Fact]
    public async Task The_children_have_the_component_as_parent_and_depend_on_what_they_are_made_of()
    {
        await using var stack = await ProviderFixture.StartAsync();
        await stack.RunAsync(new LifecycleStep(Up, Program(stack, "groups: [Security]"), "create 6"));

        var component = ProviderFixture.Urn("PulumiIntegration", "cloud");
        var (application, saml) = (UrnOf("SsoApplication", "cloud-application"), UrnOf("SamlConfiguration", "cloud-saml"));
        var binding = Child(stack, "GroupBinding", "cloud-binding-Security")!;
        var provisioning = Child(stack, "IdmIntegration", "cloud-provisioning")!;
        foreach (var (type, name) in new[]
        {
            ("SsoApplication", "cloud-application"), ("SamlConfiguration", "cloud-saml"),
            ("GroupBinding", "cloud-binding-Security"), ("IdmIntegration", "cloud-provisioning"),
        })
        {
            ((string?)Child(stack, type, name)!["parent"]).Should().Be(component);
        }

        Strings(Child(stack, "SamlConfiguration", "cloud-saml")!.SelectToken("propertyDependencies.idpMetadataXml")).Should().Equal(application);
        Strings(binding["dependencies"]).Should().BeEquivalentTo(application, saml);
        Strings(provisioning["dependencies"]).Should().BeEquivalentTo(application, saml, UrnOf("GroupBinding", "cloud-binding-Security"));
        Strings(provisioning.SelectToken("propertyDependencies.baseUrl")).Should().Equal(saml);
        Strings(provisioning.SelectToken("propertyDependencies.applicationId")).Should().Equal(application);
    }

    [Fact]
    public async Task The_outputs_are_those_of_the_children_and_no_secret_is_in_the_state()
    {
        await using var stack = await ProviderFixture.StartAsync();
        await stack.RunAsync(new LifecycleStep(Up, Program(stack, "groups: [Security]"), "create 6"));

        var outputs = stack.Resource("PulumiIntegration", "cloud")!["outputs"]!;
        var application = Child(stack, "SsoApplication", "cloud-application")!["outputs"]!;
        var host = stack.Services.PulumiApiUrl.GetLeftPart(UriPartial.Authority);
        ((string?)outputs["applicationId"]).Should().Be((string?)application["applicationId"]).And.NotBeNull();
        ((string?)outputs["metadataXml"]).Should().Be((string?)application["metadataXml"]).And.StartWith("<");
        ((string?)outputs["idpCertificateExpiresAt"]).Should().Be((string?)application["idpCertificateExpiresAt"]).And.NotBeNull();
        ((string?)outputs["idpStartUrl"]).Should().EndWith("/saml2/pulumi-cloud");
        ((string?)outputs["spStartUrl"]).Should().Be($"{host}/login/acme/sso");
        ((string?)outputs["scimBaseUrl"]).Should().Be($"{host}/scim/v2/acme");
        ((string?)outputs["provisioningStatus"]).Should().Be("active");
        stack.State.Should().NotContain(Programs.ScimToken(stack));
    }

    [Fact]
    public async Task A_preview_knows_what_follows_from_the_inputs_and_no_more()
    {
        await using var stack = await ProviderFixture.StartAsync();

        var preview = await stack.PreviewAsync(
            Program(stack, "groups: [Security]")
            + "outputs:\n  scim: ${cloud.scimBaseUrl}\n  status: ${cloud.provisioningStatus}\n  xml: ${cloud.metadataXml}");

        const string unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
        preview.Outputs.Fields["scim"].StringValue.Should().Be(Programs.ScimBaseUrl(stack));
        preview.Outputs.Fields["status"].StringValue.Should().Be(unknown);
        preview.Outputs.Fields["xml"].StringValue.Should().Be(unknown);
    }

    [Fact]
    public async Task A_group_that_is_not_known_yet_is_bound_by_the_up()
    {
        await using var stack = await ProviderFixture.StartAsync();
        var program = "resources:\n" + Component(stack, "groups: [Security, '${other.applicationId}']")
            + "  other: { type: 'jumpcloud:index:SsoApplication', properties: { template: bookmark, displayLabel: Wiki, bookmarkUrl: 'https://wiki.acme.test' } }\n";

        var preview = await stack.PreviewAsync(program);

        Lifecycle.CountsOf(preview).Should().Be("create 7");
        Lifecycle.MessagesOf(preview, LogSeverity.Info).Should().Equal("One group is not known yet and left out of this preview.");
    }

    [Fact]
    public async Task All_problems_of_the_inputs_are_said_at_once_and_nothing_is_made()
    {
        await using var stack = await ProviderFixture.StartAsync();
        var program = """
            resources:
              cloud:
                type: jumpcloud:index:PulumiIntegration
                properties:
                  organization: Acme Inc
                  displayLabel: ' '
                  groups: [Engineering, '', Engineering]
                  scimToken: ''
                  waitForSync: true
                  waitForActivation: -1
                  testUserEmail: nobody
            """;

        var result = await stack.UpAsync(program);

        var said = string.Join("\n", Lifecycle.MessagesOf(result, LogSeverity.Error));
        foreach (var sentence in new[]
        {
            "must be the organization's login name (letters, digits, dots, dashes and underscores), as in https://app.pulumi.com/<name>, not its display name",
            "must not be empty",
            "must not be empty; give the name or the id of a user group",
            "repeats groups[0], Engineering; name each group once",
            "scimToken must not be empty",
            "needs deprovisionOnDestroy: without it the groups are bound before Identity Management is active, and a binding would wait "
                + "for what comes after it; remove waitForSync, or set deprovisionOnDestroy to true",
            "must be a number of seconds, 0 or more",
            "must be an e-mail address",
        })
        {
            said.Should().Contain(sentence);
        }

        stack.Calls.Should().BeEmpty();
    }

    [Fact]
    public async Task Secret_groups_are_refused_without_naming_them()
    {
        await using var stack = await ProviderFixture.StartAsync();

        var result = await stack.UpAsync(Program(stack, "groups: { 'fn::secret': [Covert] }"));

        var said = string.Join("\n", Lifecycle.MessagesOf(result, LogSeverity.Error));
        said.Should().Contain("groups must not be secret: the resources that the groups get are named after them; take the secret off");
        result.Text.Should().NotContain("Covert").And.NotContain(Programs.ScimToken(stack));
    }

    [Fact]
    public async Task Protection_and_ignored_changes_reach_the_children()
    {
        await using var stack = await ProviderFixture.StartAsync();
        var ignoring = Program(stack, "description: second, groups: [Security]", "ignoreChanges: [description], protect: true");

        await stack.RunAsync(
            new LifecycleStep(Up, Program(stack, "description: first, groups: [Security]", "protect: true"), "create 6"),
            new LifecycleStep(Preview, ignoring, "same 6"));

        ((bool?)Child(stack, "SsoApplication", "cloud-application")!["protect"]).Should().BeTrue();
        ((bool?)Child(stack, "GroupBinding", "cloud-binding-Security")!["protect"]).Should().BeTrue();
    }

    private static string Program(ProviderFixture stack, string properties, string options = "") =>
        "resources:\n" + Component(stack, properties, options);

    private static string Component(ProviderFixture stack, string properties, string options = "") =>
        "  cloud:\n    type: jumpcloud:index:PulumiIntegration\n    properties: { organization: acme, displayLabel: Pulumi Cloud, "
        + $"scimToken: {{ 'fn::secret': '{Programs.ScimToken(stack)}' }}, {properties} }}\n"
        + (options.Length > 0 ? $"    options: {{ {options} }}\n" : "");

    private static string UrnOf(string type, string name) => ProviderFixture.Urn($"PulumiIntegration$jumpcloud:index:{type}", name);

    private static JObject? Child(ProviderFixture stack, string type, string name) =>
        stack.Resource($"PulumiIntegration$jumpcloud:index:{type}", name);

    private static IEnumerable<string> Strings(JToken? list) => (list ?? new JArray()).Select(item => (string)item!);

    /// <summary>What the last command changed at JumpCloud, in order.</summary>
    private static IEnumerable<string> Changes(ProviderFixture stack) => stack.Calls
        .Where(call => !call.StartsWith("GET ", StringComparison.Ordinal) && !call.Contains("/search", StringComparison.Ordinal))
        .Select(call => call switch
        {
            _ when call.EndsWith("/associations", StringComparison.Ordinal) => Association,
            _ when call.EndsWith("/provision", StringComparison.Ordinal) => Provision,
            _ when call.StartsWith("DELETE /api/applications/", StringComparison.Ordinal) => Application,
            _ => call,
        });
}
