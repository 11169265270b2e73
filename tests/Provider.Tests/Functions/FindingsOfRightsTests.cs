using FluentAssertions;
using JumpCloud.Emulator;
using Xunit;

namespace JumpCloud.Tests.Functions;

/// <summary>Keys, the organization and its administrators: one thing is broken by hand, and its finding says so.</summary>
public sealed class FindingsOfRightsTests
{
    [Fact]
    public async Task A_revoked_API_key()
    {
        await using var company = await HealthyCompany.StartAsync();
        company.Services.JumpCloud.RevokeApiKey(JumpCloudState.DefaultApiKey);

        var result = await company.CheckAsync();

        company.Complaints(result).Should().Equal(
            "jumpCloudKey: error jumpcloud: JumpCloud answered 401 Unauthorized to GET "
                + $"/api/applications/{company.ApplicationId}: Unauthorized. -> Check the provider's apiKey and the region us: "
                + "console did not accept it.");
        company.Services.Requests.Of(Face.Console).Should().ContainSingle();
        company.Lines(result).Should().Contain("organization: ok pulumi: acme is a SAML organization.");
    }

    [Fact]
    public async Task A_key_that_may_not_read_everything()
    {
        await using var company = await HealthyCompany.StartAsync();
        company.Services.Faults.Add(new Fault(new FaultKind.Status(403), Face.Console, Path: "/systemusers"));

        company.Complaints(await company.CheckAsync()).Should().Equal(
            "jumpCloudKey: error jumpcloud: The provider's apiKey may not read the users. -> Give its administrator or service "
                + "account a role that may read this.",
            "members: warning jumpcloud: The members of the groups could not be read: JumpCloud answered 403 Forbidden to GET "
                + "/api/systemusers: injected 403. -> Run the check again when this can be read; until then it is not known.");
    }

    [Fact]
    public async Task JumpCloud_out_of_order()
    {
        await using var company = await HealthyCompany.StartAsync();
        company.Services.Faults.Add(new Fault(new FaultKind.ResetBefore(), Face.Console, Count: 100));

        var complaint = company.Complaints(await company.CheckAsync()).Should().ContainSingle().Subject;

        complaint.Should().StartWith("jumpCloudKey: error jumpcloud: JumpCloud could not be asked: JumpCloud at "
            + "https://console could not be reached");
        complaint.Should().EndWith("-> Run the check again when console answers.");
    }

    [Fact]
    public async Task Neither_service_answers()
    {
        await using var company = await HealthyCompany.StartAsync();
        company.Services.Faults.Add(new Fault(new FaultKind.Status(503, Body: "busy", ContentType: "text/plain"), Count: 100));

        var result = await company.CheckAsync();

        result["healthy"].AsBool.Should().BeFalse();
        company.Lines(result).Select(line => line.Split(':')[0]).Should().Equal("jumpCloudKey", "pulumiKey", "scim");
    }

    [Fact]
    public async Task No_access_token()
    {
        await using var company = await HealthyCompany.StartAsync();
        company.Config = company.Config with { PulumiAccessToken = null };

        company.Complaints(await company.CheckAsync()).Should().Equal(
            "pulumiKey: error pulumi: Pulumi Cloud could not be asked: no access token is configured. -> Pulumi Cloud needs an "
                + "access token: set pulumiAccessToken in the provider's configuration (pulumi config set --secret "
                + "jumpcloud:pulumiAccessToken) or the environment variable PULUMI_ACCESS_TOKEN.");
    }

    [Fact]
    public async Task A_wrong_access_token()
    {
        await using var company = await HealthyCompany.StartAsync();
        company.Config = company.Config with { PulumiAccessToken = "pul-wrong" };

        company.Complaints(await company.CheckAsync()).Should().ContainSingle().Which.Should()
            .StartWith("pulumiKey: error pulumi: Pulumi Cloud answered 401 Unauthorized to GET /api/orgs/acme/metadata")
            .And.EndWith("-> Check the provider's pulumiAccessToken: it was not accepted.")
            .And.NotContain("pul-wrong");
    }

