using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace JumpCloud.EngineHost.Yaml;

/// <summary>The types of configuration values, and their texts to values.</summary>
/// <param name="Name">string, number, integer, boolean or object.</param>
/// <param name="IsList">List&lt;Name&gt;.</param>
internal sealed record ConfigType(string Name, bool IsList)
{
    public const string Names =
        "string, List<string>, number, List<number>, integer, List<integer>, boolean, List<boolean>, object, List<object>";

    public override string ToString() => IsList ? $"List<{Name}>" : Name;

    public static ConfigType? Parse(string text)
    {
        var lower = text.ToLowerInvariant();
        if (lower.StartsWith("list<", StringComparison.Ordinal) && lower.EndsWith('>'))
            return Parse(lower[5..^1].Trim()) is { IsList: false } item ? item with { IsList = true } : null;
        return lower switch
        {
            "string" or "number" or "object" => new ConfigType(lower, false),
            "bool" or "boolean" => new ConfigType("boolean", false),
            "int" or "integer" => new ConfigType("integer", false),
            _ => null,
        };
    }

    /// <summary>True when a value is of this type, an integer being a number too.</summary>
    public bool Accepts(Value value) => (IsList, value.KindCase) switch
    {
        (true, Value.KindOneofCase.ListValue) => value.ListValue.Values.All((this with { IsList = false }).Accepts),
        (true, _) => false,
        (_, Value.KindOneofCase.StringValue) => Name == "string",
        (_, Value.KindOneofCase.BoolValue) => Name == "boolean",
        (_, Value.KindOneofCase.NumberValue)
            => Name == "number" || (Name == "integer" && Math.Truncate(value.NumberValue) == value.NumberValue),
        (_, Value.KindOneofCase.StructValue) => Name == "object",
        _ => false,
    };

    /// <summary>
    /// A text of the stack's configuration as the real YAML host takes it, whatever the declared type: an integer, a boolean, a
    /// number or JSON where it reads as one, a text with a leading zero excepted; else a string. So 12345 is a number to a
    /// declared string too (pulumi-yaml, pkg/server/server.go, Run).
    /// </summary>
    public static Value FromText(string text)
    {
        if (text.Length > 1 && text[0] == '0' && text[1] != '.')
            return Value.ForString(text);
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
            return Value.ForNumber(integer);
        if (text is "t" or "T" or "true" or "TRUE" or "True")
            return Value.ForBool(true);
        if (text is "f" or "F" or "false" or "FALSE" or "False")
            return Value.ForBool(false);
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            return Value.ForNumber(number);
        return FromJson(text) ?? Value.ForString(text);
    }

    private static Value? FromJson(string text)
    {
        try
        {
            if (text.TrimStart() is ['{' or '[' or '"', ..] || text.Trim() == "null")
                return FromToken(JToken.Parse(text));
        }
        catch (JsonReaderException)
        {
            return null;
        }
        return null;
    }

    public static Value FromToken(JToken token) => token switch
    {
        JObject o => Value.ForStruct(FromObject(o)),
        JArray a => Value.ForList([.. a.Select(FromToken)]),
        { Type: JTokenType.Boolean } => Value.ForBool((bool)token),
        { Type: JTokenType.Integer or JTokenType.Float } => Value.ForNumber((double)token),
        { Type: JTokenType.Null } => Value.ForNull(),
        _ => Value.ForString((string)token!),
    };

    private static Struct FromObject(JObject json)
    {
        var result = new Struct();
        foreach (var (key, value) in json)
            result.Fields[key] = FromToken(value!);
        return result;
    }
}
