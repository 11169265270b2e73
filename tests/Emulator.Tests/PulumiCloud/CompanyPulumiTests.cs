using FluentAssertions;
using JumpCloud.Emulator;
using Xunit;

namespace JumpCloud.Tests;

public sealed class CompanyPulumiTests : EmulatorTest
{
    protected override EmulatorOptions Options => new() { Seed = "company" };

    [Fact]
    public async Task The_company_has_a_saml_organization_one_that_is_not_and_one_without_scim()
    {
        var ready = (await ControlAsync("POST", "reset", """{"seed":"company"}""")).Json;
        var token = (string?)ready["pulumi"]!["acme"]!["accessToken"];
        async Task<(string?, bool?)> Metadata(string organization)
        {
            var answer = await SendAsync(
                Host.PulumiApiUrl, "GET", $"/api/orgs/{organization}/metadata", null, "application/json", $"Authorization: token {token}");
            return ((string?)answer.Json["kind"], (bool?)answer.Json["features"]!["scimEnabled"]);
        }

        (await Metadata("acme"), await Metadata("plainco"), await Metadata("noscim")).Should().Be((("saml", true), ("github", false), ("saml", false)));
    }

    [Fact]
    public void A_console_team_named_Platform_waits_with_a_grant_and_the_earlier_metadata_is_valid()
    {
        var acme = Host.PulumiCloud.Organization("acme");

        acme.Teams.Select(team => (team.DisplayName, team.Kind)).Should().Equal(("Platform", "pulumi"));
        acme.Members.Select(member => member.Role).Should().Equal("admin", "admin");
        SamlMetadata.Read(acme.IdpMetadata, Host.Clock.GetUtcNow()).Problem.Should().BeNull();
        SamlMetadata.Read(acme.IdpMetadata, Host.Clock.GetUtcNow()).ValidUntil.Should().Be("2055-01-01T00:00:00Z");
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_ids_in_another_emulator()
    {
        await using var other = await EmulatorHost.StartAsync(Options);

        other.PulumiCloud.Organization("acme").ScimToken.Should().Be(Host.PulumiCloud.Organization("acme").ScimToken);
        other.PulumiCloud.Describe()["organizations"]!.ToString().Should().Be(Host.PulumiCloud.Describe()["organizations"]!.ToString());
    }

    [Fact]
    public async Task The_state_document_has_both_services_and_no_tokens()
    {
        var token = Host.PulumiCloud.Organization("acme").ScimToken!;

        var state = await ControlAsync("GET", "state");

        state.Json["pulumi"]!["organizations"]!.Select(organization => (string?)organization["login"]).Should().Equal("acme", "plainco", "noscim");
        state.Json["jumpcloud"].Should().NotBeNull();
        state.Text.Should().NotContain(token).And.NotContain("pul-");
    }
}
