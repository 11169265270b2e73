using System.Text.RegularExpressions;
using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>Ids of JumpCloud's objects: 24 hexadecimal characters.</summary>
internal static partial class JumpCloudId
{
    /// <summary>Of an input that should be an application's id and does not look like one.</summary>
    private const string NotAnApplication =
        "must be the id of an application, 24 hexadecimal characters: the applicationId of an SsoApplication";

    /// <summary>Completes a sentence that begins with an id.</summary>
    public const string NoApplication =
        "is not the id of an application in JumpCloud; give the applicationId of an SsoApplication, "
        + "or run pulumi refresh if the application was deleted";

    /// <summary>Whether an <c>applicationId</c> is known and has the form of an id.</summary>
    public static bool CheckApplication(Input<string> applicationId, Failures failures)
    {
        if (!applicationId.IsKnown || string.IsNullOrWhiteSpace(applicationId.Value))
            return false;
        if (IsOne(applicationId.Value))
            return true;
        failures.Add("applicationId", NotAnApplication);
        return false;
    }

    public static bool IsOne(string text) => Id().IsMatch(text);

    /// <summary>The application that a query names.</summary>
    /// <exception cref="UserErrorException">It is no id, or there is no such application.</exception>
    public static async ValueTask<IntegratedApplication> RequireApplicationAsync(string id, OperationContext operation)
    {
        if (!IsOne(id))
            throw new UserErrorException(ErrorKind.InvalidArgument, $"applicationId {NotAnApplication}");
        return await new LiveConnection(id, operation).FindAsync()
            ?? throw new UserErrorException(ErrorKind.NotFound, $"applicationId {id} {NoApplication}");
    }

    [GeneratedRegex(@"^[0-9a-fA-F]{24}\z")]
    private static partial Regex Id();
}
