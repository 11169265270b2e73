using System.Net;
using FluentAssertions;
using JumpCloud.Clients;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests.Clients;

/// <summary>Importable users and bulk jobs: what is asked and what is made of the answers.</summary>
public sealed class JumpCloudImportTests
{
    private readonly FakeTimeProvider _time = VirtualTime.Start();

    [Fact]
    public async Task A_list_without_a_cursor_goes_on_by_skip_to_its_total_however_small_the_pages_are()
    {
        var handler = Pages("""{"total_count":3,"session_id":"s 1","cursor":"","users":[{"id":"a"},{"id":"b"}]}""",
            """{"total_count":0,"session_id":"s 1","users":[{"id":"c"}]}""");

        (await ReadAllAsync(handler)).Should().Equal("a", "b", "c");

        handler.Lines.Should().Equal(
            "GET /api/v2/applications/app/import/users?limit=100&isCount=true",
            "GET /api/v2/applications/app/import/users?limit=100&skip=2&sessionId=s 1");
    }

    [Fact]
    public async Task A_list_with_a_cursor_goes_on_by_it_until_there_is_none()
    {
        var handler = Pages("""{"cursor":"c/1","users":[{"id":"a"}]}""", """{"cursor":"","users":[{"id":"b"}]}""");

        (await ReadAllAsync(handler)).Should().Equal("a", "b");

        handler.Lines.Last().Should().Be("GET /api/v2/applications/app/import/users?limit=100&isCursor=true&cursor=c/1");
    }

    [Fact]
    public async Task Who_keeps_a_user_does_not_keep_the_others_of_the_page_in_memory()
    {
        var client = Client(Pages("""{"total_count":2,"users":[{"id":"a","department":"Design"},{"id":"b"}]}"""));

        var user = (await client.ListImportUsersAsync("app", ImportPosition.Start, 100, default)).Users[0];

        user.Document.Parent.Should().BeNull();
        user.Document.Properties().Select(property => $"{property.Name}: {property.Value}").Should().Equal("id: a", "department: Design");
    }

    [Fact]
    public async Task An_empty_page_ends_a_list_whatever_else_it_says()
    {
        var handler = Pages("""{"total_count":9,"cursor":"c","users":[]}""");

        (await ReadAllAsync(handler)).Should().BeEmpty();
    }

    [Fact]
    public async Task Users_are_looked_up_as_written_and_in_lower_case_as_many_as_a_URL_takes()
    {
        var handler = new ScriptedHandler(_time, _ => ScriptedHandler.Json("""{"totalCount":0,"results":[]}"""));
        var emails = Enumerable.Range(0, 100).Select(number => $"somebody-{number:00}@an-example.test").Append("Ada|X@b.test");

        await Client(handler).FindUsersByAsync("email", ["Zoe@b.test", "", .. emails], default);

        handler.Lines.Should().HaveCount(5).And.Contain(line => line.Contains("email:$eq:ada|x@b.test", StringComparison.Ordinal))
            .And.Contain(line => line.Contains("Zoe@b.test", StringComparison.Ordinal))
            .And.Contain(line => line.Contains("zoe@b.test", StringComparison.Ordinal));
        handler.Requests.Should().OnlyContain(request => request.Url.AbsoluteUri.Length < 2000);
    }

    [Fact]
    public async Task A_job_whose_answer_has_no_id_may_have_been_begun()
    {
        var handler = new ScriptedHandler(_time, _ => ScriptedHandler.Json("{}", HttpStatusCode.Created));

        var create = () => Client(handler).CreateBulkUsersAsync([], suppressEmail: true, default);

        (await create.Should().ThrowAsync<ApiException>()).Which.Outcome.Should().Be(ApiOutcome.Lost);
        handler.Requests.Should().ContainSingle().Which.Headers["creation-source"].Should().Be("jumpcloud:scim");
        handler.Lines.Should().Equal("POST /api/v2/bulk/users?suppressEmail=true");
    }

    [Fact]
    public async Task A_users_part_of_a_job_is_read()
    {
        var handler = new ScriptedHandler(_time, _ => ScriptedHandler.Json(
            """[{"id":"r","status":"error","statusMsg":"Already Exists","persistedFields":{"username":"ada","email":"a@b.test"}},{}]"""));

        (await Client(handler).ListBulkResultsAsync("j1", default)).Should().Equal(
            new BulkResult("ada", "a@b.test", "error", "Already Exists"), new BulkResult("", "", "", ""));
    }

    [Fact]
    public async Task Events_are_paged_by_search_after_and_filtered_in_lower_case()
    {
        var handler = new ScriptedHandler(_time, request =>
        {
            var isFirst = !request.Body.Contains("search_after", StringComparison.Ordinal);
            var page = new JArray(Enumerable.Range(0, isFirst ? 1000 : 1).Select(number => new JObject { ["id"] = $"{isFirst}{number}" }));
            var answer = ScriptedHandler.Json(page.ToString());
            answer.Headers.TryAddWithoutValidation("X-Search_after", """[1576181718000,"x"]""");
            return answer;
        });
        var filter = new EventFilter(["user_create_provision"], new DateTimeOffset(2026, 11, 23, 18, 0, 0, TimeSpan.Zero))
        {
            To = new DateTimeOffset(2026, 11, 23, 19, 0, 0, TimeSpan.Zero),
            Username = "Ada",
            UserGroupName = "Data",
            OnlyFailures = true,
        };

        (await Client(handler).ListEventsAsync(filter, 5000, default)).Should().HaveCount(1001);

        JToken.DeepEquals(JToken.Parse(handler.Requests[1].Body), JToken.Parse(
            """
            {"service":["directory"],"start_time":"2026-11-23T18:00:00.000Z","end_time":"2026-11-23T19:00:00.000Z","sort":"DESC",
             "limit":1000,"search_after":[1576181718000,"x"],"search_term":{"and":[{"event_type":["user_create_provision"]},
               {"or":[{"resource.username":"ada"},{"resource.name":"data"}]},{"success":"false"}]}}
            """)).Should().BeTrue(handler.Requests[1].Body);
    }

    private static async Task<List<string>> ReadAllAsync(ScriptedHandler handler)
    {
        var client = TestOperation.Of(handler, VirtualTime.Start(), new RecordingLog()).Clients.JumpCloud;
        var ids = new List<string>();
        for (var position = ImportPosition.Start; position is not null;)
        {
            var page = await client.ListImportUsersAsync("app", position, 100, default);
            ids.AddRange(page.Users.Select(user => user.Id));
            position = page.Next;
        }

        return ids;
    }

    private ScriptedHandler Pages(params IEnumerable<string> pages) =>
        ScriptedHandler.Sequence(_time, [.. pages.Select(page => (Func<HttpResponseMessage>)(() => ScriptedHandler.Json(page)))]);

    private JumpCloudClient Client(HttpMessageHandler handler) =>
        TestOperation.Of(handler, _time, new RecordingLog()).Clients.JumpCloud;
}
