using FluentAssertions;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests;

/// <summary>v2's groups and members, with the quirks that were observed.</summary>
public sealed class GroupTests : JumpCloudTest
{
    [Fact]
    public async Task A_group_is_created_with_201_and_its_ldap_group_has_its_name()
    {
        var answer = await ApiAsync("POST", "v2/usergroups", """{"name":"Ops","description":"On call"}""");

        answer.Status.Should().Be(201);
        ((string?)answer.Json["type"], (string?)answer.Json["description"]).Should().Be(("user_group", "On call"));
        ((string?)answer.Json["attributes"]!["ldapGroups"]![0]!["name"]).Should().Be("Ops");
    }

    [Fact]
    public async Task A_put_resets_what_it_leaves_out()
    {
        var id = (string)(await ApiAsync("POST", "v2/usergroups", """{"name":"Ops","description":"On call"}""")).Json["id"]!;

        var answer = await ApiAsync("PUT", $"v2/usergroups/{id}", """{"name":"Operations"}""");

        ((string?)answer.Json["name"], (string?)answer.Json["description"]).Should().Be(("Operations", ""));
        ((string?)answer.Json["attributes"]!["ldapGroups"]![0]!["name"]).Should().Be("Operations");
    }

    [Fact]
    public async Task A_put_of_what_was_read_changes_nothing()
    {
        var created = (await ApiAsync("POST", "v2/usergroups",
            """{"name":"Ops","attributes":{"sudo":{"enabled":true,"withoutPassword":false}}}""")).Json;

        var answer = await ApiAsync("PUT", $"v2/usergroups/{created["id"]}", created);

        JToken.DeepEquals(answer.Json, created).Should().BeTrue(answer.Text);
    }

    [Fact]
    public async Task Posix_groups_may_not_be_changed_once_they_are_set()
    {
        var id = (string)(await ApiAsync("POST", "v2/usergroups", """{"name":"Ops"}""")).Json["id"]!;
        await ApiAsync("PUT", $"v2/usergroups/{id}",
            """{"name":"Ops","attributes":{"posixGroups":[{"id":5000,"name":"ops"}]}}""");

        var answer = await ApiAsync("PUT", $"v2/usergroups/{id}",
            """{"name":"Ops","attributes":{"posixGroups":[{"id":5001,"name":"ops"}]}}""");

        (answer.Status, (string?)answer.Json["message"]).Should().Be((400, "existing attribute posixGroups may not be changed"));
    }

    [Fact]
    public async Task The_rows_of_a_list_leave_membership_out()
    {
        var id = Group("Ops");

        var row = (JObject)(await ApiAsync("GET", "v2/usergroups")).Json[0]!;
        var group = (JObject)(await ApiAsync("GET", $"v2/usergroups/{id}")).Json;

        row.Properties().Select(property => property.Name).Should()
            .BeEquivalentTo("id", "type", "name", "description", "email", "attributes");
        ((string?)group["membershipMethod"]).Should().Be("STATIC");
    }

    [Theory]
    [InlineData("""{"description":"x"}""", 400)]
    [InlineData("""{"name":"Ops"}""", 409)]
    [InlineData("""{"name":"New","members":[]}""", 400)]
    [InlineData("""{"name":"New","membershipMethod":"MANUAL"}""", 400)]
    [InlineData("""{"name":"New","attributes":{"sudo":{"enabled":"yes"}}}""", 400)]
    [InlineData("""{"name":""", 400)]
    public async Task A_group_that_cannot_be_is_refused(string body, int status)
    {
        Group("Ops");

        var answer = await SendAsync(Host.ConsoleUrl, "POST", "/api/v2/usergroups", body, "application/json", Key);

        answer.Status.Should().Be(status);
        Host.JumpCloud.Groups().Should().HaveCount(1);
    }

    [Fact]
    public async Task Members_are_added_once_and_removed_once()
    {
        var (user, group) = (User("ada"), Group("Ops"));

        (await MemberAsync(group, "add", user)).Status.Should().Be(204);
        (await MemberAsync(group, "add", user)).Text.Should().Be("""{"message":"Already Exists"}""");
        ((string?)(await ApiAsync("GET", $"v2/usergroups/{group}/members")).Json[0]!["to"]!["id"]).Should().Be(user);
        ((string?)(await ApiAsync("GET", $"v2/users/{user}/memberof")).Json[0]!["id"]).Should().Be(group);
        ((string?)(await ApiAsync("GET", $"v2/usergroups/{group}/membership")).Json[0]!["id"]).Should().Be(user);
        (await MemberAsync(group, "remove", user)).Status.Should().Be(204);
        (await MemberAsync(group, "remove", user)).Text.Should().Be("""{"message":"Not Found"}""");
    }

    [Fact]
    public async Task An_unknown_group_is_400_and_an_unknown_user_404()
    {
        var (user, group) = (User("ada"), Group("Ops"));
        const string unknown = "5f00000000000000000000ff";

        var noGroup = await MemberAsync(unknown, "add", user);

        (noGroup.Status, noGroup.Text).Should().Be((400, """{"error":"INVALID_ARGUMENT","message":"user_group not found"}"""));
        (await MemberAsync(group, "add", unknown)).Status.Should().Be(404);
        (await ApiAsync("GET", $"v2/users/{unknown}/memberof")).Text.Should().Be("[]");
        (await ApiAsync("POST", $"v2/usergroups/{group}/members",
            new JObject { ["op"] = "add", ["type"] = "system", ["id"] = user })).Status.Should().Be(400);
    }

