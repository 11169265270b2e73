using JumpCloud.Rpc;
using Microsoft.AspNetCore.Builder;

namespace JumpCloud.Tests.Faults;

/// <summary>
/// A plugin in this process that can end as a killed one does: at once, without any of its code being told. The engine loses its
/// connections; what it has asked a service for is never answered, its timers do not fire, and it can send nothing any more.
/// </summary>
internal sealed class PluginLife : IAsyncDisposable
{
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _removal = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LifeTime _time;
    private readonly WebApplication _plugin;
    private Relay? _relay;

    private PluginLife(TimeProvider time, HttpMessageHandler network)
    {
        _time = new LifeTime(time);
        _plugin = PluginHost.Build(new PluginOptions(
            PluginArguments.Parse([]), Registry.Catalog, _ => null, _time, new Network(this, network)));
    }

    /// <summary>Where the engine attaches.</summary>
    public int Port => _relay!.Port;

    public static async Task<PluginLife> BeginAsync(TimeProvider time, HttpMessageHandler network)
    {
        var life = new PluginLife(time, network);
        await life._plugin.StartAsync();
        life._relay = new Relay(PluginHost.PortOf(life._plugin));
        return life;
    }

    /// <summary>Takes away what is left of it, whose code ends only now: nobody hears it any more.</summary>
    public async ValueTask DisposeAsync()
    {
        End();
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        var stopped = _plugin.StopAsync(atOnce.Token);
        _removal.SetResult();
        await stopped;
        await _plugin.DisposeAsync();
        await _relay!.DisposeAsync();
    }

    private void End()
    {
        _end.TrySetResult();
        _time.End();
        _relay!.Sever();
    }

    private sealed class Network(PluginLife life, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
        {
            if (!life._end.Task.IsCompleted)
            {
                // A request that is under way is carried out, as one is that has left the machine.
                var answer = base.SendAsync(request, cancellation);
                await Task.WhenAny(answer, life._end.Task);
                if (answer is { IsFaulted: true, Exception.InnerException: PluginKilledException })
                    life.End();
                if (!life._end.Task.IsCompleted)
                    return await answer;
            }

            await life._removal.Task;
            throw new OperationCanceledException();
        }

        // Each session has a client over this one handler.
        protected override void Dispose(bool disposing)
        {
        }
    }

    private sealed class LifeTime(TimeProvider time) : TimeProvider
    {
        private readonly Lock _gate = new();
        private readonly List<ITimer> _timers = [];
        private bool _isOver;

        public override long TimestampFrequency => time.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

        public override long GetTimestamp() => time.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            lock (_gate)
            {
                if (_isOver)
                    return time.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                var timer = time.CreateTimer(callback, state, dueTime, period);
                _timers.Add(timer);
                return timer;
            }
        }

        public void End()
        {
            lock (_gate)
            {
                _isOver = true;
                _timers.ForEach(timer => timer.Dispose());
            }
        }
    }
}

/// <summary>Thrown where the network is: the plugin is killed at this moment.</summary>
internal sealed class PluginKilledException() : Exception("the plugin is killed at this request");
