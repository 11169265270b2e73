using JumpCloud.EngineHost.Yaml;

namespace JumpCloud.EngineHost.Cli;

/// <summary>Pulumi.yaml, as far as commands need it.</summary>
/// <param name="Runtime">yaml, nodejs or dotnet.</param>
/// <param name="Plugins">Package to folder, from <c>plugins.providers</c> and from <c>packages</c> with a local
/// path; absolute.</param>
/// <param name="Config">Full key to the value or default that the project itself gives.</param>
internal sealed record ProjectFile(
    string Directory, string Name, string Runtime,
    IReadOnlyDictionary<string, string> Plugins, IReadOnlyDictionary<string, ConfigValue> Config)
{
    private const string FileName = "Pulumi.yaml";

    /// <summary>Looks in the folder and those above it, as the CLI does.</summary>
    /// <exception cref="CliException">There is no project, or its file cannot be read.</exception>
    public static ProjectFile Find(string folder)
    {
        for (var directory = new DirectoryInfo(folder); directory is not null; directory = directory.Parent)
        {
            var path = Path.Combine(directory.FullName, FileName);
            if (File.Exists(path))
                return Read(directory.FullName, File.ReadAllText(path));
        }
        throw new CliException($"no {FileName} project file found (searching upwards from {folder})");
    }

    private static ProjectFile Read(string directory, string text)
    {
        var diagnostics = new YamlDiagnostics(FileName);
        var root = YamlReader.Read(text, diagnostics) ?? new ObjectNode(SourceMark.None, []);
        var reader = new FieldReader(root, "project", diagnostics);
        var name = reader.Text("name");
        var runtime = root["runtime"] is ObjectNode named
            ? new FieldReader(named, "runtime", diagnostics).Text("name")
            : reader.Text("runtime");
        if (name is null && !diagnostics.HasErrors)
            diagnostics.Error(root.Mark, "project is missing a 'name' attribute");
        if (runtime is null && !diagnostics.HasErrors)
            diagnostics.Error(root.Mark, "project is missing a 'runtime' attribute");
        if (root["main"] is { } main)
            diagnostics.Error(main.Mark, "'main' is not supported by this engine host");
        var plugins = PluginsOf(root, directory, diagnostics);
        var config = ConfigOf(root, name ?? "");
        return diagnostics.HasErrors
            ? throw new CliException(string.Join(System.Environment.NewLine, diagnostics.Errors))
            : new ProjectFile(directory, name!, runtime!, plugins, config);
    }

    private static Dictionary<string, string> PluginsOf(ObjectNode root, string directory, YamlDiagnostics diagnostics)
    {
        var plugins = new Dictionary<string, string>();
        if (root["packages"] is ObjectNode packages)
        {
            foreach (var (key, value) in packages.Entries)
            {
                if (value is StringNode { Value: ['.' or '/', ..] } path)
                    plugins[key.Value] = Path.GetFullPath(path.Value, directory);
            }
        }
        if (root["plugins"] is not ObjectNode section)
            return plugins;
        foreach (var provider in (section["providers"] as ListNode)?.Items ?? [])
        {
            if (provider is ObjectNode fields && fields["name"] is StringNode name && fields["path"] is StringNode path)
                plugins[name.Value] = Path.GetFullPath(path.Value, directory);
            else
                diagnostics.Error(provider.Mark, "an entry of plugins.providers needs 'name' and 'path'");
        }
        return plugins;
    }

    private static Dictionary<string, ConfigValue> ConfigOf(ObjectNode root, string project)
    {
        var config = new Dictionary<string, ConfigValue>();
        foreach (var (key, value) in (root["config"] as ObjectNode)?.Entries ?? [])
        {
            var fields = value as ObjectNode;
            var given = fields is null ? value : fields["value"] ?? fields["default"];
            var fullKey = key.Value.Contains(':') ? key.Value : $"{project}:{key.Value}";
            if (given is not null and not NullNode)
                config[fullKey] = new ConfigValue(ConfigText.Of(given), fields?["secret"] is BooleanNode { Value: true });
        }
        return config;
    }
}
