using Microsoft.Extensions.Time.Testing;

namespace JumpCloud.Tests.Faults;

/// <summary>
/// Time that passes only while nothing else happens: it goes to the end of the next wait as soon as no request is under way and
/// the services are at rest. Timeouts pass with it, but it goes to the end of one only while a request gets no answer.
/// </summary>
internal sealed class IdleTime() : FakeTimeProvider(TimeProvider.System.GetUtcNow())
{
    private readonly Lock _gate = new();
    private readonly HashSet<Wait> _waits = [];
    private int _busy;
    private int _unanswered;
    private bool _isPassing;

    /// <summary>Waits until the services have done what they do on their own.</summary>
    public Func<Task> Rest { get; set; } = () => Task.CompletedTask;

    /// <summary>Counts a request; call what it returns at its end.</summary>
    /// <param name="isAnswered">Whether an answer will come without time passing.</param>
    public Action Begin(bool isAnswered)
    {
        lock (_gate)
        {
            _busy += isAnswered ? 1 : 0;
            _unanswered += isAnswered ? 0 : 1;
        }

        Pass();
        return () =>
        {
            lock (_gate)
            {
                _busy -= isAnswered ? 1 : 0;
                _unanswered -= isAnswered ? 0 : 1;
            }

            Pass();
        };
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // What has a timeout in .NET is a source of cancellation.
        var wait = new Wait(this, callback, state, isTimeout: state is CancellationTokenSource);
        wait.Begin(base.CreateTimer(_ => wait.Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        wait.Change(dueTime, period);
        return wait;
    }

    private void Pass()
    {
        lock (_gate)
        {
            if (_isPassing || Next() is null)
                return;
            _isPassing = true;
        }

        _ = Task.Run(PassAsync);
    }

    private async Task PassAsync()
    {
        while (true)
        {
            await Rest();
            DateTimeOffset? next;
            lock (_gate)
            {
                next = Next();
                _isPassing = next is not null;
            }

            if (next is not { } due)
                return;
            var by = due - GetUtcNow();
            Advance(by > TimeSpan.Zero ? by : TimeSpan.Zero);
        }
    }

    private DateTimeOffset? Next() => _busy > 0
        ? null
        : _waits.Where(wait => _unanswered > 0 || !wait.IsTimeout).Min(wait => wait.Due);

    private sealed class Wait(IdleTime time, TimerCallback callback, object? state, bool isTimeout) : ITimer
    {
        private ITimer? _timer;

        public bool IsTimeout => isTimeout;

        public DateTimeOffset? Due { get; private set; }

        public void Begin(ITimer timer) => _timer = timer;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : time.GetUtcNow() + dueTime;
                if (Due is null)
                    time._waits.Remove(this);
                else
                    time._waits.Add(this);
            }

            var isChanged = _timer!.Change(dueTime, period);
            time.Pass();
            return isChanged;
        }

        public void Fire()
        {
            End();
            callback(state);
        }

        public void Dispose()
        {
            End();
            _timer?.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }

        private void End()
        {
            lock (time._gate)
                time._waits.Remove(this);
        }
    }
}
