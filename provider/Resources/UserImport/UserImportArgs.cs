using System.Collections.Immutable;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>The inputs of an import. The rows say what each one is.</summary>
internal sealed record UserImportArgs
{
    public required Input<string> ApplicationId { get; init; }

    public required Input<ImmutableArray<string>> Usernames { get; init; }

    public required Input<ImmutableArray<string>> Emails { get; init; }

    public required Input<bool> AllNew { get; init; }

    public required Input<bool> SuppressEmail { get; init; }

    /// <summary>Whether it is known whom the inputs choose.</summary>
    public bool IsKnown => ApplicationId.IsKnown && !Usernames.IsUnknown && !Emails.IsUnknown && !AllNew.IsUnknown;

    public static UserImportArgs Read(PropertyReader reader) => new()
    {
        ApplicationId = reader.String("applicationId"),
        Usernames = reader.Strings("usernames"),
        Emails = reader.Strings("emails"),
        AllNew = reader.Boolean("allNew"),
        SuppressEmail = reader.Boolean("suppressEmail"),
    };

    /// <summary>Whether both choose the same users; known inputs.</summary>
    public bool ChoosesLike(UserImportArgs other) =>
        AllNew.Or(false) == other.AllNew.Or(false) && IsSame(Usernames, other.Usernames) && IsSame(Emails, other.Emails);

    private static bool IsSame(Input<ImmutableArray<string>> left, Input<ImmutableArray<string>> right) =>
        left.Or([]).ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(right.Or([]));
}
