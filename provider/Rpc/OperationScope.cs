using JumpCloud.Core;

namespace JumpCloud.Rpc;

/// <summary>The time an operation has, and what ends it early.</summary>
internal static class OperationScope
{
    /// <summary>
    /// For operations that change something, where the program sets no customTimeouts; a wait of a length that the inputs name
    /// comes on top.
    /// </summary>
    public static readonly TimeSpan ChangeTimeout = TimeSpan.FromMinutes(10);

    /// <summary>For operations that only ask.</summary>
    public static readonly TimeSpan ReadTimeout = TimeSpan.FromMinutes(5);

    /// <summary>The longest timeout that a timer takes.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    /// <param name="seconds">As the engine sends it; 0 where the program sets none.</param>
    public static TimeSpan Timeout(double seconds, TimeSpan otherwise) =>
        TimeSpan.FromSeconds(Math.Min(seconds > 0 ? seconds : otherwise.TotalSeconds, Longest.TotalSeconds));

    /// <summary>Of an operation that changes a resource: the program's limit, or ours and the wait that its inputs ask for.</summary>
    public static TimeSpan ChangeTimeoutOf(double seconds, TimeSpan wait) => Timeout(seconds, ChangeTimeout + wait);

    /// <summary>Runs an operation until it ends, its time is up, the engine cancels or the engine goes away.</summary>
    /// <exception cref="UserErrorException">It was ended early; the sentence says by what.</exception>
    public static async Task<T> RunAsync<T>(
        ProviderSession session, TimeSpan timeout, TimeProvider time, CancellationToken call, Func<CancellationToken, ValueTask<T>> body)
    {
        var cancelled = session.Cancelled;
        if (cancelled.IsCancellationRequested)
            throw new UserErrorException(ErrorKind.Cancelled, "the deployment was cancelled; nothing was done");
        using var deadline = new CancellationTokenSource(timeout, time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(cancelled, deadline.Token, call);
        try
        {
            return await body(any.Token);
        }
        catch (OperationCanceledException exception) when (any.IsCancellationRequested)
        {
            throw Explain(cancelled, deadline.Token, timeout, exception);
        }
    }

    private static UserErrorException Explain(
        CancellationToken cancelled, CancellationToken deadline, TimeSpan timeout, OperationCanceledException cause)
    {
        const string next = "a request that was under way may have been carried out: the next `pulumi up` looks at what is there";
        if (cancelled.IsCancellationRequested)
            return new UserErrorException(ErrorKind.Cancelled, $"the deployment was cancelled before this was finished; {next}", cause);
        return deadline.IsCancellationRequested
            ? new UserErrorException(
                ErrorKind.DeadlineExceeded,
                $"this was not finished within {timeout.TotalSeconds:0.#} s; the resource option customTimeouts allows it more; {next}",
                cause)
            : new UserErrorException(ErrorKind.Cancelled, $"the engine gave up before this was finished; {next}", cause);
    }
}
