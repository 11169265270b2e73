namespace JumpCloud.Core;

/// <summary>How to look more than once: reads lag behind writes, and a wait must not flood a service with questions.</summary>
internal static class Patience
{
    private static readonly double[] AfterWrite = [0, 0.25, 0.5, 1, 2, 4];
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>Whether a change that a service has answered shows within 7.75 seconds.</summary>
    /// <param name="look">Looks once; false to look again.</param>
    public static ValueTask<bool> ShowsAsync(Func<ValueTask<bool>> look, OperationContext operation) =>
        ShowsAsync(AfterWrite, look, operation.Time, operation.Cancellation);

    /// <param name="waits">Seconds before each look.</param>
    /// <inheritdoc cref="ShowsAsync(Func{ValueTask{bool}}, OperationContext)"/>
    public static async ValueTask<bool> ShowsAsync(
        IEnumerable<double> waits, Func<ValueTask<bool>> look, TimeProvider time, CancellationToken cancellation)
    {
        foreach (var wait in waits)
        {
            await Task.Delay(TimeSpan.FromSeconds(wait), time, cancellation);
            if (await look())
                return true;
        }

        return false;
    }

    /// <summary>The wait after <paramref name="wait"/>, for something that takes a service or a person its time.</summary>
    public static TimeSpan Longer(TimeSpan wait) => wait * 1.5 < LongestWait ? wait * 1.5 : LongestWait;
}
