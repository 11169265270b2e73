using FluentAssertions;
using JumpCloud.Emulator;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;
using Xunit;
using static JumpCloud.Tests.LifecycleCommand;

namespace JumpCloud.Tests;

[Trait("Runs", "AnyPlugin")]
public sealed class SsoApplicationLifecycleTests
{
    private const string Templates = "GET /api/application-templates";
    private const string Applications = "GET /api/applications";

    [Fact]
    public async Task An_application_is_made_changed_repaired_and_removed_with_no_call_too_many()
    {
        await using var stack = await ProviderFixture.StartAsync();
        var created = Pulumi("Pulumi Cloud");
        await stack.RunAsync(
            new LifecycleStep(Preview, created, "create 2") { Calls = [Templates, Applications] },
            new LifecycleStep(Up, created, "create 2"));
        var id = IdOf(stack);
        var metadata = $"GET /api/organizations/5f0000000000000000000001/applications/{id}/metadata.xml";
        stack.Calls.Should().Equal(Templates, Applications, "POST /api/applications", metadata);
        var certificate = CertificateOf(stack, id);

        await stack.RunAsync(
            new LifecycleStep(Preview, created, "same 2") { Calls = [] },
            new LifecycleStep(Refresh, "", "same 2") { Calls = [$"GET /api/applications/{id}", metadata] },
            new LifecycleStep(Up, Pulumi("Infrastructure"), "same 1, update 1")
            {
                Calls = [$"GET /api/applications/{id}", $"PUT /api/applications/{id}", metadata],
                Changes = ["displayLabel"],
            },
            new LifecycleStep(Refresh, "", "same 1, update 1")
            {
                Before = services => services.JumpCloud.Portal.PatchApplication(
                    id, JObject.Parse("""{"active":false,"config":{"acsUrl":{"value":"https://evil.test/acs"}}}""")),
            },
            new LifecycleStep(Preview, Pulumi("Infrastructure"), "same 1, update 1") { Changes = ["active", "saml.acsUrls"] },
            new LifecycleStep(Up, Pulumi("Infrastructure"), "same 1, update 1"),
            new LifecycleStep(Preview, Pulumi("Infrastructure"), "same 2") { Calls = [] },
            new LifecycleStep(Refresh, "", "same 2"));
        Value(stack, id, "config.acsUrl.value").Should().Be("https://api.pulumi.com/login/acme/sso/saml/acs");
        Value(stack, id, "active").Should().Be("True");
        Value(stack, id, "ssoUrl").Should().EndWith("/saml2/pulumi-cloud");
        CertificateOf(stack, id).Should().Be(certificate);

        await stack.RunAsync(new LifecycleStep(Destroy, "", "delete 2")
        {
            Calls = [$"GET /api/v2/applications/{id}", $"DELETE /api/applications/{id}"],
        });
        stack.Services.JumpCloud.Applications().Should().BeEmpty();
    }

    [Fact]
    public async Task What_the_portal_shows_is_what_the_program_said_and_the_outputs_are_what_the_service_provider_needs()
    {
        await using var stack = await ProviderFixture.StartAsync();
        await stack.RunAsync(new LifecycleStep(Up, Pulumi("Pulumi Cloud"), "create 2"));
        var id = IdOf(stack);

        Value(stack, id, "active").Should().Be("True");
        Value(stack, id, "sso.hidden").Should().Be("False");
        Value(stack, id, "logo.color").Should().Be("#7C6ADA");
        Value(stack, id, "config.spEntityId.value").Should().Be("https://api.pulumi.com/login/acme/sso/saml/metadata");
        Value(stack, id, "config.idpEntityId.value").Should().Be("JumpCloud");
        var outputs = stack.Resource("SsoApplication", "app")!["outputs"]!;
        ((string?)outputs["metadataXml"]).Should().Contain("entityID=\"JumpCloud\"");
        ((string?)outputs["idpCertificate"]).Should().StartWith("-----BEGIN CERTIFICATE-----");
        ((string?)outputs["idpEntityId"]).Should().Be("JumpCloud");
        ((string?)outputs["organizationId"]).Should().Be("5f0000000000000000000001");
        ((string?)outputs["ssoIdpUrl"]).Should().EndWith("/saml2/pulumi-cloud");
        ((bool?)outputs["supportsProvisioning"]).Should().BeTrue();
        ((bool?)outputs["supportsGroups"]).Should().BeTrue();
        ((string?)outputs["applicationId"]).Should().Be(id);
    }

