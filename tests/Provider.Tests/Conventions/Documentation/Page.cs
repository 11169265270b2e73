using Newtonsoft.Json.Linq;

namespace JumpCloud.Tests.Conventions.Documentation;

internal enum PageKind
{
    Resource,
    Component,
    Function,
}

/// <summary>The page of a resource, a component or a function, found by what the registry has.</summary>
/// <param name="Path">From the root of the repository.</param>
internal sealed record Page(PageKind Kind, string Name, string Token, string Path)
{
    public const string Example = "Example";

    public static IReadOnlyList<Page> All { get; } =
    [
        .. Registry.Resources.Select(resource => Of(PageKind.Resource, resource.Token)),
        .. Registry.Components.Select(component => Of(PageKind.Component, component.Token)),
        .. Registry.Functions.Select(function => Of(PageKind.Function, function.Token)),
    ];

    /// <summary>schema.json as it is on the disk: what the plugin was built with may be older.</summary>
    public static JObject Schema { get; } = SchemaText.Parse(Sources.Read(SchemaText.Path));

    public IReadOnlyList<string> RequiredSections => Kind switch
    {
        PageKind.Resource => ["What it does", "Import", "Inferred", Example],
        PageKind.Component => ["What it makes", "Import", "Inferred", Example],
        _ => ["Arguments", "Results", "What it calls", "Inferred", Example],
    };

    public Markdown Read() => Markdown.Parse(Sources.Read(Path));

    /// <summary>The page with its example in all languages, written anew from the YAML one.</summary>
    public Markdown Complete() => Complete(Read(), Example);

    /// <param name="heading">Of the section that has the YAML program.</param>
    public static Markdown Complete(Markdown page, string heading)
    {
        var yaml = YamlOf(page, heading);
        var (program, names) = (ExampleProgram.Parse(yaml, Schema), SdkNames.Of(Schema));
        (string Title, string Fence, string Text)[] languages =
        [
            ("C#", "csharp", CSharpWriter.Write(program, names)),
            ("TypeScript", "typescript", TypeScriptWriter.Write(program, names)),
            ("Python", "python", PythonWriter.Write(program, names)),
            ("Go", "go", new GoWriter(program, names, Schema).Write()),
            ("YAML", "yaml", yaml.TrimEnd('\n')),
        ];
        var written = string.Join("\n\n", languages.Select(language =>
            $"### {language.Title}\n\n```{language.Fence}\n{language.Text}\n```"));
        var before = page.Section(heading)!.Split("### ")[0];
        return page.With(heading, before + written);
    }

    /// <summary>The YAML program, which is the one that runs.</summary>
    public static string YamlOf(Markdown page, string heading) =>
        Markdown.Blocks(page.Section(heading) ?? "", "yaml") is [{ } yaml]
            ? yaml
            : throw new InvalidOperationException(
                $"{page.Title} needs the section {heading} with one YAML program: ACCEPT_GOLDEN=1 writes the others from it.");

    private static Page Of(PageKind kind, string token)
    {
        var name = token.Split(':')[^1];
        return new Page(kind, name, token, kind switch
        {
            PageKind.Resource => $"provider/Resources/{name}/{name}.md",
            PageKind.Component => $"provider/Components/{name}/{name}.md",
            _ => $"provider/Functions/{name}.md",
        });
    }
}
