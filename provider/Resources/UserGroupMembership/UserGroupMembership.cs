using System.Collections.Immutable;
using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>Makes a user a member of a user group. See UserGroupMembership.md.</summary>
internal sealed class UserGroupMembership : Resource<UserGroupMembershipArgs, UserGroupMembershipState>, IListable
{
    public override string Token => "jumpcloud:index:UserGroupMembership";

    public override ImmutableArray<Property> Properties { get; } =
    [
        new("userGroupId", PropertyKind.String) { Required = true, Replace = true },
        new("userId", PropertyKind.String) { Replace = true },

        // What the program calls the user; one that was renamed since is still the same user.
        new("username", PropertyKind.String) { Replace = true, WriteOnly = true },
        new("email", PropertyKind.String) { Replace = true, WriteOnly = true },
        new("userGroupName", PropertyKind.String) { OutputOnly = true },
    ];

    public ImmutableArray<Property> Query => UserGroupList.Query;

    /// <summary>Users are compared by id: another name for the same user is no change.</summary>
    public override DiffResult Diff(DiffRequest request)
    {
        var diff = base.Diff(request);
        var old = (request.OldInputs.Find("userId") ?? request.OldOutputs.Find("userId"))?.AsString;
        var @new = request.News.Find("userId");
        if (@new is { IsUnknown: true })
            return diff;
        if (@new is not null)
            return @new.AsString == old ? diff with { Changes = [.. diff.Changes.Where(change => !IsOfUser(change))] } : diff;

        // JumpCloud could not be asked whom the name stands for; the update asks, and does not touch another user.
        return diff with
        {
            Changes = [.. diff.Changes.Where(change => change.Path != "userId")
                .Select(change => IsOfUser(change) ? change with { Replaces = false } : change)],
        };
    }

    public IAsyncEnumerable<ListedResource> ListAsync(PropertyMap query, ListPlace from, OperationContext operation) =>
        UserGroupList.MembersAsync(query, from, operation);

    protected override UserGroupMembershipArgs ReadArgs(PropertyReader reader) => UserGroupMembershipArgs.Read(reader);

    protected override UserGroupMembershipState ReadState(PropertyReader reader) => UserGroupMembershipState.Read(reader);

    protected override PropertyMap WriteState(UserGroupMembershipState state) => state.Write();

    protected override ValueTask CheckAsync(CheckDraft<UserGroupMembershipArgs> draft, OperationContext operation) =>
        new UserGroupMembershipCheck(draft, operation).RunAsync();

    protected override ValueTask<PropertyMap> PlanCreateAsync(UserGroupMembershipArgs args, OperationContext operation) =>
        UserGroupMembershipPlan.CreateAsync(args, operation);

    protected override async ValueTask<Created<UserGroupMembershipState>> CreateAsync(
        UserGroupMembershipArgs args, OperationContext operation)
    {
        var user = await RequireUserAsync(args, operation);
        var group = await UserGroupMembershipPlan.FindGroupAsync(args.UserGroupId.Value, operation)
            ?? throw new UserErrorException(
                ErrorKind.NotFound, $"there is no user group of the id {args.UserGroupId.Value} in JumpCloud");
        await UserGroupMembershipChange.AddAsync(group, user, operation);
        var id = new UserGroupMembershipId(group.Id, user.Id);
        return new Created<UserGroupMembershipState>(id.ToString(), Describe(group, user));
    }

    protected override async ValueTask<Created<UserGroupMembershipState>?> ReadAsync(
        string id, UserGroupMembershipArgs? olds, UserGroupMembershipState? state, OperationContext operation)
    {
        var jumpCloud = operation.Clients.JumpCloud;
        var membership = await ResolveAsync(UserGroupMembershipId.Parse(id), operation);
        var group = await jumpCloud.FindUserGroupAsync(membership.UserGroup, operation.Cancellation);
        if (group is null)
            return null;
        var user = await jumpCloud.FindUserGroupMemberAsync(group.Id, membership.User, operation.Cancellation);
        return user is null
            ? null
            : new Created<UserGroupMembershipState>(membership.ToString(), Describe(group, user));
    }

    protected override ValueTask<PropertyMap> PlanUpdateAsync(
        string id, UserGroupMembershipArgs news, UserGroupMembershipArgs olds, UserGroupMembershipState state, PropertyMap known,
        OperationContext operation) =>
        new(known.Merge(state.Write()));

    protected override async ValueTask<UserGroupMembershipState> UpdateAsync(
        string id, UserGroupMembershipArgs news, UserGroupMembershipArgs olds, UserGroupMembershipState state,
        OperationContext operation)
    {
        var membership = UserGroupMembershipId.Parse(id);
        var user = await RequireUserAsync(news, operation);
        if (user.Id != membership.User)
        {
            throw new UserErrorException(
                ErrorKind.FailedPrecondition,
                $"{user.Username} is another user than the member, {state.Username} ({membership.User}), which could not be seen "
                    + "while JumpCloud could not be reached; nothing was changed. Run up again: it shows the replacement");
        }

        return state with { Username = user.Username, Email = user.Email };
    }

    protected override async ValueTask DeleteAsync(
        string id, UserGroupMembershipArgs olds, UserGroupMembershipState state, OperationContext operation)
    {
        var membership = UserGroupMembershipId.Parse(id);
        await MembershipLoss.WarnAsync(
            membership.UserGroup, membership.User, (user, group) => $"Taking {user} out of {group}", operation.Log.WarningAsync, operation);
        await UserGroupMembershipChange.RemoveAsync(membership, operation);
    }

    private static UserGroupMembershipState Describe(UserGroup group, DirectoryUser user) => new()
    {
        UserGroupId = group.Id,
        UserGroupName = group.Name,
        UserId = user.Id,
        Username = user.Username,
        Email = user.Email,
    };

    /// <summary>The one user that the inputs name.</summary>
    private static async ValueTask<DirectoryUser> RequireUserAsync(UserGroupMembershipArgs args, OperationContext operation)
    {
        if (args.UserId.IsKnown)
        {
            return await UserLookup.FindAsync(args, operation)
                ?? throw new UserErrorException(ErrorKind.NotFound, $"there is no user of the id {args.UserId.Value} in JumpCloud");
        }

        var field = args.Username.IsKnown ? "username" : "email";
        var lookup = await UserLookup.FindAsync(field, args.Username.OrDefault() ?? args.Email.Value, operation);
        return lookup.User ?? throw new UserErrorException(ErrorKind.NotFound, $"{field} {lookup.Problem}");
    }

    private static async ValueTask<UserGroupMembershipId> ResolveAsync(UserGroupMembershipId given, OperationContext operation)
    {
        var (group, user) = given;
        if (!JumpCloudId.IsOne(group))
        {
            var lookup = await UserGroupLookup.ByNameAsync(group, operation);
            group = lookup.Group?.Id ?? throw NotFound($"the group {lookup.Problem}");
        }

        if (!JumpCloudId.IsOne(user))
        {
            var lookup = await UserLookup.FindAsync(user.Contains('@', StringComparison.Ordinal) ? "email" : "username", user, operation);
            user = lookup.User?.Id ?? throw NotFound($"the user {lookup.Problem}");
        }

        return new UserGroupMembershipId(group, user);
    }

    private static UserErrorException NotFound(string problem) => new(
        ErrorKind.NotFound, $"{problem} (the id of a membership has the form {UserGroupMembershipId.Form})");

    private static bool IsOfUser(PropertyChange change) => change.Path is "userId" or "username" or "email";
}
