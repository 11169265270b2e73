using System.Text;
using FluentAssertions;
using Xunit;

namespace JumpCloud.Tests;

public sealed class SignInTests : JumpCloudTest
{
    [Theory]
    [InlineData("")]
    [InlineData("x-api-key: wrong")]
    [InlineData("Authorization: Bearer wrong")]
    public async Task A_missing_or_wrong_credential_is_401(string header)
    {
        var answer = await SendAsync(Host.ConsoleUrl, "GET", "/api/organizations", null, "application/json",
            header.Length == 0 ? [] : [header]);

        answer.Status.Should().Be(401);
        answer.Text.Should().Be("""{"error":"Unauthorized"}""");
    }

    [Fact]
    public async Task The_key_names_its_organization()
    {
        var answer = await ApiAsync("GET", "organizations");

        ((int?)answer.Json["totalCount"]).Should().Be(1);
        ((string?)answer.Json["results"]![0]!["_id"]).Should().Be("5f0000000000000000000001");
        ((string?)answer.Json["results"]![0]!["displayName"]).Should().Be("Acme");
    }

    [Fact]
    public async Task Another_organization_than_the_keys_is_403()
    {
        (await ApiAsync("GET", "organizations", null, "x-org-id: 5f0000000000000000000002")).Status.Should().Be(403);
        (await ApiAsync("GET", "organizations", null, "x-org-id: 5f0000000000000000000001")).Status.Should().Be(200);
    }

    [Fact]
    public async Task A_key_that_may_only_read_is_403_on_a_write()
    {
        Host.JumpCloud.AddReadOnlyApiKey("reader");

        var read = await SendAsync(Host.ConsoleUrl, "GET", "/api/applications", null, "application/json", "x-api-key: reader");
        var write = await SendAsync(Host.ConsoleUrl, "POST", "/api/applications", "{}", "application/json", "x-api-key: reader");

        (read.Status, write.Status).Should().Be((200, 403));
    }

    [Fact]
    public async Task A_service_accounts_token_serves_for_an_hour()
    {
        var token = (string?)(await TokenAsync("emulator-service-account",
            "emulator-service-account-secret")).Json["access_token"];
        var header = $"Authorization: Bearer {token}";

        (await SendAsync(Host.ConsoleUrl, "GET", "/api/organizations", null, "application/json", header)).Status.Should().Be(200);
        Host.Clock.Advance(TimeSpan.FromSeconds(3600));
        (await SendAsync(Host.ConsoleUrl, "GET", "/api/organizations", null, "application/json", header)).Status.Should().Be(401);
    }

    [Fact]
    public async Task The_token_answer_says_how_long_it_lives()
    {
        var answer = await TokenAsync("emulator-service-account", "emulator-service-account-secret");

        ((string?)answer.Json["token_type"], (int?)answer.Json["expires_in"], (string?)answer.Json["scope"]).Should()
            .Be(("bearer", 3600, "api"));
    }

    [Fact]
    public async Task A_wrong_client_secret_is_401()
    {
        (await TokenAsync("emulator-service-account", "wrong")).Status.Should().Be(401);
    }

    [Theory]
    [InlineData("grant_type=password&scope=api", "unsupported_grant_type")]
    [InlineData("grant_type=client_credentials&scope=other", "invalid_scope")]
    public async Task Another_grant_or_scope_is_refused(string form, string error)
    {
        var answer = await SendAsync(Host.OauthUrl, "POST", "/oauth2/token", form, "application/x-www-form-urlencoded");

        (answer.Status, (string?)answer.Json["error"]).Should().Be((400, error));
    }

    [Fact]
    public async Task A_path_that_does_not_exist_is_404()
    {
        var answer = await ApiAsync("GET", "v2/scim/servers");

        (answer.Status, answer.Text).Should().Be((404, """{"message":"Not Found"}"""));
    }

    private Task<Answer> TokenAsync(string client, string secret) => SendAsync(
        Host.OauthUrl, "POST", "/oauth2/token", "grant_type=client_credentials&scope=api", "application/x-www-form-urlencoded",
        "Authorization: Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{client}:{secret}")));
}
