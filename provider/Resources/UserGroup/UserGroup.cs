using System.Collections.Immutable;
using JumpCloud.Clients;
using JumpCloud.Core;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Resources;

/// <summary>A user group of JumpCloud. See UserGroup.md. The plain name is that of the client's record.</summary>
internal sealed class UserGroupResource : Resource<UserGroupArgs, UserGroupState>, IListable
{
    public const string Refuse = "refuse";

    public const string Force = "force";

    private static readonly ImmutableArray<Property> MemberQueryFields =
    [
        new("queryType", PropertyKind.String) { Allowed = ["Filter", "FilterQuery", "Search"] },
        new("searchFilters", PropertyKind.String) { Same = UserGroupMapping.IsSameJson },
        new("filters", PropertyKind.List) { Same = UserGroupMapping.IsSameJson },
    ];

    private static readonly ImmutableArray<Property> ExemptionFields =
    [
        new("id", PropertyKind.String) { Required = true },
        new("type", PropertyKind.String) { Default = PropertyValue.Of("user") },
    ];

    private static readonly ImmutableArray<Property> AttributeFields =
    [
        new("sudo", PropertyKind.Object)
        {
            Fields =
            [
                new("enabled", PropertyKind.Boolean) { Required = true },
                new("withoutPassword", PropertyKind.Boolean) { Default = PropertyValue.False },
            ],
        },
        new("posixGroups", PropertyKind.List)
        {
            Fields = [new("id", PropertyKind.Integer) { Required = true }, new("name", PropertyKind.String) { Required = true }],
        },
        new("radius", PropertyKind.Object)
        {
            Fields =
            [
                new("reply", PropertyKind.List)
                {
                    Fields = [new("name", PropertyKind.String) { Required = true }, new("value", PropertyKind.String) { Required = true }],
                },
            ],
        },
        new("sambaEnabled", PropertyKind.Boolean),
    ];

    public override string Token => "jumpcloud:index:UserGroup";

    public override ImmutableArray<Property> Properties { get; } =
    [
        new("name", PropertyKind.String) { Required = true },
        new("description", PropertyKind.String),
        new("email", PropertyKind.String),
        new("membershipMethod", PropertyKind.String)
        {
            Allowed = ["NOTSET", "STATIC", "DYNAMIC_REVIEW_REQUIRED", "DYNAMIC_AUTOMATED"],
        },
        new("memberQuery", PropertyKind.Object) { Fields = MemberQueryFields },
        new("memberQueryLanguage", PropertyKind.String) { WriteOnly = true },
        new("memberQueryExemptions", PropertyKind.List) { Fields = ExemptionFields, Unordered = true },
        new("memberSuggestionsNotify", PropertyKind.Boolean) { Default = PropertyValue.False },
        new("attributes", PropertyKind.Object) { Fields = AttributeFields },
        new("deletionPolicy", PropertyKind.String)
        {
            WriteOnly = true, Allowed = [Refuse, Force], Default = PropertyValue.Of(Refuse),
        },
        new("userGroupId", PropertyKind.String) { OutputOnly = true },
        new("ldapGroups", PropertyKind.List) { OutputOnly = true },
        new("memberQueryErrorFlags", PropertyKind.List) { OutputOnly = true },
    ];

    public ImmutableArray<Property> Query => UserGroupList.Query;

    public IAsyncEnumerable<ListedResource> ListAsync(PropertyMap query, ListPlace from, OperationContext operation) =>
        UserGroupList.GroupsAsync(query, from, operation);

    protected override UserGroupArgs ReadArgs(PropertyReader reader) => UserGroupArgs.Read(reader);

    protected override UserGroupState ReadState(PropertyReader reader) => UserGroupState.Read(reader);

    protected override PropertyMap WriteState(UserGroupState state) => state.Write();

    protected override ValueTask CheckAsync(CheckDraft<UserGroupArgs> draft, OperationContext operation) =>
        new UserGroupCheck(draft, operation).RunAsync();

    protected override ValueTask<PropertyMap> PlanCreateAsync(UserGroupArgs args, OperationContext operation) =>
        UserGroupPlan.CreateAsync(args, operation);

    protected override async ValueTask<Created<UserGroupState>> CreateAsync(UserGroupArgs args, OperationContext operation)
    {
        var made = await UserGroupCreation.RunAsync(UserGroupMapping.New(args), args.MemberQueryLanguage.OrDefault(), operation);
        var state = UserGroupMapping.ToState(made);
        return new Created<UserGroupState>(state.Id, state);
    }

