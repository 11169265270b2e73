using JumpCloud.Clients;
using JumpCloud.Core;
using JumpCloud.Resources;

namespace JumpCloud.Functions;

/// <summary>Finds the one application that somebody means by its label.</summary>
internal static class ApplicationLookup
{
    /// <exception cref="UserErrorException">There is none, or several; the sentence lists them.</exception>
    public static async ValueTask<string> FindByLabelAsync(string label, OperationContext operation)
    {
        var all = await operation.Clients.JumpCloud.ListApplicationNamesAsync(operation.Cancellation);
        var found = all.Where(application => application.Label == label).ToList();
        return found switch
        {
            [var only] => only.Id,
            [] => throw new UserErrorException(ErrorKind.NotFound, Missing(label, all)),
            _ => throw new UserErrorException(
                ErrorKind.FailedPrecondition,
                $"{found.Count} applications are labelled \"{label}\": "
                    + $"{string.Join(", ", found.Select(application => $"{application.Id} ({application.Template})"))}; give "
                    + "the id of one"),
        };
    }

    /// <summary>A text that looks like an id is one; anything else is a label.</summary>
    /// <inheritdoc cref="FindByLabelAsync"/>
    public static async ValueTask<string> FindAsync(string idOrLabel, OperationContext operation) =>
        JumpCloudId.IsOne(idOrLabel) ? idOrLabel : await FindByLabelAsync(idOrLabel, operation);

    private static string Missing(string label, IReadOnlyList<ApplicationName> all)
    {
        var near = NearMatch.Few(label, [.. all.Select(application => application.Label)]);
        return near.Count == 0
            ? $"no application is labelled \"{label}\"; give its label as the Admin Portal shows it, or its id"
            : $"no application is labelled \"{label}\"; did you mean {string.Join(", ", near)}?";
    }
}
