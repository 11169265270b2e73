using System.Net;
using System.Net.Http.Headers;
using FluentAssertions;
using JumpCloud.Clients;
using JumpCloud.Core;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests.Clients;

public sealed class ApiClientTests
{
    private readonly FakeTimeProvider _time = VirtualTime.Start();

    [Fact]
    public async Task A_429_is_repeated_after_the_time_that_the_service_asks_for()
    {
        var handler = ScriptedHandler.Sequence(_time, () => TooMany(new RetryConditionHeaderValue(TimeSpan.FromSeconds(7))), Ok);

        await _time.RunAsync(Client(handler).SendAsync(ApiRequest.Get("a"), default));

        Waits(handler).Should().ContainSingle().Which.Should().BeCloseTo(TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(0.5));
    }

    [Fact]
    public async Task A_429_is_repeated_at_the_date_that_the_service_names()
    {
        var date = new RetryConditionHeaderValue(_time.GetUtcNow().AddSeconds(12));
        var handler = ScriptedHandler.Sequence(_time, () => TooMany(date), Ok);

        await _time.RunAsync(Client(handler).SendAsync(ApiRequest.Get("a"), default));

        Waits(handler).Should().ContainSingle().Which.Should().BeCloseTo(TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(0.5));
    }

    [Fact]
    public async Task No_wait_is_longer_than_thirty_seconds()
    {
        var handler = ScriptedHandler.Sequence(_time, () => TooMany(new RetryConditionHeaderValue(TimeSpan.FromHours(1))), Ok);

        await _time.RunAsync(Client(handler).SendAsync(ApiRequest.Get("a"), default));

        Waits(handler).Should().ContainSingle().Which.Should().BeCloseTo(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(0.5));
    }

    [Fact]
    public async Task A_429_without_a_time_is_repeated_with_growing_waits_and_then_reported()
    {
        var handler = ScriptedHandler.Sequence(_time, () => TooMany(null));

        var failure = await FailureAsync(Client(handler, maxRetries: 3).SendAsync(ApiRequest.Get("a"), default));

        handler.Requests.Should().HaveCount(4);
        Waits(handler).Should().OnlyContain(wait => wait > TimeSpan.Zero && wait <= TimeSpan.FromSeconds(30));
        failure.Message.Should().Be("The service answered 429 Too Many Requests to GET /a: slow down. The limit of requests was reached again and again; run the command again later, or lower maxConcurrency in the provider's configuration");
        failure.Outcome.Should().Be(ApiOutcome.Refused);
    }

    [Fact]
    public async Task A_secret_that_the_service_echoes_is_taken_out_before_the_text_is_shortened()
    {
        var echo = new string('x', 290) + " s3cret-key";
        var handler = ScriptedHandler.Sequence(_time, () => new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StringContent(echo) });

        var failure = await FailureAsync(Client(handler).SendAsync(ApiRequest.Post("a", new JObject()), default));