    protected override async ValueTask<Created<UserGroupState>?> ReadAsync(
        string id, UserGroupArgs? olds, UserGroupState? state, OperationContext operation)
    {
        if (!JumpCloudId.IsOne(id))
        {
            var lookup = await UserGroupLookup.ByNameAsync(id, operation);
            id = lookup.Group?.Id ?? throw new UserErrorException(
                ErrorKind.NotFound, $"the group {lookup.Problem} (a user group is imported by its id or its name)");
        }

        try
        {
            var live = await operation.Clients.JumpCloud.ReadUserGroupDocumentAsync(id, operation.Cancellation);
            return new Created<UserGroupState>(JumpCloudClient.IdOf(live), await HealthyAsync(live, operation));
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            return null;
        }
    }

    protected override ValueTask<PropertyMap> PlanUpdateAsync(
        string id, UserGroupArgs news, UserGroupArgs olds, UserGroupState state, PropertyMap known, OperationContext operation) =>
        UserGroupPlan.UpdateAsync(news, olds, state with { Id = id }, known, operation);

    protected override async ValueTask<UserGroupState> UpdateAsync(
        string id, UserGroupArgs news, UserGroupArgs olds, UserGroupState state, OperationContext operation)
    {
        var jumpCloud = operation.Clients.JumpCloud;
        try
        {
            var live = await jumpCloud.ReadUserGroupDocumentAsync(id, operation.Cancellation);
            UserGroupPlan.ForbidOtherPosixGroups(news, UserGroupMapping.ToState(live));
            var wanted = UserGroupMapping.Merge(live, news, olds);
            var language = news.MemberQueryLanguage.OrDefault();
            if (JToken.DeepEquals(wanted, UserGroupMapping.Body(live)) && language == olds.MemberQueryLanguage.OrDefault())
                return UserGroupMapping.ToState(live);
            if (live.Text("name") != news.Name.Value)
            {
                var groups = await jumpCloud.FindUserGroupsNowAsync(news.Name.Value, operation.Cancellation);
                TakenName.ForbidRename(id, news.Name.Value, groups);
            }

            return UserGroupMapping.ToState(await jumpCloud.UpdateUserGroupAsync(id, wanted, language, operation.Cancellation));
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            throw new UserErrorException(
                ErrorKind.NotFound,
                $"The user group {state.Name} ({id}) is gone; run pulumi refresh, then pulumi up, which makes it anew",
                exception);
        }
    }

    protected override async ValueTask DeleteAsync(
        string id, UserGroupArgs olds, UserGroupState state, OperationContext operation)
    {
        try
        {
            await ForewarnDeletionAsync(id, olds, state, operation);
            await operation.Clients.JumpCloud.DeleteUserGroupAsync(id, operation.Cancellation);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            await operation.Log.DebugAsync($"The user group {id} was gone already.");
        }
    }

    private static async ValueTask ForewarnDeletionAsync(
        string id, UserGroupArgs olds, UserGroupState state, OperationContext operation)
    {
        var bound = await BoundApplications.ReadAsync(id, operation);
        if (bound.All.IsEmpty)
            return;
        var names = BoundApplications.Names(bound.Provisioning);
        if (olds.DeletionPolicy.Or(Refuse) != Force && !bound.Provisioning.IsEmpty)
        {
            throw new UserErrorException(
                ErrorKind.FailedPrecondition,
                $"The user group {state.Name} ({id}) is still bound to {names}, with active Identity Management, by a binding that "
                    + "this program did not remove; deleting the group would delete it at the service provider too, at Pulumi "
                    + "Cloud the team with its grants on stacks and environments. Unbind it first (a GroupBinding whose "
                    + "userGroupId is this resource's goes before it), or set deletionPolicy to force and run up before the "
                    + "group is deleted.");
        }

        if (!bound.Provisioning.IsEmpty)
        {
            await operation.Log.WarningAsync(
                $"Deleting {state.Name} deletes the group, at Pulumi Cloud the team with its grants on stacks and environments, at "
                    + $"the service provider of {names} too.");
        }

        await operation.Log.WarningAsync(
            $"With {state.Name} goes its members' access to {BoundApplications.Names(bound.All)}, except where another group gives "
                + "it to them.");
    }

    private static async ValueTask<UserGroupState> HealthyAsync(JObject live, OperationContext operation)
    {
        var state = UserGroupMapping.ToState(live);
        if (!state.MemberQueryErrorFlags.IsEmpty)
        {
            await operation.Log.WarningAsync(
                $"JumpCloud cannot evaluate the memberQuery of {state.Name}: {string.Join(", ", state.MemberQueryErrorFlags)}.");
        }

        return state;
    }
}
