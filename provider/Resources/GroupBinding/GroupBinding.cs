using System.Collections.Immutable;
using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>Gives a user group access to an application. See GroupBinding.md.</summary>
internal sealed class GroupBinding : Resource<GroupBindingArgs, GroupBindingState>, IListable
{
    private static readonly ImmutableArray<Property> ServiceProviderFields =
    [
        new("scimBaseUrl", PropertyKind.String) { Required = true },
        new("scimToken", PropertyKind.String) { Required = true, Secret = true, IsHeaderValue = true },
    ];

    public override string Token => "jumpcloud:index:GroupBinding";

    public override ImmutableArray<Property> Properties { get; } =
    [
        new("applicationId", PropertyKind.String) { Required = true, Replace = true },
        new("userGroupId", PropertyKind.String) { Replace = true },

        // What the program calls the group; a group that was renamed since is still the same group.
        new("userGroupName", PropertyKind.String) { Replace = true, WriteOnly = true },
        new("serviceProvider", PropertyKind.Object) { WriteOnly = true, Fields = ServiceProviderFields },
        new("existingGroup", PropertyKind.String)
        {
            WriteOnly = true, Allowed = ["warn", ExistingGroup.Deny, ExistingGroup.Adopt], Default = PropertyValue.Of("warn"),
        },
        new("waitForSync", PropertyKind.Boolean) { WriteOnly = true, Default = PropertyValue.False },
        new("memberCount", PropertyKind.Integer) { OutputOnly = true },
        new("serviceProviderGroupId", PropertyKind.String) { OutputOnly = true },
        new("emptyGroup", PropertyKind.Boolean) { OutputOnly = true },
    ];

    public ImmutableArray<Property> Query => GroupBindingList.Query;

    /// <summary>Groups are compared by id: another name for the same group is no change.</summary>
    public override DiffResult Diff(DiffRequest request)
    {
        var diff = base.Diff(request);
        var old = (request.OldInputs.Find("userGroupId") ?? request.OldOutputs.Find("userGroupId"))?.AsString;
        var @new = request.News.Find("userGroupId");
        if (@new is { IsUnknown: true })
            return diff;
        if (@new is not null)
            return @new.AsString == old ? diff with { Changes = [.. diff.Changes.Where(change => !IsOfGroup(change))] } : diff;

        // JumpCloud could not be asked what the name stands for; the update asks, and does not touch another group.
        return diff with
        {
            Changes = [.. diff.Changes.Where(change => change.Path != "userGroupId")
                .Select(change => IsOfGroup(change) ? change with { Replaces = false } : change)],
        };
    }

    public IAsyncEnumerable<ListedResource> ListAsync(PropertyMap query, ListPlace from, OperationContext operation) =>
        GroupBindingList.RunAsync(query, from, operation);

    protected override GroupBindingArgs ReadArgs(PropertyReader reader) => GroupBindingArgs.Read(reader);

    protected override GroupBindingState ReadState(PropertyReader reader) => GroupBindingState.Read(reader);

    protected override PropertyMap WriteState(GroupBindingState state) => state.Write();

    protected override ValueTask CheckAsync(CheckDraft<GroupBindingArgs> draft, OperationContext operation) =>
        new GroupBindingCheck(draft, operation).RunAsync();

    protected override async ValueTask<PropertyMap> PlanCreateAsync(GroupBindingArgs args, OperationContext operation) =>
        await GroupBindingPlan.CreateAsync(args, operation);

    protected override async ValueTask<Created<GroupBindingState>> CreateAsync(GroupBindingArgs args, OperationContext operation)
    {
        var group = await RequireGroupAsync(args, operation);
        if (args.ExistingGroup.Or("warn") == ExistingGroup.Deny
            && await ExistingGroup.FindAsync(args, group, operation) is { } existing)
        {
            throw new UserErrorException(ErrorKind.FailedPrecondition, $"existingGroup {existing.WhyDenied()}");
        }

        var state = await DescribeAsync(args.ApplicationId.Value, group, operation);
        await GroupBindingChange.BindAsync(args.ApplicationId.Value, group, operation);
        var id = new GroupBindingId(args.ApplicationId.Value, group.Id);
        return new Created<GroupBindingState>(id.ToString(), await CompleteAsync(id, state, args, operation));
    }

    protected override async ValueTask<Created<GroupBindingState>?> ReadAsync(
        string id, GroupBindingArgs? olds, GroupBindingState? state, OperationContext operation)
    {
        var binding = GroupBindingId.Parse(id);
        var group = await FindGroupAsync(binding, operation);
        if (group is null || !await IsBoundAsync(binding.ApplicationId, group.Id, operation))
            return null;
        var live = await DescribeAsync(binding.ApplicationId, group, operation);
        live = live with { ServiceProviderGroupId = state?.ServiceProviderGroupId };
        live = await WithServiceProviderGroupAsync(live, olds?.ServiceProvider ?? Input<ServiceProviderArgs>.Absent, operation);
        return new Created<GroupBindingState>(new GroupBindingId(binding.ApplicationId, group.Id).ToString(), live);
    }

