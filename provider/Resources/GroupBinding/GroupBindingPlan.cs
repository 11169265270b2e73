using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>What binding a group would do, foretold and warned of. Reads only.</summary>
internal static class GroupBindingPlan
{
    /// <returns>The outputs that are known in advance.</returns>
    public static async ValueTask<PropertyMap> CreateAsync(GroupBindingArgs args, OperationContext operation)
    {
        if (!args.UserGroupId.IsKnown)
            return PropertyMap.Empty;
        try
        {
            var jumpCloud = operation.Clients.JumpCloud;
            if (await jumpCloud.FindUserGroupAsync(args.UserGroupId.Value, operation.Cancellation) is not { } group)
                return PropertyMap.Empty;
            var members = await GroupMembers.ReadAsync(group.Id, operation);
            await WarnOfMembersAsync(members, group, operation);
            await WarnOfExistingGroupAsync(args, group, operation);
            await WarnOfConversionAsync(args, members, group, operation);
            var count = members.Active.Length + members.Skipped.Length;
            return PropertyMap.Of(
                ("userGroupName", PropertyValue.Of(group.Name)),
                ("memberCount", PropertyValue.Of(count)),
                ("emptyGroup", PropertyValue.Of(count == 0)));
        }
        catch (ApiException exception) when (exception.IsUnavailable)
        {
            await operation.ForewarnAsync($"What binding the group would do could not be verified: {exception.Message}");
            return PropertyMap.Empty;
        }
    }

    /// <summary>
    /// Names those whom an unbinding deactivates. Where Identity Management is not active that is nobody: one read, shared by all
    /// bindings of the application, tells.
    /// </summary>
    public static async ValueTask WarnOfUnbindingAsync(
        GroupBindingId binding, string groupName, OperationContext operation)
    {
        try
        {
            var jumpCloud = operation.Clients.JumpCloud;
            var application = await jumpCloud.FindIntegratedApplicationAsync(binding.ApplicationId, operation.Cancellation);
            if (application is not { IsProvisioning: true })
                return;
            var leaving = (await Deprovisioning.ReadAsync(binding.ApplicationId, binding.UserGroup, operation)).Leaving;
            if (leaving.IsEmpty)
                return;
            var names = GroupMembers.Few([.. leaving.Select(user => user.Username)]);
            await operation.Log.WarningAsync(
                $"Unbinding {groupName} from {application.Label} deactivates {leaving.Length} "
                    + $"{(leaving.Length == 1 ? "user" : "users")} at the service provider, whom no other binding covers: "
                    + $"{names}.");
        }
        catch (ApiException exception)
        {
            await operation.Log.DebugAsync($"Whom the unbinding deactivates could not be read: {exception.Message}");
        }
    }

    private static async ValueTask WarnOfMembersAsync(GroupMembers members, UserGroup group, OperationContext operation)
    {
        var (active, skipped) = (members.Active.Length, members.Skipped.Length);
        if (active + skipped == 0)
        {
            await operation.ForewarnAsync(
                $"The group {group.Name} is empty, so nothing appears at the service provider: JumpCloud makes a group there "
                    + "with its first active member.");
        }
        else if (skipped > 0)
        {
            var names = GroupMembers.Few([.. members.Skipped.Select(user => $"{user.Username} ({user.State})")]);
            await operation.ForewarnAsync(active == 0
                ? $"None of the {skipped} members of {group.Name} is active, so nothing appears at the service provider yet: "
                    + $"{names}."
                : $"{skipped} of {active + skipped} members of {group.Name} are not active and are skipped until they are: "
                    + $"{names}.");
        }
    }

    private static async ValueTask WarnOfExistingGroupAsync(GroupBindingArgs args, UserGroup group, OperationContext operation)
    {
        if (args.ExistingGroup.Or("warn") != "warn")
            return;
        try
        {
            if (await ExistingGroup.FindAsync(args, group, operation) is { } existing)
                await operation.ForewarnAsync(Sentence(existing.Warning()));
        }
        catch (ApiException exception)
        {
            await operation.ForewarnAsync(
                $"Whether the service provider has a group named {group.Name} already could not be verified: "
                    + $"{exception.Message}");
        }
    }

    private static async ValueTask WarnOfConversionAsync(
        GroupBindingArgs args, GroupMembers members, UserGroup group, OperationContext operation)
    {
        if (args.ServiceProvider is not { IsKnown: true, Value.ScimBaseUrl: { IsKnown: true } scimBaseUrl })
            return;
        await AccountConversion.WarnAsync(
            scimBaseUrl.Value, group.Name, args.ApplicationId.OrDefault(), () => new(members.Active), operation);
    }

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
