using System.Net;
using JumpCloud.Core;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace JumpCloud.Clients;

/// <summary>
/// When a request to one host is sent, when it is sent again, and when the host is given up; all who call the host share it. Neither
/// service documents its limits; 429 may come with or without a Retry-After (RFC 9110 section 10.2.3: seconds or a date).
/// </summary>
internal sealed class RetryPolicy
{
    /// <summary>No wait is longer than this, whatever the service asks for.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    // A wait that is over before somebody has read of it is not told.
    private static readonly TimeSpan ShortestToldWait = TimeSpan.FromSeconds(1);

    private readonly string _service;
    private readonly TimeProvider _time;
    private readonly RequestPace _pace;
    private readonly ResiliencePipeline<HttpResponseMessage> _repeatable;
    private readonly ResiliencePipeline<HttpResponseMessage> _unrepeatable;

    /// <param name="service">Its name, for what is told of waits.</param>
    /// <param name="maxRetries">0 to 20; 0 sends every request once.</param>
    public RetryPolicy(string service, int maxRetries, TimeProvider time)
    {
        (_service, _time, _pace) = (service, time, new RequestPace(time));
        var circuit = Circuit(time);
        ResiliencePipeline<HttpResponseMessage> Pipeline(bool isRepeatable)
        {
            var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time };
            builder.AddPipeline(circuit);
            if (maxRetries > 0)
                builder.AddRetry(Retries(isRepeatable, maxRetries));
            return builder.Build();
        }

        (_repeatable, _unrepeatable) = (Pipeline(true), Pipeline(false));
    }

    /// <exception cref="BrokenCircuitException">It was not sent: the host has not answered anything for a while.</exception>
    public ValueTask<HttpResponseMessage> SendAsync(
        bool isRepeatable, Func<CancellationToken, Task<HttpResponseMessage>> send, CancellationToken cancellation) =>
        (isRepeatable ? _repeatable : _unrepeatable).ExecuteAsync(
            async token =>
            {
                await _pace.TurnAsync(token);
                var response = await send(token);
                if (response.StatusCode != HttpStatusCode.TooManyRequests)
                    _pace.Faster();
                return response;
            },
            cancellation);

    /// <summary>Whether a request failed before anything of it reached the service.</summary>
    public static bool WasNotSent(HttpRequestException exception) => exception.HttpRequestError
        is HttpRequestError.ConnectionError
        or HttpRequestError.NameResolutionError
        or HttpRequestError.SecureConnectionError
        or HttpRequestError.ProxyTunnelError;

    /// <summary>Whether an answer came that is longer than any may be; it would be the next time.</summary>
    public static bool IsTooLong(HttpRequestException exception) => exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded;

    /// <summary>
    /// Given up is a host of which, within a minute, three requests with all their repetitions had no answer and none had one: the
    /// hundreds that may still come would each wait as long. After half a minute one request may try again.
    /// </summary>
    private static ResiliencePipeline<HttpResponseMessage> Circuit(TimeProvider time) =>
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
            {
                FailureRatio = 1,
                MinimumThroughput = 3,
                SamplingDuration = TimeSpan.FromMinutes(1),
                BreakDuration = TimeSpan.FromSeconds(30),
                ShouldHandle = arguments => new(arguments.Outcome.Exception switch
                {
                    HttpRequestException exception => !IsTooLong(exception),
                    TimeoutException or IOException => true,
                    _ => false,
                }),
            })
            .Build();

    private RetryStrategyOptions<HttpResponseMessage> Retries(bool isRepeatable, int maxRetries) => new()
    {
        MaxRetryAttempts = maxRetries,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = TimeSpan.FromSeconds(0.5),
        MaxDelay = LongestWait,
        ShouldHandle = arguments => new(ShouldRetry(arguments.Outcome, isRepeatable)),
        DelayGenerator = arguments => new(RetryAfter(arguments.Outcome.Result, _time)),
        OnRetry = arguments =>
        {
            var status = arguments.Outcome.Result?.StatusCode;
            if (status == HttpStatusCode.TooManyRequests)
                _pace.Slower(arguments.RetryDelay);
            arguments.Outcome.Result?.Dispose();
            return TellAsync(status, arguments.RetryDelay, arguments.AttemptNumber + 2, maxRetries + 1);
        },
    };

    private ValueTask TellAsync(HttpStatusCode? status, TimeSpan wait, int attempt, int attempts)
    {
        if (wait < ShortestToldWait || WaitNotice.Current is not { } notice)
            return default;
        var what = status is null ? "did not answer" : $"answered {(int)status}";
        return notice.TellAsync($"{_service} {what}; asking again in {wait.TotalSeconds:0} s (attempt {attempt} of {attempts})");
    }

    private static bool ShouldRetry(Outcome<HttpResponseMessage> outcome, bool isRepeatable) => outcome switch
    {
        // The limiter refused it before it was looked at.
        { Result.StatusCode: HttpStatusCode.TooManyRequests } => true,
        { Result: { } response } => isRepeatable && (int)response.StatusCode is 500 or 502 or 503 or 504,
        { Exception: HttpRequestException exception } when IsTooLong(exception) => false,
        { Exception: HttpRequestException exception } => isRepeatable || WasNotSent(exception),
        { Exception: TimeoutException or IOException } => isRepeatable,
        _ => false,
    };

    private static TimeSpan? RetryAfter(HttpResponseMessage? response, TimeProvider time)
    {
        var wait = response?.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return wait switch
        {
            null => null,
            { Ticks: < 0 } => TimeSpan.Zero,
            _ when wait > LongestWait => LongestWait,
            _ => wait,
        };
    }
}
