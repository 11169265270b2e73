using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>
/// A group at the service provider that has the name of the bound group already: JumpCloud takes it over (article, group rules).
/// </summary>
internal sealed record ExistingGroup(string Name, int Count, string ScimBaseUrl, bool IsPulumi)
{
    public const string Deny = "deny";
    public const string Adopt = "adopt";

    public static ScimClient Scim(ServiceProviderArgs serviceProvider, OperationContext operation) =>
        operation.Clients.Scim(new Uri(serviceProvider.ScimBaseUrl.Value), serviceProvider.ScimToken.Value);

    /// <summary>
    /// Null where there is none, where nothing is known to ask, and where JumpCloud has taken it over already: through this
    /// application, or through one that this binding's application replaces.
    /// </summary>
    public static async ValueTask<ExistingGroup?> FindAsync(GroupBindingArgs args, UserGroup group, OperationContext operation)
    {
        if (args.ServiceProvider is not { IsKnown: true, Value: { IsKnown: true } serviceProvider })
            return null;
        var groups = await Scim(serviceProvider, operation).FindGroupsAsync(group.Name, operation.Cancellation);
        var url = serviceProvider.ScimBaseUrl.Value;
        if (groups.Count == 0 || await IsTakenOverAsync(args.ApplicationId, group.Id, url, operation))
            return null;
        var isPulumi = Resources.ScimBaseUrl.PulumiOrganizationOf(url, operation.Clients.Config.PulumiApiUrl) is not null;
        return new ExistingGroup(group.Name, groups.Count, url, isPulumi);
    }

    /// <summary>
    /// Whether a group that was unbound from one application is still provisioned to the same place through another, as when an
    /// application is replaced. Of service providers other than Pulumi Cloud that cannot be told: any other application counts.
    /// </summary>
    public static async ValueTask<bool> IsProvisionedElsewhereAsync(
        string userGroupId, string scimBaseUrl, OperationContext operation)
    {
        var others = await operation.Clients.JumpCloud.ListBoundApplicationsAsync(userGroupId, operation.Cancellation);
        if (Resources.ScimBaseUrl.PulumiOrganizationOf(scimBaseUrl, operation.Clients.Config.PulumiApiUrl) is null)
            return others.Count > 0;
        foreach (var other in others)
        {
            if (await IsSameProviderAsync(other, scimBaseUrl, operation))
                return true;
        }

        return false;
    }

    public string Warning() =>
        $"{Exists()} JumpCloud will take it over: its members become those of the JumpCloud group. {Consequence()} "
        + $"Rename one of the two if they are not meant to be the same, or set existingGroup to {Adopt} to accept it, to {Deny} "
        + "to refuse it.";

    public string WhyDenied() =>
        $"is {Deny}, and {Exists()} JumpCloud would take it over. {Consequence()} Rename one of the two, or set existingGroup "
            + $"to warn or {Adopt}";

    private string Exists() => IsPulumi
        ? $"{(Count == 1 ? "a team" : $"{Count} teams")} named {Name} {(Count == 1 ? "exists" : "exist")} already in Pulumi "
            + $"Cloud ({ScimBaseUrl}); teams made in the console or from GitHub count too."
        : $"a group named {Name} exists already at the service provider ({ScimBaseUrl}).";

    private string Consequence() => IsPulumi
        ? "Deleting the JumpCloud group later deletes the team and its grants on stacks and environments."
        : "Deleting the JumpCloud group later deletes it there too.";

    private static async ValueTask<bool> IsTakenOverAsync(
        Input<string> applicationId, string userGroupId, string scimBaseUrl, OperationContext operation)
    {
        var jumpCloud = operation.Clients.JumpCloud;
        foreach (var bound in await jumpCloud.ListBoundApplicationsAsync(userGroupId, operation.Cancellation))
        {
            if ((applicationId.IsKnown && bound == applicationId.Value) || await IsSameProviderAsync(bound, scimBaseUrl, operation))
                return true;
        }

        return false;
    }

    // Only Pulumi's applications tell where they provision to.
    private static async ValueTask<bool> IsSameProviderAsync(string applicationId, string scimBaseUrl, OperationContext operation)
    {
        var entityId = await operation.Clients.JumpCloud.ReadServiceProviderEntityIdAsync(applicationId, operation.Cancellation);
        return entityId is not null && Resources.ScimBaseUrl.FromEntityId(entityId) == scimBaseUrl;
    }
}
