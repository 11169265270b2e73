using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Tests.Conventions.Documentation;

/// <summary>The descriptions of schema.json, as Pulumi's generators of documentation read them, from the pages.</summary>
internal static class SchemaText
{
    public const string Path = "provider/schema.json";

    public static JObject Parse(string text)
    {
        using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None };
        return JObject.Load(reader);
    }

    /// <summary>The schema with the description of every resource and function from its page.</summary>
    public static string Of(JObject schema, IEnumerable<Page> pages)
    {
        var described = (JObject)schema.DeepClone();
        foreach (var page in pages)
        {
            var section = page.Kind == PageKind.Function ? "functions" : "resources";
            described[section]![page.Token]!["description"] = Description(page.Complete());
        }

        return described.ToString(Formatting.Indented).ReplaceLineEndings("\n") + "\n";
    }

    private static string Description(Markdown page)
    {
        var fences = new[] { "typescript", "python", "csharp", "go", "yaml" }
            .Select(language => $"```{language}\n{Markdown.Blocks(page.Section(Page.Example)!, language).Single()}```\n");
        var example = "{{% examples %}}\n## Example Usage\n{{% example %}}\n\n"
            + string.Concat(fences) + "{{% /example %}}\n{{% /examples %}}";
        var import = page.Section("Import") is { } text ? $"\n\n## Import\n\n{Unwrap(text)}" : "";
        return $"{Unwrap(page.Lead)}\n\n{example}{import}";
    }

    /// <summary>Paragraphs and items of lists in one line each: generators put them into comments of their own width.</summary>
    public static string Unwrap(string text)
    {
        var lines = new List<string>();
        foreach (var (line, isCode) in Markdown.LinesOf(text))
        {
            var goesOn = !isCode && lines.Count > 0 && lines[^1].Length > 0 && line.Length > 0
                && !"`|-".Contains(line[0], StringComparison.Ordinal) && !lines[^1].StartsWith("```", StringComparison.Ordinal);
            if (goesOn)
                lines[^1] += " " + line.Trim();
            else
                lines.Add(line);
        }

        return string.Join('\n', lines);
    }
}
