using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>Says what is wrong with a value, or null.</summary>
internal delegate string? BodyRule(string name, JToken value);

/// <summary>The fields that an operation knows, with their types. The wording of the refusals is [I].</summary>
internal sealed class BodyFields : Dictionary<string, BodyRule>
{
    public BodyFields()
        : base(StringComparer.Ordinal)
    {
    }

    /// <summary>What is wrong with a body, or null. Null stands for left out, as the service's own answers carry nulls.</summary>
    /// <param name="alsoKnown">Fields that the stored thing has and this table does not know: a newer portal's.</param>
    public string? Check(JObject body, string prefix = "", Func<string, bool>? alsoKnown = null)
    {
        foreach (var (name, value) in body)
        {
            if (!TryGetValue(name, out var rule))
            {
                if (alsoKnown?.Invoke(name) != true)
                    return $"\"{prefix}{name}\" is not allowed";
            }
            else if (!JumpCloudJson.IsMissing(value) && rule(prefix + name, value!) is { } wrong)
            {
                return wrong;
            }
        }

        return null;
    }

    public BodyFields With(BodyFields more)
    {
        foreach (var (name, rule) in more)
            this[name] = rule;
        return this;
    }
}

/// <summary>The types that the official specs name.</summary>
internal static class Body
{
    public static BodyRule Bool { get; } = (name, value) =>
        value.Type == JTokenType.Boolean ? null : $"\"{name}\" must be a boolean";

    public static BodyRule Integer { get; } = (name, value) =>
        value.Type == JTokenType.Integer ? null : $"\"{name}\" must be an integer";

    public static BodyRule Text { get; } = TextOf(int.MaxValue);

    /// <summary>Any JSON object; what is in it is not looked at.</summary>
    public static BodyRule AnyObject { get; } = (name, value) => value is JObject ? null : $"\"{name}\" must be an object";

    public static BodyRule Anything { get; } = (_, _) => null;

    public static BodyRule TextOf(int maxLength) => (name, value) =>
        value.Type != JTokenType.String ? $"\"{name}\" must be a string"
        : ((string)value!).Length > maxLength ? $"\"{name}\" length must be less than or equal to {maxLength} characters long"
        : null;

    public static BodyRule OneOf(params string[] values) => (name, value) =>
        value.Type == JTokenType.String && values.Contains((string)value!, StringComparer.Ordinal)
            ? null
            : $"\"{name}\" must be one of [{string.Join(", ", values)}]";

    public static BodyRule Object(BodyFields fields) => (name, value) =>
        value is JObject body ? fields.Check(body, name + ".") : $"\"{name}\" must be an object";

    /// <summary>An object that may have other fields too (the specs' <c>additionalProperties: true</c>).</summary>
    public static BodyRule OpenObject(BodyFields fields) => (name, value) =>
        value is JObject body ? fields.Check(body, name + ".", alsoKnown: _ => true) : $"\"{name}\" must be an object";

    public static BodyRule ListOf(BodyRule item) => (name, value) =>
        value is JArray list
            ? list.Select((element, index) => item($"{name}[{index}]", element)).FirstOrDefault(wrong => wrong is not null)
            : $"\"{name}\" must be an array";
}
