using System.Diagnostics.CodeAnalysis;
using JumpCloud.Clients;

namespace JumpCloud.Functions;

/// <summary>What a service told, or why it did not.</summary>
/// <param name="Refusal">Null where it told, and where it did not answer in time.</param>
internal sealed record Answer<T>(T? Value, ApiException? Refusal, string? Silence)
{
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsGiven => Refusal is null && Silence is null;

    /// <summary>Why there is no value, without a full stop.</summary>
    public string Why => Refusal?.Answer.TrimEnd('.') ?? Silence ?? "";

    public int? Status => Refusal?.Status;
}

/// <summary>Asks, and takes any failure of a service for an answer.</summary>
internal sealed class Questions(TimeProvider time, CancellationToken cancellation) : IDisposable
{
    // For all questions of a check together; a function has five minutes.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly CancellationTokenSource _patience = new(Patience, time);

    public async Task<Answer<T>> AskAsync<T>(Func<CancellationToken, Task<T>> ask)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _patience.Token);
        try
        {
            return new Answer<T>(await ask(either.Token), null, null);
        }
        catch (ApiException exception)
        {
            return new Answer<T>(default, exception, null);
        }
        catch (OperationCanceledException) when (_patience.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return new Answer<T>(default, null, $"there was no answer within {Patience.TotalMinutes:0} minutes");
        }
    }

    public void Dispose() => _patience.Dispose();
}