    protected override ValueTask<PropertyMap> PlanUpdateAsync(
        string id, GroupBindingArgs news, GroupBindingArgs olds, GroupBindingState state, PropertyMap known,
        OperationContext operation) =>
        new(known.Without("serviceProviderGroupId")
            .With("userGroupId", PropertyValue.Of(state.UserGroupId))
            .With("userGroupName", PropertyValue.Of(state.UserGroupName)));

    protected override async ValueTask<GroupBindingState> UpdateAsync(
        string id, GroupBindingArgs news, GroupBindingArgs olds, GroupBindingState state, OperationContext operation)
    {
        var binding = GroupBindingId.Parse(id);
        var kept = news.UserGroupId.IsKnown ? news : news with { UserGroupId = binding.UserGroup };
        var group = await RequireGroupAsync(kept, operation);
        if (!news.UserGroupId.IsKnown && await RequireGroupAsync(news, operation) is var named && named.Id != group.Id)
        {
            throw new UserErrorException(
                ErrorKind.FailedPrecondition,
                $"userGroupName {news.UserGroupName.Value} is another group than the bound one, {group.Name} ({group.Id}), "
                    + "which could not be seen while JumpCloud could not be reached; nothing was changed. Run up again: it "
                    + "shows the replacement");
        }

        var live = await DescribeAsync(binding.ApplicationId, group, operation);
        live = live with { ServiceProviderGroupId = state.ServiceProviderGroupId };
        await GroupBindingChange.BindAsync(binding.ApplicationId, group, operation);
        return await CompleteAsync(binding, live, news, operation);
    }

    protected override ValueTask DeleteAsync(
        string id, GroupBindingArgs olds, GroupBindingState state, OperationContext operation) =>
        new GroupBindingRemoval(GroupBindingId.Parse(id), olds, state, operation).RunAsync();

    /// <summary>The one group that the inputs name.</summary>
    private static async ValueTask<UserGroup> RequireGroupAsync(GroupBindingArgs args, OperationContext operation)
    {
        if (args.UserGroupId.IsKnown)
        {
            return await operation.Clients.JumpCloud.FindUserGroupAsync(args.UserGroupId.Value, operation.Cancellation)
                ?? throw new UserErrorException(
                    ErrorKind.NotFound, $"there is no user group of the id {args.UserGroupId.Value} in JumpCloud");
        }

        var lookup = await UserGroupLookup.ByNameAsync(args.UserGroupName.Value, operation);
        return lookup.Group ?? throw new UserErrorException(ErrorKind.NotFound, $"userGroupName {lookup.Problem}");
    }

    private static async ValueTask<UserGroup?> FindGroupAsync(GroupBindingId binding, OperationContext operation)
    {
        if (binding.HasGroupId)
            return await operation.Clients.JumpCloud.FindUserGroupAsync(binding.UserGroup, operation.Cancellation);
        var lookup = await UserGroupLookup.ByNameAsync(binding.UserGroup, operation);
        return lookup.Group ?? throw new UserErrorException(
            ErrorKind.NotFound, $"the group {lookup.Problem} (the id of a binding has the form {GroupBindingId.Form})");
    }

    private static async ValueTask<bool> IsBoundAsync(string applicationId, string userGroupId, OperationContext operation)
    {
        try
        {
            var bound = await operation.Clients.JumpCloud.ListBoundUserGroupsAsync(applicationId, operation.Cancellation);
            return bound.Contains(userGroupId);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            return false;
        }
    }

    private static async ValueTask<GroupBindingState> DescribeAsync(
        string applicationId, UserGroup group, OperationContext operation) => new()
        {
            ApplicationId = applicationId,
            UserGroupId = group.Id,
            UserGroupName = group.Name,
            MemberCount = await operation.Clients.JumpCloud.CountUserGroupMembersAsync(group.Id, operation.Cancellation),
        };

    /// <summary>What follows the binding itself. It exists, so whatever fails now leaves it in state.</summary>
    private static async ValueTask<GroupBindingState> CompleteAsync(
        GroupBindingId id, GroupBindingState state, GroupBindingArgs args, OperationContext operation)
    {
        if (!args.WaitForSync.Or(false) || args.ServiceProvider is not { IsKnown: true, Value.IsKnown: true })
            return await WithServiceProviderGroupAsync(state, args.ServiceProvider, operation);
        return await new SyncWait(id, state, args.ServiceProvider.Value, operation).RunAsync();
    }

    private static async ValueTask<GroupBindingState> WithServiceProviderGroupAsync(
        GroupBindingState state, Input<ServiceProviderArgs> serviceProvider, OperationContext operation)
    {
        if (serviceProvider is not { IsKnown: true, Value.IsKnown: true })
            return state with { ServiceProviderGroupId = null };
        try
        {
            var scim = ExistingGroup.Scim(serviceProvider.Value, operation);
            var groups = await scim.FindGroupsAsync(state.UserGroupName, operation.Cancellation);
            return state with { ServiceProviderGroupId = groups.Count == 0 ? null : groups[0].Id };
        }
        catch (Exception exception) when (exception is ApiException or OperationCanceledException)
        {
            await operation.Log.WarningAsync(
                $"The group {state.UserGroupName} could not be looked up at the service provider: {exception.Message}");
            return state;
        }
    }

    private static bool IsOfGroup(PropertyChange change) => change.Path is "userGroupId" or "userGroupName";
}