    [Fact]
    public async Task What_a_newer_portal_added_survives_every_update()
    {
        await using var stack = await ProviderFixture.StartAsync();
        await stack.RunAsync(new LifecycleStep(Up, Pulumi("Pulumi Cloud"), "create 2"));
        var id = IdOf(stack);
        const string added =
            """{"portalTheme":{"since":"2026-11-23T18:00:00.000Z","weight":1.5,"big":123456789012345678901234567890},"config":{"riskScore":{"type":"text","value":"high","position":40}}}""";

        await stack.RunAsync(
            new LifecycleStep(Up, Pulumi("One"), "same 1, update 1")
            {
                Before = services => services.JumpCloud.Portal.PatchApplication(id, (JObject)JumpCloud.Clients.JsonText.TryParse(added)!),
            },
            new LifecycleStep(Up, Pulumi("Two"), "same 1, update 1"));

        var document = stack.Services.JumpCloud.FindApplication(id)!.Document;
        document["portalTheme"]!.ToString(Newtonsoft.Json.Formatting.None).Should().Be(
            """{"since":"2026-11-23T18:00:00.000Z","weight":1.5,"big":123456789012345678901234567890}""");
        ((string?)document.SelectToken("config.riskScore.value")).Should().Be("high");
    }

    [Fact]
    public async Task A_create_whose_answer_was_lost_makes_no_twin()
    {
        await using var stack = await ProviderFixture.StartAsync();
        stack.Services.Faults.Add(new Fault(new FaultKind.ResetAfter(), Face.Console, "POST", "^/api/applications$"));

        await stack.RunAsync(
            new LifecycleStep(Up, Pulumi("Pulumi Cloud"), "create 2"),
            new LifecycleStep(Preview, Pulumi("Pulumi Cloud"), "same 2"));

        stack.Services.JumpCloud.Applications().Should().ContainSingle();
    }

    [Fact]
    public async Task An_application_whose_metadata_could_not_be_read_is_kept_and_completed_by_the_next_up()
    {
        await using var stack = await ProviderFixture.StartAsync(config: new Dictionary<string, string?> { ["maxRetries"] = "0" });
        stack.Services.Faults.Add(new Fault(new FaultKind.Status(503), Face.Console, "GET", "metadata.xml"));
        var program = Pulumi("Pulumi Cloud");

        await stack.RunAsync(new LifecycleStep(Up, program, "create 1")
        {
            Errors = ["exists, but its metadata could not be read: JumpCloud answered 503"],
        });
        var id = IdOf(stack);
        stack.Resource("SsoApplication", "app")!.SelectToken("outputs.metadataXml").Should().BeNull();
        await stack.RunAsync(
            new LifecycleStep(Up, program, "same 1, update 1"),
            new LifecycleStep(Preview, program, "same 2"));

        stack.Services.JumpCloud.Applications().Should().ContainSingle().Which.Id.Should().Be(id);
        ((string?)stack.Resource("SsoApplication", "app")!.SelectToken("outputs.metadataXml")).Should().Contain("EntityDescriptor");
    }

