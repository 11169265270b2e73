namespace JumpCloud.Emulator;

/// <summary>A clock that runs with another one and can be moved forward; timers that fall due by a move fire at once.</summary>
public sealed class EmulatorClock(TimeProvider inner) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly HashSet<ClockTimer> _timers = [];
    private TimeSpan _offset;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return inner.GetUtcNow() + _offset;
    }

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override long GetTimestamp()
    {
        lock (_gate)
            return inner.GetTimestamp() + (long)(_offset.TotalSeconds * inner.TimestampFrequency);
    }

    /// <summary>Moves the clock forward.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is negative.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        ClockTimer[] timers;
        lock (_gate)
        {
            _offset += by;
            timers = [.. _timers];
        }

        foreach (var timer in timers)
            timer.Rearm();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ClockTimer(this, callback, state);
        lock (_gate)
            _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class ClockTimer : ITimer
    {
        private readonly EmulatorClock _clock;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private readonly Lock _gate = new();
        private readonly ITimer _inner;
        private DateTimeOffset? _due;
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public ClockTimer(EmulatorClock clock, TimerCallback callback, object? state)
        {
            (_clock, _callback, _state) = (clock, callback, state);
            _inner = clock.Inner.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_gate)
            {
                _due = dueTime == Timeout.InfiniteTimeSpan ? null : _clock.GetUtcNow() + dueTime;
                _period = period;
            }

            Rearm();
            return true;
        }

        public void Rearm()
        {
            lock (_gate)
            {
                if (_due is not { } due)
                    return;
                var left = due - _clock.GetUtcNow();
                _inner.Change(left < TimeSpan.Zero ? TimeSpan.Zero : left, Timeout.InfiniteTimeSpan);
            }
        }

        private void Fire()
        {
            lock (_gate)
            {
                if (_due is null)
                    return;
                var repeats = _period != Timeout.InfiniteTimeSpan && _period != TimeSpan.Zero;
                _due = repeats ? _clock.GetUtcNow() + _period : null;
            }

            Rearm();
            _callback(_state);
        }

        public void Dispose()
        {
            lock (_clock._gate)
                _clock._timers.Remove(this);
            _inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            lock (_clock._gate)
                _clock._timers.Remove(this);
            return _inner.DisposeAsync();
        }
    }

    private TimeProvider Inner => inner;
}
