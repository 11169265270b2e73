namespace JumpCloud.Clients;

/// <summary>
/// One answer for all who ask the same within a short time: a refresh of many resources asks the service once. What was asked
/// before <see cref="Forget"/> is never given to who asks after it, and a failure is given only to those who waited for it.
/// </summary>
internal sealed class SharedLookup<T>(TimeSpan lifetime, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <param name="ask">Its token never trips: others wait for the answer when one who asked gives up.</param>
    public Task<T> GetAsync(string key, Func<CancellationToken, Task<T>> ask, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(key, out var entry) || !IsFresh(entry))
            {
                // On another thread, so that nobody waits for the gate while a request is made.
                var answer = Task.Run(() => ask(CancellationToken.None), CancellationToken.None);
                _entries[key] = entry = new Entry(answer, time.GetTimestamp());
            }

            return entry.Answer.WaitAsync(cancellation);
        }
    }

    /// <summary>What <paramref name="key"/> was is no longer known, because this process has changed it.</summary>
    public void Forget(string key)
    {
        lock (_gate)
            _entries.Remove(key);
    }

    private bool IsFresh(Entry entry) =>
        !entry.Answer.IsFaulted && !entry.Answer.IsCanceled && time.GetElapsedTime(entry.AskedAt) < lifetime;

    private sealed record Entry(Task<T> Answer, long AskedAt);
}
