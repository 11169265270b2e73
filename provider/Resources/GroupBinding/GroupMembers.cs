using System.Collections.Immutable;
using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>The users in a group: those that are provisioned and those that are skipped.</summary>
internal sealed record GroupMembers(ImmutableArray<DirectoryUser> Active, ImmutableArray<DirectoryUser> Skipped)
{
    private const int MostNames = 5;

    public static async ValueTask<GroupMembers> ReadAsync(string userGroupId, OperationContext operation)
    {
        var jumpCloud = operation.Clients.JumpCloud;
        var ids = await jumpCloud.ListUserGroupMembersAsync(userGroupId, operation.Cancellation);
        var users = (await jumpCloud.ReadUsersAsync(ids, operation.Cancellation))
            .OrderBy(user => user.Username, StringComparer.Ordinal)
            .ToList();
        return new GroupMembers([.. users.Where(user => user.IsActive)], [.. users.Where(user => !user.IsActive)]);
    }

    /// <summary>A few of many names: "ada, bob and 3 more".</summary>
    public static string Few(IReadOnlyCollection<string> names) =>
        names.Count <= MostNames
            ? string.Join(", ", names)
            : $"{string.Join(", ", names.Take(MostNames))} and {names.Count - MostNames} more";
}
