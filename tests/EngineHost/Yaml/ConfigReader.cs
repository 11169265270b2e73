using Google.Protobuf.WellKnownTypes;

namespace JumpCloud.EngineHost.Yaml;

/// <summary>
/// The values that a program's configuration keys stand for, by the stack's configuration and the program's declarations.
/// </summary>
internal sealed class ConfigReader(ProgramContext context, YamlDiagnostics diagnostics)
{
    /// <summary>
    /// Name to value. Keys of the project's own namespace are there without it (pw), others with it (wire:flag). A declaration
    /// whose value is missing or wrong is noted as an error.
    /// </summary>
    public IReadOnlyDictionary<string, Value> Read(Template template)
    {
        var prefix = $"{context.Project}:";
        var values = new Dictionary<string, Value>();
        foreach (var declaration in template.Config)
        {
            if (ReadDeclared(declaration, FullKey(declaration.Name, prefix)) is { } value)
                values[declaration.Name] = value;
        }
        foreach (var (key, text) in context.Config)
        {
            var name = key.StartsWith(prefix, StringComparison.Ordinal) ? key[prefix.Length..] : key;
            var secret = context.ConfigSecretKeys.Contains(key) || template.Config.Any(d => d.Name == name && d.Secret == true);
            values[name] = OutputValue.Make(ConfigType.FromText(text), secret, []);
        }
        return values;
    }

    private static string FullKey(string name, string prefix) => name.Contains(':') ? name : prefix + name;

    /// <summary>Null when the stack's configuration has the value, and in an error.</summary>
    private Value? ReadDeclared(ConfigDeclaration declaration, string key)
    {
        var defaultValue = DefaultOf(declaration);
        var type = declaration.Type is null ? null : ConfigType.Parse(declaration.Type);
        if (type is null && defaultValue is null)
        {
            diagnostics.Error(declaration.Mark, "unable to infer type: either 'default' or 'type' is required");
            return null;
        }
        if (type is not null && defaultValue is not null && !type.Accepts(defaultValue))
            diagnostics.Error(declaration.Mark, $"type mismatch: the default value is not of the type {type}");
        if (declaration.Secret == false && context.ConfigSecretKeys.Contains(key))
            diagnostics.Error(
                declaration.Mark, "Cannot mark a configuration value as not secret if the associated config value is secret");

        if (context.Config.TryGetValue(key, out var text))
        {
            if (type is { Name: not "string" } or { IsList: true } && !type.Accepts(ConfigType.FromText(text)))
                diagnostics.Error(declaration.Mark, $"the configuration value '{key}' is not of the type {type}");
            return null;
        }
        if (defaultValue is not null)
            return OutputValue.Make(defaultValue, declaration.Secret == true, []);

        var flag = declaration.Secret == true ? "--secret " : "";
        diagnostics.Error(
            declaration.Mark,
            $"missing required configuration variable '{key}'; run `pulumi config set {flag}{key} <value>` to set it");
        return null;
    }

    private Value? DefaultOf(ConfigDeclaration declaration)
    {
        switch (declaration.Value ?? declaration.Default)
        {
            case null:
                return null;
            case var expression when LiteralOf(expression) is { } literal:
                return literal;
            case var other:
                diagnostics.Error(other.Mark, $"the default of the configuration value '{declaration.Name}' must be a literal");
                return null;
        }
    }

    private static Value? LiteralOf(Expr expression)
    {
        switch (expression)
        {
            case LiteralExpr literal:
                return literal.Value;
            case ListExpr list when list.Items.Select(LiteralOf).ToList() is var items && !items.Contains(null):
                return Value.ForList([.. items.Select(i => i!)]);
            case ObjectExpr o:
                var result = new Struct();
                foreach (var entry in o.Entries)
                {
                    if (LiteralOf(entry.Value) is not { } value)
                        return null;
                    result.Fields[entry.Key] = value;
                }
                return Value.ForStruct(result);
            default:
                return null;
        }
    }
}
