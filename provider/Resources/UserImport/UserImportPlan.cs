using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>What an import would do, foretold. Reads only.</summary>
internal static class UserImportPlan
{
    public const string BoundToNothing =
        "Imported users are bound to nothing: JumpCloud manages them at the service provider only once they are in a group that "
        + "is bound to the application.";

    /// <exception cref="UserErrorException">Somebody who is named is not at the service provider.</exception>
    public static async ValueTask DescribeAsync(UserImportArgs args, OperationContext operation)
    {
        if (!args.IsKnown)
            return;
        try
        {
            var selection = await ImportSelection.ReadAsync(args, operation);
            await operation.Log.InfoAsync(Sentence(selection));
            if (selection.New.Any())
                await operation.Log.InfoAsync(BoundToNothing);
        }
        catch (UserErrorException exception) when (exception.Kind == ErrorKind.FailedPrecondition)
        {
            // The same up may activate it first.
            await operation.Log.WarningAsync($"Whom the import would take is not known yet: {exception.Message}.");
        }
        catch (ApiException exception) when (exception.IsUnavailable)
        {
            await operation.Log.WarningAsync($"Whom the import would take could not be verified: {exception.Message}");
        }
    }

    private static string Sentence(ImportSelection selection)
    {
        var names = selection.New.Select(candidate => candidate.Name).ToList();
        var there = selection.AlreadyCount switch
        {
            0 => "",
            1 => " 1 is in JumpCloud already.",
            var count => $" {count} are in JumpCloud already.",
        };
        return names.Count == 0
            ? $"Nobody is left to import.{there}"
            : $"{names.Count} {(names.Count == 1 ? "user" : "users")} would be imported: {GroupMembers.Few(names)}.{there}";
    }
}
