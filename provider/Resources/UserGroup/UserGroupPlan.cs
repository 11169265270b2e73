using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>What making or changing a user group would do, foretold and warned of. Reads only.</summary>
internal static class UserGroupPlan
{
    private const string Dynamic = "DYNAMIC_AUTOMATED";

    /// <returns>The outputs that are known in advance.</returns>
    public static async ValueTask<PropertyMap> CreateAsync(UserGroupArgs args, OperationContext operation)
    {
        if (args.DeletionPolicy.Or(UserGroupResource.Refuse) == UserGroupResource.Force)
        {
            await operation.ForewarnAsync(
                $"With deletionPolicy force, deleting the group {args.Name.Or("")} later deletes it also at the service provider of "
                    + "every application with active Identity Management that it is bound to then; no preview of the deletion can "
                    + "say so.");
        }

        var outputs = PropertyMap.Of(
            ("userGroupId", PropertyValue.Unknown),
            ("ldapGroups", PropertyValue.Unknown),
            ("memberQueryErrorFlags", PropertyValue.Unknown));
        return args.MembershipMethod.IsPresent ? outputs : outputs.With("membershipMethod", PropertyValue.Unknown);
    }

    /// <param name="known">The old outputs.</param>
    public static async ValueTask<PropertyMap> UpdateAsync(
        UserGroupArgs news, UserGroupArgs olds, UserGroupState state, PropertyMap known, OperationContext operation)
    {
        ForbidOtherPosixGroups(news, state);
        try
        {
            await WarnAsync(news, olds, state, operation);
        }
        catch (ApiException exception) when (exception.IsUnavailable)
        {
            await operation.ForewarnAsync($"What changing the group would do could not be verified: {exception.Message}");
        }

        if (!(news.Name.IsKnown && news.Name.Value == state.Name))
            known = known.With("ldapGroups", PropertyValue.Unknown);
        return news.MemberQuery.Equals(olds.MemberQuery) ? known : known.With("memberQueryErrorFlags", PropertyValue.Unknown);
    }

    /// <exception cref="UserErrorException">The group has POSIX groups, and the program has others.</exception>
    public static void ForbidOtherPosixGroups(UserGroupArgs news, UserGroupState state)
    {
        if (state.PosixGroups is not { } live || news.AttributesOrNone.PosixGroups is not { IsKnown: true } wanted)
            return;
        var ours = PropertyValue.Of(wanted.Value.Select(item => PropertyValue.Of(PropertyMap.Of(
            ("id", PropertyValue.Of(item.Id.Or(0))), ("name", PropertyValue.Of(item.Name.Or("")))))).ToList());
        if (!ours.Equals(live))
        {
            throw new UserErrorException(
                ErrorKind.FailedPrecondition, $"attributes.posixGroups {UserGroupCheck.PosixGroupsStay}");
        }
    }

    private static async ValueTask WarnAsync(
        UserGroupArgs news, UserGroupArgs olds, UserGroupState state, OperationContext operation)
    {
        var isRename = news.Name.IsKnown && news.Name.Value != state.Name;
        if (isRename)
        {
            var groups = await operation.Clients.JumpCloud.FindUserGroupsNamedAsync(news.Name.Value, operation.Cancellation);
            TakenName.ForbidRename(state.Id, news.Name.Value, groups);
        }

        var isForced = news.DeletionPolicy.Or(UserGroupResource.Refuse) == UserGroupResource.Force
            && olds.DeletionPolicy.Or(UserGroupResource.Refuse) != UserGroupResource.Force;
        if (isRename || isForced)
            await WarnOfServiceProvidersAsync(news, state, isRename, isForced, operation);
        if (news.MembershipMethod.Or("") == Dynamic && state.MembershipMethod != Dynamic)
            await WarnOfRuleAsync(state, operation);
        if (state.PosixGroups is not null && !news.AttributesOrNone.PosixGroups.IsPresent
            && olds.AttributesOrNone.PosixGroups.IsPresent)
        {
            await operation.ForewarnAsync(
                $"attributes.posixGroups was taken out of the program; {state.Name} keeps them, as JumpCloud has no way to take "
                    + "them away.");
        }
    }

    private static async ValueTask WarnOfServiceProvidersAsync(
        UserGroupArgs news, UserGroupState state, bool isRename, bool isForced, OperationContext operation)
    {
        var bound = await BoundApplications.ReadSharedAsync(state.Id, operation);
        if (bound.Provisioning.IsEmpty)
            return;
        var names = BoundApplications.Names(bound.Provisioning);
        if (isRename)
        {
            await operation.ForewarnAsync(
                $"Renaming {state.Name} to {news.Name.Value} renames the group, at Pulumi Cloud the team, at the service provider "
                    + $"of {names}: the group is bound to it, and Identity Management is active.");
        }

        if (isForced)
        {
            await operation.ForewarnAsync(
                $"With deletionPolicy force, deleting {state.Name} deletes the group, at Pulumi Cloud the team with its grants on "
                    + $"stacks and environments, at the service provider of {names} too.");
        }
    }

    private static async ValueTask WarnOfRuleAsync(UserGroupState state, OperationContext operation)
    {
        var count = await operation.Clients.JumpCloud.CountUserGroupMembersAsync(state.Id, operation.Cancellation);
        if (count > 0)
        {
            await operation.ForewarnAsync(
                $"From now on memberQuery alone decides who is in {state.Name}, which has {count} {(count == 1 ? "member" : "members")}: "
                    + "who does not match it, and is not exempt, is removed and loses what the group gives.");
        }
    }
}
