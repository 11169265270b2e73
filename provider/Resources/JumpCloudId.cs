using System.Text.RegularExpressions;

namespace JumpCloud.Resources;

/// <summary>Ids of JumpCloud's objects: 24 hexadecimal characters.</summary>
internal static partial class JumpCloudId
{
    public static bool IsOne(string text) => Id().IsMatch(text);

    [GeneratedRegex("^[0-9a-fA-F]{24}$")]
    private static partial Regex Id();
}
