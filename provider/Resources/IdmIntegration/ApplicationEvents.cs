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

    /// <summary>A sentence with the newest failures among the events, to follow an error; empty where there are none.</summary>
    public static string Quote(IEnumerable<DirectoryEvent>? events, params IReadOnlyList<string> secrets)
    {
        var failures = (events ?? []).Where(item => !item.Success).Take(MostQuotes).Select(Describe).ToList();
        var text = failures.Count == 0 ? "" : $" JumpCloud's events say: {string.Join("; ", failures)}.";
        return secrets.Where(secret => secret.Length > 0)
            .Aggregate(text, (clean, secret) => clean.Replace(secret, "[secret]", StringComparison.Ordinal));
    }

    /// <summary>What failed, when and why, without a full stop.</summary>
    public static string Describe(DirectoryEvent item)
    {
        var when = item.Timestamp is { } time ? $" at {TimeText.Of(time)}" : "";
        var whom = item.Subject is null ? "" : $" of {item.Subject}";
        return $"{item.Type}{whom} failed{when}{(item.Message.Length > 0 ? $" ({item.Message})" : "")}";
    }
}
