using System.Collections.Concurrent;
using JumpCloud.Clients;

namespace JumpCloud.Core;

/// <summary>What an operation knows besides its arguments.</summary>
/// <param name="Urn">The resource's URN.</param>
/// <param name="Preview">Nothing may be changed.</param>
/// <param name="Cancellation">Trips when the engine cancels, and when the operation's timeout has passed.</param>
internal sealed record OperationContext(
    string Urn,
    bool Preview,
    IEngineLog Log,
    ProviderClients Clients,
    TimeProvider Time,
    CancellationToken Cancellation)
{
    private readonly ConcurrentQueue<string> _refusals = new();

    /// <summary>What <see cref="ForewarnAsync"/> held back, as sentences: with any, the operation must fail.</summary>
    public IReadOnlyList<string> Refusals => [.. _refusals];

    /// <summary>When <see cref="Cancellation"/> trips because the operation's time is up; null where it has no limit.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>What is told of a wait; it is the same for all of an operation.</summary>
    public WaitNotice Waiting => field ??= new WaitNotice(Log, Time);

    /// <summary>For how long the operation may still go on; null where it has no limit.</summary>
    public TimeSpan? Left => Deadline - Time.GetUtcNow();

    /// <summary>
    /// Whether the operation ends, or has ended, because its time is up. A timer may fire a little before the clock is there.
    /// </summary>
    public bool IsTimeUp => Deadline - Time.GetUtcNow() < TimeSpan.FromSeconds(0.1);

    /// <summary>The resource's logical name, the last part of its URN.</summary>
    public string Name => Urn.Split("::", 4) is { Length: 4 } parts ? parts[3] : Urn;

    /// <summary>
    /// Says what a change would do to people who do not see the program: a warning, and with the provider's <c>strict</c> a reason
    /// to refuse the change. Only of what changes: what nobody touches must not stop the rest of the stack.
    /// </summary>
    public async ValueTask ForewarnAsync(string message)
    {
        if (Clients.Config.IsStrict)
            _refusals.Enqueue($"strict refuses this: {message}");
        else
            await Log.WarningAsync(message);
    }
}

/// <summary>Messages that the user sees beside the resource. None of them fails the deployment.</summary>
internal interface IEngineLog
{
    ValueTask DebugAsync(string message);

    ValueTask InfoAsync(string message);

    ValueTask WarningAsync(string message);

    /// <summary>Progress: shown in the resource's row until the next one.</summary>
    ValueTask StatusAsync(string message);
}
