using System.Net;
using FluentAssertions;
using JumpCloud.Clients;
using JumpCloud.Core;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace JumpCloud.Tests.Core;

public sealed class WaitNoticeTests
{
    private readonly FakeTimeProvider _time = VirtualTime.Start();
    private readonly RecordingLog _log = new();

    [Fact]
    public async Task A_wait_is_told_at_once_and_then_every_three_seconds_at_most()
    {
        var notice = new WaitNotice(_log, _time);

        for (var left = 60; left > 50; left--)
        {
            await notice.TellAsync("Waiting for a person", TimeSpan.FromSeconds(left));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        _log.Statuses.Should().Equal(
            "Waiting for a person (60 s left)", "Waiting for a person (57 s left)", "Waiting for a person (54 s left)", "Waiting for a person (51 s left)");
    }

    [Fact]
    public async Task A_request_that_is_repeated_says_what_was_answered_and_when_it_is_asked_again()
    {
        var handler = ScriptedHandler.Sequence(
            _time, () => Refused(HttpStatusCode.TooManyRequests, 7), () => Refused(HttpStatusCode.ServiceUnavailable, 20), () => ScriptedHandler.Json("{}"));

        await RunAsync(handler);

        _log.Statuses.Should().Equal(
            "The service answered 429; asking again in 7 s (attempt 2 of 6)", "The service answered 503; asking again in 20 s (attempt 3 of 6)");
    }

    [Fact]
    public async Task A_repetition_that_is_hardly_noticed_is_not_told()
    {
        var handler = ScriptedHandler.Sequence(_time, () => Refused(HttpStatusCode.TooManyRequests, 0), () => ScriptedHandler.Json("{}"));

        await RunAsync(handler);

        handler.Requests.Should().HaveCount(2);
        _log.Statuses.Should().BeEmpty();
    }

    private Task RunAsync(HttpMessageHandler handler)
    {
        var service = new ApiService("The service", new Uri("https://service.test/"), (_, _) => default, "the test key");
        var limits = new ApiLimits(TimeSpan.FromSeconds(20), new SemaphoreSlim(1));
        var client = new ApiClient(new HttpClient(handler), service, limits, new RetryPolicy("The service", 5, _time), new KnownSecrets(), _time);
        WaitNotice.Current = new WaitNotice(_log, _time);
        return _time.RunAsync(client.SendAsync(ApiRequest.Get("a"), default));
    }

    private static HttpResponseMessage Refused(HttpStatusCode status, int seconds)
    {
        var response = ScriptedHandler.Json("{}", status);
        response.Headers.RetryAfter = new(TimeSpan.FromSeconds(seconds));
        return response;
    }
}
