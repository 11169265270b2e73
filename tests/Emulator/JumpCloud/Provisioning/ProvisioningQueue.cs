using System.Threading.Channels;

namespace JumpCloud.Emulator;

/// <summary>Work that JumpCloud does on its own, after a change.</summary>
internal abstract record ProvisioningTask;

/// <summary>Bring a user at the service provider in line with the directory.</summary>
internal sealed record SyncUserTask(string ApplicationId, string UserId) : ProvisioningTask;

/// <summary>Bring a group at the service provider in line with the directory.</summary>
internal sealed record SyncGroupTask(string ApplicationId, string GroupId) : ProvisioningTask;

/// <summary>Delete the service provider's group of a group that was deleted.</summary>
internal sealed record RemoveGroupTask(string ApplicationId, string GroupId, string ScimId, string Name) : ProvisioningTask;

/// <summary>Create the users of a bulk job.</summary>
internal sealed record BulkUsersTask(string JobId) : ProvisioningTask;

/// <summary>First in, first out; work that waits already is not queued twice.</summary>
internal sealed class ProvisioningQueue
{
    private readonly Channel<ProvisioningTask> _tasks = Channel.CreateUnbounded<ProvisioningTask>(new() { SingleReader = true });
    private readonly HashSet<ProvisioningTask> _waiting = [];
    private readonly Lock _gate = new();
    private TaskCompletionSource? _settled;
    private int _open;

    /// <summary>How much waits or is under way.</summary>
    public int Open
    {
        get
        {
            lock (_gate)
                return _open;
        }
    }

    public void Add(ProvisioningTask task)
    {
        lock (_gate)
        {
            if (!_waiting.Add(task))
                return;
            _open++;
            _tasks.Writer.TryWrite(task);
        }
    }

    public async ValueTask<ProvisioningTask> TakeAsync(CancellationToken cancellation)
    {
        var task = await _tasks.Reader.ReadAsync(cancellation);
        lock (_gate)
            _waiting.Remove(task);
        return task;
    }

    public void Done()
    {
        lock (_gate)
        {
            if (--_open > 0)
                return;
            _settled?.SetResult();
            _settled = null;
        }
    }

    /// <summary>Ends when nothing waits and nothing is under way.</summary>
    public Task SettledAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_open == 0)
                return Task.CompletedTask;
            _settled ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _settled.Task.WaitAsync(cancellation);
        }
    }
}
