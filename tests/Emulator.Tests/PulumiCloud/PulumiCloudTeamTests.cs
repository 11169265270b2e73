using FluentAssertions;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests;

public sealed class PulumiCloudTeamTests : PulumiCloudTest
{
    private const string Ops = """{"name":"ops","displayName":"Operations","description":"Runs it"}""";

    [Fact]
    public async Task A_team_is_made_read_changed_and_deleted()
    {
        var made = await RestAsync("POST", "/api/orgs/acme/teams/pulumi", Ops);
        var changed = await RestAsync("PATCH", "/api/orgs/acme/teams/ops", """{"newDisplayName":"Ops","member":"mia","memberAction":"add"}""");
        var read = (await RestAsync("GET", "/api/orgs/acme/teams/ops")).Json;
        var deleted = await RestAsync("DELETE", "/api/orgs/acme/teams/ops");

        (made.Status, changed.Status, deleted.Status).Should().Be((201, 204, 204));
        ((string?)read["kind"], (string?)read["displayName"], (string?)read["description"]).Should().Be(("pulumi", "Ops", "Runs it"));
        read["members"]!.Select(member => ((string?)member["githubLogin"], (string?)member["role"])).Should().Equal(("mia", "member"));
        (await RestAsync("GET", "/api/orgs/acme/teams/ops")).Status.Should().Be(404);
        (await RestAsync("DELETE", "/api/orgs/acme/teams/ops")).Status.Should().Be(404);
    }

    [Fact]
    public async Task A_name_that_is_taken_is_409_and_one_of_101_characters_400()
    {
        await RestAsync("POST", "/api/orgs/acme/teams/pulumi", Ops);
        var taken = await RestAsync("POST", "/api/orgs/acme/teams/pulumi", Ops);
        var body = new JObject { ["name"] = "long", ["displayName"] = new string('x', 101), ["description"] = "" };
        var tooLong = await RestAsync("POST", "/api/orgs/acme/teams/pulumi", body.ToString());

        (taken.Status, (string?)taken.Json["message"]).Should().Be((409, "Conflict: Team with this name already exists"));
        (tooLong.Status, (string?)tooLong.Json["message"]).Should().Be((400, "Bad Request: Display name too long. Max length 100 characters."));
    }

    [Fact]
    public async Task All_three_fields_of_a_new_team_are_required()
    {
        var answer = await RestAsync("POST", "/api/orgs/acme/teams/pulumi", """{"name":"ops","displayName":"Operations"}""");

        (answer.Status, (string?)answer.Json["message"]).Should().Be((400, "Bad Request: field \"description\" is required"));
    }

    [Fact]
    public async Task Grants_are_set_replaced_and_removed()
    {
        await RestAsync("POST", "/api/orgs/acme/teams/pulumi", Ops);
        async Task<JToken> Stacks(string change)
        {
            await RestAsync("PATCH", "/api/orgs/acme/teams/ops", change);
            return (await RestAsync("GET", "/api/orgs/acme/teams/ops")).Json["stacks"]!;
        }

        var added = await Stacks("""{"addStackPermission":{"projectName":"p","stackName":"s","permission":101}}""");
        var edited = await Stacks("""{"editStackPermission":{"projectName":"p","stackName":"s","permission":103}}""");
        var removed = await Stacks("""{"removeStack":{"projectName":"p","stackName":"s"}}""");
        var unknown = await RestAsync("PATCH", "/api/orgs/acme/teams/ops", """{"addStackPermission":{"projectName":"p","stackName":"s","permission":7}}""");

        added.Select(grant => (int?)grant["permission"]).Should().Equal(101);
        edited.Select(grant => (int?)grant["permission"]).Should().Equal(103);
        removed.Should().BeEmpty();
        unknown.Status.Should().Be(400);
    }

    [Fact]
    public async Task A_scim_team_shows_its_kind_and_its_members_cannot_be_edited_here()
    {
        var jane = await CreateUserAsync("jane.doe");
        await CreateGroupAsync("Platform Team", jane);

        var team = (await RestAsync("GET", "/api/orgs/acme/teams")).Json["teams"]!.Single();
        var edit = await RestAsync("PATCH", "/api/orgs/acme/teams/platform-team", """{"member":"mia","memberAction":"add"}""");

        ((string?)team["kind"], (string?)team["name"], (string?)team["displayName"]).Should().Be(("scim", "platform-team", "Platform Team"));
        team["members"]!.Select(member => (string?)member["name"]).Should().Equal("The jane.doe");
        edit.Status.Should().Be(400);
    }
}
