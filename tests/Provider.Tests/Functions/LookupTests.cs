using FluentAssertions;
using JumpCloud.Clients;
using JumpCloud.Core;
using JumpCloud.Functions;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests.Functions;

/// <summary>getSsoApplication, getApplicationTemplate and getPulumiOrganization.</summary>
public sealed class LookupTests
{
    [Theory]
    [InlineData("applicationId")]
    [InlineData("displayLabel")]
    public async Task An_application_is_read_by_its_id_or_its_label(string by)
    {
        await using var company = await HealthyCompany.StartAsync();
        var argument = by == "applicationId" ? company.ApplicationId : "Pulumi Cloud";

        var application = JObject.Parse(await TextAsync(company, new GetSsoApplication(), by, argument));

        application.Properties().Select(property => property.Name).Should().Equal(
            "applicationId", "template", "displayLabel", "description", "showInUserPortal", "active", "ssoIdpUrl", "saml", "metadataXml",
            "idpCertificate", "idpCertificateExpiresAt", "idpEntityId", "organizationId", "supportsProvisioning", "supportsGroups",
            "provisioningActive");
        application.Value<string>("applicationId").Should().Be(company.ApplicationId);
        application.Value<string>("template").Should().Be("pulumi");
        application.Value<string>("ssoIdpUrl").Should().Be("https://sso/saml2/pulumi-cloud");
        application.Value<string>("idpEntityId").Should().Be("JumpCloud");
        application.SelectToken("saml.spEntityId")!.Value<string>().Should().Be("https://pulumi/login/acme/sso/saml/metadata");
        application["idpCertificateExpiresAt"]!.ToString(Newtonsoft.Json.Formatting.None).Should().Be("\"2031-11-23T12:00:00Z\"");
        application.Value<string>("idpCertificate").Should().StartWith("-----BEGIN CERTIFICATE-----");
        application.Value<string>("metadataXml").Should().Contain("IDPSSODescriptor");
        application.Value<bool>("supportsProvisioning").Should().BeTrue();
        application.Value<bool>("supportsGroups").Should().BeTrue();
        application.Value<bool>("provisioningActive").Should().BeTrue();
    }

