using JumpCloud.EngineHost.Yaml;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace JumpCloud.EngineHost.Cli;

/// <summary>
/// Configuration values of YAML files as the texts that programs and providers get: scalars as written, the rest as JSON.
/// </summary>
internal static class ConfigText
{
    public static string Of(YamlNode node) => node switch
    {
        StringNode text => text.Value,
        NumberNode number => number.Text,
        BooleanNode boolean => boolean.Value ? "true" : "false",
        NullNode => "",
        _ => Token(node).ToString(Formatting.None),
    };

    private static JToken Token(YamlNode node) => node switch
    {
        ObjectNode o => new JObject(o.Entries.Select(e => new JProperty(e.Key.Value, Token(e.Value)))),
        ListNode list => new JArray(list.Items.Select(Token)),
        StringNode text => new JValue(text.Value),
        NumberNode number => number.Value % 1 == 0 ? new JValue((long)number.Value) : new JValue(number.Value),
        BooleanNode boolean => new JValue(boolean.Value),
        _ => JValue.CreateNull(),
    };
}
