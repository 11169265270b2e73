using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>Ends the connection of an application, and is done only when JumpCloud shows that it is inactive.</summary>
internal sealed class IdmDeactivation(string applicationId, IdmIntegrationArgs args, OperationContext operation)
{
    private readonly JumpCloudClient _jumpCloud = operation.Clients.JumpCloud;
    private readonly LiveConnection _live = new(applicationId, operation);

    public async ValueTask RunAsync()
    {
        if (await _live.FindAsync() is not { IsProvisioning: true } application)
        {
            await operation.Log.DebugAsync($"Identity Management of {applicationId} was inactive already.");
            return;
        }

        var mode = args.Mode.Or(IdmIntegration.Auto);
        if (mode == IdmIntegration.Portal || !await IsDeactivatedByApiAsync(application, mode))
            await WaitForPersonAsync(application);
    }

    /// <returns>False when the tenant offers no API for it.</returns>
    private async ValueTask<bool> IsDeactivatedByApiAsync(IntegratedApplication application, string mode)
    {
        try
        {
            await _jumpCloud.DeactivateProvisioningAsync(applicationId, operation.Cancellation);
        }
        catch (ApiException exception) when (_jumpCloud.ProvisionApi.IsNotOffered(exception))
        {
            if (await _live.FindAsync() is not { IsProvisioning: true })
                return true;
            return mode == IdmIntegration.Auto ? false : throw new UserErrorException(
                ErrorKind.FailedPrecondition,
                $"Identity Management of {application.Label} is still active: {PortalSteps.NoApi}, and this tenant refuses the "
                    + "unpublished one for the configured credentials. "
                + $"Deactivate it by hand:{PortalSteps.Deactivate(application, operation.Clients.Config.ConsoleUrl)}",
                exception);
        }
        catch (ApiException exception) when (exception.IsUnavailable)
        {
            await operation.Log.DebugAsync($"Whether the connection was deactivated is read back: {exception.Message}");
            if (await _live.ShowsAsync(isActive: false))
                return true;
            throw;
        }

        return await _live.ShowsAsync(isActive: false) ? true : throw new UserErrorException(
            ErrorKind.FailedPrecondition,
            $"JumpCloud accepted the deactivation of Identity Management on {application.Label}, but still shows it as active; "
                + "run this again");
    }

    private async ValueTask WaitForPersonAsync(IntegratedApplication application)
    {
        var atMost = TimeSpan.FromSeconds(args.WaitForActivation.Or(0));
        var status = $"Waiting for a person to deactivate Identity Management of {application.Label} in the Admin Portal";
        if (await _live.WaitAsync(atMost, status, async () => await _live.FindAsync() is not { IsProvisioning: true }))
            return;
        throw new UserErrorException(
            ErrorKind.FailedPrecondition,
            $"Identity Management of {application.Label} is still active and must be deactivated by a person: "
                + $"{PortalSteps.NoApi}."
            + PortalSteps.Deactivate(application, operation.Clients.Config.ConsoleUrl));
    }
}
