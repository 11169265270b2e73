using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>
/// What an open page is told: <c>state</c>, whole, whenever it has changed, and <c>events</c>, those that came. The services do not
/// announce their changes: while a page is open, they are looked at a few times a second.
/// </summary>
internal sealed class PageWatch(EmulatorHost host)
{
    /// <summary>How many events a page begins with.</summary>
    private const int Recent = 250;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(150);

    public async IAsyncEnumerable<SseItem<string>> RunAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        // The emulator's clock is moved by hand; a page lives in real time.
        using var timer = new PeriodicTimer(Pace);
        IReadOnlyList<DirectoryEvent>? told = null;
        string? state = null;
        do
        {
            var events = host.JumpCloud.EventsSince(DateTimeOffset.MinValue);
            var goesOn = told is not null && GoesOn(told, events);
            if (!goesOn || events.Count > told!.Count)
            {
                var news = goesOn ? events.Skip(told!.Count) : events.TakeLast(Recent);
                yield return Item("events", new JObject
                {
                    ["anew"] = !goesOn,
                    ["items"] = new JArray(news.Select(item => PageEvent.Describe(item, host.JumpCloud))),
                });
                told = events;
            }

            var now = Describe().ToString(Formatting.None);
            if (now != state)
                yield return new SseItem<string>(state = now, "state");
        }
        while (await timer.WaitForNextTickAsync(cancellation));
    }

    private JObject Describe()
    {
        var state = Ready.DescribeState(host);
        state["faults"] = host.Faults.Left;
        state["waiting"] = host.JumpCloud.Queue.Open;
        return state;
    }

    /// <summary>False after a reset, or when old events were dropped.</summary>
    private static bool GoesOn(IReadOnlyList<DirectoryEvent> before, IReadOnlyList<DirectoryEvent> now) =>
        before.Count == 0 || (now.Count >= before.Count && ReferenceEquals(now[before.Count - 1], before[^1]));

    private static SseItem<string> Item(string type, JObject data) => new(data.ToString(Formatting.None), type);
}