        failure.Message.Should().NotContain("s3cret").And.EndWith("xxx [secret]");
    }

    [Fact]
    public async Task What_a_service_says_cannot_steer_a_terminal_and_is_cut_between_letters()
    {
        var text = "\u001b[2Jx\u202ey\u0000z" + new string('a', 290) + "😀";
        var handler = ScriptedHandler.Sequence(_time, () => new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StringContent(text) });

        var failure = await FailureAsync(Client(handler).SendAsync(ApiRequest.Post("a", new JObject()), default));

        failure.ServiceMessage.Should().Be(" [2Jx y z" + new string('a', 290) + "…");
    }

    [Fact]
    public async Task A_POST_that_the_limiter_refused_is_repeated()
    {
        var handler = ScriptedHandler.Sequence(_time, () => TooMany(null), Ok);

        await _time.RunAsync(Client(handler).SendAsync(ApiRequest.Post("a", new JObject()), default));

        handler.Lines.Should().Equal("POST /a", "POST /a");
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_POST_that_may_have_been_carried_out_is_not_repeated(int status)
    {
        var handler = ScriptedHandler.Sequence(_time, () => ScriptedHandler.Json("{}", (HttpStatusCode)status));

        var failure = await FailureAsync(Client(handler).SendAsync(ApiRequest.Post("a", new JObject()), default));

        handler.Requests.Should().ContainSingle();
        failure.Outcome.Should().Be(ApiOutcome.Lost);
    }

    [Theory]
    [InlineData(HttpRequestError.ResponseEnded, 1, "Lost")]
    [InlineData(HttpRequestError.ConnectionError, 3, "NotSent")]
    [InlineData(HttpRequestError.NameResolutionError, 3, "NotSent")]
    public async Task A_POST_is_repeated_only_when_nothing_of_it_was_sent(HttpRequestError error, int requests, string outcome)
    {
        var handler = ScriptedHandler.Sequence(_time, () => throw new HttpRequestException(error, "the connection broke"));

        var failure = await FailureAsync(Client(handler, maxRetries: 2).SendAsync(ApiRequest.Post("a", new JObject()), default));

        handler.Requests.Should().HaveCount(requests);
        failure.Outcome.ToString().Should().Be(outcome);
        failure.IsUnavailable.Should().BeTrue();
        failure.Message.Should().Be("The service at https://service.test could not be reached: the connection broke (POST /a)");
    }

    [Fact]
    public async Task A_request_that_may_be_repeated_is_after_any_failure_on_the_way()
    {
        var handler = ScriptedHandler.Sequence(
            _time,
            () => throw new HttpRequestException(HttpRequestError.ResponseEnded, "reset"),
            () => ScriptedHandler.Json("{}", HttpStatusCode.BadGateway),
            Ok);

        var response = await _time.RunAsync(Client(handler).SendAsync(ApiRequest.Put("a", new JObject()), default));

        handler.Requests.Should().HaveCount(3);
        response.Json!["ok"]!.Value<bool>().Should().BeTrue();
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(501)]
    public async Task What_the_service_refuses_for_good_is_not_repeated(int status)
    {
        var handler = ScriptedHandler.Sequence(_time, () => ScriptedHandler.Json("{}", (HttpStatusCode)status));

        await FailureAsync(Client(handler).SendAsync(ApiRequest.Get("a"), default));

        handler.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task A_slow_answer_is_given_up_after_the_timeout_of_one_try()
    {
        var handler = new ScriptedHandler(_time, async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return Ok();
        });

        var failure = await FailureAsync(Client(handler, maxRetries: 0).SendAsync(ApiRequest.Post("a", new JObject()), default));

        failure.Message.Should().Be("The service at https://service.test did not answer within 20 s (POST /a)");
        failure.Outcome.Should().Be(ApiOutcome.Lost);
    }

    [Fact]
    public async Task A_cancelled_operation_ends_as_cancelled_and_not_as_a_failure_of_the_service()
    {
        using var cancel = new CancellationTokenSource();
        var handler = new ScriptedHandler(_time, async (_, token) =>
        {
            await cancel.CancelAsync();
            token.ThrowIfCancellationRequested();
            return Ok();
        });

        var send = () => Client(handler).SendAsync(ApiRequest.Get("a"), cancel.Token);

        await send.Should().ThrowAsync<OperationCanceledException>();
        handler.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task A_redirect_is_refused_with_the_reason()
    {
        var handler = ScriptedHandler.Sequence(_time, () =>
        {
            var response = new HttpResponseMessage(HttpStatusCode.Found);
            response.Headers.Location = new Uri("https://elsewhere.test/a");
            return response;
        });

        var failure = await FailureAsync(Client(handler).SendAsync(ApiRequest.Get("a"), default));

        handler.Requests.Should().ContainSingle();
        failure.Message.Should().Be(
            "The service answered 302 Found to GET /a. Redirects are not followed, so that credentials stay with the configured host; configure the address it redirects to");
    }

    [Fact]
    public async Task A_secret_that_the_service_echoes_is_not_in_the_message()
    {
        var handler = ScriptedHandler.Sequence(
            _time, () => ScriptedHandler.Json("{\"message\":\"the key s3cret-key is wrong\"}", HttpStatusCode.Unauthorized));

        var failure = await FailureAsync(Client(handler).SendAsync(ApiRequest.Get("a?key=s3cret-key"), default));

        failure.Message.Should().Be(
            "The service answered 401 Unauthorized to GET /a: the key [secret] is wrong. Check the test key: it was not accepted");
        failure.ServiceMessage.Should().Be("the key [secret] is wrong");
    }

    [Theory]
    [InlineData("<html><body>Sign in to the hotel's network</body></html>", "text/html", "text/html, 56 bytes")]
    [InlineData("{\"ok\":", "application/json", "application/json, 6 bytes")]
    public async Task An_answer_that_is_not_JSON_is_a_failure(string body, string type, string what)
    {
        var handler = ScriptedHandler.Sequence(_time, () => ScriptedHandler.Text(body, type));

        var failure = await FailureAsync(Client(handler).SendAsync(ApiRequest.Post("a", new JObject()), default));

        failure.Message.Should().Be(
            $"The service answered 200 to POST /a with something that is not JSON ({what}). Check that https://service.test/ is the service's address and that no proxy answers in its place");
        failure.Outcome.Should().Be(ApiOutcome.Lost);
    }

    [Theory]
    [InlineData("https://elsewhere.test/a")]
    [InlineData("//elsewhere.test/a")]
    [InlineData("https://service.test:8443/a")]
    [InlineData("http://service.test/a")]
    [InlineData("\\\\elsewhere.test\\a")]
    public async Task A_path_that_leads_to_another_host_is_never_sent(string path)
    {
        var handler = ScriptedHandler.Sequence(_time, Ok);

        var send = () => Client(handler).SendAsync(ApiRequest.Get(path), default);

        await send.Should().ThrowAsync<InvalidOperationException>();
        handler.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task The_request_id_is_told()
    {
        var handler = ScriptedHandler.Sequence(_time, () =>
        {
            var response = ScriptedHandler.Json("{\"error\":\"no\"}", HttpStatusCode.BadRequest);
            response.Headers.Add("x-request-id", "r-17");
            return response;
        });

        var failure = await FailureAsync(Client(handler).SendAsync(ApiRequest.Get("a"), default));

        failure.Message.Should().Be("The service answered 400 Bad Request to GET /a: no (request id r-17)");
        failure.RequestId.Should().Be("r-17");
    }

    [Fact]
    public async Task No_more_requests_are_under_way_than_are_allowed()
    {
        var (running, most) = (0, 0);
        var handler = new ScriptedHandler(_time, async (_, token) =>
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            await Task.Delay(TimeSpan.FromMilliseconds(50), _time, token);
            Interlocked.Decrement(ref running);
            return Ok();
        });
        var client = Client(handler, slots: 3);

        await _time.RunAsync(Task.WhenAll(Enumerable.Range(0, 30).Select(_ => client.SendAsync(ApiRequest.Get("a"), default))));

        most.Should().Be(3);
    }

    [Theory]
    [InlineData("{\"z\":\"2026-11-23T18:00:00.000Z\",\"a\":123456789012345678901234567890,\"d\":0.10,\"n\":null}")]
    [InlineData("[1.000,2,-3.5,\"2026-01-01\",null,true]")]
    [InlineData("[1.5E+300]")]
    [InlineData("null")]
    public async Task A_document_is_read_so_that_it_can_be_written_back_as_it_came(string text)
    {
        var handler = ScriptedHandler.Sequence(_time, () => ScriptedHandler.Json(text));

        var response = await _time.RunAsync(Client(handler).SendAsync(ApiRequest.Get("a"), default));

        response.Json!.ToString(Formatting.None).Should().Be(text);
    }

    private static HttpResponseMessage Ok() => ScriptedHandler.Json("{\"ok\":true}");

    private static HttpResponseMessage TooMany(RetryConditionHeaderValue? retryAfter)
    {
        var response = ScriptedHandler.Json("{\"message\":\"slow down\"}", HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter = retryAfter;
        return response;
    }

    private static IEnumerable<TimeSpan> Waits(ScriptedHandler handler) =>
        handler.Requests.Zip(handler.Requests.Skip(1), (first, second) => second.At - first.At);

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while (value > (seen = Volatile.Read(ref target)))
            Interlocked.CompareExchange(ref target, value, seen);
    }

    private ApiClient Client(HttpMessageHandler handler, int maxRetries = 5, int slots = 8)
    {
        var service = new ApiService("The service", new Uri("https://service.test/"), (_, _) => default, "the test key");
        var secrets = new KnownSecrets();
        secrets.Add("s3cret-key");
        var limits = new ApiLimits(TimeSpan.FromSeconds(20), new SemaphoreSlim(slots));
        return new ApiClient(new HttpClient(handler), service, limits, new RetryPolicy("The service", maxRetries, _time), secrets, _time);
    }

    private async Task<ApiException> FailureAsync(Task<ApiResponse> sending)
    {
        var run = () => _time.RunAsync(sending);
        return (await run.Should().ThrowAsync<ApiException>()).Which;
    }
}
