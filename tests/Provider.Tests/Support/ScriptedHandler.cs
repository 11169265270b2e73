using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace JumpCloud.Tests;

/// <summary>A request as the service would see it.</summary>
internal sealed record SentRequest(
    string Method, Uri Url, string Body, IReadOnlyDictionary<string, string> Headers, DateTimeOffset At)
{
    /// <summary>Method, path and query.</summary>
    public string Line => $"{Method} {Uri.UnescapeDataString(Url.PathAndQuery)}";
}

/// <summary>Stands in for the network: answers as a test says and keeps what was sent.</summary>
internal sealed class ScriptedHandler(TimeProvider time, Func<SentRequest, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    private readonly ConcurrentQueue<SentRequest> _requests = new();

    public ScriptedHandler(TimeProvider time, Func<SentRequest, HttpResponseMessage> answer)
        : this(time, (request, _) => Task.FromResult(answer(request)))
    {
    }

    public IReadOnlyList<SentRequest> Requests => [.. _requests];

    public IEnumerable<string> Lines => _requests.Select(request => request.Line);

    /// <summary>One answer after the other; the last one for good.</summary>
    public static ScriptedHandler Sequence(TimeProvider time, params Func<HttpResponseMessage>[] answers)
    {
        var count = -1;
        return new ScriptedHandler(time, _ => answers[Math.Min(Interlocked.Increment(ref count), answers.Length - 1)]());
    }

    public static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Text(string body, string mediaType, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, mediaType) };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var headers = request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? [])
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        var sent = new SentRequest(request.Method.Method, request.RequestUri!, body, headers, time.GetUtcNow());
        _requests.Enqueue(sent);
        return await answer(sent, cancellationToken);
    }
}
