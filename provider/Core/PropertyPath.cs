using System.Buffers;

namespace JumpCloud.Core;

/// <summary>Property paths as the engine parses them: <c>a.b</c>, <c>a[0]</c>, <c>a["key.with.dot"]</c>.</summary>
internal static class PropertyPath
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    public static string Key(string path, string key)
    {
        if (key.Length == 0 || key.AsSpan().ContainsAnyExcept(Plain))
            return $"{path}[\"{key.Replace("\"", "\\\"", StringComparison.Ordinal)}\"]";
        return path.Length == 0 ? key : $"{path}.{key}";
    }

    public static string Index(string path, int index) => $"{path}[{index}]";

    /// <summary>The first name of a path: <c>saml</c> of <c>saml.acsUrls[0]</c>.</summary>
    public static string Head(string path)
    {
        var end = path.AsSpan().IndexOfAny('.', '[');
        return end < 0 ? path : path[..end];
    }
}
