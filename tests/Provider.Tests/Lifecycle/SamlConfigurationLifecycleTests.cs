using FluentAssertions;
using JumpCloud.Emulator;
using Newtonsoft.Json.Linq;
using Xunit;
using static JumpCloud.Tests.LifecycleCommand;

namespace JumpCloud.Tests;

[Trait("Runs", "AnyPlugin")]
public sealed class SamlConfigurationLifecycleTests
{
    private const string Ask = "GET /api/orgs/acme/metadata";
    private const string Read = "GET /api/orgs/acme/saml";
    private const string Write = "PATCH /api/orgs/acme/saml";

    [Fact]
    public async Task Metadata_are_written_compared_by_meaning_repaired_and_forgotten()
    {
        await using var stack = await ProviderFixture.StartAsync();
        var first = Configuration(TestMetadata.Good("first"));
        var rewritten = Configuration(TestMetadata.Good("first").Replace("><", ">\n<", StringComparison.Ordinal));

        await stack.RunAsync(
            new LifecycleStep(Preview, first, "create 2")
            {
                Calls = [Ask, Read],
                Warnings = ["acme has an identity provider already: https://login.acme.test/saml (sign-in at https://login.acme.test/saml/sso). This update puts the one of idpMetadataXml in its place"],
            },
            new LifecycleStep(Up, first, "create 2") { Calls = [Ask, Read, Write] },
            new LifecycleStep(Preview, first, "same 2") { Calls = [] },
            new LifecycleStep(Preview, rewritten, "same 2") { Calls = [] },
            new LifecycleStep(Refresh, "", "same 2") { Calls = [Read] },
            new LifecycleStep(Up, Configuration(TestMetadata.Good("second")), "same 1, update 1") { Calls = [Read, Write], Changes = ["idpMetadataXml"] },
            new LifecycleStep(Refresh, "", "same 1, update 1") { Before = services => Store(services, TestMetadata.Good("by-hand")) },
            new LifecycleStep(Up, Configuration(TestMetadata.Good("second")), "same 1, update 1") { Calls = [Read, Write], Changes = ["idpMetadataXml"] },
            new LifecycleStep(Destroy, "", "delete 2") { Calls = [], Warnings = ["acme stays a SAML organization with this metadata"] });

        Stored(stack).Should().Be(TestMetadata.Good("second"));
    }

    [Fact]
    public async Task The_outputs_are_what_the_identity_provider_needs()
    {
        await using var stack = await ProviderFixture.StartAsync();

        await stack.RunAsync(new LifecycleStep(Up, Configuration(TestMetadata.Good()), "create 2"));

        var outputs = stack.Resource("SamlConfiguration", "saml")!["outputs"]!;
        var host = stack.Services.PulumiApiUrl.GetLeftPart(UriPartial.Authority);
        ((string?)outputs["acsUrl"]).Should().Be($"{host}/login/acme/sso/saml/acs");
        ((string?)outputs["spEntityId"]).Should().Be($"{host}/login/acme/sso/saml/metadata");
        ((string?)outputs["relayState"]).Should().Be($"{host}/login/acme/sso");
        ((string?)outputs["scimBaseUrl"]).Should().Be($"{host}/scim/v2/acme");
        ((string?)outputs["entityId"]).Should().Be("JumpCloud");
        ((string?)outputs["ssoUrl"]).Should().Be("https://sso.jumpcloud.com/saml2/pulumi-acme");
    }

    [Fact]
    public async Task The_same_metadata_are_adopted_without_a_write_and_imported_without_an_edit()
    {
        await using var stack = await ProviderFixture.StartAsync();
        Store(stack.Services, TestMetadata.Good());
        var program = Configuration(TestMetadata.Good());
        await stack.RunAsync(
            new LifecycleStep(Preview, program, "create 2") { Calls = [Ask, Read] },
            new LifecycleStep(Up, program, "create 2") { Calls = [Ask, Read] });
        await using var other = await ProviderFixture.StartAsync(stack);

        var imported = await other.ImportAsync("SamlConfiguration", "saml", "acme");

        imported.Succeeded.Should().BeTrue(imported.Text);
        await other.RunAsync(
            new LifecycleStep(Up, program, "same 2"),
            new LifecycleStep(Preview, program, "same 2") { Calls = [] });
    }

    [Fact]
    public async Task Earlier_metadata_come_back_where_that_is_wanted()
    {
        await using var stack = await ProviderFixture.StartAsync();
        Store(stack.Services, TestMetadata.Good("earlier"));

        await stack.RunAsync(
            new LifecycleStep(Up, Configuration(TestMetadata.Good("ours")) + "      onDelete: restore\n", "create 2"),
            new LifecycleStep(Destroy, "", "delete 2") { Calls = [Read, Write] });

        Stored(stack).Should().Be(TestMetadata.Good("earlier"));
    }

    [Fact]
    public async Task Earlier_metadata_do_not_take_the_place_of_what_somebody_else_wrote()
    {
        await using var stack = await ProviderFixture.StartAsync();

        await stack.RunAsync(
            new LifecycleStep(Up, Configuration(TestMetadata.Good("ours")) + "      onDelete: restore\n", "create 2"),
            new LifecycleStep(Destroy, "", "delete 2")
            {
                Before = services => Store(services, TestMetadata.Good("by-hand")),
                Calls = [Read],
                Warnings = ["acme has other metadata than this program wrote: JumpCloud (sign-in at https://sso.jumpcloud.com/saml2/pulumi-acme). They stay"],
            });

        Stored(stack).Should().Be(TestMetadata.Good("by-hand"));
    }

