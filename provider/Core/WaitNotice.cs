namespace JumpCloud.Core;

/// <summary>
/// Tells beside the resource what its operation waits for, and for how long still: at once, and then every three seconds at most.
/// Thread-safe.
/// </summary>
internal sealed class WaitNotice(IEngineLog log, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);
    private static readonly AsyncLocal<WaitNotice?> Ambient = new();

    private readonly Lock _gate = new();
    private long? _toldAt;

    /// <summary>That of the operation on whose behalf this code runs, for what is below operations; null outside of one.</summary>
    public static WaitNotice? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    /// <param name="what">Without a full stop.</param>
    /// <param name="left">How long the wait may still take; null where nobody knows.</param>
    public ValueTask TellAsync(string what, TimeSpan? left = null)
    {
        lock (_gate)
        {
            if (_toldAt is { } last && time.GetElapsedTime(last) < Pause)
                return default;
            _toldAt = time.GetTimestamp();
        }

        return log.StatusAsync(left is { } span && span > TimeSpan.Zero ? $"{what} ({span.TotalSeconds:0} s left)" : what);
    }
}
