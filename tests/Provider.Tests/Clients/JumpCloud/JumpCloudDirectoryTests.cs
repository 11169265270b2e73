using System.Net;
using FluentAssertions;
using JumpCloud.Clients;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests.Clients;

/// <summary>Groups, users and events: what is asked and what is made of the answers.</summary>
public sealed class JumpCloudDirectoryTests
{
    private readonly FakeTimeProvider _time = VirtualTime.Start();

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task What_would_lead_to_another_path_is_no_id_and_is_not_asked_for(string id)
    {
        var handler = new ScriptedHandler(_time, _ => ScriptedHandler.Json("{}"));

        var read = () => Client(handler).ReadApplicationAsync(id, default);

        (await read.Should().ThrowAsync<ApiException>()).Which.IsNotFound.Should().BeTrue();
        handler.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task A_group_made_since_the_list_was_read_is_asked_for_by_name()
    {
        var handler = new ScriptedHandler(_time, request => ScriptedHandler.Json(
            request.Line.Contains("filter", StringComparison.Ordinal)
                ? """[{"id":"g2","name":"Data: EU"}]"""
                : """[{"id":"g1","name":"Design"}]"""));
        var jumpCloud = Client(handler);
        (await jumpCloud.FindUserGroupsNamedAsync("Design", default)).Should().Equal(new UserGroup("g1", "Design"));
        (await jumpCloud.FindUserGroupsNamedAsync("Data: EU", default)).Should().Equal(new UserGroup("g2", "Data: EU"));
        handler.Lines.Should().Equal(
            "GET /api/v2/usergroups?sort=name&limit=100&skip=0",
            "GET /api/v2/usergroups?filter=name:eq:Data: EU&limit=100&skip=0");
    }

    [Theory]
    [InlineData("username", "ada", "u1")]
    [InlineData("username", "Grace", "u2")]
    [InlineData("email", "ADA@acme.test", "u1")]
    [InlineData("username", "later", "u3")]
    public async Task A_user_of_the_directory_read_for_many_is_found_as_one_asked_for_alone(string field, string value, string id)
    {
        var handler = new ScriptedHandler(_time, request => ScriptedHandler.Json(
            request.Line.Contains("limit=1&", StringComparison.Ordinal) || request.Line.EndsWith("limit=1", StringComparison.Ordinal)
                ? """{"totalCount":2,"results":[]}"""
                : request.Line.Contains("later", StringComparison.Ordinal)
                    ? """{"totalCount":1,"results":[{"_id":"u3","username":"later","email":"later@acme.test"}]}"""
                    : request.Line.Contains("filter", StringComparison.Ordinal)
                        ? """{"totalCount":0,"results":[]}"""
                        : """
                          {"totalCount":2,"results":[{"_id":"u1","username":"ada","email":"ada@acme.test"},
                          {"_id":"u2","username":"grace","email":"grace@acme.test"}]}
                          """));
        var jumpCloud = Client(handler);
        for (var number = 0; number < 10; number++)
            (await jumpCloud.FindUsersAsync("username", $"nobody{number}", default)).Should().BeEmpty();
        var before = handler.Requests.Count;

        (await jumpCloud.FindUsersAsync(field, value, default)).Select(user => user.Id).Should().Equal(id);

        // How many there are, and their page; somebody made since is asked for, too.
        (handler.Requests.Count - before).Should().Be(value == "later" ? 3 : 2);
    }

    [Fact]
    public async Task In_a_directory_with_more_pages_than_users_that_are_asked_for_each_is_asked_for_alone()
    {
        var handler = new ScriptedHandler(_time, _ => ScriptedHandler.Json("""{"totalCount":1201,"results":[]}"""));
        var jumpCloud = Client(handler);
        for (var number = 0; number < 12; number++)
            await jumpCloud.FindUsersAsync("username", $"user{number}", default);

        // The number of users, once, at the eleventh.
        handler.Requests.Should().HaveCount(13);
    }

    [Fact]
    public async Task A_name_with_a_comma_is_looked_for_in_the_list_only()
    {
        var handler = new ScriptedHandler(_time, _ => ScriptedHandler.Json("""[{"id":"g1","name":"Sales, EMEA"}]"""));
        (await Client(handler).FindUserGroupsNamedAsync("Sales, EMEA", default))
            .Should().Equal(new UserGroup("g1", "Sales, EMEA"));
        handler.Requests.Should().HaveCount(1);
    }

    [Fact]
    public async Task A_group_that_is_nowhere_is_none()
    {
        var handler = new ScriptedHandler(_time, request => request.Line.Contains("/usergroups?", StringComparison.Ordinal)
            ? ScriptedHandler.Json("[]")
            : ScriptedHandler.Json("""{"message":"Not Found"}""", HttpStatusCode.NotFound));
        (await Client(handler).FindUserGroupAsync("5d0000000000000000000001", default)).Should().BeNull();
    }

    [Fact]
    public async Task Members_are_counted_by_the_total_of_a_list_of_one()
    {
        var handler = new ScriptedHandler(_time, _ =>
        {
            var answer = ScriptedHandler.Json("""[{"to":{"type":"user","id":"u1"}}]""");
            answer.Headers.Add("x-total-count", "2417");
            return answer;
        });
        (await Client(handler).CountUserGroupMembersAsync("g1", default)).Should().Be(2417);
        handler.Lines.Should().Equal("GET /api/v2/usergroups/g1/members?limit=1");
    }

    [Fact]
    public async Task Users_are_read_fifty_at_a_time()
    {
        var handler = new ScriptedHandler(_time, _ =>
            ScriptedHandler.Json("""{"totalCount":1,"results":[{"_id":"u1","username":"ada","email":"ada@acme.test","state":"STAGED"}]}"""));
        var ids = Enumerable.Range(1, 51).Select(number => $"u{number:00}").ToList();
        var users = await Client(handler).ReadUsersAsync(ids, default);
        users.Should().AllBeEquivalentTo(new DirectoryUser("u1", "ada", "ada@acme.test", "STAGED"));
        users[0].IsActive.Should().BeFalse();
        handler.Requests.Should().HaveCount(2);
        handler.Lines.Last().Should().Be("GET /api/systemusers?fields=username "
            + "email state&sort=_id&filter=_id:$in:u51&limit=100&skip=0");
    }

    [Fact]
    public async Task Events_are_asked_for_newest_first_in_both_spellings()
    {
        var handler = new ScriptedHandler(_time, _ => ScriptedHandler.Json(
            """
            [{"event_type":"idm_integration_activate","timestamp":"2026-11-23T18:05:00.120Z","success":false,
              "resource":{"type":"application","id":"a1"},
              "message_chain":{"response_code":"401","response_message":"Unauthorized","message_details":""},
              "error_message":"Unauthorized"}]
            """));
        var since = new DateTimeOffset(2026, 11, 23, 18, 0, 0, TimeSpan.Zero);
        var events = await Client(handler).ListApplicationEventsAsync("A1", EventTypes.Integration, since, 20, default);
        events.Should().Equal(new DirectoryEvent(
            "idm_integration_activate", since.AddMinutes(5).AddMilliseconds(120), false, null, "401, Unauthorized")
        {
            Time = "2026-11-23T18:05:00.120Z",
            Resource = new EventObject("application", "a1", ""),
            ResponseCode = "401",
            ResponseMessage = "Unauthorized",
            Details = "Unauthorized",
        });
        handler.Requests[0].Url.Should().Be(new Uri("https://api.jumpcloud.com/insights/directory/v1/events"));
        JToken.DeepEquals(JToken.Parse(handler.Requests[0].Body), JToken.Parse(
            """
            {"service":["directory"],"start_time":"2026-11-23T18:00:00.000Z","sort":"DESC","limit":20,"search_term":{"and":[
              {"event_type":["idm_integration_activate","idm_integration_reauth","idm_integration_update",
                "idm_integration_deactivate","idm_integration_delete"]},
              {"application.id":"a1"}]}}
            """)).Should().BeTrue();
    }

    [Fact]
    public async Task A_secret_that_an_event_quotes_is_taken_out()
    {
        var handler = new ScriptedHandler(_time, _ => ScriptedHandler.Json(
            """
            [{"event_type":"idm_integration_activate","success":false,"error_message":"no admin-key-1",
              "message_chain":{"response_code":"401","response_message":"bad admin-key-1","message_details":"key admin-key-1"}}]
            """));

        var told = (await Client(handler).ListApplicationEventsAsync("a1", EventTypes.Integration, _time.GetUtcNow(), 20, default)).Single();

        told.Message.Should().Be("401, bad [secret], key [secret], no [secret]");
        told.ResponseMessage.Should().Be("bad [secret]");
        told.Details.Should().Be("key [secret]; no [secret]");
    }

    private JumpCloudClient Client(HttpMessageHandler handler) =>
        TestOperation.Of(handler, _time, new RecordingLog()).Clients.JumpCloud;
}
