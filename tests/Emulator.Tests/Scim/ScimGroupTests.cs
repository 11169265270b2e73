using FluentAssertions;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests;

public sealed class ScimGroupTests : PulumiCloudTest
{
    private static (int Status, string? Type, string? Detail) Error(Answer answer) =>
        (answer.Status, (string?)answer.Json["scimType"], (string?)answer.Json["detail"]);

    private Task<Answer> PatchAsync(string id, string operations) => ScimAsync("PATCH", $"Groups/{id}", PatchBody(operations));

    [Fact]
    public async Task A_new_group_is_201_with_members_shown_by_name()
    {
        var jane = await CreateUserAsync("jane.doe");

        var answer = await ScimAsync("POST", "Groups", GroupBody("Platform", jane));

        answer.Status.Should().Be(201);
        answer.Header("Location").Should().Be($"{Host.PulumiApiUrl}scim/v2/acme/Groups/{answer.Json["id"]}");
        answer.Json["members"]!.Select(member => ((string?)member["value"], (string?)member["display"])).Should().Equal((jane, "The jane.doe"));
    }

    [Theory]
    [InlineData("""{"displayName":"A","externalId":"x"}""", "Unknown path: externalId.")]
    [InlineData("""{"displayName":"A","description":"x"}""", "Unknown path: description.")]
    [InlineData("""{"displayName":"A","members":[{"value":"1","role":"admin"}]}""", "Unknown path: members.role.")]
    public async Task An_attribute_outside_the_list_is_an_unknown_path(string body, string detail)
    {
        Error(await ScimAsync("POST", "Groups", body)).Should().Be((400, "invalidPath", detail));
    }

    [Fact]
    public async Task A_name_of_100_characters_is_taken_and_one_of_101_is_not()
    {
        (await ScimAsync("POST", "Groups", GroupBody(new string('a', 100)))).Status.Should().Be(201);
        Error(await ScimAsync("POST", "Groups", GroupBody(new string('a', 101))))
            .Should().Be((400, "invalidValue", "Display name is too long. It must be 100 characters or less"));
    }

    [Fact]
    public async Task One_unknown_or_inactive_member_fails_the_whole_call_by_post_put_and_patch()
    {
        var (jane, gone) = (await CreateUserAsync("jane.doe"), await CreateUserAsync("gone"));
        await ScimAsync("PATCH", $"Users/{gone}", PatchBody("""{"op":"replace","path":"active","value":false}"""));
        var group = await CreateGroupAsync("Platform");
        var expected = (400, "invalidValue", $"Cannot add invalid members to team. Invalid member ids: nobody,{gone}");

        Error(await ScimAsync("POST", "Groups", GroupBody("Other", jane, "nobody", gone))).Should().Be(expected);
        Error(await ScimAsync("PUT", $"Groups/{group}", GroupBody("Renamed", jane, "nobody", gone))).Should().Be(expected);
        Error(await PatchAsync(group, $$"""
            {"op":"replace","path":"displayName","value":"Renamed"},
            {"op":"add","path":"members","value":[{"value":"{{jane}}"},{"value":"nobody"},{"value":"{{gone}}"}]}
            """)).Should().Be(expected);

        var groups = (await ScimAsync("GET", "Groups")).Json["Resources"]!;
        groups.Select(one => (string?)one["displayName"]).Should().Equal("Platform");
        groups.Single()["members"]!.Should().BeEmpty();
    }

    [Fact]
    public async Task A_group_is_no_member_of_a_group()
    {
        var inner = await CreateGroupAsync("Inner");

        Error(await ScimAsync("POST", "Groups", GroupBody("Outer", inner)))
            .Should().Be((400, "invalidValue", $"Cannot add invalid members to team. Invalid member ids: {inner}"));
    }

    [Fact]
    public async Task Members_outside_the_window_of_the_check_are_invalid()
    {
        Host.Switches.ScimMemberCheckWindow = 4;
        var (first, second) = (await CreateUserAsync("first"), await CreateUserAsync("second"));

        (await ScimAsync("POST", "Groups", GroupBody("A", first))).Status.Should().Be(201);
        Error(await ScimAsync("POST", "Groups", GroupBody("B", first, second)))
            .Should().Be((400, "invalidValue", $"Cannot add invalid members to team. Invalid member ids: {second}"));
    }

    [Fact]
    public async Task All_four_forms_of_a_patch_work_in_one_call()
    {
        var (a, b, c) = (await CreateUserAsync("a"), await CreateUserAsync("b"), await CreateUserAsync("c"));
        var group = await CreateGroupAsync("Platform", b, c);

        var answer = await PatchAsync(group, $$"""
            {"op":"add","path":"members","value":[{"value":"{{a}}"}]},
            {"op":"remove","path":"members[value eq \"{{b}}\"]"},
            {"op":"remove","path":"members","value":[{"value":"{{c}}"}]},
            {"op":"replace","path":"displayName","value":"Platform Team"}
            """);

        answer.Status.Should().Be(200);
        ((string?)answer.Json["displayName"]).Should().Be("Platform Team");
        (await MembersAsync(group)).Should().Equal(a);
    }

