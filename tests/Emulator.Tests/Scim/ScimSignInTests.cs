using FluentAssertions;
using JumpCloud.Emulator;
using Xunit;

namespace JumpCloud.Tests;

public sealed class ScimSignInTests : PulumiCloudTest
{
    [Fact]
    public async Task A_missing_or_wrong_token_is_401_and_audited()
    {
        var missing = await SendAsync(Host.PulumiApiUrl, "GET", "/scim/v2/acme/Users");
        var wrong = await ScimAsync("GET", "Users", null, "nonsense");

        (missing.Status, wrong.Status).Should().Be((401, 401));
        ((string?)wrong.Json["status"]).Should().Be("401");
        Host.PulumiCloud.AuditLog.Count(name => name == "auth-failure-scim-access-token").Should().Be(2);
    }

    [Fact]
    public async Task The_word_is_Bearer()
    {
        var token = Host.PulumiCloud.Organization("acme").ScimToken;

        var answer = await SendAsync(Host.PulumiApiUrl, "GET", "/scim/v2/acme/Users", null, "application/json", $"Authorization: token {token}");

        answer.Status.Should().Be(401);
    }

    [Fact]
    public async Task A_new_token_kills_the_one_before_at_once()
    {
        var before = Host.PulumiCloud.Organization("acme").ScimToken!;
        (await ScimAsync("GET", "Users?count=1", null, before)).Status.Should().Be(200);

        var after = (string?)(await ControlAsync("POST", "drift/pulumi/orgs/acme/scim-token")).Json["token"];

        (await ScimAsync("GET", "Users?count=1", null, before)).Status.Should().Be(401);
        (await ScimAsync("GET", "Users?count=1", null, after!)).Status.Should().Be(200);
    }

    [Theory]
    [InlineData(ScimWrongOrganization.Unauthorized, 401)]
    [InlineData(ScimWrongOrganization.NotFound, 404)]
    public async Task The_token_opens_its_own_organization_only_and_the_name_keeps_its_case(ScimWrongOrganization form, int status)
    {
        Host.Switches.ScimWrongOrganization = form;
        Host.PulumiCloud.AddOrganization("other");
        var token = Host.PulumiCloud.Organization("acme").ScimToken!;

        (await ScimAsync("GET", "Users", null, token, "other")).Status.Should().Be(status);
        (await ScimAsync("GET", "Users", null, token, "ACME")).Status.Should().Be(status);
    }

    [Fact]
    public async Task Leaving_saml_revokes_the_token_and_drops_the_configuration()
    {
        await ControlAsync("PATCH", "drift/pulumi/orgs/acme", """{"kind":"github"}""");

        (await ScimAsync("GET", "Users")).Status.Should().Be(401);
        (await RestAsync("GET", "/api/orgs/acme/saml")).Status.Should().Be(404);
        Host.PulumiCloud.Organization("acme").IdpMetadata.Should().BeEmpty();
    }

    [Fact]
    public async Task An_edition_without_scim_has_no_token()
    {
        await ControlAsync("PATCH", "drift/pulumi/orgs/acme", """{"scimEnabled":false}""");

        var rotate = await ControlAsync("POST", "drift/pulumi/orgs/acme/scim-token");

        (await ScimAsync("GET", "Users")).Status.Should().Be(401);
        rotate.Status.Should().Be(400);
    }

    [Fact]
    public async Task Answers_are_scim_json_and_requests_may_be_plain_json()
    {
        var token = Host.PulumiCloud.Organization("acme").ScimToken;
        Task<Answer> Post(string type, string name) => SendAsync(
            Host.PulumiApiUrl, "POST", "/scim/v2/acme/Users", UserBody(name), type, $"Authorization: Bearer {token}");

        var json = await Post("application/json", "ann");
        var text = await Post("text/plain", "bob");

        (json.Status, json.ContentType).Should().Be((201, "application/scim+json"));
        text.Status.Should().Be(415);
    }

    [Theory]
    [InlineData(ScimErrorForm.Bare, "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:Error\"],\"status\":\"404\",\"detail\":\"Resource x not found.\"}")]
    [InlineData(ScimErrorForm.Wrapped, "{\"status\":\"404\",\"response\":{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:Error\"],\"status\":\"404\",\"detail\":\"Resource x not found.\"}}")]
    public async Task An_error_has_the_bare_form_or_the_wrapped_one(ScimErrorForm form, string body)
    {
        Host.Switches.ScimErrorForm = form;

        var answer = await ScimAsync("GET", "Users/x");

        (answer.Status, answer.Text).Should().Be((404, body));
    }

    [Fact]
    public async Task Discovery_tells_what_is_supported_and_does_not_filter()
    {
        var config = (await ScimAsync("GET", "ServiceProviderConfig")).Json;
        var types = (await ScimAsync("GET", "ResourceTypes")).Json;
        var schema = (await ScimAsync("GET", "Schemas/urn:ietf:params:scim:schemas:core:2.0:User")).Json;

        ((bool?)config["patch"]!["supported"], (bool?)config["bulk"]!["supported"], (bool?)config["sort"]!["supported"]).Should().Be((true, false, false));
        ((int?)config["filter"]!["maxResults"]).Should().Be(100);
        types["Resources"]!.Select(type => (string?)type["endpoint"]).Should().Equal("/Users", "/Groups");
        schema["attributes"]!.Select(attribute => (string?)attribute["name"]).Should().Equal("userName", "displayName", "name", "emails", "active");
        (await ScimAsync("GET", "Schemas?filter=id%20eq%20%22a%22")).Status.Should().Be(403);
        (await ScimAsync("GET", "Bulk")).Status.Should().Be(404);
        (await ScimAsync("GET", "Me")).Status.Should().Be(404);
    }
}
