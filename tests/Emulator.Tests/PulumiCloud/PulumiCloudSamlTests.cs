using FluentAssertions;
using JumpCloud.Emulator;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests;

public sealed class PulumiCloudSamlTests : PulumiCloudTest
{
    private Task<Answer> PatchAsync(string xml, string by = "olga") =>
        RestAsync("PATCH", "/api/orgs/acme/saml", new JObject { ["newIdpSsoDescriptor"] = xml }.ToString(), by);

    [Fact]
    public async Task The_configuration_tells_what_is_in_the_metadata_and_no_address_of_the_service_provider()
    {
        var saml = (JObject)(await RestAsync("GET", "/api/orgs/acme/saml")).Json;

        saml.Properties().Select(property => property.Name).Should().BeEquivalentTo(
            "organization", "idpSsoDescriptor", "entityId", "ssoUrl", "nameIdFormat", "validUntil");
        ((string?)saml["organization"]!["githubLogin"], (string?)saml["organization"]!["name"]).Should().Be(("acme", "Acme Inc"));
        ((string?)saml["entityId"], (string?)saml["ssoUrl"]).Should().Be(("https://idp.test/pulumi", "https://sso.test/saml2/pulumi"));
        ((string?)saml["nameIdFormat"]).Should().Be("urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress");
        saml["validUntil"]!.ToString(Newtonsoft.Json.Formatting.None).Should().Contain("2045-06-07T00:00:00Z");
    }

    [Fact]
    public async Task New_metadata_is_stored_byte_for_byte_and_audited()
    {
        var xml = IdpMetadata.Valid.Replace("idp.test", "new.test", StringComparison.Ordinal);

        var answer = await PatchAsync(xml);

        answer.Status.Should().Be(200);
        ((string?)answer.Json["entityId"]).Should().Be("https://new.test/pulumi");
        ((string?)(await RestAsync("GET", "/api/orgs/acme/saml")).Json["idpSsoDescriptor"]).Should().Be(xml);
        Host.PulumiCloud.AuditLog.Should().Contain("saml-configuration-updated");
    }

    [Fact]
    public async Task With_its_switch_the_xml_comes_back_laid_out_anew()
    {
        Host.Switches.SamlXmlEcho = XmlEcho.Reindented;

        var text = (string?)(await RestAsync("GET", "/api/orgs/acme/saml")).Json["idpSsoDescriptor"];

        text.Should().NotBe(IdpMetadata.Valid).And.Contain("\n    <md:NameIDFormat>");
    }

    public static TheoryData<string, string> BrokenMetadata => new()
    {
        { "<EntityDescriptor", "malformed XML" },
        { "<!DOCTYPE a [<!ENTITY b 'c'>]>" + IdpMetadata.Make([])[21..], "malformed XML" },
        { """<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata"/>""", "malformed XML" },
        { """<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="a"/>""", "IDPSSODescriptor" },
        { IdpMetadata.Make([]), "certificate missing" },
        { IdpMetadata.Make([IdpMetadata.Certificate("2020-01-01", "2021-01-01")]), "certificate expired" },
        { IdpMetadata.Make([IdpMetadata.Certificate("2025-01-01", "2045-01-01")], nameIdFormat: null), "Name ID format is invalid" },
        {
            IdpMetadata.Make([IdpMetadata.Certificate("2025-01-01", "2045-01-01")], "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"),
            "Name ID format is invalid"
        },
        { IdpMetadata.Make([IdpMetadata.Certificate("2025-01-01", "2045-01-01")], withBinding: false), "SSO binding not found in XML" },
    };

    [Theory]
    [MemberData(nameof(BrokenMetadata), DisableDiscoveryEnumeration = true)]
    public async Task Metadata_that_breaks_a_rule_is_stored_with_its_problem_and_without_derived_fields(string xml, string problem)
    {
        var answer = await PatchAsync(xml);

        answer.Status.Should().Be(200);
        ((string?)answer.Json["validationError"]).Should().StartWith(problem);
        ((string?)answer.Json["idpSsoDescriptor"]).Should().Be(xml);
        (answer.Json["entityId"], answer.Json["ssoUrl"], answer.Json["nameIdFormat"], answer.Json["validUntil"]).Should().Be((null, null, null, null));
    }

    [Fact]
    public async Task With_its_switch_metadata_that_breaks_a_rule_is_refused_and_the_earlier_kept()
    {
        Host.Switches.SamlInvalidMetadata = InvalidMetadata.Refused;

        var answer = await PatchAsync(IdpMetadata.Make([]));

        answer.Status.Should().Be(400);
        ((string?)answer.Json["message"]).Should().Be("Bad Request: certificate missing");
        Host.PulumiCloud.Organization("acme").IdpMetadata.Should().Be(IdpMetadata.Valid);
    }

