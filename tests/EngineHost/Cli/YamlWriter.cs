using System.Text;
using System.Text.RegularExpressions;
using JumpCloud.EngineHost.Yaml;
using Newtonsoft.Json;

namespace JumpCloud.EngineHost.Cli;

/// <summary>A tree back to YAML text, in block style. Comments are not in the tree and are lost.</summary>
internal static partial class YamlWriter
{
    public static string Write(ObjectNode root)
    {
        var text = new StringBuilder();
        WriteEntries(text, root, 0);
        return text.ToString();
    }

    private static void WriteEntries(StringBuilder text, ObjectNode node, int indent)
    {
        foreach (var (key, value) in node.Entries)
        {
            text.Append(' ', indent).Append(Scalar(key)).Append(':');
            WriteValue(text, value, indent + 2);
        }
    }

    private static void WriteValue(StringBuilder text, YamlNode value, int indent)
    {
        switch (value)
        {
            case ObjectNode { Entries.Count: > 0 } o:
                text.Append('\n');
                WriteEntries(text, o, indent);
                break;
            case ListNode { Items.Count: > 0 } list:
                text.Append('\n');
                foreach (var item in list.Items)
                {
                    text.Append(' ', indent).Append('-');
                    WriteValue(text, item, indent + 2);
                }
                break;
            default:
                text.Append(' ').Append(Scalar(value)).Append('\n');
                break;
        }
    }

    private static string Scalar(YamlNode node) => node switch
    {
        ObjectNode => "{}",
        ListNode => "[]",
        NumberNode number => number.Text,
        BooleanNode boolean => boolean.Value ? "true" : "false",
        StringNode { Value: var value } => IsPlain(value) ? value : JsonConvert.ToString(value),
        _ => "null",
    };

    /// <summary>True for a text that reads back as itself without quotes.</summary>
    private static bool IsPlain(string text)
        => PlainText().IsMatch(text) && YamlNumber.Parse(text) is null
            && text.ToLowerInvariant() is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off" or "y" or "n");

    [GeneratedRegex("^[A-Za-z0-9_./]([A-Za-z0-9_./:@+=-]*[A-Za-z0-9_./@+=-])?$")]
    private static partial Regex PlainText();
}
