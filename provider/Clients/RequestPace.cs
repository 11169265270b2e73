namespace JumpCloud.Clients;

/// <summary>
/// When the next request to a host may start. A 429 of one request holds all of them back, and they start again one after another:
/// ten that wait for the same moment and start together would be refused together.
/// </summary>
internal sealed class RequestPace(TimeProvider time)
{
    private static readonly TimeSpan SmallestGap = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan GreatestGap = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private DateTimeOffset _next;
    private TimeSpan _gap;

    /// <summary>Waits for this request's turn; there is no wait until a first 429.</summary>
    public Task TurnAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var start = _next > now ? _next : now;
            _next = start + _gap;
            return start > now ? Task.Delay(start - now, time, cancellation) : Task.CompletedTask;
        }
    }

    /// <summary>The host answered 429: nothing starts before <paramref name="wait"/> is over, and then with twice the distance.</summary>
    public void Slower(TimeSpan wait)
    {
        lock (_gate)
        {
            var resume = time.GetUtcNow() + wait;
            _next = _next > resume ? _next : resume;
            _gap = _gap < SmallestGap ? SmallestGap : _gap * 2 < GreatestGap ? _gap * 2 : GreatestGap;
        }
    }

    /// <summary>The host let a request pass: the distance shrinks by a tenth, and is given up when it is small.</summary>
    public void Faster()
    {
        lock (_gate)
            _gap = _gap > SmallestGap / 2 ? _gap * 0.9 : TimeSpan.Zero;
    }
}
