using JumpCloud.Clients;
using JumpCloud.Core;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Resources;

/// <summary>
/// Makes a user group once, whatever happens to the answer. JumpCloud has no idempotency key and does not document that it refuses a
/// second group of the same name, so a request whose answer was lost is looked for before it is repeated.
/// </summary>
internal static class UserGroupCreation
{
    private const int Attempts = 3;

    // A list may lag behind a write.
    private static readonly double[] LookAfter = [0.5, 1, 2];

    /// <param name="queryLanguage">Of the <c>memberQuery</c>; null for JumpCloud's default.</param>
    /// <exception cref="UserErrorException">The name is taken.</exception>
    public static async ValueTask<JObject> RunAsync(JObject group, string? queryLanguage, OperationContext operation)
    {
        var (jumpCloud, name) = (operation.Clients.JumpCloud, group.Text("name")!);

        // What has the name afterwards, and an answer was lost, is then ours.
        await ForbidTakenAsync(name, operation);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return UserGroupMapping.Readable(await jumpCloud.CreateUserGroupAsync(group, queryLanguage, operation.Cancellation));
            }
            catch (ApiException exception) when (exception.Outcome == ApiOutcome.Lost || (exception.IsConflict && attempt > 1))
            {
                await operation.Log.StatusAsync("JumpCloud's answer was lost; looking whether the group was made");
                if (await LookAsync(name, exception, operation) is { } made)
                    return made;
                if (attempt == Attempts)
                    throw;
            }
            catch (ApiException exception) when (exception.IsConflict)
            {
                await ForbidTakenAsync(name, operation);
                throw;
            }
        }
    }

    private static async ValueTask ForbidTakenAsync(string name, OperationContext operation)
    {
        var taken = await operation.Clients.JumpCloud.FindUserGroupsNowAsync(name, operation.Cancellation);
        if (taken.Count > 0)
            throw new UserErrorException(ErrorKind.AlreadyExists, $"name {TakenName.Refusal(name, taken, operation)}");
    }

    private static async ValueTask<JObject?> LookAsync(string name, ApiException lost, OperationContext operation)
    {
        var jumpCloud = operation.Clients.JumpCloud;
        try
        {
            JObject? group = null;
            await Patience.ShowsAsync(LookAfter, FindAsync, operation.Time, operation.Cancellation);
            return group;

            async ValueTask<bool> FindAsync()
            {
                if (await jumpCloud.FindUserGroupsNowAsync(name, operation.Cancellation) is [var made])
                    group = await jumpCloud.FindUserGroupDocumentAsync(made.Id, operation.Cancellation);
                return group is not null && UserGroupMapping.Readable(group) is not null;
            }
        }
        catch (ApiException exception)
        {
            throw new UserErrorException(
                ErrorKind.OutcomeUnknown,
                $"{lost.Message}. Whether the user group {name} was made could not be found out: {exception.Message}. Look for "
                    + "it in the Admin Portal before the next up: if it is there, import it by its name, or delete it",
                exception);
        }
    }
}
