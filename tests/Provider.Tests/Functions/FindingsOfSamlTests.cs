using FluentAssertions;
using JumpCloud.Emulator;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests.Functions;

/// <summary>The application, its settings and the metadata: one thing is broken by hand, and its finding says so.</summary>
public sealed class FindingsOfSamlTests
{
    private const string Metadata =
        "Set idpMetadataXml of the SamlConfiguration to the application's metadataXml, or paste the exported XML in the Pulumi "
            + "Cloud console (Settings > Access Management > SAML & SCIM).";

    private const string Renew = "Renew the application's certificate and give Pulumi Cloud the new metadata on the same day.";

    [Fact]
    public Task An_application_that_is_not_active() => BreakAsync(
        company => company.Portal.PatchApplication(company.ApplicationId, new JObject { ["active"] = false }),
        "application: error jumpcloud: The application Pulumi Cloud is not active: nobody can sign in through it. -> Set "
            + "active to true, or activate it in the Admin Portal (SSO Applications).");

    [Fact]
    public Task An_application_that_is_hidden() => BreakAsync(
        company => company.Portal.PatchApplication(company.ApplicationId, new JObject { ["sso"] = new JObject { ["hidden"] = true } }),
        "userPortal: info jumpcloud: The application Pulumi Cloud is not shown in the User Portal: sign-in can begin at Pulumi "
            + "only. -> Set showInUserPortal to true if people are to begin at JumpCloud.");

    [Fact]
    public async Task An_application_that_is_gone()
    {
        await using var company = await HealthyCompany.StartAsync();
        company.Portal.DeactivateIdm(company.ApplicationId);
        company.Portal.DeleteApplication(company.ApplicationId);

        var result = await company.CheckAsync();

        company.Complaints(result).Should().Equal(
            $"application: error jumpcloud: JumpCloud has no application {company.ApplicationId}. -> Give the applicationId of "
                + "an SsoApplication, or run pulumi refresh if the application was deleted.");
        company.Lines(result)[0].Should().Be("jumpCloudKey: ok jumpcloud: The provider's apiKey is accepted.");
    }

    [Fact]
    public Task An_application_that_signs_in_with_OIDC() => BreakAsync(
        company => company.Portal.PatchApplication(company.ApplicationId, new JObject { ["sso"] = new JObject { ["type"] = "oidc" } }),
        "application: error jumpcloud: The application Pulumi Cloud signs in with OIDC. -> Give an application that signs in "
            + "with SAML.");

    [Fact]
    public Task Metadata_of_another_identity_provider() => BreakAsync(
        company => company.Services.PulumiCloud.SetIdpMetadata("acme", EarlierIdentityProvider.Metadata),
        "metadata: error both: The metadata that acme has is not that of the application Pulumi Cloud: the entity id, the "
            + $"certificate, the sign-on address differ. -> {Metadata}",
        "idpEntityId: error both: The identity provider is JumpCloud at JumpCloud and https://login.acme.test/saml in acme. -> "
            + "" + Metadata);

    [Fact]
    public Task No_metadata_at_all() => BreakAsync(
        company => company.Services.PulumiCloud.SetIdpMetadata("acme", ""),
        $"metadata: error pulumi: acme has no identity provider's metadata. -> {Metadata}");

    [Fact]
    public Task Metadata_that_Pulumi_finds_wrong() => BreakAsync(
        company =>
        {
            var xml = company.Services.PulumiCloud.Organization("acme").IdpMetadata;
            company.Services.PulumiCloud.SetIdpMetadata(
                "acme", xml.Replace("nameid-format:emailAddress", "nameid-format:kerberos", StringComparison.Ordinal));
        },
        "metadata: error both: The metadata that acme has is not that of the application Pulumi Cloud: the NameID format "
            + $"differs. -> {Metadata}",
        $"validation: error pulumi: Pulumi Cloud says of the metadata that acme has: Name ID format is invalid. -> {Metadata}");

    [Fact]
    public Task Metadata_that_is_only_written_differently_is_the_same() => BreakAsync(
        company => company.Services.Switches.SamlXmlEcho = XmlEcho.Reindented);

    [Fact]
    public Task A_certificate_near_its_end() => BreakAsync(
        company => company.Services.Clock.Advance(
            new DateTimeOffset(2031, 11, 20, 0, 0, 0, TimeSpan.Zero) - company.Services.Clock.GetUtcNow()),
        "certificate: warning jumpcloud: The certificate of the application Pulumi Cloud ends on 2031-11-23, in 3 days. -> "
            + $"{Renew}");

