using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>A group that was looked for by its name.</summary>
/// <param name="Group">Null when there is not exactly one.</param>
/// <param name="Problem">Why not, with the name: "Enginers is not …; did you mean …?"; null when there is one.</param>
internal sealed record UserGroupLookup(UserGroup? Group, string? Problem)
{
    public static async ValueTask<UserGroupLookup> ByNameAsync(string name, OperationContext operation)
    {
        var groups = await operation.Clients.JumpCloud.FindUserGroupsNamedAsync(name, operation.Cancellation);
        if (groups is [var group])
            return new UserGroupLookup(group, null);
        if (groups.Count > 1)
        {
            return new UserGroupLookup(
                null, $"{name} is the name of {groups.Count} user groups; give the id of one of them: "
                    + $"{string.Join(", ", groups.Select(item => item.Id).Order(StringComparer.Ordinal))}");
        }

        var names = await operation.Clients.JumpCloud.ListUserGroupNamesAsync(operation.Cancellation);
        var near = NearMatch.Few(name, names);
        return new UserGroupLookup(null, near.Count == 0
            ? $"{name} is not the name of a user group in JumpCloud (the case of letters matters)"
            : $"{name} is not the name of a user group in JumpCloud; did you mean {string.Join(", ", near)}?");
    }
}