    [Fact]
    public async Task An_image_that_was_not_uploaded_is_uploaded_by_the_next_up_and_taken_away_when_it_is_removed()
    {
        await using var stack = await ProviderFixture.StartAsync(config: new Dictionary<string, string?> { ["maxRetries"] = "0" });
        stack.Services.Faults.Add(new Fault(new FaultKind.Status(500), Face.Console, "POST", "/logo$"));
        var image = Path.Combine(stack.WorkingDirectory, "docs.png");
        await File.WriteAllBytesAsync(image, Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="));
        var program = Application(("template", "bookmark"), ("displayLabel", "Docs"), ("bookmarkUrl", "https://www.pulumi.com/docs/"))
            + $"      logo:\n        fn::fileAsset: {image}\n";

        await stack.RunAsync(new LifecycleStep(Up, program, "create 1") { Errors = ["exists, but its logo was not uploaded"] });
        var id = IdOf(stack);
        await stack.RunAsync(new LifecycleStep(Up, program, "same 1, update 1"));
        Value(stack, id, "logo.url").Should().Contain(id);
        await stack.RunAsync(
            new LifecycleStep(Preview, program, "same 2") { Calls = [] },
            new LifecycleStep(Refresh, "", "same 2"),
            new LifecycleStep(
                Up,
                Application(("template", "bookmark"), ("displayLabel", "Docs"), ("bookmarkUrl", "https://www.pulumi.com/docs/")),
                "same 1, update 1")
            {
                Calls = [$"GET /api/applications/{id}", $"DELETE /api/v2/applications/{id}/logo"],
            });
    }

    [Fact]
    public async Task Another_SSO_IdP_URL_makes_the_new_application_before_the_old_one_goes()
    {
        await using var stack = await ProviderFixture.StartAsync();
        await stack.RunAsync(new LifecycleStep(Up, Pulumi("Pulumi Cloud"), "create 2"));
        var old = IdOf(stack);
        var moved = Pulumi("Pulumi Cloud") + "      ssoIdpUrl: acme-pulumi\n";

        await stack.RunAsync(
            new LifecycleStep(Preview, moved, "replace 1, same 1") { Warnings = ["replaces the application"], Changes = ["ssoIdpUrl"] },
            new LifecycleStep(Up, moved, "replace 1, same 1") { Warnings = ["replaces the application"] });

        var calls = stack.Calls.ToList();
        calls.IndexOf("POST /api/applications").Should().BeLessThan(calls.IndexOf($"DELETE /api/applications/{old}"));
        stack.Services.JumpCloud.Applications().Should().ContainSingle().Which.Id.Should().NotBe(old);
    }

    [Fact]
    public async Task An_application_with_Identity_Management_active_is_not_deleted_unless_that_is_forced()
    {
        await using var stack = await ProviderFixture.StartAsync();
        await stack.RunAsync(new LifecycleStep(Up, Pulumi("Pulumi Cloud"), "create 2"));
        var id = IdOf(stack);
        var acme = Ready.Describe(stack.Services).SelectToken("pulumi.acme")!;
        await stack.Services.JumpCloud.Portal.ActivateIdmAsync(
            id, new IdmSettings(new Uri((string)acme["scimBaseUrl"]!), (string)acme["scimToken"]!));

        await stack.RunAsync(new LifecycleStep(Destroy, "", "")
        {
            Errors = ["still has Identity Management active"],
            Calls = [$"GET /api/v2/applications/{id}"],
        });
        stack.Services.JumpCloud.Applications().Should().ContainSingle();

        await stack.RunAsync(
            new LifecycleStep(Up, Pulumi("Pulumi Cloud") + "      deletionPolicy: force\n", "same 1, update 1"),
            new LifecycleStep(Destroy, "", "delete 2") { Calls = [$"DELETE /api/applications/{id}"] });
    }

    [Fact]
    public async Task An_import_needs_no_edit()
    {
        await using var stack = await ProviderFixture.StartAsync();
        await stack.RunAsync(new LifecycleStep(Up, Pulumi("Pulumi Cloud"), "create 2"));
        var id = IdOf(stack);
        await using var other = await ProviderFixture.StartAsync(stack);

        var imported = await other.ImportAsync("SsoApplication", "app", id);

        imported.Succeeded.Should().BeTrue(imported.Text);
        var resource = other.Resource("SsoApplication", "app")!;
        var program = $"resources: {{\"app\":{{\"type\":\"jumpcloud:SsoApplication\",\"properties\":{resource["inputs"]!.ToString(Newtonsoft.Json.Formatting.None)}}}}}";
        await other.RunAsync(
            new LifecycleStep(Preview, program, "same 2") { Calls = [] },
            new LifecycleStep(Up, program, "same 2"),
            new LifecycleStep(Refresh, "", "same 2"));
    }

    [Theory]
    [InlineData("pulumi", "is not the id of an application: expected 24 hexadecimal characters")]
    [InlineData("6567a1b2c3d4e5f601234567", "does not exist")]
    public async Task An_import_of_a_wrong_id_is_refused(string id, string reason)
    {
        await using var stack = await ProviderFixture.StartAsync();

        var imported = await stack.ImportAsync("SsoApplication", "app", id);

        imported.Succeeded.Should().BeFalse();
        imported.Text.Should().Contain(reason);
    }

    [Fact]
    public async Task An_application_that_somebody_deleted_is_gone_after_a_refresh_and_its_deletion_is_no_error()
    {
        await using var stack = await ProviderFixture.StartAsync();
        await stack.RunAsync(new LifecycleStep(Up, Pulumi("Pulumi Cloud"), "create 2"));
        var first = IdOf(stack);

        await stack.RunAsync(
            new LifecycleStep(Refresh, "", "delete 1, same 1") { Before = services => services.JumpCloud.Portal.DeleteApplication(first) },
            new LifecycleStep(Up, Pulumi("Pulumi Cloud"), "create 1, same 1"));
        var second = IdOf(stack);
        await stack.RunAsync(
            new LifecycleStep(Destroy, "", "delete 2") { Before = services => services.JumpCloud.Portal.DeleteApplication(second) });
    }

    [Fact]
    public async Task Settings_that_are_taken_out_go_back_to_the_template()
    {
        await using var stack = await ProviderFixture.StartAsync();
        var program = Pulumi("Pulumi Cloud") + "      description: For everybody\n      saml:\n        nameId: { attribute: username }\n        signResponse: true\n";
        await stack.RunAsync(new LifecycleStep(Up, program, "create 2"));
        var id = IdOf(stack);
        Value(stack, id, "config.subjectField.value").Should().Be("username");

        await stack.RunAsync(
            new LifecycleStep(Up, Pulumi("Pulumi Cloud"), "same 1, update 1") { Changes = ["description", "saml.nameId.attribute", "saml.signResponse"] },
            new LifecycleStep(Refresh, "", "same 2"));

        Value(stack, id, "config.subjectField.value").Should().Be("email");
        Value(stack, id, "config.signResponse.value").Should().Be("False");
        Value(stack, id, "description").Should().BeEmpty();
    }

    [Fact]
    public async Task A_certificate_of_ones_own_is_written_with_its_key_and_the_key_stays_secret()
    {
        await using var stack = await ProviderFixture.StartAsync();
        var own = TestCertificates.Of("own", TestMetadata.End);
        var program = $"{Pulumi("Pulumi Cloud")}      saml:\n        idpCertificate: {Quote(own.Pem)}\n        idpPrivateKey:\n          fn::secret: {Quote(own.Key)}\n";
        var withoutMark = program.Replace("\n          fn::secret: ", " ", StringComparison.Ordinal);

        await stack.RunAsync(
            new LifecycleStep(Up, program, "create 2"),
            new LifecycleStep(Preview, withoutMark, "same 2") { Calls = [] },
            new LifecycleStep(Up, withoutMark, "same 2"),
            new LifecycleStep(Refresh, "", "same 2"));

        var id = IdOf(stack);
        CertificateOf(stack, id).Should().Be(JumpCloud.Clients.PemText.ToFile(own.Pem));
        stack.State.Should().NotContain(own.Key.ReplaceLineEndings("\\n")).And.NotContain("BEGIN PRIVATE KEY");
        await stack.RunAsync(new LifecycleStep(Up, Pulumi("Pulumi Cloud"), "same 1, update 1"));
        CertificateOf(stack, id).Should().Be(JumpCloud.Clients.PemText.ToFile(own.Pem));
    }

    [Fact]
    public async Task A_certificate_that_JumpCloud_made_warns_before_it_ends()
    {
        var almostFiveYearsAgo = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddYears(-5).AddDays(20));
        await using var stack = await ProviderFixture.StartAsync(new EmulatorOptions { Seed = "company", TimeProvider = almostFiveYearsAgo });
        const string warning = "sign-in stops then, unless the service provider has the metadata of a new one by that day";

        await stack.RunAsync(
            new LifecycleStep(Up, Pulumi("Pulumi Cloud"), "create 2"),
            new LifecycleStep(Preview, Pulumi("Infrastructure"), "same 1, update 1") { Warnings = [warning] },
            new LifecycleStep(Refresh, "", "same 2") { Warnings = [warning] });
    }

