namespace JumpCloud.EngineHost.Yaml;

/// <summary>One entry of <c>resources</c>.</summary>
internal sealed class ResourceParser(ExpressionParser expressions, YamlDiagnostics diagnostics)
{
    private static readonly string[] Fields = ["type", "name", "properties", "options", "get"];

    private static readonly string[] Options =
    [
        "additionalSecretOutputs", "aliases", "customTimeouts", "deleteBeforeReplace", "dependsOn", "ignoreChanges", "import",
        "parent",
        "pluginDownloadURL", "protect", "provider", "replaceOnChanges", "retainOnDelete", "version",
    ];

    /// <summary>Options and fields that the real YAML host has and this one leaves out.</summary>
    private static readonly string[] LeftOut =
        ["defaultProvider", "providers", "replaceWith", "deletedWith", "hideDiffs", "replacementTrigger", "envVarMappings"];

    /// <summary>Null, with errors noted, for what has no type.</summary>
    public ResourceDeclaration? Parse(YamlEntry entry)
    {
        var key = entry.Key.Value;
        if (entry.Value is not ObjectNode node)
        {
            diagnostics.Error(entry.Value.Mark, $"resources.{key} must be an object, not {entry.Value.Kind}");
            return null;
        }
        RefuseLeftOut(node);
        FieldReader.RefuseOthers(Without(node, LeftOut), $"resource {key}", diagnostics, Fields);
        var reader = new FieldReader(node, $"resource {key}", diagnostics);
        if (reader.Text("type") is not { } type)
        {
            diagnostics.Error(entry.Key.Mark, $"Required field 'type' is missing on resource \"{key}\"");
            return null;
        }
        var parts = type.Split(':');
        if (parts.Length is not (2 or 3) || parts.Any(p => p.Length == 0))
            diagnostics.Error(node["type"]!.Mark, $"invalid type token \"{type}\"");

        var (get, state) = ParseGet(node, reader);
        var properties = ParseProperties(node["properties"], key) ?? state ?? new ObjectExpr(entry.Key.Mark, []);
        return new ResourceDeclaration(
            key, entry.Key.Mark, reader.Text("name") ?? key, type, node["type"]!.Mark, properties,
            ParseOptions(reader.Object("options")), get);
    }

    private (Expr? Id, ObjectExpr? State) ParseGet(ObjectNode node, FieldReader reader)
    {
        if (reader.Object("get") is not { } get)
            return (null, null);
        FieldReader.RefuseOthers(get, "get", diagnostics, "id", "state");
        if (get["id"] is null)
            diagnostics.Error(get.Mark, "get needs the field 'id'");
        if (node["properties"] is ObjectNode { Entries.Count: > 0 } properties)
            diagnostics.Error(properties.Mark, "Resource fields properties and get are mutually exclusive");
        return (expressions.Optional(get["id"]), ParseProperties(get["state"], "get"));
    }

    private ObjectExpr? ParseProperties(YamlNode? node, string owner)
    {
        if (node is null or NullNode)
            return null;
        if (node is ObjectNode && expressions.Parse(node) is ObjectExpr properties)
            return properties;
        diagnostics.Error(node.Mark, $"the properties of {owner} must be an object");
        return null;
    }

    private ResourceOptions ParseOptions(ObjectNode? node)
    {
        if (node is null)
            return new ResourceOptions();
        RefuseLeftOut(node);
        FieldReader.RefuseOthers(Without(node, LeftOut), "resource options", diagnostics, Options);
        var reader = new FieldReader(node, "resource options", diagnostics);
        return new ResourceOptions
        {
            AdditionalSecretOutputs = reader.Texts("additionalSecretOutputs"),
            Aliases = ParseAliases(node["aliases"]),
            CustomTimeouts = ParseTimeouts(reader.Object("customTimeouts")),
            DeleteBeforeReplace = reader.Boolean("deleteBeforeReplace"),
            DependsOn = expressions.Optional(node["dependsOn"]),
            IgnoreChanges = reader.Texts("ignoreChanges"),
            Import = reader.Text("import"),
            Parent = expressions.Optional(node["parent"]),
            PluginDownloadUrl = reader.Text("pluginDownloadURL"),
            Protect = expressions.Optional(node["protect"]),
            Provider = expressions.Optional(node["provider"]),
            ReplaceOnChanges = reader.Texts("replaceOnChanges"),
            RetainOnDelete = reader.Boolean("retainOnDelete"),
            Version = reader.Text("version"),
        };
    }

    private List<AliasDeclaration> ParseAliases(YamlNode? node)
    {
        if (node is null or NullNode)
            return [];
        if (node is ListNode list)
            return [.. list.Items.Select(ParseAlias)];
        diagnostics.Error(node.Mark, "aliases must be a list of URNs or objects");
        return [];
    }

    private AliasDeclaration ParseAlias(YamlNode node)
    {
        if (node is not ObjectNode fields)
            return new AliasDeclaration(node.Mark, expressions.Parse(node), null, null, null, null, null, null);

        FieldReader.RefuseOthers(fields, "alias", diagnostics, "urn", "name", "type", "stack", "project", "parent", "noParent");
        Expr? Field(string name) => expressions.Optional(fields[name]);
        return new AliasDeclaration(
            node.Mark, Field("urn"), Field("name"), Field("type"), Field("stack"), Field("project"), Field("parent"),
            new FieldReader(fields, "alias", diagnostics).Boolean("noParent"));
    }

    private TimeoutsDeclaration? ParseTimeouts(ObjectNode? node)
    {
        if (node is null)
            return null;
        FieldReader.RefuseOthers(node, "customTimeouts", diagnostics, "create", "update", "delete", "read");
        Expr? Field(string name) => expressions.Optional(node[name]);
        return new TimeoutsDeclaration(Field("create"), Field("update"), Field("delete"), Field("read"));
    }

    private void RefuseLeftOut(ObjectNode node)
    {
        foreach (var (key, _) in node.Entries.Where(e => LeftOut.Contains(e.Key.Value)))
            diagnostics.Error(key.Mark, $"'{key.Value}' is not supported by this engine host");
    }

    private static ObjectNode Without(ObjectNode node, string[] names)
        => node with { Entries = [.. node.Entries.Where(e => !names.Contains(e.Key.Value))] };
}
