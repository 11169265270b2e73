using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Clients;

/// <summary>Parses JSON so that it is written back as it came: dates stay text, decimals keep their digits.</summary>
internal static class JsonText
{
    /// <summary>Deeper documents are refused.</summary>
    private const int MaxDepth = 64;

    /// <summary>The document, or null where the text is not one.</summary>
    public static JToken? TryParse(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;

        // A decimal keeps 28 digits and trailing zeros, but not exponents beyond its range: those are for a double.
        return TryParse(text, FloatParseHandling.Decimal) ?? TryParse(text, FloatParseHandling.Double);
    }

    private static JToken? TryParse(string text, FloatParseHandling floats)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(text))
            {
                DateParseHandling = DateParseHandling.None,
                FloatParseHandling = floats,
                MaxDepth = MaxDepth,
            };
            var json = JToken.ReadFrom(reader);
            return reader.Read() ? null : json;
        }
        catch (JsonReaderException)
        {
            // Not JSON: the caller decides whether that is an error.
            return null;
        }
    }
}
