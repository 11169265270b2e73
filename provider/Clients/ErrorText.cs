using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Clients;

/// <summary>
/// Finds the service's own words in an error answer. JumpCloud uses <c>message</c> or <c>error</c>, Pulumi Cloud
/// <c>message</c>, SCIM <c>detail</c> (RFC 7644 section 3.12, also wrapped in <c>response</c>); some answers are plain text.
/// </summary>
internal static partial class ErrorText
{
    private const int LongestText = 300;
    private const int LongestSentence = 10_000;

    // Of an answer of megabytes only so much is searched for secrets.
    private const int LongestLook = 64 * 1024;

    public static string Of(JToken? json, string text, Func<string, string> scrub) => Clean(Words(json, text), scrub);

    /// <summary>Words of a service, as a sentence may have them.</summary>
    /// <param name="scrub">Takes secrets out; before the text is shortened, or half a secret might be left of it.</param>
    public static string Clean(string text, Func<string, string> scrub) =>
        Shorten(Printable(scrub(text.Length <= LongestLook ? text : text[..LongestLook])));

    private static string Words(JToken? json, string text)
    {
        if (json is not JObject body)
            return json is null ? OfText(text) : json.ToString(Newtonsoft.Json.Formatting.None);
        if (body["response"] is JObject wrapped)
            body = wrapped;
        var words = TextOf(body, "detail") ?? TextOf(body, "message") ?? TextOf(body, "error") ?? "";
        var kind = TextOf(body, "scimType");
        return kind is null ? words : $"{words} ({kind})".Trim();
    }

    private static string? TextOf(JObject body, string name) =>
        body[name] is JValue { Type: JTokenType.String } value && (string?)value is { Length: > 0 } text ? text : null;

    // An HTML page, from a proxy say, tells the user nothing that its title does not.
    private static string OfText(string text) =>
        text.TrimStart().StartsWith('<') ? "an HTML or XML page" : text.Trim();

    /// <summary>
    /// A sentence of ours as it may leave: it quotes what programs and services gave, of any length and with any character, and travels in
    /// a trailer that has room for a few kilobytes.
    /// </summary>
    public static string Readable(string text)
    {
        var readable = LongWord().Replace(Printable(text), word => Shorten(word.Value));
        return readable.Length <= LongestSentence ? readable : Cut(readable, LongestSentence);
    }

    /// <summary>What a terminal would obey, it must not get.</summary>
    public static string Printable(string text) =>
        text.Any(IsUnprintable) ? string.Concat(text.Select(letter => IsUnprintable(letter) ? ' ' : letter)) : text;

    private static bool IsUnprintable(char letter) =>
        (char.IsControl(letter) && letter != '\n') || letter is >= '\u202a' and <= '\u202e' or >= '\u2066' and <= '\u2069';

    /// <summary>As much of a text as a person reads.</summary>
    public static string Shorten(string text) => text.Length <= LongestText ? text : Cut(text, LongestText);

    private static string Cut(string text, int length) => text[..(length - (char.IsHighSurrogate(text[length - 1]) ? 1 : 0))] + "…";

    [GeneratedRegex(@"\S{1000,}")]
    private static partial Regex LongWord();
}
