using FluentAssertions;
using JumpCloud.Emulator;
using Xunit;

namespace JumpCloud.Tests;

public sealed class PulumiCloudSignInTests : PulumiCloudTest
{
    [Theory]
    [InlineData(null)]
    [InlineData("token pul-unknown")]
    [InlineData("Bearer {token}")]
    public async Task Without_a_known_token_behind_the_word_token_it_is_401(string? authorization)
    {
        var token = Host.PulumiCloud.IssueAccessToken("olga");
        string[] headers = authorization is null ? [] : [$"Authorization: {authorization.Replace("{token}", token, StringComparison.Ordinal)}"];

        var answer = await SendAsync(Host.PulumiApiUrl, "GET", "/api/user", null, "application/json", headers);

        answer.Status.Should().Be(401);
        ((int?)answer.Json["code"]).Should().Be(401);
        ((string?)answer.Json["message"]).Should().StartWith("Unauthorized: ");
    }

    [Fact]
    public async Task A_personal_token_tells_its_owner_and_the_owners_organizations()
    {
        var user = (await RestAsync("GET", "/api/user", by: "pavel")).Json;

        ((string?)user["githubLogin"]).Should().Be("pavel");
        user["organizations"]!.Select(organization => (string?)organization["githubLogin"]).Should().Equal("acme", "plainco");
        ((bool?)user["isOrgManaged"]).Should().BeFalse();
    }

    [Fact]
    public async Task An_organization_token_acts_as_an_admin_of_its_organization_alone()
    {
        var token = Host.PulumiCloud.IssueOrganizationToken("acme");
        Task<Answer> Get(string path) => SendAsync(Host.PulumiApiUrl, "GET", path, null, "application/json", $"Authorization: token {token}");

        ((string?)(await Get("/api/user")).Json["tokenInfo"]!["organization"]).Should().Be("acme");
        ((string?)(await Get("/api/orgs/acme/metadata")).Json["userRole"]).Should().Be("admin");
        (await Get("/api/orgs/plainco/metadata")).Status.Should().Be(404);
    }

    [Fact]
    public async Task A_scim_token_is_no_access_token_and_an_access_token_no_scim_token()
    {
        var scim = Host.PulumiCloud.Organization("acme").ScimToken!;

        (await SendAsync(Host.PulumiApiUrl, "GET", "/api/user", null, "application/json", $"Authorization: token {scim}")).Status.Should().Be(401);
        (await ScimAsync("GET", "Users", null, Host.PulumiCloud.IssueAccessToken("olga"))).Status.Should().Be(401);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("Acme")]
    [InlineData("plainco")]
    public async Task An_organization_that_is_not_there_or_not_visible_is_404_and_its_name_keeps_its_case(string organization)
    {
        var answer = await RestAsync("GET", $"/api/orgs/{organization}/metadata");

        answer.Status.Should().Be(404);
        ((string?)answer.Json["message"]).Should().Be("Not Found: Organization");
    }

    [Fact]
    public async Task Every_answer_has_a_request_id_and_an_unknown_route_is_404_in_plain_text()
    {
        var answer = await RestAsync("GET", "/api/nothing");

        (answer.Status, answer.ContentType).Should().Be((404, "text/plain"));
        answer.Header("X-Pulumi-Request-ID").Should().HaveLength(36);
        (await RestAsync("GET", "/api/user")).Header("X-Pulumi-Request-ID").Should().HaveLength(36);
    }

    [Theory]
    [InlineData(SsoSession.ReauthRequired, "saml_reauth_required")]
    [InlineData(SsoSession.LoginRequired, "saml_login_required")]
    public async Task A_lapsed_sso_session_is_401_for_personal_tokens_and_not_for_organization_tokens(SsoSession session, string errorType)
    {
        var organizationToken = Host.PulumiCloud.IssueOrganizationToken("acme");
        Host.Switches.PulumiSsoSession = session;

        var personal = await RestAsync("GET", "/api/orgs/acme/saml");
        var organization = await SendAsync(
            Host.PulumiApiUrl, "GET", "/api/orgs/acme/saml", null, "application/json", $"Authorization: token {organizationToken}");

        personal.Status.Should().Be(401);
        ((string?)personal.Json["message"]).Should().Be("Unauthorized: single sign-on session expired");
        ((string?)personal.Json["errors"]![0]!["attribute"]).Should().Be("acme");
        ((string?)personal.Json["errors"]![0]!["errorType"]).Should().Be(errorType);
        organization.Status.Should().Be(200);
    }

    [Theory]
    [InlineData(RateLimit.WithRetryAfter, "1")]
    [InlineData(RateLimit.WithoutRetryAfter, null)]
    public async Task The_rate_limit_answers_429_on_both_doors(RateLimit limit, string? retryAfter)
    {
        Host.Switches.PulumiRateLimit = limit;

        var rest = await RestAsync("GET", "/api/user");
        var scim = await ScimAsync("GET", "Users");

        (rest.Status, scim.Status).Should().Be((429, 429));
        (rest.Header("Retry-After"), scim.Header("Retry-After")).Should().Be((retryAfter, retryAfter));
    }

    [Fact]
    public async Task The_metadata_tells_kind_role_and_edition()
    {
        var saml = (await RestAsync("GET", "/api/orgs/acme/metadata")).Json;
        var plain = (await RestAsync("GET", "/api/orgs/plainco/metadata", by: "pavel")).Json;

        ((string?)saml["kind"], (string?)saml["userRole"], (int?)saml["memberCount"]).Should().Be(("saml", "admin", 3));
        ((bool?)saml["features"]!["samlSsoEnabled"], (bool?)saml["features"]!["scimEnabled"]).Should().Be((true, true));
        ((string?)plain["kind"]).Should().Be("github");
    }
}
