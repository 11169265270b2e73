using System.Net;
using Polly;
using Polly.Retry;

namespace JumpCloud.Clients;

/// <summary>
/// When a request is sent again, and how long after. Neither service documents its limits; 429 may come with or without a
/// Retry-After (RFC 9110 section 10.2.3: seconds or a date).
/// </summary>
internal static class RetryPolicy
{
    /// <summary>No wait is longer than this, whatever the service asks for.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <param name="maxRetries">0 to 20; 0 sends every request once.</param>
    public static ResiliencePipeline<HttpResponseMessage> Create(bool isRepeatable, int maxRetries, TimeProvider time)
    {
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time };
        if (maxRetries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = maxRetries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromSeconds(0.5),
                MaxDelay = LongestWait,
                ShouldHandle = arguments => new(ShouldRetry(arguments.Outcome, isRepeatable)),
                DelayGenerator = arguments => new(RetryAfter(arguments.Outcome.Result, time)),
                OnRetry = arguments =>
                {
                    arguments.Outcome.Result?.Dispose();
                    return default;
                },
            });
        }

        return builder.Build();
    }

    private static bool ShouldRetry(Outcome<HttpResponseMessage> outcome, bool isRepeatable) => outcome switch
    {
        // The limiter refused it before it was looked at.
        { Result.StatusCode: HttpStatusCode.TooManyRequests } => true,
        { Result: { } response } => isRepeatable && (int)response.StatusCode is 500 or 502 or 503 or 504,
        { Exception: HttpRequestException exception } => isRepeatable || WasNotSent(exception),
        { Exception: TimeoutException or IOException } => isRepeatable,
        _ => false,
    };

    /// <summary>Whether a request failed before anything of it reached the service.</summary>
    public static bool WasNotSent(HttpRequestException exception) => exception.HttpRequestError
        is HttpRequestError.ConnectionError
        or HttpRequestError.NameResolutionError
        or HttpRequestError.SecureConnectionError
        or HttpRequestError.ProxyTunnelError;

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
