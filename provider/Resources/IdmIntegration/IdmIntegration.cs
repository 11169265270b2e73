using System.Collections.Immutable;
using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>Identity Management of an application: users and groups provisioned over SCIM. See IdmIntegration.md.</summary>
internal sealed class IdmIntegration : Resource<IdmIntegrationArgs, IdmIntegrationState>, IListable
{
    public const string Auto = "auto";
    public const string Portal = "portal";

    private static readonly ImmutableArray<Property> MappingFields =
    [
        new("jumpCloudAttribute", PropertyKind.String),
        new("scimAttribute", PropertyKind.String),
        new("appliesTo", PropertyKind.String),
    ];

    private static readonly ImmutableArray<Property> FeatureFields =
    [
        new("patch", PropertyKind.Boolean),
        new("bulk", PropertyKind.Boolean),
        new("filter", PropertyKind.Boolean),
        new("filterMaxResults", PropertyKind.Integer),
        new("changePassword", PropertyKind.Boolean),
        new("sort", PropertyKind.Boolean),
        new("etag", PropertyKind.Boolean),
        new("authenticationSchemes", PropertyKind.List),
    ];

    public override string Token => "jumpcloud:index:IdmIntegration";

    // JumpCloud gives none of the settings back; only whether there is a connection.
    public override ImmutableArray<Property> Properties { get; } =
    [
        new("applicationId", PropertyKind.String) { Required = true, Replace = true },
        new("baseUrl", PropertyKind.String) { Required = true },
        new("token", PropertyKind.String) { Required = true, Secret = true, WriteOnly = true },
        new("manageGroups", PropertyKind.Boolean) { WriteOnly = true, Default = PropertyValue.True },
        new("mode", PropertyKind.String) { WriteOnly = true, Allowed = [Auto, "api", Portal], Default = PropertyValue.Of(Auto) },
        new("testUserEmail", PropertyKind.String) { WriteOnly = true },
        new("waitForActivation", PropertyKind.Integer) { WriteOnly = true, Default = PropertyValue.Of(0) },
        new("status", PropertyKind.String) { OutputOnly = true },
        new("activatedAt", PropertyKind.String) { OutputOnly = true },
        new("mappings", PropertyKind.List) { OutputOnly = true, Fields = MappingFields },
        new("serviceProviderFeatures", PropertyKind.Object) { OutputOnly = true, Fields = FeatureFields },
        new("pending", PropertyKind.Object)
        {
            OutputOnly = true,
            Fields =
            [
                new("since", PropertyKind.String),
                new("settings", PropertyKind.String) { Secret = true },
                new("lastEvent", PropertyKind.String),
            ],
        },
    ];

    public ImmutableArray<Property> Query => IdmIntegrationList.Query;

    public IAsyncEnumerable<ListedResource> ListAsync(PropertyMap query, ListPlace from, OperationContext operation) =>
        IdmIntegrationList.RunAsync(query, from, operation);

    protected override IdmIntegrationArgs ReadArgs(PropertyReader reader) => IdmIntegrationArgs.Read(reader);

    protected override IdmIntegrationState ReadState(PropertyReader reader) => IdmIntegrationState.Read(reader);

    protected override PropertyMap WriteState(IdmIntegrationState state) => state.Write();

    protected override TimeSpan WaitOf(IdmIntegrationArgs args) => TimeSpan.FromSeconds(args.WaitForActivation.Or(0));

    protected override ValueTask CheckAsync(CheckDraft<IdmIntegrationArgs> draft, OperationContext operation) =>
        new IdmIntegrationCheck(draft, operation).RunAsync();

    protected override ValueTask<PropertyMap> PlanCreateAsync(IdmIntegrationArgs args, OperationContext operation) =>
        IdmIntegrationPlan.CreateAsync(args, operation);

    protected override async ValueTask<Created<IdmIntegrationState>> CreateAsync(
        IdmIntegrationArgs args, OperationContext operation)
    {
        var id = args.ApplicationId.Value;
        return new Created<IdmIntegrationState>(id, await ActivateAsync(id, args, null, operation));
    }

