using System.Net;
using FluentAssertions;
using JumpCloud.Clients;
using JumpCloud.Core;
using JumpCloud.Resources;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests.Resources;

public sealed class UserGroupCreationTests
{
    private static readonly JObject Wanted = new() { ["name"] = "Ops" };

    private readonly FakeTimeProvider _time = VirtualTime.Start();
    private readonly List<JObject> _groups = [];

    [Fact]
    public async Task A_request_that_was_lost_before_it_arrived_is_repeated_once_that_is_known()
    {
        var handler = Service(lostBefore: 1);

        var made = await CreateAsync(handler);

        JumpCloudClient.IdOf(made).Should().Be("5d0000000000000000000001");
        Posts(handler).Should().Be(2);
    }

    [Fact]
    public async Task A_list_that_lags_behind_does_not_make_a_second_group_where_names_are_unique()
    {
        // Not in the list while it is looked for; the repetition is refused, and then it is there.
        var handler = Service(lostAfter: 1, hiddenFor: 4, isUnique: true);

        var made = await CreateAsync(handler);

        JumpCloudClient.IdOf(made).Should().Be("5d0000000000000000000001");
        _groups.Should().ContainSingle();
    }

    [Fact]
    public async Task A_group_that_somebody_else_has_is_refused_and_nothing_is_sent()
    {
        _groups.Add(new JObject { ["id"] = "5d00000000000000000000aa", ["name"] = "Ops" });
        var handler = Service();

        var create = () => CreateAsync(handler);

        (await create.Should().ThrowAsync<UserErrorException>()).Which.Message.Should().Be(
            "name is taken: JumpCloud has a user group Ops (5d00000000000000000000aa) already. To manage it, run pulumi import "
                + "jumpcloud:index:UserGroup pulumi 5d00000000000000000000aa; to have another one, give another name; if it is this "
                + "stack's own under a former resource name, set the resource option aliases");
        Posts(handler).Should().Be(0);
    }

    [Fact]
    public async Task When_nobody_can_tell_whether_it_was_made_the_error_says_what_to_do()
    {
        var gets = 0;
        var handler = new ScriptedHandler(_time, request => request.Method == "POST"
            ? throw new HttpRequestException(HttpRequestError.ResponseEnded, "reset")
            : gets++ == 0 ? ScriptedHandler.Json("[]") : ScriptedHandler.Json("{\"message\":\"no\"}", HttpStatusCode.Forbidden));

        var create = () => CreateAsync(handler);

        var failure = (await create.Should().ThrowAsync<UserErrorException>()).Which;
        failure.Kind.Should().Be(ErrorKind.OutcomeUnknown);
        failure.Message.Should().EndWith("Look for it in the Admin Portal before the next up: if it is there, import it by its name, or delete it");
    }

    [Fact]
    public async Task A_service_that_never_makes_it_is_given_up()
    {
        var handler = Service(lostBefore: 99);

        var create = () => CreateAsync(handler);

        (await create.Should().ThrowAsync<ApiException>()).Which.Outcome.Should().Be(ApiOutcome.Lost);
        Posts(handler).Should().Be(3);
    }

    private static int Posts(ScriptedHandler handler) =>
        handler.Lines.Count(line => line.StartsWith("POST", StringComparison.Ordinal));

    private Task<JObject> CreateAsync(ScriptedHandler handler)
    {
        var operation = TestOperation.Of(handler, _time, new RecordingLog(), TestOperation.Config with { MaxRetries = 0 });
        return _time.RunAsync(UserGroupCreation.RunAsync(Wanted, null, operation).AsTask());
    }

    private ScriptedHandler Service(int lostAfter = 0, int lostBefore = 0, int hiddenFor = 0, bool isUnique = false)
    {
        var (posts, lists) = (0, 0);
        return new ScriptedHandler(_time, request =>
        {
            if (request.Method != "POST")
            {
                var one = _groups.FirstOrDefault(group => request.Url.AbsolutePath.EndsWith((string)group["id"]!, StringComparison.Ordinal));
                return ScriptedHandler.Json(one?.ToString() ?? new JArray(lists++ < hiddenFor ? [] : _groups).ToString());
            }

            posts++;
            if (isUnique && _groups.Count > 0)
                return ScriptedHandler.Json("""{"message":"Already Exists"}""", HttpStatusCode.Conflict);
            if (posts > lostBefore)
                _groups.Add(new JObject { ["id"] = "5d0000000000000000000001", ["name"] = "Ops" });
            return posts <= Math.Max(lostAfter, lostBefore)
                ? throw new HttpRequestException(HttpRequestError.ResponseEnded, "reset")
                : ScriptedHandler.Json(_groups[^1].ToString());
        });
    }
}