    [Fact]
    public async Task Earlier_metadata_survive_a_write_whose_answer_was_lost()
    {
        await using var stack = await ProviderFixture.StartAsync(config: new Dictionary<string, string?> { ["maxRetries"] = "0" });
        Store(stack.Services, TestMetadata.Good("earlier"));
        stack.Services.Faults.Add(new Fault(new FaultKind.ResetAfter(), Face.Pulumi, "PATCH", "/saml$"));
        var program = Configuration(TestMetadata.Good("ours")) + "      onDelete: restore\n";

        await stack.RunAsync(new LifecycleStep(Up, program, "create 1") { Errors = ["Whether acme has the metadata of idpMetadataXml is not known"] });
        Stored(stack).Should().Be(TestMetadata.Good("ours"));
        await stack.RunAsync(
            new LifecycleStep(Up, program, "same 1, update 1") { Calls = [Read] },
            new LifecycleStep(Destroy, "", "delete 2") { Calls = [Read, Write] });

        Stored(stack).Should().Be(TestMetadata.Good("earlier"));
    }

    [Fact]
    public async Task Metadata_that_are_there_already_leave_nothing_to_restore_and_the_up_says_so()
    {
        await using var stack = await ProviderFixture.StartAsync();
        Store(stack.Services, TestMetadata.Good("ours"));

        await stack.RunAsync(
            new LifecycleStep(Up, Configuration(TestMetadata.Good("ours")) + "      onDelete: restore\n", "create 2")
            {
                Calls = [Ask, Read],
                Warnings = ["acme has the metadata of idpMetadataXml already, by another hand or by an up that was broken off. What it had before them is not known"],
            },
            new LifecycleStep(Destroy, "", "delete 2") { Calls = [Read] });

        Stored(stack).Should().Be(TestMetadata.Good("ours"));
    }

    [Fact]
    public async Task An_update_of_a_configuration_that_is_gone_tells_what_to_run()
    {
        await using var stack = await ProviderFixture.StartAsync();
        stack.Services.Faults.Add(new Fault(new FaultKind.Status(404), Face.Pulumi, "GET", "/saml$", Nth: 2));

        await stack.RunAsync(
            new LifecycleStep(Up, Configuration(TestMetadata.Good("first")), "create 2"),
            new LifecycleStep(Up, Configuration(TestMetadata.Good("second")), "same 1")
            {
                Errors = ["The SAML configuration of acme is gone: "],
            });
    }

    [Fact]
    public async Task Metadata_that_Pulumi_Cloud_gives_back_in_another_layout_are_no_change()
    {
        await using var stack = await ProviderFixture.StartAsync();
        stack.Services.Switches.SamlXmlEcho = XmlEcho.Reindented;
        var program = Configuration(TestMetadata.Good());

        await stack.RunAsync(
            new LifecycleStep(Up, program, "create 2"),
            new LifecycleStep(Refresh, "", "same 2"),
            new LifecycleStep(Up, program + "      onDelete: restore\n", "same 1, update 1") { Calls = [Read], Changes = ["onDelete"] });
    }

    [Theory]
    [InlineData("plainco", "plainco is not a SAML organization")]
    [InlineData("Acme", "Acme is not an organization that")]
    [InlineData("nobody", "nobody is not an organization that")]
    public async Task A_wrong_organization_is_found_in_the_preview(string organization, string reason)
    {
        await using var stack = await ProviderFixture.StartAsync();

        await stack.RunAsync(new LifecycleStep(Preview, Configuration(TestMetadata.Good(), organization), "create 1") { Errors = [reason] });

        stack.Calls.Should().OnlyContain(call => call.StartsWith("GET ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Metadata_that_Pulumi_Cloud_stored_but_does_not_accept_are_not_done()
    {
        await using var stack = await ProviderFixture.StartAsync();
        var program = Configuration(TestMetadata.Good());
        stack.Services.Faults.Add(new Fault(
            new FaultKind.Status(200, Body: """{"organization":{"githubLogin":"acme"},"idpSsoDescriptor":"<broken/>","validationError":"SSO binding not found in XML"}"""),
            Face.Pulumi, "PATCH", "/saml$"));

        await stack.RunAsync(
            new LifecycleStep(Up, program, "create 1") { Errors = ["Pulumi Cloud stored the metadata of acme, but does not accept it: SSO binding not found in XML"] },
            new LifecycleStep(Up, program, "same 1, update 1"),
            new LifecycleStep(Preview, program, "same 2"));

        Stored(stack).Should().Be(TestMetadata.Good());
    }

    private static string Configuration(string xml, string organization = "acme") =>
        "resources:\n  saml:\n    type: jumpcloud:SamlConfiguration\n    properties:\n"
        + $"      organization: {organization}\n      idpMetadataXml: {new JValue(xml).ToString(Newtonsoft.Json.Formatting.None)}\n";

    private static string Stored(ProviderFixture stack) => stack.Services.PulumiCloud.Organization("acme").IdpMetadata;

    private static void Store(EmulatorHost services, string xml) => services.PulumiCloud.SetIdpMetadata("acme", xml);
}
