using FluentAssertions;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests;

public sealed class AssociationTests : JumpCloudTest
{
    private const string Unknown = "5f00000000000000000000ff";

    [Fact]
    public async Task A_binding_is_204_with_no_body_and_is_seen_from_both_sides()
    {
        var (application, group) = ((string)(await CreateApplicationAsync())["_id"]!, Group("Ops"));

        var answer = await SetAsync($"v2/applications/{application}", "add", "user_group", group);

        (answer.Status, answer.Text).Should().Be((204, ""));
        (await ApiAsync("GET", $"v2/applications/{application}/associations?targets=user_group")).Text.Should().Be(
            """[{"attributes":null,"to":{"attributes":null,"id":"GROUP","type":"user_group"}}]"""
                .Replace("GROUP", group, StringComparison.Ordinal));
        ((string?)(await ApiAsync("GET", $"v2/usergroups/{group}/associations?targets=application")).Json[0]!["to"]!["id"]).Should().Be(application);
    }

    [Fact]
    public async Task A_group_may_be_bound_from_its_own_side()
    {
        var (application, group) = ((string)(await CreateApplicationAsync())["_id"]!, Group("Ops"));

        await SetAsync($"v2/usergroups/{group}", "add", "application", application);

        Host.JumpCloud.BoundGroups(application).Single().Id.Should().Be(group);
        await SetAsync($"v2/usergroups/{group}", "remove", "application", application);
        Host.JumpCloud.BoundGroups(application).Should().BeEmpty();
    }

    [Fact]
    public async Task Binding_twice_is_409_and_unbinding_what_is_not_bound_is_404()
    {
        var (application, group) = ((string)(await CreateApplicationAsync())["_id"]!, Group("Ops"));
        await SetAsync($"v2/applications/{application}", "add", "user_group", group);

        var twice = await SetAsync($"v2/applications/{application}", "add", "user_group", group);
        await SetAsync($"v2/applications/{application}", "remove", "user_group", group);
        var absent = await SetAsync($"v2/applications/{application}", "remove", "user_group", group);

        (twice.Status, twice.Text).Should().Be((409, """{"message":"Already Exists"}"""));
        (absent.Status, absent.Text).Should().Be((404, """{"message":"Not Found"}"""));
    }

    [Fact]
    public async Task Unknown_ends_are_404_and_a_wrong_type_is_as_the_switch_says()
    {
        var (application, group) = ((string)(await CreateApplicationAsync())["_id"]!, Group("Ops"));

        (await SetAsync($"v2/applications/{Unknown}", "add", "user_group", group)).Status.Should().Be(404);
        (await SetAsync($"v2/applications/{application}", "add", "user_group", Unknown)).Status.Should().Be(404);
        (await SetAsync($"v2/applications/{application}", "add", "system", group)).Status.Should().Be(400);
        Host.Switches.BadAssociationTypeStatus = 404;
        (await SetAsync($"v2/applications/{application}", "add", "system", group)).Status.Should().Be(404);
    }

    [Fact]
    public async Task One_target_type_has_to_be_named()
    {
        var application = (string)(await CreateApplicationAsync())["_id"]!;

        (await ApiAsync("GET", $"v2/applications/{application}/associations")).Status.Should().Be(400);
        (await ApiAsync("GET", $"v2/applications/{application}/associations?targets=system")).Status.Should().Be(400);
        (await ApiAsync("GET", $"v2/applications/{Unknown}/associations?targets=user")).Status.Should().Be(404);
    }

    [Fact]
    public async Task A_traversal_shows_direct_and_indirect_ways()
    {
        var application = (string)(await CreateApplicationAsync())["_id"]!;
        var (ada, eva) = (User("ada"), User("eva"));
        var group = Group("Ops", ada, eva);
        Host.JumpCloud.Portal.BindGroup(application, group);
        Host.JumpCloud.Portal.BindUser(application, ada);

        var users = (JArray)(await ApiAsync("GET", $"v2/applications/{application}/users")).Json;

        users.Select(user => (string?)user["id"]).Should().Equal(ada, eva);
        users[0]["paths"]!.Select(path => path.Count()).Should().Equal(1, 2);
        users[1]["paths"]!.Select(path => path.Count()).Should().Equal(2);
        (await ApiAsync("GET", $"v2/applications/{application}/associations?targets=user")).Json.Should().HaveCount(1);
        ((string?)(await ApiAsync("GET", $"v2/users/{eva}/applications")).Json[0]!["id"]).Should().Be(application);
        ((string?)(await ApiAsync("GET", $"v2/usergroups/{group}/applications")).Json[0]!["id"]).Should().Be(application);
        ((string?)(await ApiAsync("GET", $"v2/applications/{application}/usergroups")).Json[0]!["id"]).Should().Be(group);
    }

    [Fact]
    public async Task Reads_may_lag_behind_a_write()
    {
        var (application, group) = ((string)(await CreateApplicationAsync())["_id"]!, Group("Ops"));
        Host.Switches.ReadLagReads = 2;
        await SetAsync($"v2/applications/{application}", "add", "user_group", group);
        var path = $"v2/applications/{application}/associations?targets=user_group";

        var seen = new List<int>();
        for (var i = 0; i < 3; i++)
            seen.Add(((JArray)(await ApiAsync("GET", path)).Json).Count);

        seen.Should().Equal(0, 0, 1);
        (await SetAsync($"v2/applications/{application}", "add", "user_group", group)).Status.Should().Be(409);
    }

    [Fact]
    public async Task Reads_of_a_new_application_may_lag_for_a_time()
    {
        Host.Switches.ReadLagTime = TimeSpan.FromMinutes(5);
        var id = (string)(await CreateApplicationAsync())["_id"]!;

        (await ApiAsync("GET", $"applications/{id}")).Status.Should().Be(404);
        ((int?)(await ApiAsync("GET", "applications")).Json["totalCount"]).Should().Be(0);
        Host.Clock.Advance(TimeSpan.FromMinutes(5));
        (await ApiAsync("GET", $"applications/{id}")).Status.Should().Be(200);
        ((int?)(await ApiAsync("GET", "applications")).Json["totalCount"]).Should().Be(1);
    }

    private Task<Answer> SetAsync(string path, string operation, string type, string id) =>
        ApiAsync("POST", path + "/associations", new JObject { ["op"] = operation, ["type"] = type, ["id"] = id });
}
