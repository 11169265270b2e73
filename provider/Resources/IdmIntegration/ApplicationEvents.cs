using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>
/// Quotes what Directory Insights knows of a failure. That it knows nothing, or cannot be asked, never hides the failure itself.
/// </summary>
internal static class ApplicationEvents
{
    // Of a stopped operation: the engine waits for it.
    private static readonly TimeSpan ShortPatience = TimeSpan.FromSeconds(0.7);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ClockSlack = TimeSpan.FromMinutes(1);
    private const string Start = " JumpCloud's events say: ";
    private const int MostEvents = 20;
    private const int MostQuotes = 3;

    /// <summary>The newest events, newest first; null where they cannot be read.</summary>
    public static async ValueTask<IReadOnlyList<DirectoryEvent>?> TryReadAsync(
        string applicationId, IReadOnlyList<string> types, DateTimeOffset since, OperationContext operation)
    {
        var patience = operation.Cancellation.IsCancellationRequested ? ShortPatience : Patience;
        using var limit = new CancellationTokenSource(patience, operation.Time);
        try
        {
            var jumpCloud = operation.Clients.JumpCloud;
            return await jumpCloud.ListApplicationEventsAsync(applicationId, types, since, MostEvents, limit.Token);
        }
        catch (ApiException exception)
        {
            await operation.Log.DebugAsync($"Directory Insights could not be asked: {exception.Message}");
        }
        catch (OperationCanceledException)
        {
            await operation.Log.DebugAsync("Directory Insights did not answer in time.");
        }

        return null;
    }

    /// <summary>
    /// Runs what works on a connection. Whatever it fails with is followed by the failed events of the connection since then,
    /// unless it quotes them already.
    /// </summary>
    /// <param name="since">When what is waited for was begun, by this machine's clock.</param>
    public static async ValueTask<T> ExplainAsync<T>(
        string applicationId, DateTimeOffset since, OperationContext operation, Func<ValueTask<T>> run)
    {
        try
        {
            return await run();
        }
        catch (PartialStateException<IdmIntegrationState> exception) when (!IsQuoted(exception.Message))
        {
            throw await QuoteAsync() is { Length: > 0 } quote
                ? new PartialStateException<IdmIntegrationState>(
                    exception.Id, exception.State, [.. exception.Reasons.SkipLast(1), Follow(exception.Reasons[^1], quote)])
                : exception;
        }
        catch (UserErrorException exception) when (!IsQuoted(exception.Message))
        {
            throw await QuoteAsync() is { Length: > 0 } quote
                ? new UserErrorException(exception.Kind, Follow(exception.Message, quote), exception)
                : exception;
        }
        catch (ApiException exception)
        {
            throw new UserErrorException(exception.Kind, Follow(exception.Message, await QuoteAsync()), exception);
        }

        // By JumpCloud's clock, which may be behind.
        async ValueTask<string> QuoteAsync() =>
            Quote(await TryReadAsync(applicationId, EventTypes.Integration, since - ClockSlack, operation));
    }

    /// <summary>A sentence with the newest failures among the events, to follow an error; empty where there are none.</summary>
    public static string Quote(IEnumerable<DirectoryEvent>? events)
    {
        var failures = (events ?? []).Where(item => !item.Success).Take(MostQuotes).Select(Describe).ToList();
        return failures.Count == 0 ? "" : $"{Start}{string.Join("; ", failures)}.";
    }

    /// <summary>What failed, when and why, without a full stop.</summary>
    public static string Describe(DirectoryEvent item)
    {
        var when = item.Timestamp is { } time ? $" at {TimeText.Of(time)}" : "";
        var whom = item.Subject is null ? "" : $" of {item.Subject}";
        return $"{item.Type}{whom} failed{when}{(item.Message.Length > 0 ? $" ({item.Message})" : "")}";
    }

    private static bool IsQuoted(string text) => text.Contains(Start, StringComparison.Ordinal);

    private static string Follow(string text, string quote) =>
        quote.Length == 0 ? text : $"{text.TrimEnd('.')}.{quote}".TrimEnd('.');
}
