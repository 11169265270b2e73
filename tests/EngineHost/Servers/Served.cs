namespace JumpCloud.EngineHost.Servers;

/// <summary>What a service works for at present; who asks before there is any waits for it.</summary>
internal sealed class Served<T>
{
    private volatile TaskCompletionSource<T> _current = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => _current.Task;

    public void Set(T value)
    {
        if (_current.TrySetResult(value))
            return;
        var next = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        next.SetResult(value);
        _current = next;
    }
}