    [Fact]
    public async Task Reads_of_a_members_groups_lag_as_those_of_the_groups_members_do()
    {
        var (user, group) = (User("ada"), Group("Ops"));
        Host.Switches.ReadLagReads = 2;

        await MemberAsync(group, "add", user);

        (await ApiAsync("GET", $"v2/users/{user}/memberof")).Text.Should().Be("[]");
        (await ApiAsync("GET", $"v2/usergroups/{group}/members")).Text.Should().Be("[]");
        ((string?)(await ApiAsync("GET", $"v2/users/{user}/memberof")).Json[0]!["id"]).Should().Be(group);
    }

    [Fact]
    public async Task What_a_newer_portal_added_to_a_group_is_kept_by_a_put_that_sends_it_back_and_refused_in_a_new_one()
    {
        var id = Group("Ops");
        Host.JumpCloud.Portal.PatchGroup(id, new JObject { ["badge"] = "teal" });

        (await ApiAsync("PUT", $"v2/usergroups/{id}", """{"name":"Ops","badge":"teal","attributes":{"vault":{"a":1}}}""")).Status.Should().Be(200);

        ((string?)Host.JumpCloud.FindGroup(id)!.Document["badge"], (int?)Host.JumpCloud.FindGroup(id)!.Document["attributes"]!["vault"]!["a"])
            .Should().Be(("teal", 1));
        (await ApiAsync("POST", "v2/usergroups", """{"name":"New","badge":"teal"}""")).Status.Should().Be(400);
    }

    [Fact]
    public async Task A_dynamic_group_follows_its_query_and_takes_nobody_by_hand()
    {
        var (ada, eva) = (User("ada"), User("eva"));
        Host.JumpCloud.Portal.PatchUser(ada, new JObject { ["department"] = "Data" });
        var query = new JObject { ["field"] = "department", ["operator"] = "eq", ["value"] = "Data" }.ToString();
        var group = (string)(await ApiAsync("POST", "v2/usergroups", new JObject
        {
            ["name"] = "Data",
            ["membershipMethod"] = "DYNAMIC_AUTOMATED",
            ["memberQuery"] = new JObject { ["queryType"] = "Filter", ["filters"] = new JArray(query) },
        })).Json["id"]!;

        (await MemberAsync(group, "add", eva)).Status.Should().Be(204);
        Members(group).Should().Equal("ada");
        Host.JumpCloud.Portal.PatchUser(eva, new JObject { ["department"] = "Data" });
        Members(group).Should().Equal("ada", "eva");
        Host.JumpCloud.Portal.PatchUser(ada, new JObject { ["department"] = "Sales" });
        Members(group).Should().Equal("eva");
    }

    [Theory]
    [InlineData("""{"queryType":"Filter","filters":["{\"field\":\"department\",\"operator\":\"ne\",\"value\":\"Data\"}"]}""")]
    [InlineData("""{"queryType":"FilterQuery","filters":[{"field":"department","operator":"ne","value":"Data"}]}""")]
    [InlineData("""{"filters":[{"field":"department","operation":"ne","value":"Data"}]}""")]
    public async Task A_rule_is_taken_in_every_form_that_JumpCloud_publishes(string query)
    {
        Host.JumpCloud.Portal.PatchUser(User("ada"), new JObject { ["department"] = "Data" });
        Host.JumpCloud.Portal.PatchUser(User("eva"), new JObject { ["department"] = "Sales" });

        var group = (string)(await ApiAsync("POST", "v2/usergroups", new JObject
        {
            ["name"] = "Not data",
            ["membershipMethod"] = "DYNAMIC_AUTOMATED",
            ["memberQuery"] = JObject.Parse(query),
        })).Json["id"]!;

        Members(group).Should().Equal("eva");
    }

    [Fact]
    public async Task A_deleted_group_is_gone_and_unbound()
    {
        var application = (string)(await CreateApplicationAsync())["_id"]!;
        var group = Group("Ops");
        Host.JumpCloud.Portal.BindGroup(application, group);

        var deleted = await ApiAsync("DELETE", $"v2/usergroups/{group}");

        (deleted.Status, (string?)deleted.Json["name"]).Should().Be((200, "Ops"));
        (await ApiAsync("GET", $"v2/usergroups/{group}")).Status.Should().Be(404);
        (await ApiAsync("GET", $"v2/applications/{application}/associations?targets=user_group")).Text.Should().Be("[]");
    }

    private IEnumerable<string> Members(string group) => Host.JumpCloud.Members(group).Select(user => user.Username);

    private Task<Answer> MemberAsync(string group, string operation, string user) =>
        ApiAsync("POST", $"v2/usergroups/{group}/members", new JObject { ["op"] = operation, ["type"] = "user", ["id"] = user });
}
