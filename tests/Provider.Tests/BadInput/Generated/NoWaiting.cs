namespace JumpCloud.Tests.Generated;

/// <summary>Time that stands: nothing takes long enough for a timeout, and whoever waits has waited.</summary>
internal sealed class NoWaiting : TimeProvider
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Now;

    public override long GetTimestamp() => Now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // What has a timeout in .NET is a source of cancellation.
        if (state is not CancellationTokenSource && dueTime != Timeout.InfiniteTimeSpan)
            ThreadPool.UnsafeQueueUserWorkItem(_ => callback(state), null);
        return new Nothing();
    }

    private sealed class Nothing : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
