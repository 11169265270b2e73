using FluentAssertions;
using JumpCloud.Emulator;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests;

/// <summary>Paging, sort and filter of v1 and v2, and users.</summary>
public sealed class ListTests : JumpCloudTest
{
    [Fact]
    public async Task A_v1_list_is_wrapped_begins_with_ten_and_is_capped_at_a_hundred()
    {
        AddUsers(150);

        var first = (await ApiAsync("GET", "systemusers")).Json;
        var capped = (await ApiAsync("GET", "systemusers?limit=1000&skip=100")).Json;

        ((int?)first["totalCount"], first["results"]!.Count()).Should().Be((150, 10));
        capped["results"]!.Count().Should().Be(50);
        (await ApiAsync("GET", "systemusers?limit=1000")).Json["results"]!.Count().Should().Be(100);
    }

    [Fact]
    public async Task A_v2_list_is_bare_and_says_its_total_in_a_header()
    {
        for (var i = 0; i < 12; i++)
            Group($"group {i:00}");

        var answer = await ApiAsync("GET", "v2/usergroups?skip=10&sort=-name");

        ((JArray)answer.Json).Select(group => (string?)group["name"]).Should().Equal("group 01", "group 00");
        answer.Header("x-total-count").Should().Be("12");
    }

    [Theory]
    [InlineData("filter=username:$eq:user7", 1)]
    [InlineData("filter=username:$ne:user7", 9)]
    [InlineData("filter=username:$in:user7|user8|nobody", 2)]
    [InlineData("filter=username:$gte:user8", 2)]
    [InlineData("filter=username:$lt:user2", 2)]
    [InlineData("filter=state:$eq:ACTIVATED&filter=username:$eq:user7", 1)]
    [InlineData("filter[0]=suspended:$eq:false&filter[1]=username:$eq:user7", 1)]
    [InlineData("filter=username:$eq:USER7", 0)]
    public async Task A_v1_filter_compares_exactly_and_several_are_all_to_hold(string query, int count)
    {
        AddUsers(10);

        var answer = await ApiAsync("GET", "systemusers?" + query);

        ((int?)answer.Json["totalCount"]).Should().Be(count);
    }

    [Theory]
    [InlineData("name:eq:Ops", 1)]
    [InlineData("name:eq:ops", 0)]
    [InlineData("name:search:ops", 2)]
    [InlineData("name:in:Ops|Dev", 2)]
    [InlineData("name:eq:Ops,type:eq:user_group", 1)]
    [InlineData("name:between:A|E", 1)]
    public async Task A_v2_filter_compares_exactly_and_takes_a_comma_list(string filter, int count)
    {
        Group("Ops");
        Group("Dev");
        Group("DevOps people");

        var answer = await ApiAsync("GET", $"v2/usergroups?filter={Uri.EscapeDataString(filter)}");

        // DevOps people sorts between A and E, too.
        ((JArray)answer.Json).Should().HaveCount(filter.Contains("between", StringComparison.Ordinal) ? 2 : count);
    }

    [Theory]
    [InlineData("systemusers?filter=username:eq:a")]
    [InlineData("systemusers?filter=username")]
    [InlineData("v2/usergroups?filter=name:$eq:a")]
    [InlineData("v2/usergroups?filter=name:eq:Research,%20Development")]
    [InlineData("v2/usergroups?limit=x")]
    [InlineData("systemusers?skip=-1")]
    public async Task A_query_that_is_not_understood_is_400(string path)
    {
        (await ApiAsync("GET", path)).Status.Should().Be(400);
    }

    [Fact]
    public async Task Users_are_searched_by_filter_and_by_text()
    {
        AddUsers(10);

        var byFilter = await ApiAsync("POST", "search/systemusers",
            """{"filter":{"or":[{"username":"user1"},{"email":{"$eq":"user2@acme.test"}}]}}""");
        var byText = await ApiAsync("POST", "search/systemusers",
            """{"searchFilter":{"searchTerm":"ER3@","fields":["email"]},"fields":"email"}""");

        byFilter.Json["results"]!.Select(user => (string?)user["username"]).Should().Equal("user1", "user2");
        byText.Json["results"]!.Select(user => (string?)user["email"]).Should().Equal("user3@acme.test");
        byText.Json["results"]![0]!["username"].Should().BeNull();
    }

    [Fact]
    public async Task A_put_of_a_user_changes_only_what_it_names()
    {
        var id = User("ada");

        var answer = await ApiAsync("PUT", $"systemusers/{id}", """{"lastname":"Lovelace","suspended":true}""");

        ((string?)answer.Json["lastname"], (string?)answer.Json["firstname"], (string?)answer.Json["state"]).Should()
            .Be(("Lovelace", "Ada", "SUSPENDED"));
    }

    [Theory]
    [InlineData("""{"username":"ada","email":"other@acme.test"}""", 409)]
    [InlineData("""{"username":"eva"}""", 400)]
    [InlineData("""{"username":"eva","email":"eva@acme.test","nickname":"E"}""", 400)]
    [InlineData("""{"username":"eva","email":"eva@acme.test","state":"ACTIVE"}""", 400)]
    public async Task A_user_that_cannot_be_is_refused(string body, int status)
    {
        User("ada");

        (await ApiAsync("POST", "systemusers", body)).Status.Should().Be(status);
    }

    [Fact]
    public async Task Ten_thousand_users_and_a_thousand_groups_are_served_quickly()
    {
        AddUsers(10_000);
        var users = Host.JumpCloud.Users();
        for (var i = 0; i < 1000; i++)
            Group($"group {i}", users[i].Id, users[i + 1].Id);
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var found = await ApiAsync("GET", "systemusers?filter=email:$eq:user9999@acme.test");
        for (var skip = 0; skip < 1000; skip += 100)
            await ApiAsync("GET", $"v2/usergroups?limit=100&skip={skip}");

        ((int?)found.Json["totalCount"]).Should().Be(1);
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task The_companys_directory_is_the_same_every_time()
    {
        await ControlAsync("POST", "reset", """{"seed":"company"}""");

        var users = Host.JumpCloud.Users();
        users.Should().HaveCount(60);
        users.Count(user => user.State == "STAGED").Should().Be(3);
        users.Count(user => user.State == "SUSPENDED").Should().Be(1);
        users.Single(user => (string?)user.Document["displayname"] == "").Username.Should().Be("noor.haddad");
        users[0].Id.Should().Be("5e0000000000000000000001");
        Host.JumpCloud.Groups().Select(group => group.Name).Should().Equal(CompanyDirectory.Groups);
        Host.JumpCloud.Members(Host.JumpCloud.FindGroupByName("Contractors")!.Id).Should().BeEmpty();
        Host.JumpCloud.Members(Host.JumpCloud.FindGroupByName("Platform")!.Id).Should().HaveCount(8);
    }

    private void AddUsers(int count)
    {
        for (var i = 0; i < count; i++)
            User($"user{i}");
    }
}
