using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>What creating or changing an integration would do, foretold and warned of. Reads only.</summary>
internal static class IdmIntegrationPlan
{
    /// <returns>The outputs that are known in advance.</returns>
    public static async ValueTask<PropertyMap> CreateAsync(IdmIntegrationArgs args, OperationContext operation)
    {
        var application = args.ApplicationId.IsKnown ? await FindAsync(args.ApplicationId.Value, operation) : null;
        if (application is { IsProvisioning: true })
        {
            await operation.ForewarnAsync(
                $"Identity Management of {application.Label} is active already, and this program did not activate it. It is "
                    + "taken over: deactivated and activated with these settings where the tenant lets it, else taken as it is.");
        }
        else if (args.Mode.Or(IdmIntegration.Auto) == IdmIntegration.Portal)
        {
            await operation.Log.WarningAsync(
                "mode is portal: up prints the steps for a person and ends with an error, unless they are taken within "
                    + "waitForActivation; the up after them completes.");
        }

        if (application is not null && args.BaseUrl.IsKnown)
        {
            await AccountConversion.WarnAsync(
                args.BaseUrl.Value, application.Label, application.Id, () => UsersOfAsync(application, operation), operation);
        }

        return PropertyMap.Of(("mappings", IdmIntegrationMapping.Mappings));
    }

    /// <param name="known">The old outputs that are not inputs.</param>
    public static async ValueTask<PropertyMap> UpdateAsync(
        IdmIntegrationArgs news, IdmIntegrationState state, PropertyMap known, OperationContext operation)
    {
        if (state.ManageGroups && news.ManageGroups is { IsKnown: true, Value: false })
        {
            await operation.Log.WarningAsync(
                "Without manageGroups the groups at the service provider stay as they are, with their members and grants, and "
                    + "follow JumpCloud no more; users are still managed.");
        }

        if (!news.Token.IsPresent)
            return known;
        var isKnown = news.BaseUrl.IsKnown && news.Token.IsKnown && news.ManageGroups.IsKnown;
        if (isKnown && state.Status == IdmIntegrationState.Active && state.HasSettings(news.Settings))
            return known;
        if (state.Status == IdmIntegrationState.Active && state.Token is not null)
        {
            await operation.Log.InfoAsync(
                "The settings are proven against the SCIM server; then the connection is deactivated, changed and activated "
                    + "again. Meanwhile nothing is provisioned, and nobody loses access.");
        }

        return known.Without("status").Without("activatedAt").Without("pending").Without("serviceProviderFeatures");
    }

    // Those who are bound already: activating the connection activates them.
    private static async ValueTask<IReadOnlyCollection<DirectoryUser>> UsersOfAsync(
        IntegratedApplication application, OperationContext operation)
    {
        var (jumpCloud, cancellation) = (operation.Clients.JumpCloud, operation.Cancellation);
        var groups = await jumpCloud.ListBoundUserGroupsAsync(application.Id, cancellation);
        var users = await jumpCloud.ListUsersOfApplicationAsync(application.Id, groups, cancellation);
        return [.. await jumpCloud.ReadUsersAsync(users, cancellation)];
    }

    private static async ValueTask<IntegratedApplication?> FindAsync(string applicationId, OperationContext operation)
    {
        try
        {
            return await new LiveConnection(applicationId, operation).FindAsync();
        }
        catch (ApiException exception) when (exception.IsUnavailable)
        {
            await operation.ForewarnAsync("Whether Identity Management is active already could not be verified: "
                + $"{exception.Message}");
            return null;
        }
    }
}
