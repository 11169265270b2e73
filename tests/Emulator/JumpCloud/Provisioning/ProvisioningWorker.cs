namespace JumpCloud.Emulator;

/// <summary>
/// Does JumpCloud's own work, one task after the other. What a service provider refuses becomes an event and stops nothing; a
/// failure of the emulator itself is kept and thrown by <see cref="SettledAsync"/>.
/// </summary>
internal sealed class ProvisioningWorker : IAsyncDisposable
{
    private readonly JumpCloudState _state;
    private readonly ScimTrace _scim;
    private readonly UserProvisioner _users;
    private readonly GroupProvisioner _groups;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Exception> _failures = [];
    private readonly Task _running;

    public ProvisioningWorker(JumpCloudState state, ScimConnector scim)
    {
        _state = state;
        _scim = new ScimTrace(scim);
        _users = new UserProvisioner(state, _scim);
        _groups = new GroupProvisioner(state, _scim, state.Switches);
        _running = Task.Run(RunAsync);
    }

    /// <summary>Ends when all queued work is done.</summary>
    public async Task SettledAsync(CancellationToken cancellation)
    {
        await _state.Queue.SettledAsync(cancellation);
        lock (_failures)
        {
            if (_failures.Count > 0)
                throw new AggregateException("JumpCloud's provisioning failed by itself", _failures);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var task = await _state.Queue.TakeAsync(_stopping.Token);
                await RunOneAsync(task);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task RunOneAsync(ProvisioningTask task)
    {
        // What a task sent without an event in the end is not the next one's.
        _scim.Forget();
        try
        {
            switch (task)
            {
                case SyncUserTask user:
                    await _users.SyncAsync(user, _stopping.Token);
                    break;
                case SyncGroupTask group:
                    await _groups.SyncAsync(group, _stopping.Token);
                    break;
                case RemoveGroupTask removed:
                    await _groups.RemoveAsync(removed, _stopping.Token);
                    break;
                case BulkUsersTask job:
                    _state.RunBulkJob(job.JobId);
                    break;
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            lock (_failures)
                _failures.Add(exception);
        }
        finally
        {
            _state.Queue.Done();
        }
    }
}
