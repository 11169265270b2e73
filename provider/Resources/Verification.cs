using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>Asks a service about an input. One that cannot be asked is warned of: it does not block a preview.</summary>
internal static class Verification
{
    /// <param name="what">The beginning of a sentence: "The user group".</param>
    /// <param name="property">That is asked about.</param>
    /// <param name="verify">Adds to <paramref name="failures"/> what it finds.</param>
    public static async ValueTask RunAsync(
        string what, string property, Failures failures, OperationContext operation, Func<ValueTask> verify)
    {
        try
        {
            await verify();
        }
        catch (ApiException exception) when (exception.IsUnavailable)
        {
            await operation.Log.WarningAsync($"{what} could not be verified: {exception.Message}");
        }
        catch (ApiException exception)
        {
            Refuse(property, exception, failures);
        }
    }

    /// <summary>What a service answered to a question about an input; credentials that it does not take are no input's fault.</summary>
    public static void Refuse(string property, ApiException exception, Failures failures) =>
        failures.Add(exception.Kind is ErrorKind.Unauthenticated or ErrorKind.PermissionDenied ? "" : property, exception.Message);
}
