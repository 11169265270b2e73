using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>Reading attribute values; a wrong type is 400 <c>invalidValue</c>.</summary>
internal static class ScimValue
{
    /// <summary>A text; null and the empty text unassign (RFC 7643 section 2.5).</summary>
    public static string? Text(string name, JToken? value) => value switch
    {
        null or { Type: JTokenType.Null } => null,
        { Type: JTokenType.String } => (string?)value is { Length: > 0 } text ? text : null,
        _ => throw ScimErrors.InvalidValue($"Attribute '{name}' must be a string."),
    };

    /// <summary>A boolean, also as the text that some identity providers send (<c>"False"</c>; inferred).</summary>
    public static bool Boolean(string name, JToken? value) => value switch
    {
        { Type: JTokenType.Boolean } => (bool)value,
        { Type: JTokenType.String } when bool.TryParse((string?)value, out var flag) => flag,
        _ => throw ScimErrors.InvalidValue($"Attribute '{name}' must be a boolean."),
    };

    public static JObject Object(string name, JToken? value) =>
        value as JObject ?? throw ScimErrors.InvalidValue($"Attribute '{name}' must be an object.");

    /// <summary>A list of objects; a single object counts as a list of one, and null as an empty one.</summary>
    public static IReadOnlyList<JObject> Objects(string name, JToken? value) => value switch
    {
        null or { Type: JTokenType.Null } => [],
        JObject single => [single],
        JArray many => [.. many.Select(one => Object(name, one))],
        _ => throw ScimErrors.InvalidValue($"Attribute '{name}' must be a list of objects."),
    };

    /// <summary>A field by its name without regard to case (RFC 7643 section 2.1).</summary>
    public static JToken? Field(JObject body, string name) => body.GetValue(name, StringComparison.OrdinalIgnoreCase);
}
