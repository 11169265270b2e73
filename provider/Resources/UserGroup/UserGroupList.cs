using System.Collections.Immutable;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>The user groups, and the members of one group after the other.</summary>
internal static class UserGroupList
{
    /// <summary>A part of the group's name, whatever the case of letters.</summary>
    public static readonly ImmutableArray<Property> Query = [new("name", PropertyKind.String)];

    public static async IAsyncEnumerable<ListedResource> GroupsAsync(PropertyMap query, ListPlace from, OperationContext operation)
    {
        var place = new ListPlace(from.Outer + 1);
        await foreach (var group in operation.Clients.JumpCloud.ListUserGroupsAsync(from.Outer, operation.Cancellation))
        {
            if (IsWanted(group.Name, query))
                yield return new ListedResource(group.Id, group.Name, place);
            place = new ListPlace(place.Outer + 1);
        }
    }

    /// <summary>Without the groups whose query decides on the members: those cannot be managed one by one.</summary>
    public static async IAsyncEnumerable<ListedResource> MembersAsync(PropertyMap query, ListPlace from, OperationContext operation)
    {
        var (jumpCloud, cancellation) = (operation.Clients.JumpCloud, operation.Cancellation);
        var automated = await jumpCloud.ListAutomatedUserGroupsAsync(cancellation);
        var place = from;
        await foreach (var group in jumpCloud.ListUserGroupsAsync(from.Outer, cancellation))
        {
            if (IsWanted(group.Name, query) && !automated.Contains(group.Id))
            {
                var members = await jumpCloud.ListSharedMembersAsync(group.Id, cancellation);
                var users = await jumpCloud.ReadUsersAsync(members, cancellation);
                foreach (var user in users.OrderBy(user => user.Username, StringComparer.Ordinal).Skip(place.Inner))
                {
                    place = place with { Inner = place.Inner + 1 };
                    var id = new UserGroupMembershipId(group.Id, user.Id);
                    yield return new ListedResource(id.ToString(), $"{group.Name} / {user.Username}", place);
                }
            }

            place = new ListPlace(place.Outer + 1);
        }
    }

    private static bool IsWanted(string name, PropertyMap query) =>
        query.Find("name")?.AsString is not { } part || name.Contains(part, StringComparison.OrdinalIgnoreCase);
}
