using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>How JumpCloud's documents are read and written.</summary>
internal static class JumpCloudJson
{
    public static string Date(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The value at a dotted path, or null; a JSON null is null too.</summary>
    public static JToken? At(JToken document, string path)
    {
        JToken? token = document;
        foreach (var name in path.Split('.'))
            token = token is JObject container ? container[name] : null;
        return token is null || token.Type == JTokenType.Null ? null : token;
    }

    public static bool IsMissing(JToken? token) => token is null || token.Type == JTokenType.Null;

    /// <summary>A scalar as a filter compares it.</summary>
    public static string Scalar(JToken token) => token.Type switch
    {
        JTokenType.Boolean => (bool)token ? "true" : "false",
        JTokenType.Integer or JTokenType.Float => ((IConvertible)token).ToString(CultureInfo.InvariantCulture),
        JTokenType.String => (string)token!,
        _ => token.ToString(Formatting.None),
    };
}
