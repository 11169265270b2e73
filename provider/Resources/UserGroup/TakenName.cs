using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>
/// The name of another group. JumpCloud does not document that names are unique; a second group of a name is not made, so that
/// looking one up by its name stays unambiguous.
/// </summary>
internal static class TakenName
{
    /// <summary>Completes a sentence that begins with the property.</summary>
    public static string Refusal(string name, IReadOnlyList<UserGroup> groups, OperationContext operation)
    {
        var ids = groups.Select(group => group.Id).Order(StringComparer.Ordinal).ToList();
        var has = ids.Count == 1
            ? $"a user group {name} ({ids[0]})"
            : $"{ids.Count} user groups named {name} ({string.Join(", ", ids)})";
        return $"is taken: JumpCloud has {has} already. To manage it, run pulumi import jumpcloud:index:UserGroup "
            + $"{operation.Name} {ids[0]}; to have another one, give another name; if it is this stack's own under a former "
            + "resource name, set the resource option aliases";
    }

    /// <exception cref="UserErrorException">Another group has the name that this one is to get.</exception>
    public static void ForbidRename(string id, string name, IReadOnlyList<UserGroup> groups)
    {
        if (groups.FirstOrDefault(group => group.Id != id) is { } other)
        {
            throw new UserErrorException(
                ErrorKind.AlreadyExists,
                $"name is taken: JumpCloud has another user group {name} ({other.Id}); nothing was changed. Give another name, "
                    + "or rename or delete the other group first");
        }
    }
}
