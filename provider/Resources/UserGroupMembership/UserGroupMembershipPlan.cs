using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>What a new membership would do, foretold and warned of. Reads only.</summary>
internal static class UserGroupMembershipPlan
{
    /// <returns>The outputs that are known in advance.</returns>
    public static async ValueTask<PropertyMap> CreateAsync(UserGroupMembershipArgs args, OperationContext operation)
    {
        var outputs = PropertyMap.Of(
            ("userGroupName", PropertyValue.Unknown), ("username", PropertyValue.Unknown), ("email", PropertyValue.Unknown));
        try
        {
            if (args.UserId.IsKnown && await FindUserAsync(args, operation) is { } user)
            {
                outputs = outputs.With("username", PropertyValue.Of(user.Username)).With("email", PropertyValue.Of(user.Email));
                if (!user.IsActive)
                {
                    await operation.Log.WarningAsync(
                        $"{user.Username} is {user.State}: applications with Identity Management do not provision this user until "
                            + "it is active.");
                }
            }

            if (args.UserGroupId.IsKnown
                && await operation.Clients.JumpCloud.FindUserGroupAsync(args.UserGroupId.Value, operation.Cancellation) is { } group)
            {
                outputs = outputs.With("userGroupName", PropertyValue.Of(group.Name));
            }
        }
        catch (ApiException exception) when (exception.IsUnavailable)
        {
            await operation.Log.WarningAsync($"What the membership would do could not be verified: {exception.Message}");
        }

        return outputs;
    }

    // What Check has asked already is not asked again.
    private static async ValueTask<DirectoryUser?> FindUserAsync(UserGroupMembershipArgs args, OperationContext operation)
    {
        var jumpCloud = operation.Clients.JumpCloud;
        foreach (var (field, input) in new[] { ("username", args.Username), ("email", args.Email) })
        {
            if (input.IsKnown
                && await jumpCloud.FindUsersAsync(field, input.Value, operation.Cancellation) is [var user] && user.Id == args.UserId.Value)
            {
                return user;
            }
        }

        return await jumpCloud.FindUserAsync(args.UserId.Value, operation.Cancellation);
    }
}