    [Fact]
    public async Task Metadata_that_lag_behind_a_new_application_are_waited_for()
    {
        await using var stack = await ProviderFixture.StartAsync();
        stack.Services.Faults.Add(new Fault(new FaultKind.Status(404), Face.Console, "GET", "metadata.xml", Count: 2));

        await stack.RunAsync(new LifecycleStep(Up, Pulumi("Pulumi Cloud"), "create 2"));

        ((string?)stack.Resource("SsoApplication", "app")!.SelectToken("outputs.metadataXml")).Should().Contain("EntityDescriptor");
    }

    private static string Pulumi(string label) =>
        Application(("template", "pulumi"), ("displayLabel", label), ("color", "'#7C6ADA'"))
        + "      placeholders: { YOUR_ORGANIZATION: acme }\n";

    private static string Application(params (string Name, string Value)[] properties) =>
        "resources:\n  app:\n    type: jumpcloud:SsoApplication\n    properties:\n"
        + string.Concat(properties.Select(property => $"      {property.Name}: {property.Value}\n"));

    private static string Quote(string text) => new JValue(text).ToString(Newtonsoft.Json.Formatting.None);

    private static string IdOf(ProviderFixture stack) => (string)stack.Resource("SsoApplication", "app")!["id"]!;

    private static string CertificateOf(ProviderFixture stack, string id) => Value(stack, id, "config.idpCertificate.value");

    private static string Value(ProviderFixture stack, string id, string path) =>
        stack.Services.JumpCloud.FindApplication(id)!.Document.SelectToken(path)?.ToString() ?? "";
}
