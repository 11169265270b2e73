using FluentAssertions;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests;

public sealed class PulumiCloudMemberTests : PulumiCloudTest
{
    private static IEnumerable<string?> Logins(JToken page) => page["members"]!.Select(member => (string?)member["user"]!["githubLogin"]);

    [Fact]
    public async Task Backend_members_come_in_pages_with_a_continuation_token()
    {
        Host.Switches.PulumiMemberPageSize = 2;

        var first = (await RestAsync("GET", "/api/orgs/acme/members?type=backend")).Json;
        var second = (await RestAsync("GET", $"/api/orgs/acme/members?type=backend&continuationToken={first["continuationToken"]}")).Json;

        Logins(first).Should().Equal("olga", "pavel");
        Logins(second).Should().Equal("mia");
        second["continuationToken"].Should().BeNull();
    }

    [Fact]
    public async Task Frontend_members_are_fifty_at_most_in_one_page()
    {
        for (var number = 0; number < 60; number++)
        {
            Host.PulumiCloud.AddAccount($"extra-{number}");
            Host.PulumiCloud.AddMember("acme", $"extra-{number}");
        }

        var page = (await RestAsync("GET", "/api/orgs/acme/members?type=frontend")).Json;

        Logins(page).Should().HaveCount(50);
        page["continuationToken"].Should().BeNull();
    }

    [Theory]
    [InlineData("type=both")]
    [InlineData("type=backend&continuationToken=x")]
    [InlineData("type=backend&continuationToken=99")]
    public async Task A_type_or_token_that_is_not_known_is_400(string query)
    {
        var answer = await RestAsync("GET", $"/api/orgs/acme/members?{query}");

        (answer.Status, (string?)answer.Json["message"]).Should().Be((400, "Bad Request: invalid query parameter"));
    }

    [Fact]
    public async Task With_its_switch_the_organization_is_among_its_own_backend_members()
    {
        Host.Switches.PulumiSyntheticMember = true;

        Logins((await RestAsync("GET", "/api/orgs/acme/members?type=backend")).Json).Should().Equal("acme", "olga", "pavel", "mia");
        Logins((await RestAsync("GET", "/api/orgs/acme/members?type=frontend")).Json).Should().Equal("olga", "pavel", "mia");
    }

    [Fact]
    public async Task A_person_with_an_account_joins_with_a_built_in_role_once()
    {
        Host.PulumiCloud.AddAccount("nina", "nina@pulumi.test", "Nina");

        var joined = await RestAsync("POST", "/api/orgs/acme/members/nina", """{"role":"billing-manager"}""");
        var again = await RestAsync("POST", "/api/orgs/acme/members/nina", """{"role":"member"}""");
        var badRole = await RestAsync("POST", "/api/orgs/acme/members/nina", """{"role":"owner"}""");
        var stranger = await RestAsync("POST", "/api/orgs/acme/members/stranger", """{"role":"member"}""");

        (joined.Status, (string?)joined.Json["role"], (string?)joined.Json["fgaRole"]!["name"]).Should().Be((200, "billing-manager", "Billing Manager"));
        (again.Status, (string?)again.Json["message"]).Should().Be((409, "Conflict: User is already an organization member."));
        (badRole.Status, (string?)badRole.Json["message"]).Should().Be((400, "Bad Request: Invalid organization role."));
        (stranger.Status, (string?)stranger.Json["message"]).Should().Be((404, "Not Found: User"));
    }

    [Fact]
    public async Task A_role_is_changed_by_name_or_by_id_and_the_id_wins()
    {
        var changed = await RestAsync("PATCH", "/api/orgs/acme/members/mia", """{"role":"admin","fgaRoleId":"r-billing-manager"}""");
        var unknown = await RestAsync("PATCH", "/api/orgs/acme/members/mia", """{"fgaRoleId":"nope"}""");

        changed.Status.Should().Be(204);
        Host.PulumiCloud.Organization("acme").Member("mia")!.Role.Should().Be("billing-manager");
        (unknown.Status, (string?)unknown.Json["message"]).Should().Be((400, "Bad Request: Invalid parameter 'roleID'."));
    }

    [Fact]
    public async Task A_removed_member_leaves_the_teams_and_nobody_removes_themselves()
    {
        Host.PulumiCloud.AddTeam("acme", "ops", members: ["mia", "olga"]);

        var removed = await RestAsync("DELETE", "/api/orgs/acme/members/mia");
        var self = await RestAsync("DELETE", "/api/orgs/acme/members/olga");

        removed.Status.Should().Be(204);
        Host.PulumiCloud.Organization("acme").Teams.Single().Members.Should().Equal("olga");
        (await RestAsync("DELETE", "/api/orgs/acme/members/mia")).Status.Should().Be(404);
        (self.Status, (string?)self.Json["message"]).Should().Be((400, "Bad Request: You cannot remove yourself from the organization."));
    }

    [Fact]
    public async Task The_teams_of_a_member_are_named_and_the_single_admin_call_is_the_wrong_one()
    {
        Host.PulumiCloud.AddTeam("acme", "ops", "Operations", members: ["mia"]);

        (await RestAsync("GET", "/api/orgs/acme/members/mia/teams")).Json["teams"]!.Values<string>().Should().Equal("Operations");
        (await RestAsync("POST", "/api/orgs/acme/members/mia/set-admin")).Status.Should().Be(400);
    }

    [Fact]
    public async Task An_org_managed_account_belongs_to_its_organization_alone()
    {
        await CreateUserAsync("jane.doe");

        (await RestAsync("POST", "/api/orgs/plainco/members/jane.doe", """{"role":"member"}""", by: "pavel")).Status.Should().Be(400);
    }
}
