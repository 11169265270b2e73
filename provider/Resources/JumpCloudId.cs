using System.Text.RegularExpressions;

namespace JumpCloud.Resources;

/// <summary>Ids of JumpCloud's objects: 24 hexadecimal characters.</summary>
internal static partial class JumpCloudId
{
    /// <summary>Of an input that should be an application's id and does not look like one.</summary>
    public const string NotAnApplication =
        "must be the id of an application, 24 hexadecimal characters: the applicationId of an SsoApplication";

    /// <summary>Completes a sentence that begins with an id.</summary>
    public const string NoApplication =
        "is not the id of an application in JumpCloud; give the applicationId of an SsoApplication, "
        + "or run pulumi refresh if the application was deleted";

    public static bool IsOne(string text) => Id().IsMatch(text);

    [GeneratedRegex("^[0-9a-fA-F]{24}$")]
    private static partial Regex Id();
}