    protected override async ValueTask<Created<IdmIntegrationState>?> ReadAsync(
        string id, IdmIntegrationArgs? olds, IdmIntegrationState? state, OperationContext operation)
    {
        if (!JumpCloudId.IsOne(id))
        {
            throw new UserErrorException(
                ErrorKind.InvalidArgument,
                $"\"{id}\" is not the id of an integration: expected the id of its application, 24 hexadecimal characters, as "
                    + "in the address of the application in the Admin Portal");
        }

        if (await new LiveConnection(id, operation).FindAsync() is not { } application)
            return null;
        if (state is null && !application.IsProvisioning)
            return null;
        if (state is null)
            return new Created<IdmIntegrationState>(application.Id, await ImportAsync(application, operation));
        return new Created<IdmIntegrationState>(id, Refresh(application, state, operation));
    }

    protected override ValueTask<PropertyMap> PlanUpdateAsync(
        string id, IdmIntegrationArgs news, IdmIntegrationArgs olds, IdmIntegrationState state, PropertyMap known,
        OperationContext operation) =>
        IdmIntegrationPlan.UpdateAsync(news, state, known, operation);

    protected override ValueTask<IdmIntegrationState> UpdateAsync(
        string id, IdmIntegrationArgs news, IdmIntegrationArgs olds, IdmIntegrationState state, OperationContext operation) =>
        ActivateAsync(id, news, state, operation);

    protected override async ValueTask DeleteAsync(
        string id, IdmIntegrationArgs olds, IdmIntegrationState state, OperationContext operation) =>
        await ApplicationEvents.ExplainAsync(id, operation.Time.GetUtcNow(), operation, async () =>
        {
            await new IdmDeactivation(id, olds, operation).RunAsync();
            return true;
        });

    // What a person has tried since the steps were asked for belongs to it.
    private static ValueTask<IdmIntegrationState> ActivateAsync(
        string id, IdmIntegrationArgs args, IdmIntegrationState? earlier, OperationContext operation) =>
        ApplicationEvents.ExplainAsync(
            id,
            earlier?.PendingSteps?.SinceTime ?? operation.Time.GetUtcNow(),
            operation,
            new IdmActivation(id, args, earlier, operation).RunAsync);

    // The settings cannot be read; where the service provider is Pulumi Cloud, its entity id tells the base URL.
    private static async ValueTask<IdmIntegrationState> ImportAsync(IntegratedApplication application, OperationContext operation)
    {
        await operation.Log.InfoAsync(
            $"JumpCloud does not give back the SCIM token of {application.Label}. "
            + "Until the program sets token, the connection stays as it is and cannot be changed.");
        var entityId = await operation.Clients.JumpCloud.ReadServiceProviderEntityIdAsync(application.Id, operation.Cancellation);
        return new IdmIntegrationState
        {
            ApplicationId = application.Id,
            BaseUrl = entityId is null ? null : ScimBaseUrl.FromEntityId(entityId),
            Token = null,
            ManageGroups = true,
            Status = IdmIntegrationState.Active,
        };
    }

    /// <summary>
    /// A connection that is not active is not healthy: the engine keeps the reason and updates the resource in the next up,
    /// although none of its inputs differs.
    /// </summary>
    private static IdmIntegrationState Refresh(
        IntegratedApplication application, IdmIntegrationState state, OperationContext operation)
    {
        if (application.IsProvisioning && state.Status == IdmIntegrationState.Unproven)
        {
            throw new PartialStateException<IdmIntegrationState>(
                application.Id, state, $"Identity Management of {application.Label} is active, but its settings have not been "
                    + "proven since they were changed; the next up proves them");
        }

        var isChangePending = state is { Status: IdmIntegrationState.Pending, PendingSteps.Settings: not null };
        if (application.IsProvisioning && !isChangePending)
        {
            return state.Status == IdmIntegrationState.Active ? state : state with
            {
                Status = IdmIntegrationState.Active,
                ActivatedAt = TimeText.Of(operation.Time.GetUtcNow()),
                PendingSteps = null,
            };
        }

        if (state.Status == IdmIntegrationState.Pending)
        {
            throw new PartialStateException<IdmIntegrationState>(
                application.Id, state, $"Identity Management of {application.Label} waits for a person since "
                    + $"{state.PendingSteps?.Since}; run up for the steps, and again when they are taken");
        }

        throw new PartialStateException<IdmIntegrationState>(
            application.Id,
            state with { Status = IdmIntegrationState.Inactive, ActivatedAt = null },
            $"Identity Management of {application.Label} is not active any more: nothing is provisioned. The next up activates "
                + "it again");
    }
}
