using System.Globalization;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Clients;

/// <summary>
/// Reads the fields of an answer. What is absent or null reads as null; what is of another kind is never taken for something else,
/// but told with the request, the place and both kinds.
/// </summary>
internal static class JsonFields
{
    /// <param name="path">Names with a dot between them.</param>
    /// <exception cref="ApiException">There is something of another kind.</exception>
    public static string? Text(this JToken document, string path) => Find(document, path) switch
    {
        null => null,
        JValue { Type: JTokenType.String, Value: string text } => text,
        var other => throw WrongKind(other, "a text"),
    };

    /// <inheritdoc cref="Text"/>
    public static bool? Flag(this JToken document, string path) => Find(document, path) switch
    {
        null => null,
        JValue { Value: bool flag } => flag,
        var other => throw WrongKind(other, "true or false"),
    };

    /// <summary>A flag that may also be written as a word, or be empty.</summary>
    /// <exception cref="ApiException">It is something else.</exception>
    public static bool? FlagOrWord(this JToken? value) => value.Words() switch
    {
        null or "" => null,
        "true" or "True" => true,
        "false" or "False" => false,
        _ => throw WrongKind(value!, "true or false"),
    };

    /// <inheritdoc cref="Text"/>
    public static int? Integer(this JToken document, string path) => Find(document, path) switch
    {
        null => null,
        JValue { Value: long number and >= int.MinValue and <= int.MaxValue } => (int)number,
        var other => throw WrongKind(other, "a whole number of at most ten digits"),
    };

    /// <inheritdoc cref="Text"/>
    public static double? Number(this JToken document, string path) => Find(document, path) switch
    {
        null => null,
        JValue { Type: JTokenType.Integer or JTokenType.Float or JTokenType.Raw } number =>
            double.Parse(number.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
        var other => throw WrongKind(other, "a number"),
    };

    /// <summary>A text, or the letters of a number or flag: for what is only handed on.</summary>
    /// <inheritdoc cref="Text"/>
    public static string? Words(this JToken document, string path) => Find(document, path) switch
    {
        null => null,
        var value => value.Words(),
    };

    /// <summary>The same of a value itself.</summary>
    /// <exception cref="ApiException">It is an object or a list.</exception>
    public static string? Words(this JToken? value) => value switch
    {
        null => null,
        JValue simple => (string?)simple,
        _ => throw WrongKind(value, "a text"),
    };

    /// <inheritdoc cref="Text"/>
    public static JObject? Object(this JToken document, string path) => Find(document, path) switch
    {
        null => null,
        JObject found => found,
        var other => throw WrongKind(other, "an object"),
    };

    /// <summary>The objects of a list; none where it is absent.</summary>
    /// <inheritdoc cref="Text"/>
    public static IEnumerable<JObject> Objects(this JToken document, string path) => Find(document, path).Objects();

    /// <summary>The same of a list itself.</summary>
    /// <exception cref="ApiException">It is no list, or has something else in it.</exception>
    public static IEnumerable<JObject> Objects(this JToken? value) => value switch
    {
        null or { Type: JTokenType.Null } => [],
        JArray list => list.Select(item => item as JObject ?? throw WrongKind(item, "an object")),
        _ => throw WrongKind(value, "a list"),
    };

    /// <summary>A text without which the document is of no use.</summary>
    /// <inheritdoc cref="Text"/>
    public static string RequiredText(this JToken document, string path) =>
        document.Text(path) is { Length: > 0 } text ? text : throw Missing(document, path);

    public static ApiException Missing(JToken document, string path)
    {
        var place = document.Path.Length == 0 ? path : $"{document.Path}.{path}";
        return OriginOf(document).Unusable($"without {Printable(place)}");
    }

    private static JToken? Find(JToken document, string path)
    {
        JToken? found = document;
        foreach (var name in path.Split('.'))
        {
            if (found is not JObject parent)
                throw WrongKind(found, "an object");
            if (parent[name] is not { Type: not JTokenType.Null } next)
                return null;
            found = next;
        }

        return found;
    }

    private static ApiException WrongKind(JToken token, string expected) =>
        OriginOf(token).Unusable($"with {Printable(token.Path.Length == 0 ? "a document" : token.Path)} that is {KindOf(token)}, not {expected}");

    private static string KindOf(JToken token) => token switch
    {
        JObject => "an object",
        JArray => "a list",
        { Type: JTokenType.String } => "a text",
        { Type: JTokenType.Boolean } => "true or false",
        { Type: JTokenType.Null } => "null",
        _ => "another number",
    };

    private static string Printable(string path) => ErrorText.Clean(path, text => text);

    private static AnswerOrigin OriginOf(JToken token) =>
        token.Root.Annotation<AnswerOrigin>() ?? throw new InvalidOperationException($"a document of this provider's has a wrong {token.Path}");
}
