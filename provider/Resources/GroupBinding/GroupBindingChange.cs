using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>Binds and unbinds, and makes sure that it shows: reads may lag behind a write.</summary>
internal static class GroupBindingChange
{
    public static async ValueTask BindAsync(string applicationId, UserGroup group, OperationContext operation)
    {
        var jumpCloud = operation.Clients.JumpCloud;
        try
        {
            if (!await jumpCloud.AddUserGroupAssociationAsync(applicationId, group.Id, operation.Cancellation))
                return;
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            throw new UserErrorException(
                ErrorKind.NotFound,
                $"JumpCloud finds no application {applicationId} to bind {group.Name} to, or the group is gone; nothing was "
                    + $"changed. If one of them was deleted there, run pulumi refresh first. {exception.Answer}",
                exception);
        }

        if (!await ShowsAsync(applicationId, group.Id, isBound: true, operation))
            await operation.Log.WarningAsync($"JumpCloud took the binding of {group.Name}, but does not show it yet.");
    }

    public static async ValueTask UnbindAsync(GroupBindingId binding, OperationContext operation)
    {
        var jumpCloud = operation.Clients.JumpCloud;
        if (!await jumpCloud.RemoveUserGroupAssociationAsync(binding.ApplicationId, binding.UserGroup, operation.Cancellation))
        {
            await operation.Log.DebugAsync($"The binding {binding} was gone already.");
            return;
        }

        if (!await ShowsAsync(binding.ApplicationId, binding.UserGroup, isBound: false, operation))
            await operation.Log.WarningAsync($"JumpCloud removed the binding {binding}, but still shows it.");
    }

    // The write has been answered: whatever becomes of looking at it, it is done.
    private static async ValueTask<bool> ShowsAsync(
        string applicationId, string userGroupId, bool isBound, OperationContext operation)
    {
        var jumpCloud = operation.Clients.JumpCloud;
        try
        {
            return await Patience.ShowsAsync(
                async () => await jumpCloud.IsUserGroupBoundAsync(applicationId, userGroupId, operation.Cancellation) == isBound,
                operation);
        }
        catch (ApiException exception)
        {
            await operation.Log.DebugAsync($"The binding could not be read back: {exception.Message}");
        }
        catch (OperationCanceledException)
        {
            await operation.Log.DebugAsync("The binding was not read back: the operation was stopped.");
        }

        return false;
    }
}
