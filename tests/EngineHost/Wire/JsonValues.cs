using Google.Protobuf.WellKnownTypes;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace JumpCloud.EngineHost.Wire;

/// <summary>JSON text and <see cref="Value"/>; numbers are doubles, an integral one is written without a fraction.</summary>
public static class JsonValues
{
    public static JToken ToJson(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.StringValue => new JValue(value.StringValue),
        Value.KindOneofCase.BoolValue => new JValue(value.BoolValue),
        Value.KindOneofCase.NumberValue => Number(value.NumberValue),
        Value.KindOneofCase.ListValue => new JArray(value.ListValue.Values.Select(ToJson)),
        Value.KindOneofCase.StructValue => new JObject(value.StructValue.Fields
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => new JProperty(pair.Key, ToJson(pair.Value)))),
        _ => JValue.CreateNull(),
    };

    public static Value FromJson(JToken json) => json switch
    {
        JObject fields => Value.ForStruct(new Struct
        {
            Fields = { fields.Properties().ToDictionary(field => field.Name, field => FromJson(field.Value)) },
        }),
        JArray items => Value.ForList([.. items.Select(FromJson)]),
        JValue { Type: JTokenType.Boolean } boolean => Value.ForBool((bool)boolean),
        JValue { Type: JTokenType.Integer or JTokenType.Float } number => Value.ForNumber((double)number),
        JValue { Type: JTokenType.Null } => Value.ForNull(),
        _ => Value.ForString((string)json!),
    };

    public static string ToText(Value value) => ToJson(value).ToString(Formatting.None);

    /// <exception cref="JsonReaderException">The text is no JSON.</exception>
    public static Value FromText(string text)
    {
        using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None };
        return FromJson(JToken.Load(reader));
    }

    private static JValue Number(double number) =>
        Math.Abs(number) <= 9007199254740992 && Math.Truncate(number) == number ? new JValue((long)number) : new JValue(number);
}