    [Fact]
    public async Task A_bookmark_has_no_identity_provider()
    {
        await using var company = await HealthyCompany.StartAsync();
        await MakeAsync(company, "bookmark", "Wiki", "https://wiki.acme.test");

        var text = await TextAsync(company, new GetSsoApplication(), "displayLabel", "Wiki");

        var wiki = JObject.Parse(text);
        wiki.Value<string>("bookmarkUrl").Should().Be("https://wiki.acme.test");
        wiki.Properties().Select(property => property.Name).Should().NotContain(["metadataXml", "saml", "ssoIdpUrl", "idpCertificate"]);
        company.Services.Requests.All.Should().NotContain(request => request.Path.EndsWith("metadata.xml", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Several_applications_of_one_label_are_listed()
    {
        await using var company = await HealthyCompany.StartAsync();
        var other = await MakeAsync(company, "saml2", "Pulumi Cloud", "https://sso.jumpcloud.com/saml2/other");

        var failure = await FailureAsync(company, new GetSsoApplication(), "displayLabel", "Pulumi Cloud");

        failure.Message.Should().Be(
            $"2 applications are labelled \"Pulumi Cloud\": {company.ApplicationId} (pulumi), {other} (saml2); give the id of "
                + "one");
    }

    [Fact]
    public async Task A_misspelt_label_and_an_unknown_id_are_told()
    {
        await using var company = await HealthyCompany.StartAsync();

        (await FailureAsync(company, new GetSsoApplication(), "displayLabel", "pulumi clod")).Message
            .Should().Be("no application is labelled \"pulumi clod\"; did you mean Pulumi Cloud?");
        (await FailureAsync(company, new GetSsoApplication(), "displayLabel", "Wiki")).Message
            .Should().Be("no application is labelled \"Wiki\"; give its label as the Admin Portal shows it, or its id");
        (await FailureAsync(company, new GetSsoApplication(), "applicationId", "5f00000000000000000000ff")).Message.Should().Be(
            "5f00000000000000000000ff is not the id of an application in JumpCloud; give the applicationId of an "
                + "SsoApplication, or run pulumi refresh if the application was deleted");
    }

    [Fact]
    public async Task Neither_and_both_ways_to_name_an_application_are_refused()
    {
        await using var company = await HealthyCompany.StartAsync();

        var neither = await company.InvokeAsync(new GetSsoApplication());
        var both = await company.InvokeAsync(
            new GetSsoApplication(), ("applicationId", PropertyValue.Of("x")), ("displayLabel", PropertyValue.Of("Wiki")));

        neither.Failures.Should().Equal(new CheckFailure("", "give either applicationId or displayLabel"));
        both.Failures.Should().Equal(
            new CheckFailure("", "give either applicationId or displayLabel"),
            new CheckFailure(
                "applicationId", "must be the id of an application, 24 hexadecimal characters: the applicationId of an "
                    + "SsoApplication"));
        company.Services.Requests.All.Should().BeEmpty();
    }

    [Fact]
    public async Task A_template_tells_its_settings_and_placeholders()
    {
        await using var company = await HealthyCompany.StartAsync();

        var template = JObject.Parse(await TextAsync(company, new GetApplicationTemplate(), "name", "Datadog"));

        template.Value<string>("name").Should().Be("datadog");
        template.Value<string>("displayName").Should().Be("Datadog");
        template.Value<string>("ssoType").Should().Be("saml");
        template.Value<bool>("supportsProvisioning").Should().BeTrue();
        template.Value<bool>("supportsGroups").Should().BeFalse();
        template["placeholders"]!.Values<string>().Should().Equal("YOUR_TEAM");
        SettingOf(template, "acsUrl").Should().Be(
            """{"key":"acsUrl","defaultValue":"https://app.datadoghq.com/account/saml/assertion/YOUR_TEAM","options":[],"""
                + "\"placeholders\":[\"YOUR_TEAM\"]}");
        SettingOf(template, "signatureAlgorithm").Should().Be(
            """{"key":"signatureAlgorithm","defaultValue":"RSA-SHA256","options":["RSA-SHA1","RSA-SHA256"],"placeholders":[]}""");
        SettingOf(template, "signAssertion").Should().Be("""{"key":"signAssertion","defaultValue":"true","options":[],"placeholders":[]}""");
        SettingOf(template, "constantAttributes").Should().Be(
            """{"key":"constantAttributes","defaultValue":"[]","options":[],"placeholders":[]}""");
    }

    [Fact]
    public async Task A_template_without_a_match_is_told_with_what_is_near()
    {
        await using var company = await HealthyCompany.StartAsync();

        (await FailureAsync(company, new GetApplicationTemplate(), "name", "datadgo")).Message
            .Should().Be("datadgo is not in JumpCloud's catalog; did you mean Datadog, datadog?");
        (await FailureAsync(company, new GetApplicationTemplate(), "name", "unheard-of")).Message.Should().Be(
            "unheard-of is not in JumpCloud's catalog; give a template's name or display name, saml2 for a custom SAML "
                + "application or bookmark for a bookmark");
    }

    [Fact]
    public async Task A_Pulumi_organization_tells_what_it_is_and_where()
    {
        await using var company = await HealthyCompany.StartAsync();
        company.Services.PulumiCloud.AddAccount("rita", "rita@acme.test");
        company.Services.PulumiCloud.AddMember("noscim", "rita", "admin");

        (await TextAsync(company, new GetPulumiOrganization(), "organization", "noscim")).Should().Be(
            """
            {
              "organization": "noscim",
              "kind": "saml",
              "userRole": "admin",
              "features": {
                "saml": true,
                "scim": false,
                "teams": true
              },
              "memberCount": 2,
              "samlAdmins": [
                "pavel-acme"
              ],
              "acsUrl": "https://pulumi/login/noscim/sso/saml/acs",
              "spEntityId": "https://pulumi/login/noscim/sso/saml/metadata",
              "relayState": "https://pulumi/login/noscim/sso",
              "scimBaseUrl": "https://pulumi/scim/v2/noscim",
              "signInUrl": "https://pulumi/login/noscim/sso"
            }

            """);
    }

    [Fact]
    public async Task An_organization_that_is_not_SAML_has_no_SAML_administrators()
    {
        await using var company = await HealthyCompany.StartAsync();

        var plainco = JObject.Parse(await TextAsync(company, new GetPulumiOrganization(), "organization", "plainco"));

        plainco.Value<string>("kind").Should().Be("github");
        plainco["samlAdmins"]!.Should().BeEmpty();
        company.Services.Requests.All.Select(request => request.Path).Should().Equal("/api/orgs/plainco/metadata");
    }

    [Fact]
    public async Task An_organization_that_cannot_be_seen_and_a_display_name_are_told()
    {
        await using var company = await HealthyCompany.StartAsync();

        (await FailureAsync(company, new GetPulumiOrganization(), "organization", "Acme")).Message.Should().Be(
            "Acme is not an organization that the provider's pulumiAccessToken can see; give its login name as in "
                + "https://app.pulumi.com/<name>, in the right case");
        (await company.InvokeAsync(new GetPulumiOrganization(), ("organization", PropertyValue.Of("Acme Inc")))).Failures.Should().Equal(
            new CheckFailure(
                "organization",
                "must be the organization's login name (letters, digits, dots, dashes and underscores), as in "
                    + "https://app.pulumi.com/<name>, not its display name"));
    }

    [Fact]
    public async Task A_program_gets_the_results_through_its_engine()
    {
        await using var stack = await ProviderFixture.StartAsync();

        var up = await stack.UpAsync(
            $$"""
            resources:
            {{Programs.Application(stack)}}
            variables:
              check:
                fn::invoke:
                  function: jumpcloud:index:checkIntegration
                  arguments: { applicationId: '${app.applicationId}', organization: acme }
            outputs:
              healthy: ${check.healthy}
              first: ${check.findings[0].seen}
            """);

        up.Succeeded.Should().BeTrue(up.Text);
        up.Outputs.Fields["healthy"].BoolValue.Should().BeFalse();
        up.Outputs.Fields["first"].StringValue.Should().Be("The provider's apiKey is accepted and may read everything that was asked for.");
    }

    private static async Task<string> TextAsync(HealthyCompany company, IFunction function, string name, string value)
    {
        var result = await company.InvokeAsync(function, (name, PropertyValue.Of(value)));
        result.Failures.Should().BeEmpty();
        return company.Text(result.Return);
    }

    private static async Task<UserErrorException> FailureAsync(HealthyCompany company, IFunction function, string name, string value) =>
        (await FluentActions.Awaiting(() => company.InvokeAsync(function, (name, PropertyValue.Of(value))))
            .Should().ThrowAsync<UserErrorException>()).Which;

    private static string SettingOf(JObject template, string key) =>
        template["settings"]!.Single(setting => (string?)setting["key"] == key).ToString(Newtonsoft.Json.Formatting.None);

    private static async Task<string> MakeAsync(HealthyCompany company, string template, string label, string url)
    {
        using var clients = new ProviderClients(company.Config, company.Services.Clock);
        var made = await clients.JumpCloud.CreateApplicationAsync(
            new JObject
            {
                ["name"] = template,
                ["displayLabel"] = label,
                ["active"] = true,
                ["ssoUrl"] = url,
                ["sso"] = new JObject { ["type"] = template == "bookmark" ? "bookmark" : "saml", ["hidden"] = false },
                ["config"] = new JObject(),
            },
            default);
        company.Services.Requests.Clear();
        return JumpCloudClient.IdOf(made);
    }
}
