namespace JumpCloud.Core;

/// <summary>Property paths as the engine parses them: <c>a.b</c>, <c>a[0]</c>, <c>a["key.with.dot"]</c>.</summary>
internal static class PropertyPath
{
    public static string Key(string path, string key)
    {
        var isPlain = key.Length > 0 && key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-');
        if (!isPlain)
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
