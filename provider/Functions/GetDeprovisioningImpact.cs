using System.Collections.Immutable;
using JumpCloud.Clients;
using JumpCloud.Core;
using JumpCloud.Resources;

namespace JumpCloud.Functions;

internal sealed record GetDeprovisioningImpactArgs(
    Input<string> ApplicationId, Input<string> UserGroupId, Input<string> UserGroupName, Input<string> Change);

/// <summary>Who would be deactivated at the service provider without a group. See getDeprovisioningImpact.md.</summary>
internal sealed class GetDeprovisioningImpact : Function<GetDeprovisioningImpactArgs>
{
    private const string Delete = "delete";
    private const string Unbind = "unbind";

    private static readonly ImmutableArray<Property> UserFields =
    [
        new("id", PropertyKind.String) { Required = true },
        new("username", PropertyKind.String) { Required = true },
        new("email", PropertyKind.String) { Required = true },
    ];

    private static readonly ImmutableArray<Property> KeptFields =
    [
        new("id", PropertyKind.String) { Required = true },
        new("username", PropertyKind.String) { Required = true },
        new("throughGroups", PropertyKind.List) { Required = true },
        new("boundDirectly", PropertyKind.Boolean) { Required = true },
    ];

    public override string Token => "jumpcloud:index:getDeprovisioningImpact";

    public override ImmutableArray<Property> Arguments { get; } =
    [
        new("applicationId", PropertyKind.String) { Required = true },
        new("userGroupId", PropertyKind.String),
        new("userGroupName", PropertyKind.String),
        new("change", PropertyKind.String) { Allowed = [Unbind, Delete], Default = PropertyValue.Of(Unbind) },
    ];

    public override ImmutableArray<Property> Results { get; } =
    [
        new("userGroupId", PropertyKind.String) { Required = true },
        new("userGroupName", PropertyKind.String) { Required = true },
        new("bound", PropertyKind.Boolean) { Required = true },
        new("provisioningActive", PropertyKind.Boolean) { Required = true },
        new("users", PropertyKind.List) { Required = true, Fields = UserFields },
        new("count", PropertyKind.Integer) { Required = true },
        new("keptUsers", PropertyKind.List) { Required = true, Fields = KeptFields },
        new("deletesServiceProviderGroup", PropertyKind.Boolean) { Required = true },
    ];

    protected override GetDeprovisioningImpactArgs ReadArgs(PropertyReader reader) => new(
        reader.String("applicationId"), reader.String("userGroupId"), reader.String("userGroupName"), reader.String("change"));

    protected override void Check(GetDeprovisioningImpactArgs args, Failures failures)
    {
        JumpCloudId.CheckApplication(args.ApplicationId, failures);
        if (args.UserGroupId.IsPresent == args.UserGroupName.IsPresent)
            failures.Add("", "give either userGroupId or userGroupName");
        else if (args.UserGroupId.IsKnown && !JumpCloudId.IsOne(args.UserGroupId.Value))
            failures.Add("userGroupId", "must be the id of a user group, 24 hexadecimal characters; for its name there is "
                + "userGroupName");
    }

    protected override async ValueTask<PropertyMap> InvokeAsync(GetDeprovisioningImpactArgs args, OperationContext operation)
    {
        var jumpCloud = operation.Clients.JumpCloud;
        var group = await FindGroupAsync(args, operation);
        var application = await FindApplicationAsync(args.ApplicationId.Value, operation);
        var isBound = (await jumpCloud.ListBoundUserGroupsAsync(application.Id, operation.Cancellation)).Contains(group.Id);
        var isManaged = isBound && application.IsProvisioning;
        var impact = isManaged ? await Deprovisioning.ReadAsync(application.Id, group.Id, operation) : Deprovisioning.Nobody;
        var isDeleted = isManaged && args.Change.Or(Unbind) == Delete && await HasGroupsAsync(application, operation);
        return PropertyMap.Of(
            ("userGroupId", PropertyValue.Of(group.Id)),
            ("userGroupName", PropertyValue.Of(group.Name)),
            ("bound", PropertyValue.Of(isBound)),
            ("provisioningActive", PropertyValue.Of(application.IsProvisioning)),
            ("users", PropertyValue.Of(impact.Leaving.Select(Write))),
            ("count", PropertyValue.Of(impact.Leaving.Length)),
            ("keptUsers", PropertyValue.Of(await WriteAsync(impact.Staying, operation))),
            ("deletesServiceProviderGroup", PropertyValue.Of(isDeleted)));
    }

    private static async ValueTask<UserGroup> FindGroupAsync(GetDeprovisioningImpactArgs args, OperationContext operation)
    {
        if (args.UserGroupId.IsKnown)
        {
            return await operation.Clients.JumpCloud.FindUserGroupAsync(args.UserGroupId.Value, operation.Cancellation)
                ?? throw new UserErrorException(
                    ErrorKind.NotFound, $"there is no user group of the id {args.UserGroupId.Value} in JumpCloud");
        }

        var lookup = await UserGroupLookup.ByNameAsync(args.UserGroupName.Or(""), operation);
        return lookup.Group ?? throw new UserErrorException(ErrorKind.NotFound, $"userGroupName {lookup.Problem}");
    }

    private static async ValueTask<IntegratedApplication> FindApplicationAsync(string id, OperationContext operation)
    {
        try
        {
            return await operation.Clients.JumpCloud.ReadIntegratedApplicationAsync(id, operation.Cancellation);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            throw new UserErrorException(ErrorKind.NotFound, $"{id} {JumpCloudId.NoApplication}", exception);
        }
    }

    // Whether group management was switched on is told by nobody, only whether the application can have it.
    private static async ValueTask<bool> HasGroupsAsync(IntegratedApplication application, OperationContext operation)
    {
        var jumpCloud = operation.Clients.JumpCloud;
        var template = await jumpCloud.FindApplicationTemplateAsync(application.Template, operation.Cancellation);
        return template is { SupportsGroups: true };
    }

    private static PropertyValue Write(DirectoryUser user) => PropertyValue.Of(PropertyMap.Of(
        ("id", PropertyValue.Of(user.Id)),
        ("username", PropertyValue.Of(user.Username)),
        ("email", PropertyValue.Of(user.Email))));

    private static async ValueTask<List<PropertyValue>> WriteAsync(IEnumerable<KeptUser> users, OperationContext operation)
    {
        var written = new List<PropertyValue>();
        foreach (var kept in users)
        {
            var names = new List<string>();
            foreach (var id in kept.Through)
                names.Add((await operation.Clients.JumpCloud.FindUserGroupAsync(id, operation.Cancellation))?.Name ?? id);
            names.Sort(StringComparer.Ordinal);
            written.Add(PropertyValue.Of(PropertyMap.Of(
                ("id", PropertyValue.Of(kept.User.Id)),
                ("username", PropertyValue.Of(kept.User.Username)),
                ("throughGroups", PropertyValue.Of(names)),
                ("boundDirectly", PropertyValue.Of(kept.IsBoundDirectly)))));
        }

        return written;
    }
}
