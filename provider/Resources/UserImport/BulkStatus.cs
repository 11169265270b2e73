using JumpCloud.Clients;

namespace JumpCloud.Resources;

/// <summary>
/// How far one user of a bulk job is. INFERRED: the words of a result's <c>status</c> are published nowhere. Those that are taken
/// for "not done yet" and for "done well" stand here; whatever else a result says, the directory tells whether the user was made.
/// </summary>
internal static class BulkStatus
{
    private static readonly HashSet<string> Unfinished = new(StringComparer.OrdinalIgnoreCase)
    {
        "", "pending", "queued", "created", "started", "running", "processing", "inprogress", "in_progress", "in progress",
    };

    private static readonly HashSet<string> Good = new(StringComparer.OrdinalIgnoreCase)
    {
        "finished", "done", "success", "succeeded", "successful", "complete", "completed", "ok",
    };

    public static bool IsFinal(BulkResult result) => !Unfinished.Contains(result.Status);

    public static bool IsGood(BulkResult result) => Good.Contains(result.Status);
}
