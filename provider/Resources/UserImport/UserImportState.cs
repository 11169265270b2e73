using System.Collections.Immutable;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>What became of one user.</summary>
/// <param name="Message">Why not, in JumpCloud's words; empty otherwise.</param>
internal sealed record ImportResult(string Username, string Email, string Status, string Message = "")
{
    public const string Imported = "imported";

    /// <summary>JumpCloud had the user before.</summary>
    public const string Already = "already";

    public const string Failed = "failed";

    /// <summary>The import was stopped before it was known.</summary>
    public const string Pending = "pending";

    public static ImportResult Read(PropertyReader reader) => new(
        reader.String("username").Or(""),
        reader.String("email").Or(""),
        reader.String("status").Or(Pending),
        reader.String("message").Or(""));

    public PropertyValue Write() => PropertyValue.Of(PropertyMap.Of(
        ("username", PropertyValue.Of(Username)),
        ("email", PropertyValue.Of(Email)),
        ("status", PropertyValue.Of(Status)),
        ("message", PropertyValue.Of(Message))));
}

/// <summary>What an import has done so far.</summary>
internal sealed record UserImportState
{
    public required string ApplicationId { get; init; }

    /// <summary>Oldest first.</summary>
    public required ImmutableArray<string> JobIds { get; init; }

    /// <summary>Of whom the inputs choose; of all new ones, who was new.</summary>
    public required ImmutableArray<ImportResult> Results { get; init; }

    public required int AlreadyCount { get; init; }

    public int ImportedCount => Count(ImportResult.Imported);

    public int FailedCount => Count(ImportResult.Failed);

    public bool IsComplete => FailedCount == 0 && Count(ImportResult.Pending) == 0;

    public static UserImportState Read(PropertyReader reader) => new()
    {
        ApplicationId = reader.String("applicationId").Or(""),
        JobIds = reader.Strings("jobIds").Or([]),
        Results = reader.Objects("results", ImportResult.Read).Or([]),
        AlreadyCount = reader.Integer("alreadyCount").Or(0),
    };

    public PropertyMap Write() => PropertyMap.Of(
        ("applicationId", PropertyValue.Of(ApplicationId)),
        ("jobIds", PropertyValue.Of(JobIds)),
        ("results", PropertyValue.Of(Results.Select(result => result.Write()))),
        ("importedCount", PropertyValue.Of(ImportedCount)),
        ("alreadyCount", PropertyValue.Of(AlreadyCount)),
        ("failedCount", PropertyValue.Of(FailedCount)));

    /// <summary>Whom it did not import and why, and what to do; of a state that is not complete.</summary>
    public string WhyIncomplete()
    {
        const string next = "Run up again: it imports who is still missing, and nobody twice";
        var pending = Count(ImportResult.Pending);
        var failed = Results.Where(result => result.Status == ImportResult.Failed)
            .Select(result => $"{Name(result)} ({result.Message})").ToList();
        var parts = new List<string>();
        if (failed.Count > 0)
            parts.Add($"{failed.Count} of {Results.Length} users could not be imported: {GroupMembers.Few(failed)}");
        if (pending > 0)
            parts.Add($"of {pending} of {Results.Length} users it is not known whether they were imported");
        return $"{string.Join("; ", parts)}. {next}";
    }

    private static string Name(ImportResult result) => result.Username.Length > 0 ? result.Username : result.Email;

    private int Count(string status) => Results.Count(result => result.Status == status);
}