    [Fact]
    public async Task A_certificate_that_has_ended()
    {
        await using var company = await HealthyCompany.StartAsync();
        company.Services.Clock.Advance(TimeSpan.FromDays(2000));

        company.Complaints(await company.CheckAsync()).Should().Contain(
            "certificate: error jumpcloud: The certificate of the application Pulumi Cloud ended on 2031-11-23: nobody can "
                + $"sign in. -> {Renew}");
    }

    [Fact]
    public Task Another_service_providers_entity_id() => BreakAsync(
        company => company.Configure("spEntityId", "https://api.pulumi.com/login/Acme/sso/saml/metadata"),
        "spEntityId: error jumpcloud: The application Pulumi Cloud names the service provider "
            + "https://api.pulumi.com/login/Acme/sso/saml/metadata and not https://pulumi/login/acme/sso/saml/metadata. -> Set "
            + "saml.spEntityId to https://pulumi/login/acme/sso/saml/metadata; the organization's name is case-sensitive.");

    [Fact]
    public Task Another_ACS_URL() => BreakAsync(
        company => company.Configure("acsUrl", "https://api.pulumi.com/login/YOUR_ORGANIZATION/sso/saml/acs"),
        "acsUrl: error jumpcloud: The application Pulumi Cloud sends assertions to "
            + "https://api.pulumi.com/login/YOUR_ORGANIZATION/sso/saml/acs and not to https://pulumi/login/acme/sso/saml/acs. "
            + "-> Set saml.acsUrls to https://pulumi/login/acme/sso/saml/acs; the organization's name is case-sensitive.");

    [Fact]
    public Task An_ACS_URL_that_is_not_the_default() => BreakAsync(
        company => company.Configure(
            "acsUrl",
            """[{"index":"0","isDefault":"true","url":"https://other.test"},"""
                + $$"""{"index":"1","isDefault":"false","url":"{{company.Pulumi}}/login/acme/sso/saml/acs"}]"""),
        "acsUrl: warning jumpcloud: The application Pulumi Cloud sends assertions to https://other.test by default; "
            + "https://pulumi/login/acme/sso/saml/acs is only another address of it. -> Set saml.acsUrls to "
            + "https://pulumi/login/acme/sso/saml/acs; the organization's name is case-sensitive.");

    [Fact]
    public Task No_RelayState() => BreakAsync(
        company => company.Configure("defaultTargetUrl", ""),
        "relayState: warning jumpcloud: The application Pulumi Cloud sends people on to nothing and not to "
            + "https://pulumi/login/acme/sso: sign-in that begins at JumpCloud may end nowhere. -> Set saml.defaultRelayState "
            + "to https://pulumi/login/acme/sso.");

    [Fact]
    public async Task A_NameID_format_that_Pulumi_refuses()
    {
        await using var company = await HealthyCompany.StartAsync();
        company.Configure("overrideNameIdFormat", "urn:oasis:names:tc:SAML:2.0:nameid-format:transient");

        company.Complaints(await company.CheckAsync()).Should().Contain(
            "nameId: error jumpcloud: The application Pulumi Cloud sends a NameID of the format "
                + "urn:oasis:names:tc:SAML:2.0:nameid-format:transient, which Pulumi Cloud refuses. -> Set saml.nameId.format "
                + "to urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress, before anybody has signed in: who a person is "
                + "hangs on it.");
    }

    [Fact]
    public Task A_NameID_that_is_no_email() => BreakAsync(
        company => company.Configure("subjectField", "username"),
        "nameId: error jumpcloud: The application Pulumi Cloud fills the NameID of the format "
            + "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress from username and not from email. -> Set "
            + "saml.nameId.attribute to email, before anybody has signed in: who a person is hangs on it.");

    [Fact]
    public Task Attributes_that_are_missing_or_wrong() => BreakAsync(
        company => company.Configure("databaseAttributes", new JArray(
            new JObject { ["name"] = "email", ["value"] = "username" }, new JObject { ["name"] = "lastName", ["value"] = "lastname" })),
        "attributes: warning jumpcloud: The application Pulumi Cloud does not send firstName and fills email from username. -> "
            + "Add to saml.userAttributes: email from email, firstName from firstname, lastName from lastname.");

    // With nothing expected the company must be as healthy as before.
    private static async Task BreakAsync(Action<HealthyCompany> action, params string[] expected)
    {
        await using var company = await HealthyCompany.StartAsync();
        action(company);

        company.Complaints(await company.CheckAsync()).Should().Equal(expected);
    }
}
