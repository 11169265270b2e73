using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>Adds and removes a member, and makes sure that it shows: reads may lag behind a write.</summary>
internal static class UserGroupMembershipChange
{
    public static async ValueTask AddAsync(UserGroup group, DirectoryUser user, OperationContext operation)
    {
        var jumpCloud = operation.Clients.JumpCloud;
        try
        {
            if (!await jumpCloud.AddUserGroupMemberAsync(group.Id, user.Id, operation.Cancellation))
                return;
        }
        catch (ApiException exception) when (exception.IsNotFound || JumpCloudClient.IsUnknownGroup(exception))
        {
            throw new UserErrorException(
                ErrorKind.NotFound,
                $"JumpCloud finds no group {group.Name} ({group.Id}) or no user {user.Username} ({user.Id}); nothing was changed. If "
                    + $"one of them was deleted there, run pulumi refresh first. {exception.Answer}",
                exception);
        }

        if (await ShowsAsync(group.Id, user.Id, isMember: true, operation))
            return;
        if (await jumpCloud.FindUserGroupDocumentAsync(group.Id, operation.Cancellation) is { } document
            && DynamicGroup.Refuses(document, user.Id))
        {
            throw new UserErrorException(ErrorKind.FailedPrecondition, $"userGroupId {DynamicGroup.Refusal(document)}");
        }

        await operation.Log.WarningAsync($"JumpCloud took {user.Username} as a member of {group.Name}, but does not show it yet.");
    }

    public static async ValueTask RemoveAsync(UserGroupMembershipId membership, OperationContext operation)
    {
        var jumpCloud = operation.Clients.JumpCloud;
        if (!await jumpCloud.RemoveUserGroupMemberAsync(membership.UserGroup, membership.User, operation.Cancellation))
        {
            await operation.Log.DebugAsync($"The membership {membership} was gone already.");
            return;
        }

        if (!await ShowsAsync(membership.UserGroup, membership.User, isMember: false, operation))
            await operation.Log.WarningAsync($"JumpCloud removed the membership {membership}, but still shows it.");
    }

    // The write has been answered: whatever becomes of looking at it, it is done. A user is in few groups, so that side is asked.
    private static async ValueTask<bool> ShowsAsync(
        string userGroupId, string userId, bool isMember, OperationContext operation)
    {
        var jumpCloud = operation.Clients.JumpCloud;
        try
        {
            return await Patience.ShowsAsync(
                async () =>
                {
                    var groups = await jumpCloud.ListGroupsOfUserAsync(userId, operation.Cancellation);
                    return groups.Contains(userGroupId) == isMember;
                },
                operation);
        }
        catch (ApiException exception)
        {
            await operation.Log.DebugAsync($"The membership could not be read back: {exception.Message}");
        }
        catch (OperationCanceledException)
        {
            await operation.Log.DebugAsync("The membership was not read back: the operation was stopped.");
        }

        return false;
    }
}
