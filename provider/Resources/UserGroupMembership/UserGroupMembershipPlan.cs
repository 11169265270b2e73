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
            if (args.UserId.IsKnown && await UserLookup.FindAsync(args, operation) is { } user)
            {
                outputs = outputs.With("username", PropertyValue.Of(user.Username)).With("email", PropertyValue.Of(user.Email));
                if (!user.IsActive)
                {
                    await operation.ForewarnAsync(
                        $"{user.Username} is {user.State}: applications with Identity Management do not provision this user until "
                            + "it is active.");
                }
            }

            if (args.UserGroupId.IsKnown && await FindGroupAsync(args.UserGroupId.Value, operation) is { } group)
                outputs = outputs.With("userGroupName", PropertyValue.Of(group.Name));
        }
        catch (ApiException exception) when (exception.IsUnavailable)
        {
            await operation.ForewarnAsync($"What the membership would do could not be verified: {exception.Message}");
        }

        return outputs;
    }

    /// <summary>The group of an id, as Check has read it.</summary>
    public static async ValueTask<UserGroup?> FindGroupAsync(string id, OperationContext operation) =>
        await operation.Clients.JumpCloud.FindUserGroupDocumentAsync(id, operation.Cancellation) is { } group
            ? new UserGroup(id, group.Text("name") ?? "")
            : null;
}
