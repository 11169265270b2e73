using Google.Protobuf.WellKnownTypes;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Wire;

/// <summary>The few things that the provider knows about values on the wire (provider-protocol, section 3).</summary>
internal static class WireValues
{
    public const string Signature = "4dabf18193072939515e22adb298388d";
    public const string Secret = "1b47061264138c4ac30d75fd1eb44270";
    public const string Output = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
    public const string Unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    /// <summary>The value without secret and output wrappers, at every depth; an unknown output becomes the sentinel.</summary>
    public static Value Plain(Value value)
    {
        switch (value.KindCase)
        {
            case Value.KindOneofCase.ListValue:
                return Value.ForList([.. value.ListValue.Values.Select(Plain)]);
            case Value.KindOneofCase.StructValue:
                var fields = value.StructValue.Fields;
                if (fields.TryGetValue(Signature, out var signature) && signature.StringValue is Secret or Output)
                    return fields.TryGetValue("value", out var inner) ? Plain(inner) : Value.ForString(Unknown);
                return Value.ForStruct(FromPairs(fields.Select(f => KeyValuePair.Create(f.Key, Plain(f.Value)))));
            default:
                return value;
        }
    }

    public static Struct FromPairs(IEnumerable<KeyValuePair<string, Value>> fields)
    {
        var result = new Struct();
        foreach (var (key, value) in fields)
            result.Fields[key] = value;
        return result;
    }

    /// <summary>A copy of <paramref name="properties"/> with the fields of <paramref name="json"/> laid over it.</summary>
    public static Struct Overlay(Struct properties, JObject json)
    {
        var result = properties.Clone();
        foreach (var (key, value) in json)
            result.Fields[key] = FromJson(value!);
        return result;
    }

    private static Value FromJson(JToken token) => token switch
    {
        JObject o => Value.ForStruct(FromPairs(o.Properties().Select(p => KeyValuePair.Create(p.Name, FromJson(p.Value))))),
        JArray a => Value.ForList([.. a.Select(FromJson)]),
        { Type: JTokenType.Boolean } => Value.ForBool((bool)token),
        { Type: JTokenType.Integer or JTokenType.Float } => Value.ForNumber((double)token),
        { Type: JTokenType.Null } => Value.ForNull(),
        _ => Value.ForString((string)token!),
    };
}