    [Fact]
    public async Task A_single_sign_on_session_that_has_ended()
    {
        await using var company = await HealthyCompany.StartAsync();
        company.Services.Switches.PulumiSsoSession = SsoSession.ReauthRequired;

        company.Complaints(await company.CheckAsync()).Should().ContainSingle().Which.Should().Contain(
            "sign in at https://app.pulumi.com/signin/sso/acme/reauth and try again, or use an organization access token");
    }

    [Fact]
    public async Task A_token_of_a_member()
    {
        await using var company = await HealthyCompany.StartAsync();
        company.Services.PulumiCloud.AddAccount("rita", "rita@acme.test");
        company.Services.PulumiCloud.AddMember("acme", "rita");
        company.Config = company.Config with { PulumiAccessToken = company.Services.PulumiCloud.IssueAccessToken("rita") };

        company.Complaints(await company.CheckAsync()).Should().Equal(
            "pulumiKey: warning pulumi: The provider's pulumiAccessToken is member in acme, which is enough to look and not to "
                + "change SAML. -> Use the token of a person with the Admin role, or an organization token with it.");
    }

    [Fact]
    public async Task An_organization_in_the_wrong_case()
    {
        await using var company = await HealthyCompany.StartAsync();

        company.Complaints(await company.CheckAsync(organization: "Acme"))[0].Should().Be(
            "organization: error pulumi: Acme is not an organization that the provider's pulumiAccessToken can see. -> Give "
                + "its login name as in https://app.pulumi.com/<name>, in the right case, or a token of a member.");
    }

    [Fact]
    public async Task An_organization_that_is_not_SAML()
    {
        await using var company = await HealthyCompany.StartAsync();

        company.Complaints(await company.CheckAsync(organization: "plainco"))[0].Should().Be(
            "organization: error pulumi: plainco is of the kind github and not saml. -> plainco is not a SAML organization "
                + "yet, and Pulumi Cloud has no API to make it one. In the Pulumi Cloud console open Settings > Access "
                + "Management > Other > Membership Requirements > Change requirements, choose SAML SSO, Next, paste the "
                + "application's metadata XML, Apply changes; then run this again.");
    }

    [Fact]
    public async Task An_edition_without_SCIM()
    {
        await using var company = await HealthyCompany.StartAsync();

        company.Complaints(await company.CheckAsync(organization: "noscim")).Should().Contain(
            "features: error pulumi: The edition of noscim has no SCIM. -> Provisioning needs an edition that has it, "
                + "Enterprise at the time of writing; single sign-on works without.");
        company.Services.Requests.Of(Face.Pulumi, pathPart: "/scim/").Should().BeEmpty();
    }

    [Fact]
    public async Task An_edition_without_teams()
    {
        await using var company = await HealthyCompany.StartAsync();
        const string body = """{"kind":"saml","userRole":"admin","features":{"samlSsoEnabled":true,"scimEnabled":true,"teamsEnabled":false}}""";
        company.Services.Faults.Add(new Fault(
            new FaultKind.Status(200, Body: body, ContentType: "application/json"), Face.Pulumi, Path: "/metadata$"));

        company.Complaints(await company.CheckAsync()).Should().Equal(
            "features: warning pulumi: The edition of acme has SCIM and no teams. -> Groups become teams; they need an edition "
                + "that has them.");
    }

    [Fact]
    public async Task A_single_administrator()
    {
        await using var company = await HealthyCompany.StartAsync();
        company.Services.PulumiCloud.Organization("acme").Member("olga-acme")!.Role = "member";

        company.Complaints(await company.CheckAsync()).Should().Equal(
            "administrators: warning pulumi: acme has one admin, pavel-acme: without them nobody can repair a broken sign-in. "
                + "The SAML administrator, who keeps another way to sign in, is olga-acme. -> Give a second person the Admin "
                + "role.");
    }

    [Fact]
    public async Task Administrators_are_counted_over_all_pages()
    {
        await using var company = await HealthyCompany.StartAsync();
        company.Services.Switches.PulumiMemberPageSize = 3;

        company.Complaints(await company.CheckAsync()).Should().BeEmpty();
        company.Services.Requests.Of(Face.Pulumi, pathPart: "/members").Should().HaveCountGreaterThan(2);
    }
}
