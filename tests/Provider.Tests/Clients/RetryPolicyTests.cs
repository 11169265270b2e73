using System.Net;
using System.Net.Http.Headers;
using FluentAssertions;
using JumpCloud.Clients;
using JumpCloud.Core;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace JumpCloud.Tests.Clients;

/// <summary>What requests to one host have in common: <see cref="ApiClientTests"/> is about each of them.</summary>
public sealed class RetryPolicyTests
{
    private readonly FakeTimeProvider _time = VirtualTime.Start();
    private bool _isDead;

    [Fact]
    public async Task One_429_holds_back_every_other_request_to_the_host_for_as_long_as_the_service_asks()
    {
        var answers = 0;
        var handler = new ScriptedHandler(_time, _ => Interlocked.Increment(ref answers) == 1 ? TooMany(7) : ScriptedHandler.Json("{}"));
        var retries = new RetryPolicy("The service", 5, _time);
        var (one, other) = (Client(handler, retries), Client(handler, retries));
        var refused = one.SendAsync(ApiRequest.Get("refused"), default);

        await _time.RunAsync(Task.WhenAll(refused, other.SendAsync(ApiRequest.Get("a"), default), one.SendAsync(ApiRequest.Get("b"), default)));

        handler.Lines.First().Should().Be("GET /refused");
        handler.Requests.Should().HaveCount(4);
        handler.Requests.Skip(1).Should().OnlyContain(request => request.At - handler.Requests[0].At >= TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task A_hundred_requests_to_a_host_that_takes_five_a_second_all_pass_and_few_are_refused()
    {
        var (tokens, filled, refused) = (5.0, _time.GetUtcNow(), 0);
        var gate = new Lock();
        var handler = new ScriptedHandler(_time, _ =>
        {
            lock (gate)
            {
                var now = _time.GetUtcNow();
                tokens = Math.Min(5, tokens + ((now - filled).TotalSeconds * 5));
                filled = now;
                if (tokens >= 1)
                {
                    tokens--;
                    return ScriptedHandler.Json("{}");
                }

                refused++;
                return TooMany(1);
            }
        });
        var client = Client(handler, new RetryPolicy("The service", 5, _time), slots: 10);

        await _time.RunAsync(Task.WhenAll(Enumerable.Range(0, 100).Select(_ => client.SendAsync(ApiRequest.Post("a", null), default))));

        handler.Requests.Should().HaveCount(100 + refused);
        refused.Should().BeInRange(1, 40);
    }

    [Fact]
    public async Task A_host_that_leaves_three_requests_without_an_answer_is_not_asked_by_the_fourth()
    {
        _isDead = true;
        var handler = Host();
        var client = Client(handler, new RetryPolicy("The service", 1, _time));
        for (var i = 0; i < 3; i++)
            (await FailureAsync(client, "a")).Message.Should().Be("The service at https://service.test could not be reached: refused (GET /a)");

        var failure = await FailureAsync(client, "b");

        failure.Message.Should().Be(
            "The service at https://service.test left the last requests without an answer and was not asked again (GET /b). "
                + "Check the network, the proxy and the configured address, and run the command again");
        failure.Outcome.Should().Be(ApiOutcome.NotSent);
        failure.IsUnavailable.Should().BeTrue();
        handler.Lines.Should().HaveCount(6).And.NotContain("GET /b");
    }

    [Fact]
    public async Task A_host_that_was_given_up_is_asked_again_after_half_a_minute()
    {
        _isDead = true;
        var handler = Host();
        var client = Client(handler, new RetryPolicy("The service", 0, _time));
        for (var i = 0; i < 4; i++)
            await FailureAsync(client, "a");
        _isDead = false;

        _time.Advance(TimeSpan.FromSeconds(31));
        await _time.RunAsync(client.SendAsync(ApiRequest.Get("b"), default));
        await _time.RunAsync(client.SendAsync(ApiRequest.Get("c"), default));

        handler.Lines.Should().Equal("GET /a", "GET /a", "GET /a", "GET /b", "GET /c");
    }

    [Fact]
    public async Task A_host_that_answers_now_and_then_is_not_given_up()
    {
        var handler = Host();
        var client = Client(handler, new RetryPolicy("The service", 0, _time));
        for (var i = 0; i < 5; i++)
        {
            _isDead = i % 2 == 0;
            if (_isDead)
                await FailureAsync(client, "a");
            else
                await _time.RunAsync(client.SendAsync(ApiRequest.Get("a"), default));
        }

        _isDead = false;
        await _time.RunAsync(client.SendAsync(ApiRequest.Get("b"), default));

        handler.Lines.Should().HaveCount(6);
    }

    [Fact]
    public async Task What_a_host_refuses_does_not_make_it_a_dead_one()
    {
        var handler = ScriptedHandler.Sequence(_time, () => ScriptedHandler.Json("{}", HttpStatusCode.ServiceUnavailable));
        var client = Client(handler, new RetryPolicy("The service", 0, _time));

        for (var i = 0; i < 5; i++)
            (await FailureAsync(client, "a")).Status.Should().Be(503);

        handler.Requests.Should().HaveCount(5);
    }

    private ScriptedHandler Host() => new(_time, _ =>
        _isDead ? throw new HttpRequestException(HttpRequestError.ConnectionError, "refused") : ScriptedHandler.Json("{}"));

    private ApiClient Client(HttpMessageHandler handler, RetryPolicy retries, int slots = 8)
    {
        var service = new ApiService("The service", new Uri("https://service.test/"), (_, _) => default, "the test key");
        return new ApiClient(new HttpClient(handler), service, new ApiLimits(TimeSpan.FromSeconds(20), new SemaphoreSlim(slots)), retries, new KnownSecrets(), _time);
    }

    private async Task<ApiException> FailureAsync(ApiClient client, string path)
    {
        var run = () => _time.RunAsync(client.SendAsync(ApiRequest.Get(path), default));
        return (await run.Should().ThrowAsync<ApiException>()).Which;
    }

    private static HttpResponseMessage TooMany(int seconds)
    {
        var response = ScriptedHandler.Json("{}", HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(seconds));
        return response;
    }
}
