using FluentAssertions;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests;

/// <summary>Directory Insights' queries.</summary>
public sealed class EventTests : JumpCloudTest
{
    [Fact]
    public async Task Events_come_page_by_page_with_the_place_in_a_header()
    {
        for (var i = 0; i < 5; i++)
            User($"user{i}");

        var first = await QueryAsync("""{"limit":2}""");
        var second = await QueryAsync($$"""{"limit":2,"search_after":{{first.Header("X-Search_after")}}}""");
        var third = await QueryAsync($$"""{"limit":2,"search_after":{{second.Header("X-Search_after")}}}""");

        Names(first).Concat(Names(second)).Concat(Names(third)).Should().Equal("user0", "user1", "user2", "user3", "user4");
        (first.Header("X-Limit"), first.Header("X-Result-Count"), third.Header("X-Result-Count"), first.Header("X-Sort")).Should()
            .Be(("2", "2", "1", "ASC"));
        third.Header("X-Search_after").Should().NotBeNull();
    }

    [Fact]
    public async Task Events_come_newest_first_when_asked()
    {
        User("ada");
        User("eva");

        Names(await QueryAsync("""{"sort":"DESC"}""")).Should().Equal("eva", "ada");
    }

    [Theory]
    [InlineData("""{"and":[{"event_type":"user_create"},{"resource.username":"ada"}]}""", "ada")]
    [InlineData("""{"and":[{"resource.username":["ada","eva"]},{"success":"true"}]}""", "ada eva")]
    [InlineData("""{"or":[{"resource.username":"ada"},{"resource.username":"ida"}]}""", "ada ida")]
    [InlineData("""{"not":[{"resource.username":"ada"}]}""", "eva ida")]
    [InlineData("""{"and":[{"success":"true"},{"or":[{"resource.username":"ida"}]}]}""", "ida")]
    [InlineData("""{"and":[{"resource.username":"ADA"}]}""", "")]
    [InlineData("""{"and":[{"success":"false"}]}""", "")]
    public async Task A_search_term_selects_and_looks_in_lower_case(string term, string names)
    {
        foreach (var name in (string[])["ada", "eva", "ida"])
            User(name);

        var answer = await QueryAsync($$"""{"search_term":{{term}}}""");

        Names(answer).Should().Equal(names.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        ((int?)(await QueryAsync($$"""{"search_term":{{term}}}""", "events/count")).Json["count"]).Should()
            .Be(((JArray)answer.Json).Count);
    }

    [Theory]
    [InlineData("""{"service":["scim"]}""")]
    [InlineData("""{"service":null}""")]
    [InlineData("""{"start_time":"yesterday"}""")]
    [InlineData("""{"start_time":null}""")]
    [InlineData("""{"fields":["nothing"]}""")]
    [InlineData("""{"fields":[""]}""")]
    [InlineData("""{"search_term":{"and":[{"event_type":"a"},{"event_type":"b"}]}}""")]
    [InlineData("""{"search_term":{"and":[{"event_type":"a"}],"or":[{"event_type":"b"}]}}""")]
    [InlineData("""{"search_term":{"and":[{"changes":"a"}]}}""")]
    [InlineData("""{"q":"a","exact_match":"b"}""")]
    [InlineData("""{"filter":{"event_type":"a"}}""")]
    public async Task A_query_that_is_not_understood_is_400_with_a_message(string changes)
    {
        var answer = await QueryAsync(changes);

        answer.Status.Should().Be(400);
        answer.Json["message"].Should().NotBeNull();
    }

    [Fact]
    public async Task Only_the_fields_and_the_time_asked_for_are_answered()
    {
        User("ada");
        Host.Clock.Advance(TimeSpan.FromHours(1));
        var start = Host.Clock.GetUtcNow().AddMinutes(-1);
        User("eva");

        var answer = await QueryAsync($$"""{"start_time":"{{start:O}}","fields":["resource"]}""");

        answer.Json.ToString(Newtonsoft.Json.Formatting.None).Should().StartWith("""[{"resource":{"type":"user","id":""").And
            .NotContain("ada");
    }

    [Fact]
    public async Task Events_are_kept_for_90_days()
    {
        User("ada");
        Host.Clock.Advance(TimeSpan.FromDays(90));
        User("eva");

        Names(await QueryAsync("{}")).Should().Equal("eva");
    }

    [Fact]
    public async Task A_plan_without_directory_insights_is_402()
    {
        Host.Switches.DirectoryInsightsInPlan = false;

        (await QueryAsync("{}")).Status.Should().Be(402);
    }

    [Fact]
    public async Task Events_are_counted_by_value_and_by_time()
    {
        User("ada");
        Group("Ops");
        Group("Dev");

        var distinct = await QueryAsync("""{"field":"event_type"}""", "events/distinct");
        var interval = await QueryAsync("""{"interval_unit":"w"}""", "events/interval");

        distinct.Json["buckets"]!.Select(bucket => ((string?)bucket["key"], (int?)bucket["doc_count"])).Should()
            .Equal(("group_create", 2), ("user_create", 1));
        ((int?)interval.Json["buckets"]![0]!["doc_count"]).Should().Be(3);
    }

    [Fact]
    public async Task The_administrators_own_changes_are_events_too()
    {
        var application = (string)(await CreateApplicationAsync())["_id"]!;
        var group = Group("Ops");
        await ApiAsync("POST", $"v2/applications/{application}/associations",
            new JObject { ["op"] = "add", ["type"] = "user_group", ["id"] = group });
        await ApiAsync("DELETE", $"applications/{application}");

        var events = Host.JumpCloud.Events();

        events.Select(item => (string?)item["event_type"]).Should()
            .Equal("application_create", "group_create", "association_change", "application_delete");
        events.Should().OnlyContain(item => (string?)item["service"] == "directory" && (bool?)item["success"] == true);
        ((string?)events[0]["auth_method"], (string?)events[1]["auth_method"]).Should().Be(("api-key", "session"));
        ((string?)events[0]["application"]!["id"]).Should().Be(application);
    }

    private static IEnumerable<string?> Names(Answer answer) =>
        answer.Json.Select(item => (string?)item["resource"]!["username"]);

    private Task<Answer> QueryAsync(string changes, string path = "events")
    {
        var body = Changed(JObject.Parse("""{"service":["directory"],"start_time":"2020-01-01T00:00:00Z"}"""),
            JObject.Parse(changes));
        return SendAsync(Host.InsightsUrl, "POST", $"/insights/directory/v1/{path}", body.ToString(), "application/json", Key);
    }
}
