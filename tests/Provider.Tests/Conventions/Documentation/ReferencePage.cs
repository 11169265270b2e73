using Newtonsoft.Json.Linq;

namespace JumpCloud.Tests.Conventions.Documentation;

/// <summary>The pages of docs/reference: what the page says, and the tables of the schema.</summary>
internal static class ReferencePage
{
    public const string Folder = "docs/reference";

    public const string Provider = $"{Folder}/provider.md";

    private const string Note =
        "<!-- Made of schema.json and the page beside the code: see \"Documentation\" in CONTRIBUTING.md. -->";

    public static string PathOf(Page page) => $"{Folder}/{page.Name}.md";

    public static string Of(JObject schema, Page page)
    {
        var complete = page.Complete();
        var spec = (JObject)schema[page.Kind == PageKind.Function ? "functions" : "resources"]![page.Token]!;
        var (inputs, required, outputs, always) = page.Kind == PageKind.Function
            ? (spec.SelectToken("inputs.properties"), spec.SelectToken("inputs.required"),
                spec.SelectToken("outputs.properties"), spec.SelectToken("outputs.required"))
            : (spec["inputProperties"], spec["requiredInputs"], Outputs(spec), spec["required"]);
        var tables = new ReferenceTables(schema);
        var text = $"Token: `{page.Token}`.\n\n### Inputs\n\n{tables.Inputs(inputs, required, page.Kind == PageKind.Resource)}"
            + $"\n### Outputs\n\n{tables.Outputs(outputs, always)}"
            + (spec.SelectToken("listInputs.properties") is { } query
                ? $"\n### Query of a list\n\n{tables.Inputs(query, spec.SelectToken("listInputs.required"), replaces: false)}"
                : "")
            + tables.Types();
        var rest = complete.Without(Page.Example);
        return (rest with
        {
            Lead = $"{Note}\n\n{rest.Lead}",
            Sections = [.. rest.Sections, ("Properties", text.TrimEnd('\n')), (Page.Example, complete.Section(Page.Example)!)],
        }).ToString();
    }

    public static string OfProvider(JObject schema)
    {
        var provider = (JObject)schema["provider"]!;
        var tables = new ReferenceTables(schema);
        var inputs = tables.Inputs(provider["inputProperties"], provider["requiredInputs"], replaces: false);
        return $"# The provider's configuration\n\n{Note}\n\n{provider["description"]}\n\n"
            + $"## Properties\n\n{inputs}{tables.Types()}";
    }

    public static string Index(IReadOnlyList<Page> pages)
    {
        string Rows(Func<Page, bool> which) => string.Concat(pages.Where(which)
            .OrderBy(page => page.Name, StringComparer.Ordinal)
            .Select(page => $"| [{page.Name}]({page.Name}.md) | {FirstSentence(page.Read().Lead)} |\n"));
        return $"# Reference\n\n{Note}\n\nThe [provider's configuration](provider.md), and:\n\n"
            + $"| Resource | |\n|---|---|\n{Rows(page => page.Kind != PageKind.Function)}\n"
            + $"| Function | |\n|---|---|\n{Rows(page => page.Kind == PageKind.Function)}";
    }

    // What a program gave comes back as it is; the table of inputs has it.
    private static JObject Outputs(JObject spec) => new(((JObject)spec["properties"]!).Properties()
        .Where(property => spec["inputProperties"]![property.Name] is null));

    private static string FirstSentence(string lead)
    {
        var text = SchemaText.Unwrap(lead).Split('\n')[0];
        var end = text.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? text : text[..(end + 1)];
    }
}
