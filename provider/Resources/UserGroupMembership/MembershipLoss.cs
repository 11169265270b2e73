using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>What somebody loses by leaving a user group.</summary>
internal static class MembershipLoss
{
    /// <summary>Warns of the applications that no other group, and no binding of the user's own, gives the user.</summary>
    public static async ValueTask WarnAsync(
        string userGroupId, string userId, Func<string, string, string> beginning, Func<string, ValueTask> warnAsync,
        OperationContext operation)
    {
        try
        {
            var bound = await BoundApplications.ReadSharedAsync(userGroupId, operation);
            if (bound.All.IsEmpty || await NamesAsync(userGroupId, userId, operation) is not var (group, user))
                return;
            var lost = await LostAsync(bound, userGroupId, userId, operation);
            if (lost.Count == 0)
                return;
            var deactivating = lost.Where(application => application.IsProvisioning).ToList();
            await warnAsync(
                $"{beginning(user, group)} ends this user's access to {BoundApplications.Names(lost)}: nothing else gives it."
                    + (deactivating.Count == 0
                        ? ""
                        : $" Identity Management deactivates the account at the service provider of "
                            + $"{BoundApplications.Names(deactivating)}."));
        }
        catch (ApiException exception)
        {
            await warnAsync(
                $"What the user loses by leaving the group could not be verified: {exception.Message}");
        }
    }

    private static async ValueTask<(string Group, string User)?> NamesAsync(
        string userGroupId, string userId, OperationContext operation)
    {
        return await UserGroupMembershipPlan.FindGroupAsync(userGroupId, operation) is { } group
            && await operation.Clients.JumpCloud.FindUserAsync(userId, operation.Cancellation) is { } user
                ? (group.Name, user.Username)
                : null;
    }

    private static async ValueTask<List<IntegratedApplication>> LostAsync(
        BoundApplications bound, string userGroupId, string userId, OperationContext operation)
    {
        var jumpCloud = operation.Clients.JumpCloud;
        var others = new HashSet<string>(await jumpCloud.ListGroupsOfUserAsync(userId, operation.Cancellation));
        if (!others.Remove(userGroupId))
            return [];
        var own = await jumpCloud.ListApplicationsOfUserAsync(userId, operation.Cancellation);
        var lost = new List<IntegratedApplication>();
        foreach (var application in bound.All.Where(application => !own.Contains(application.Id)))
        {
            var groups = await jumpCloud.ListBoundUserGroupsAsync(application.Id, operation.Cancellation);
            if (!groups.Overlaps(others))
                lost.Add(application);
        }

        return lost;
    }
}
