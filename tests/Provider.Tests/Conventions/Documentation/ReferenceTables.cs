using Newtonsoft.Json.Linq;

namespace JumpCloud.Tests.Conventions.Documentation;

/// <summary>Properties of the schema as tables, and the types that they lead to.</summary>
internal sealed class ReferenceTables(JObject schema)
{
    private readonly List<string> _types = [];

    public string Inputs(JToken? properties, JToken? required, bool replaces)
    {
        var head = replaces
            ? "| Name | Type | Required | Secret | Replaces | |\n|---|---|---|---|---|---|\n"
            : "| Name | Type | Required | Secret | |\n|---|---|---|---|---|\n";
        return Table(head, properties, property => $"{Yes(IsIn(required, property))} | {Yes((bool?)property.Value["secret"])} | "
            + (replaces ? $"{Yes((bool?)property.Value["willReplaceOnChanges"])} | " : ""));
    }

    public string Outputs(JToken? properties, JToken? always) => Table(
        "| Name | Type | Always there | Secret | |\n|---|---|---|---|---|\n",
        properties,
        property => $"{Yes(IsIn(always, property))} | {Yes((bool?)property.Value["secret"])} | ");

    /// <summary>The types that the tables so far name, and those that these name.</summary>
    public string Types()
    {
        var text = "";
        for (var at = 0; at < _types.Count; at++)
        {
            var type = schema["types"]![$"jumpcloud:index:{_types[at]}"]!;
            var description = (string?)type["description"] is { } words ? $"{words}\n\n" : "";
            text += $"\n### {_types[at]}\n\n{description}" + (type["enum"] is JArray choices
                ? "| Value | |\n|---|---|\n"
                    + string.Concat(choices.Select(choice => $"| `{choice["value"]}` | {Cell(choice["description"])} |\n"))
                : Inputs(type["properties"], type["required"], replaces: false));
        }

        return text;
    }

    private string Table(string head, JToken? properties, Func<JProperty, string> cells) => (properties as JObject)?.Count > 0
        ? head + string.Concat(((JObject)properties).Properties().Select(property =>
            $"| `{property.Name}` | {TypeOf(property.Value)} | {cells(property)}"
            + $"{Cell(property.Value["description"])}{Default(property.Value)} |\n"))
        : "None.\n";

    private string TypeOf(JToken property)
    {
        if ((string?)property["$ref"] == "pulumi.json#/Asset")
            return "asset";
        if ((string?)property["$ref"] is { } reference)
        {
            var name = reference.Split(':')[^1];
            if (!_types.Contains(name))
                _types.Add(name);
            return $"[{name}](#{name.ToLowerInvariant()})";
        }

        return (string?)property["type"] switch
        {
            "array" => $"list of {TypeOf(property["items"]!)}",
            "object" => $"map of {TypeOf(property["additionalProperties"]!)}",
            var type => type ?? "",
        };
    }

    private static string Default(JToken property) =>
        property["default"] is { } value ? $" Default: `{value.ToString().ToLowerInvariant()}`." : "";

    private static bool IsIn(JToken? names, JProperty property) => names?.Any(name => (string?)name == property.Name) ?? false;

    private static string Yes(bool? yes) => yes == true ? "yes" : "";

    private static string Cell(JToken? text) =>
        ((string?)text ?? "").Replace("|", "\\|", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal);
}
