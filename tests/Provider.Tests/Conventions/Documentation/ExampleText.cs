using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Tests.Conventions.Documentation;

/// <summary>What the writers of all languages share.</summary>
internal static class ExampleText
{
    private const int LongestList = 90;

    public static string Quote(string text) => JsonConvert.ToString(text);

    public static string Indent(string text, string by) =>
        string.Join('\n', text.Split('\n').Select(line => line.Length == 0 ? line : by + line));

    /// <summary>The items one below the other, each with a comma.</summary>
    public static string Block(string open, IEnumerable<string> items, string close, string by) =>
        $"{open}\n{string.Concat(items.Select(item => Indent(item + ",", by) + "\n"))}{close}";

    /// <summary>The items in one line where that is short, otherwise one below the other.</summary>
    public static string List(string open, IReadOnlyList<string> items, string close, string by, string padding = "")
    {
        var line = $"{open}{padding}{string.Join(", ", items)}{padding}{close}";
        return line.Length <= LongestList && !line.Contains('\n') ? line : Block(open, items, close, by);
    }

    public static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    /// <summary>As Pulumi's generator for Python spells names.</summary>
    public static string Snake(string name) =>
        string.Concat(name.Select((letter, at) => (char.IsUpper(letter) && at > 0 ? "_" : "") + char.ToLowerInvariant(letter)));
}

/// <summary>The names of the generated packages, as Pulumi's generators derive them from the schema.</summary>
internal sealed record SdkNames(string CSharp, string TypeScript, string Python, string Go)
{
    public static SdkNames Of(JObject schema)
    {
        var (space, name) = ((string)schema["namespace"]!, (string)schema["name"]!);
        var csharp = schema["language"]!["csharp"]!;
        return new SdkNames(
            $"{csharp["rootNamespace"]}.{csharp["namespaces"]![name]}",
            $"@{space}/{name}",
            $"{space}_{name}",
            $"github.com/{space}/pulumi-{name}/sdk/go/{name}");
    }
}
