using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Tests.Specs;

internal static class Json
{
    /// <summary>Dates stay text, as on the wire.</summary>
    public static JToken Parse(string text)
    {
        using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None };
        return JToken.ReadFrom(reader);
    }

    public static string MediaType(string? contentType) => (contentType ?? "").Split(';')[0].Trim();
}
