using FluentAssertions;
using JumpCloud.Core;
using JumpCloud.Emulator;
using JumpCloud.Functions;
using Xunit;

namespace JumpCloud.Tests.Functions;

/// <summary>The answer as a whole; the findings one by one are in <c>Findings*Tests</c>.</summary>
public sealed class CheckIntegrationTests
{
    [Fact]
    public async Task A_healthy_company_has_nothing_to_do()
    {
        await using var company = await HealthyCompany.StartAsync();

        var result = await company.CheckAsync();

        company.Lines(result).Should().Equal(
            "jumpCloudKey: ok jumpcloud: The provider's apiKey is accepted and may read everything that was asked for.",
            "pulumiKey: ok pulumi: The provider's pulumiAccessToken is accepted and admin in acme.",
            "organization: ok pulumi: acme is a SAML organization.",
            "features: ok pulumi: The edition of acme has SCIM and teams.",
            "application: ok jumpcloud: The application Pulumi Cloud is active.",
            "userPortal: ok jumpcloud: The application Pulumi Cloud is shown in the User Portal.",
            "metadata: ok both: Both sides have the same metadata.",
            "validation: ok pulumi: Pulumi Cloud finds nothing wrong with the metadata that acme has.",
            "idpEntityId: ok both: Both sides know the identity provider as JumpCloud.",
            "certificate: ok jumpcloud: The certificate of the application Pulumi Cloud ends on 2031-11-23, in 1826 days.",
            "spEntityId: ok both: The application Pulumi Cloud names the service provider as acme expects: "
                + "https://pulumi/login/acme/sso/saml/metadata.",
            "acsUrl: ok both: The application Pulumi Cloud sends assertions where acme takes them: "
                + "https://pulumi/login/acme/sso/saml/acs.",
            "relayState: ok both: The application Pulumi Cloud sends people on to https://pulumi/login/acme/sso.",
            "nameId: ok jumpcloud: The application Pulumi Cloud sends the email as a NameID of the format "
                + "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress.",
            "attributes: ok jumpcloud: The application Pulumi Cloud sends email, firstName and lastName.",
            "bindings: ok jumpcloud: 2 groups give 8 people access to the application Pulumi Cloud: Finance, Security.",
            "emptyGroups: ok jumpcloud: No group is empty.",
            "members: ok jumpcloud: All 8 people are active.",
            "mappedAttributes: ok jumpcloud: No active person lacks an attribute that is sent to the service provider.",
            "provisioning: ok jumpcloud: Identity Management is active on the application Pulumi Cloud.",
            "scim: ok pulumi: The SCIM server https://pulumi/scim/v2/acme accepts the token.",
            "events: ok jumpcloud: None of 11 provisioning events of the last day failed.",
            "administrators: ok pulumi: acme has 2 admins: olga-acme, pavel-acme. The SAML administrator, who keeps another "
                + "way to sign in, is olga-acme.");
        company.Text(result.Without("findings")).Should().Be(
            """
            {
              "applicationId": "APPLICATION",
              "displayLabel": "Pulumi Cloud",
              "organization": "acme",
              "healthy": true,
              "errors": 0,
              "warnings": 0,
              "startUrls": {
                "idpStartUrl": "https://sso/saml2/pulumi-cloud",
                "userPortalUrl": "https://console/userconsole",
                "spStartUrl": "https://pulumi/login/acme/sso",
                "signInUrl": "https://pulumi/login/acme/sso"
              }
            }

            """.Replace("APPLICATION", company.ApplicationId, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_asked_twice_and_nothing_is_changed()
    {
        await using var company = await HealthyCompany.StartAsync();

        await company.CheckAsync();

        var requests = company.Services.Requests.All;
        requests.Select(request => $"{request.Method} {request.Path}{request.Query} "
            + $"{request.Body}").Should().OnlyHaveUniqueItems();
        requests.Where(request => request.Method != "GET").Select(request => request.Path)
            .Should().Equal("/insights/directory/v1/events");
        requests.Should().HaveCount(14);
    }

    [Fact]
    public async Task Several_errors_are_all_told_and_counted()
    {
        await using var company = await HealthyCompany.StartAsync();
        company.Portal.PatchApplication(company.ApplicationId, new Newtonsoft.Json.Linq.JObject { ["active"] = false });
        company.Portal.BindGroup(company.ApplicationId, HealthyCompany.Contractors);
        company.Services.PulumiCloud.SetIdpMetadata("acme", "<nonsense/>");

        var result = await company.CheckAsync();

        result["healthy"].AsBool.Should().BeFalse();
        company.Lines(result).Count(line => line.Contains(": error ", StringComparison.Ordinal)).Should().Be((int)result["errors"].AsNumber!);
        result["warnings"].AsNumber.Should().Be(1);
    }

    [Fact]
    public async Task Pulumis_own_addresses_are_those_of_its_documentation()
    {
        await using var company = await HealthyCompany.StartAsync();
        company.Config = company.Config with { PulumiAccessToken = null, PulumiApiUrl = new Uri("https://api.pulumi.com") };
        company.Services.Faults.Add(new Fault(new FaultKind.Status(503), Face.Pulumi, Count: 100));

        var result = await company.InvokeAsync(
            new CheckIntegration(),
            ("applicationId", PropertyValue.Of(company.ApplicationId)),
            ("organization", PropertyValue.Of("acme")),
            ("serviceProvider", PropertyValue.Of(PropertyMap.Of(
                ("scimBaseUrl", PropertyValue.Of($"{company.Pulumi}/scim/v2/acme")), ("scimToken", PropertyValue.Of("t"))))));

        var urls = result.Return["startUrls"].AsMap!;
        urls["spStartUrl"].AsString.Should().Be("https://app.pulumi.com/welcome/acme/sso");
        urls["signInUrl"].AsString.Should().Be("https://app.pulumi.com/signin/sso/");
    }

    [Fact]
    public async Task Bad_arguments_are_told_before_anybody_is_asked()
    {
        await using var company = await HealthyCompany.StartAsync();

        var result = await company.InvokeAsync(
            new CheckIntegration(),
            ("applicationId", PropertyValue.Of("Pulumi Cloud")),
            ("organization", PropertyValue.Of("Acme Inc")),
            ("serviceProvider", PropertyValue.Of(PropertyMap.Of(
                ("scimBaseUrl", PropertyValue.Of("https://api.pulumi.com/scim/v2/")), ("scimToken", PropertyValue.Of("t"))))));

        result.Failures.Select(failure => failure.Path).Should().Equal("applicationId", "organization", "serviceProvider.scimBaseUrl");
        result.Failures[2].Reason.Should().Be("must not end in a slash: JumpCloud adds /Users and /Groups to it");
        company.Services.Requests.All.Should().BeEmpty();
    }
}
