using System.Collections.Immutable;
using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>An active member of a group who stays provisioned without it.</summary>
/// <param name="Through">The other bound groups, by id; empty for one who is bound directly.</param>
/// <param name="IsBoundDirectly">Whether the application is bound to the user without any group.</param>
internal sealed record KeptUser(DirectoryUser User, ImmutableArray<string> Through, bool IsBoundDirectly);

/// <summary>
/// Whom JumpCloud deactivates at the service provider when a group is unbound from an application (article, group rules): the
/// active members whom no other bound group covers and whom the application is not bound to directly. Reads only.
/// </summary>
/// <param name="Leaving">By username.</param>
/// <param name="Staying">By username.</param>
internal sealed record Deprovisioning(ImmutableArray<DirectoryUser> Leaving, ImmutableArray<KeptUser> Staying)
{
    public static readonly Deprovisioning Nobody = new([], []);

    /// <summary>
    /// One request for each hundred users of the application, and one for each fifty in the group: the traversal tells every way
    /// by which the application reaches a user.
    /// </summary>
    public static async ValueTask<Deprovisioning> ReadAsync(
        string applicationId, string userGroupId, OperationContext operation)
    {
        var jumpCloud = operation.Clients.JumpCloud;
        var ways = new Dictionary<string, ApplicationUser>(StringComparer.Ordinal);
        await foreach (var user in jumpCloud.ListApplicationUsersAsync(applicationId, operation.Cancellation))
        {
            if (user.UserGroupIds.Contains(userGroupId))
                ways[user.Id] = user;
        }

        var active = (await jumpCloud.ReadUsersAsync(ways.Keys, operation.Cancellation))
            .Where(user => user.IsActive)
            .OrderBy(user => user.Username, StringComparer.Ordinal)
            .Select(user => new KeptUser(user, Others(ways[user.Id]), ways[user.Id].IsBoundDirectly))
            .ToList();
        return new Deprovisioning(
            [.. active.Where(user => !IsKept(user)).Select(user => user.User)],
            [.. active.Where(IsKept)]);

        ImmutableArray<string> Others(ApplicationUser user) => [.. user.UserGroupIds.Where(id => id != userGroupId)];
    }

    private static bool IsKept(KeptUser user) => user.IsBoundDirectly || user.Through.Length > 0;
}
