using System.Collections.Concurrent;
using System.Net;
using JumpCloud.Emulator;
using JumpCloud.Tests.Faults;
using Wire = JumpCloud.EngineHost.Wire.Values;

namespace JumpCloud.Tests.Generated;

/// <summary>
/// The network of something that only asks: what was answered once is answered again at once. Notes what should never be asked.
/// </summary>
internal sealed class RememberingNetwork(EmulatorHost services) : DelegatingHandler(CallWatch.NewNetwork())
{
    private readonly ConcurrentDictionary<string, Lazy<Task<(HttpStatusCode Status, byte[] Body)>>> _answers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _hosts =
    [
        services.ConsoleUrl.Authority, services.InsightsUrl.Authority, services.OauthUrl.Authority, services.SsoUrl.Authority,
        services.PulumiApiUrl.Authority,
    ];

    private readonly ConcurrentQueue<string> _wrongs = new();

    /// <summary>Changes, and requests with a value that is not known.</summary>
    public IReadOnlyCollection<string> Wrongs => [.. _wrongs];

    public int Asked => _answers.Count;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellation);
        var key = $"{request.Method} {request.RequestUri!.AbsoluteUri} {body}";
        if (request.Method != HttpMethod.Get && !request.RequestUri.AbsolutePath.Contains("search", StringComparison.Ordinal))
            _wrongs.Enqueue($"a change: {key}");
        if (key.Contains(Wire.Unknown, StringComparison.OrdinalIgnoreCase))
            _wrongs.Enqueue($"an unknown value: {key}");
        var (status, bytes) = await _answers.GetOrAdd(key, _ => new(() => AskAsync(request))).Value;
        return new HttpResponseMessage(status)
        {
            Content = new ByteArrayContent(bytes) { Headers = { ContentType = new("application/json") } }, RequestMessage = request,
        };
    }

    protected override void Dispose(bool disposing)
    {
    }

    private async Task<(HttpStatusCode, byte[])> AskAsync(HttpRequestMessage request)
    {
        if (!_hosts.Contains(request.RequestUri!.Authority))
            throw new HttpRequestException(HttpRequestError.NameResolutionError, "Name or service not known");
        using var response = await base.SendAsync(request, CancellationToken.None);
        return (response.StatusCode, await response.Content.ReadAsByteArrayAsync());
    }
}
