namespace JumpCloud.EngineHost.Yaml;

/// <summary>
/// The tree of a project file to a <see cref="Template"/>. What this host does not know is an error with its place.
/// </summary>
internal sealed class TemplateParser
{
    /// <summary>Fields that are the project's, not the program's (workspace.Project).</summary>
    private static readonly string[] ProjectFields =
    [
        "runtime", "description", "author", "website", "license", "main", "backend", "options", "template", "plugins",
        "packages", "version",
    ];

    private static readonly string[] ProgramFields = ["name", "config", "variables", "resources", "outputs"];

    private readonly YamlDiagnostics _diagnostics;
    private readonly ExpressionParser _expressions;

    private TemplateParser(YamlDiagnostics diagnostics)
    {
        _diagnostics = diagnostics;
        _expressions = new ExpressionParser(diagnostics);
    }

    /// <summary>Null when the text is no YAML object; else a template, which is usable only when no error was noted.</summary>
    public static Template? Parse(string text, YamlDiagnostics diagnostics)
        => YamlReader.Read(text, diagnostics) is { } root ? new TemplateParser(diagnostics).Parse(root) : null;

    private Template Parse(ObjectNode root)
    {
        foreach (var (key, _) in root.Entries.Where(e => !ProgramFields.Concat(ProjectFields).Contains(e.Key.Value)))
            _diagnostics.Error(
                key.Mark,
                $"'{key.Value}' is not supported by this engine host; a program has {string.Join(", ", ProgramFields)}");
        CheckRuntime(root["runtime"]);

        var resources = new ResourceParser(_expressions, _diagnostics);
        return new Template(
            new FieldReader(root, "program", _diagnostics).Text("name"),
            [.. Entries(root, "config").Select(ParseConfig)],
            [.. Entries(root, "variables")
                .Select(e => new VariableDeclaration(e.Key.Value, e.Key.Mark, _expressions.Parse(e.Value)))],
            [.. Entries(root, "resources").Select(resources.Parse).OfType<ResourceDeclaration>()],
            [.. Entries(root, "outputs")
                .Select(e => new OutputDeclaration(e.Key.Value, e.Key.Mark, _expressions.Parse(e.Value)))]);
    }

    private void CheckRuntime(YamlNode? runtime)
    {
        var name = runtime is ObjectNode fields ? fields["name"] : runtime;
        if (name is StringNode { Value: not "yaml" } other)
            _diagnostics.Error(other.Mark, $"the runtime is '{other.Value}'; only a program of runtime yaml can be read here");
        if (runtime is ObjectNode { } o && o["options"] is ObjectNode options && options["compiler"] is { } compiler)
            _diagnostics.Error(compiler.Mark, "the runtime option 'compiler' is not supported by this engine host");
    }

    private IEnumerable<YamlEntry> Entries(ObjectNode root, string section)
    {
        switch (root[section])
        {
            case null or NullNode:
                return [];
            case ObjectNode o:
                return o.Entries;
            case var other:
                _diagnostics.Error(other.Mark, $"{section} must be an object, not {other.Kind}");
                return [];
        }
    }

    private ConfigDeclaration ParseConfig(YamlEntry entry)
    {
        var (name, mark) = (entry.Key.Value, entry.Key.Mark);
        if (entry.Value is not ObjectNode fields)
            return new ConfigDeclaration(name, mark, null, null, null, _expressions.Parse(entry.Value));

        FieldReader.RefuseOthers(
            fields, $"config {name}", _diagnostics, "type", "name", "secret", "default", "value", "description", "items");
        var reader = new FieldReader(fields, $"config {name}", _diagnostics);
        var type = reader.Text("type");
        if (type is not null && ConfigType.Parse(type) is null)
            _diagnostics.Error(
                fields["type"]!.Mark, $"unexpected configuration type '{type}': valid types are {ConfigType.Names}");
        return new ConfigDeclaration(
            reader.Text("name") ?? name, mark, type, reader.Boolean("secret"),
            _expressions.Optional(fields["default"]), _expressions.Optional(fields["value"]));
    }
}
