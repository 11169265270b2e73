using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Clients;

/// <summary>
/// Parses JSON so that it is written back as it came: dates stay text, numbers keep their digits. Strictly that of RFC 8259, which
/// Newtonsoft's own reader is not: it takes comments, NaN and a name that comes twice.
/// </summary>
internal static class JsonText
{
    /// <summary>Deeper documents are refused: whatever walks them later may call itself for each level.</summary>
    private const int MaxDepth = 64;

    private static readonly UTF8Encoding Utf8Only = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The document, or null where the text is not one.</summary>
    public static JToken? TryParse(string text)
    {
        try
        {
            return Parse(Utf8Only.GetBytes(text));
        }
        catch (Exception exception) when (exception is JsonTextException or EncoderFallbackException)
        {
            // Not JSON: the caller decides whether that is an error.
            return null;
        }
    }

    /// <exception cref="JsonTextException">The bytes are not one document in UTF-8, which may begin with a byte order mark.</exception>
    public static JToken Parse(ReadOnlySpan<byte> text)
    {
        if (!Utf8.IsValid(text))
            throw new JsonTextException("is not written in UTF-8");
        var reader = new Utf8JsonReader(
            text.StartsWith(Encoding.UTF8.Preamble) ? text[Encoding.UTF8.Preamble.Length..] : text,
            new JsonReaderOptions { MaxDepth = MaxDepth + 1 });
        try
        {
            reader.Read();
            var json = ValueOf(ref reader);

            // Whatever follows the document throws.
            reader.Read();
            return json;
        }
        catch (JsonException exception)
        {
            throw new JsonTextException("is not JSON", exception);
        }
        catch (InvalidOperationException exception)
        {
            // The bytes are UTF-8, so it is an escape.
            throw new JsonTextException("holds half of a character, a surrogate without the other one", exception);
        }
    }

    private static JToken ValueOf(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => ObjectOf(ref reader),
        JsonTokenType.StartArray => ArrayOf(ref reader),
        JsonTokenType.String => new JValue(reader.GetString()),
        JsonTokenType.Number => NumberOf(Encoding.ASCII.GetString(reader.ValueSpan)),
        JsonTokenType.True => new JValue(true),
        JsonTokenType.False => new JValue(false),
        _ => JValue.CreateNull(),
    };

    private static JObject ObjectOf(ref Utf8JsonReader reader)
    {
        RequireDepth(ref reader);
        var result = new JObject();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            if (result.ContainsKey(name))
                throw new JsonTextException($"has {ErrorText.Printable(name)} twice in one object");
            reader.Read();
            result.Add(name, ValueOf(ref reader));
        }

        return result;
    }

    private static JArray ArrayOf(ref Utf8JsonReader reader)
    {
        RequireDepth(ref reader);
        var result = new JArray();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            result.Add(ValueOf(ref reader));
        return result;
    }

    private static void RequireDepth(ref Utf8JsonReader reader)
    {
        if (reader.CurrentDepth >= MaxDepth)
            throw new JsonTextException($"is nested deeper than {MaxDepth} levels");
    }

    // What neither type writes as it came, such as 1e400, -0 or a hundred digits, is kept as the text that it is.
    private static JValue NumberOf(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && text != "-0")
            return new JValue(whole);
        return text.Contains('.', StringComparison.Ordinal)
            && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number.ToString(CultureInfo.InvariantCulture) == text
            ? new JValue(number)
            : new JRaw(text);
    }
}

/// <summary>A text that is no JSON document; the message goes on after its name: "is not JSON".</summary>
internal sealed class JsonTextException(string problem, Exception? cause = null) : Exception(problem, cause);