    [Fact]
    public async Task A_patch_without_a_path_and_with_capitals_works_too()
    {
        var a = await CreateUserAsync("a");
        var group = await CreateGroupAsync("Platform");

        await PatchAsync(group, $$$"""{"op":"Add","value":{"members":[{"value":"{{{a}}}"}]}}, {"op":"Replace","value":{"id":"{{{group}}}","displayName":"New"}}""");

        ((string?)(await ScimAsync("GET", $"Groups/{group}")).Json["displayName"]).Should().Be("New");
        (await MembersAsync(group)).Should().Equal(a);
    }

    [Fact]
    public async Task Adding_a_member_twice_is_success_and_removing_an_absent_one_too()
    {
        var a = await CreateUserAsync("a");
        var group = await CreateGroupAsync("Platform", a);

        var add = await PatchAsync(group, $$"""{"op":"add","path":"members","value":[{"value":"{{a}}"}]}""");
        var remove = await PatchAsync(group, """{"op":"remove","path":"members[value eq \"nobody\"]"}""");

        (add.Status, remove.Status).Should().Be((200, 200));
        (await MembersAsync(group)).Should().Equal(a);
    }

    [Fact]
    public async Task A_replace_whose_filter_matches_nobody_has_no_target()
    {
        var group = await CreateGroupAsync("Platform");

        var answer = await PatchAsync(group, """{"op":"replace","path":"members[value eq \"nobody\"]","value":{"value":"x"}}""");

        (answer.Status, (string?)answer.Json["scimType"]).Should().Be((400, "noTarget"));
    }

    [Fact]
    public async Task A_remove_of_all_members_and_a_put_without_members_empty_the_team()
    {
        var a = await CreateUserAsync("a");
        var (one, other) = (await CreateGroupAsync("One", a), await CreateGroupAsync("Other", a));

        await PatchAsync(one, """{"op":"remove","path":"members"}""");
        await ScimAsync("PUT", $"Groups/{other}", """{"displayName":"Other"}""");

        (await MembersAsync(one)).Should().BeEmpty();
        (await MembersAsync(other)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_search_by_name_finds_every_team_of_that_name_whoever_made_it()
    {
        Host.PulumiCloud.AddTeam("acme", "by-console", "Platform");
        Host.PulumiCloud.AddTeam("acme", "by-github", "Platform", "github");
        await CreateGroupAsync("Platform");
        await CreateGroupAsync("Other");

        var found = (await ScimAsync("GET", "Groups?filter=displayName%20eq%20%22Platform%22")).Json;

        ((int?)found["totalResults"]).Should().Be(3);
        Host.PulumiCloud.Organization("acme").Teams.Where(team => team.DisplayName == "Platform").Select(team => team.Kind)
            .Should().BeEquivalentTo("pulumi", "github", "scim");
    }

    [Fact]
    public async Task A_console_team_is_taken_over_and_can_be_deleted_with_its_grants_and_without_an_audit_event()
    {
        var jane = await CreateUserAsync("jane.doe");
        var team = Host.PulumiCloud.AddTeam("acme", "platform", "Platform", "pulumi", "mia");
        var audited = Host.PulumiCloud.AuditLog.Count;

        await PatchAsync(team.Id, $$"""{"op":"add","path":"members","value":[{"value":"{{jane}}"}]}""");
        var members = (await RestAsync("GET", "/api/orgs/acme/teams/platform")).Json["members"]!.Select(member => (string?)member["githubLogin"]).ToList();
        var deleted = await ScimAsync("DELETE", $"Groups/{team.Id}");

        members.Should().Equal("mia", "jane.doe");
        (deleted.Status, deleted.Text).Should().Be((204, ""));
        (await ScimAsync("GET", $"Groups/{team.Id}")).Status.Should().Be(404);
        (await ScimAsync("DELETE", $"Groups/{team.Id}")).Status.Should().Be(404);
        (await RestAsync("GET", "/api/orgs/acme/teams/platform")).Status.Should().Be(404);
        Host.PulumiCloud.AuditLog.Should().HaveCount(audited);
    }

    [Fact]
    public async Task A_rename_changes_the_display_name_and_not_the_teams_name()
    {
        var group = await CreateGroupAsync("Platform");

        await ScimAsync("PUT", $"Groups/{group}", GroupBody("Foundation"));

        var team = (await RestAsync("GET", "/api/orgs/acme/teams/platform")).Json;
        ((string?)team["displayName"], (string?)team["name"]).Should().Be(("Foundation", "platform"));
    }

    [Fact]
    public async Task Groups_come_all_in_one_answer()
    {
        for (var number = 0; number < 130; number++)
            Host.PulumiCloud.AddTeam("acme", $"team-{number}");

        var answer = (await ScimAsync("GET", "Groups?count=10&startIndex=5")).Json;

        ((int?)answer["totalResults"], (int?)answer["itemsPerPage"], ((JArray)answer["Resources"]!).Count).Should().Be((130, 130, 130));
    }
}
