using System.Text.RegularExpressions;

namespace JumpCloud.Resources;

/// <summary>Ids of JumpCloud's objects: 24 hexadecimal characters.</summary>
internal static partial class JumpCloudId
{
    /// <summary>Of an input that should be an application's id and does not look like one.</summary>
    public const string NotAnApplication =
        "must be the id of an application, 24 hexadecimal characters: the applicationId of an SsoApplication";

    public static bool IsOne(string text) => Id().IsMatch(text);

    [GeneratedRegex("^[0-9a-fA-F]{24}$")]
    private static partial Regex Id();
}
