using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>Whether the connection of an application is active, read from JumpCloud, with some patience after a write.</summary>
internal sealed class LiveConnection(string applicationId, OperationContext operation)
{
    /// <exception cref="UserErrorException">There is no such application.</exception>
    public async ValueTask<IntegratedApplication> ReadAsync()
    {
        try
        {
            return await operation.Clients.JumpCloud.ReadIntegratedApplicationAsync(applicationId, operation.Cancellation);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            throw new UserErrorException(
                ErrorKind.NotFound,
                $"JumpCloud has no application {applicationId}; if it was deleted there, run pulumi refresh, then up makes it anew",
                exception);
        }
    }

    /// <summary>Null when the application is gone.</summary>
    public async ValueTask<IntegratedApplication?> FindAsync()
    {
        try
        {
            return await operation.Clients.JumpCloud.ReadIntegratedApplicationAsync(applicationId, operation.Cancellation);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>Whether a change that JumpCloud has answered shows: reads may lag behind it.</summary>
    public ValueTask<bool> ShowsAsync(bool isActive) =>
        Patience.ShowsAsync(async () => (await FindAsync())?.IsProvisioning == isActive, operation);

    /// <summary>Waits for a person, for at most so long.</summary>
    /// <param name="isDone">Looks once.</param>
    public async ValueTask<bool> WaitAsync(TimeSpan atMost, string status, Func<ValueTask<bool>> isDone)
    {
        var started = operation.Time.GetTimestamp();
        for (var wait = TimeSpan.FromSeconds(1); ; wait = Patience.Longer(wait))
        {
            if (await isDone())
                return true;
            var left = atMost - operation.Time.GetElapsedTime(started);
            if (left <= TimeSpan.Zero)
                return false;
            await operation.Waiting.TellAsync(status, left);
            await Task.Delay(wait < left ? wait : left, operation.Time, operation.Cancellation);
        }
    }
}
