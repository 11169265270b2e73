using JumpCloud.Clients;
using JumpCloud.Core;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Resources;

/// <summary>
/// Makes an application once, whatever happens to the answer. JumpCloud has no idempotency key and does not refuse a second
/// application of the same name, so a request whose answer was lost is looked for before it is repeated.
/// </summary>
internal static class SsoApplicationCreation
{
    private const int Attempts = 3;

    // A list may lag behind a write.
    private static readonly double[] LookAfter = [0.5, 1, 2];

    /// <summary>Makes the application, or takes over the one that an interrupted run made.</summary>
    /// <exception cref="UserErrorException">Somebody else's application is of the same template, label and URL.</exception>
    public static async ValueTask<JObject> MakeAsync(JObject application, OperationContext operation)
    {
        if (await ExistingApplication.FindAsync(application, operation) is not { } existing)
            return await RunAsync(application, operation);
        if (!existing.IsLeftOver)
            throw new UserErrorException(ErrorKind.AlreadyExists, existing.Refusal(operation));
        var document = SsoApplicationMapping.Readable(existing.Document, operation.Clients.Config.SsoUrl);
        operation.Clients.JumpCloud.RememberAdopted(existing.Id);
        return document;
    }

    public static async ValueTask<JObject> RunAsync(JObject application, OperationContext operation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var sent = operation.Time.GetTimestamp();
            try
            {
                var made = await operation.Clients.JumpCloud.CreateApplicationAsync(application, operation.Cancellation);
                return SsoApplicationMapping.Readable(made, operation.Clients.Config.SsoUrl);
            }
            catch (ApiException exception) when (exception.Outcome == ApiOutcome.Lost)
            {
                await operation.Log.StatusAsync("JumpCloud's answer was lost; looking whether the application was made");
                if (await LookAsync(application, sent, exception, operation) is { } made)
                    return made;
                if (attempt == Attempts)
                    throw;
            }
        }
    }

    private static async ValueTask<JObject?> LookAsync(
        JObject application, long sent, ApiException lost, OperationContext operation)
    {
        try
        {
            JObject? found = null;
            await Patience.ShowsAsync(LookAfter, FindAsync, operation.Time, operation.Cancellation);
            return found;

            async ValueTask<bool> FindAsync()
            {
                found = await operation.Clients.JumpCloud.FindCreatedApplicationAsync(
                    application.Text("name")!,
                    application.Text("displayLabel")!,
                    application.Text("ssoUrl")!,
                    operation.Time.GetElapsedTime(sent),
                    operation.Cancellation);
                return found is not null && SsoApplicationMapping.Readable(found, operation.Clients.Config.SsoUrl) is not null;
            }
        }
        catch (ApiException exception)
        {
            throw new UserErrorException(
                ErrorKind.OutcomeUnknown,
                $"{lost.Message}. Whether the application {application.Text("displayLabel")} was made could not be found "
                    + $"out: {exception.Message}. "
                + "Look for it in the Admin Portal before the next up: if it is there, import it by its id, or delete it",
                exception);
        }
    }
}
