namespace JumpCloud.Core;

/// <summary>What a value must be that goes into a header of a request: a key, a token, an id.</summary>
internal static class HeaderValue
{
    /// <summary>What is wrong with <paramref name="text"/>, without any of it; null where nothing is.</summary>
    public static string? ProblemOf(string text) => text.Any(letter => letter is <= ' ' or > '~')
        ? "holds white space or a letter outside ASCII, which no such value does; copy it again"
        : null;
}