    [Fact]
    public async Task While_certificates_roll_over_one_valid_certificate_is_enough()
    {
        var xml = IdpMetadata.Make([IdpMetadata.Certificate("2020-01-01", "2021-01-01"), IdpMetadata.Certificate("2025-01-01", "2040-03-04")]);

        var answer = await PatchAsync(xml);

        answer.Json["validationError"].Should().BeNull();
        answer.Text.Should().Contain("\"validUntil\":\"2040-03-04T00:00:00Z\"");
    }

    [Fact]
    public async Task A_stored_certificate_that_expires_later_shows_as_a_problem()
    {
        await PatchAsync(IdpMetadata.Make([IdpMetadata.Certificate("2025-01-01", "2045-01-01")]));

        Host.Clock.Advance(TimeSpan.FromDays(365 * 25));

        ((string?)(await RestAsync("GET", "/api/orgs/acme/saml")).Json["validationError"]).Should().Be("certificate expired");
    }

    [Theory]
    [InlineData("{}", "Bad Request: NewIDPSSODescriptor is required.")]
    [InlineData("""{"newIdpSsoDescriptor":""}""", "Bad Request: NewIDPSSODescriptor is required.")]
    [InlineData("""{"idpSsoDescriptor":"<a/>"}""", "Bad Request: unknown field \"idpSsoDescriptor\"")]
    [InlineData("""{"newIdpSsoDescriptor":7}""", "Bad Request: field \"newIdpSsoDescriptor\" must be of type string")]
    public async Task A_body_without_the_one_field_is_400(string body, string message)
    {
        var answer = await RestAsync("PATCH", "/api/orgs/acme/saml", body);

        answer.Status.Should().Be(400);
        ((string?)answer.Json["message"]).Should().Be(message);
    }

    [Fact]
    public async Task An_organization_that_is_not_saml_is_404_of_its_own_kind()
    {
        var read = await RestAsync("GET", "/api/orgs/plainco/saml", by: "pavel");
        var write = await RestAsync("PATCH", "/api/orgs/plainco/saml", """{"newIdpSsoDescriptor":"<a/>"}""", "pavel");
        Host.Switches.SamlNotFound = NotFoundForm.PlainText;
        var plain = await RestAsync("GET", "/api/orgs/plainco/saml", by: "pavel");

        (read.Status, write.Status, plain.Status).Should().Be((404, 404, 404));
        ((string?)read.Json["message"], (string?)write.Json["message"]).Should().Be(("Not Found: SAML Organization", "Not Found: SAML Organization"));
        plain.ContentType.Should().Be("text/plain");
    }

    [Fact]
    public async Task A_member_may_read_the_configuration_and_not_change_it()
    {
        (await RestAsync("GET", "/api/orgs/acme/saml", by: "mia")).Status.Should().Be(200);
        (await PatchAsync(IdpMetadata.Valid, by: "mia")).Status.Should().Be(403);
    }

    [Fact]
    public async Task There_is_one_saml_admin_who_belongs_to_no_other_organization_and_is_an_admin()
    {
        var first = (await RestAsync("GET", "/api/orgs/acme/saml/admins")).Json["samlAdmins"]!;
        var others = await RestAsync("POST", "/api/orgs/acme/saml/admins/pavel");
        var member = await RestAsync("POST", "/api/orgs/acme/saml/admins/mia");
        await RestAsync("PATCH", "/api/orgs/acme/members/mia", """{"role":"admin"}""");
        var changed = await RestAsync("POST", "/api/orgs/acme/saml/admins/mia");

        first.Select(admin => (string?)admin["githubLogin"]).Should().Equal("olga");
        (others.Status, (string?)others.Json["message"]).Should().Be((400, "Bad Request: Requesting user belongs to other organizations"));
        member.Status.Should().Be(400);
        (changed.Status, changed.Text).Should().Be((204, ""));
        (await RestAsync("GET", "/api/orgs/acme/saml/admins")).Json["samlAdmins"]!
            .Select(admin => (string?)admin["githubLogin"]).Should().Equal("mia");
    }

    [Fact]
    public async Task The_service_providers_metadata_stands_at_its_entity_id()
    {
        var answer = await RestAsync("GET", "/login/acme/sso/saml/metadata");

        answer.Status.Should().Be(200);
        answer.Text.Should().Contain($"entityID=\"{Host.PulumiApiUrl}login/acme/sso/saml/metadata\"").And.Contain("/login/acme/sso/saml/acs");
    }
}
