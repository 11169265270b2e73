using System.Net.ServerSentEvents;
using System.Text;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Tests;

/// <summary>What an open page hears.</summary>
internal sealed class EventStream : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly IAsyncEnumerator<SseItem<string>> _items;
    private readonly StringBuilder _seen = new();

    private EventStream(HttpClient http, IAsyncEnumerator<SseItem<string>> items) => (_http, _items) = (http, items);

    /// <summary>Everything that was heard.</summary>
    public string Seen => _seen.ToString();

    public static async Task<EventStream> OpenAsync(Uri pageUrl, CancellationToken cancellation)
    {
        var http = new HttpClient();
        var stream = await http.GetStreamAsync(new Uri(pageUrl, "/_control/page/events"), cancellation);
        return new EventStream(http, SseParser.Create(stream).EnumerateAsync(cancellation).GetAsyncEnumerator(cancellation));
    }

    /// <summary>The next message of a kind that is as wanted; what comes before it is passed over.</summary>
    public async Task<JObject> NextAsync(string type, Func<JObject, bool> isWanted)
    {
        while (await _items.MoveNextAsync())
        {
            _seen.Append(_items.Current.Data);
            var data = JObject.Parse(_items.Current.Data);
            if (_items.Current.EventType == type && isWanted(data))
                return data;
        }

        throw new InvalidOperationException($"the stream ended before a {type} came");
    }

    public ValueTask DisposeAsync()
    {
        // Ends the request, which the enumerator waits for.
        _http.Dispose();
        return ValueTask.CompletedTask;
    }
}
