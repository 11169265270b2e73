using Newtonsoft.Json.Linq;

namespace JumpCloud.EngineHost.Yaml;

/// <summary>What the evaluator needs of a package's schema: tokens, secret properties, components, constants, aliases.</summary>
internal sealed class PackageSchema
{
    private readonly JObject _schema;
    private readonly Dictionary<string, ResourceSchema> _resources;
    private readonly Dictionary<string, FunctionSchema> _functions;

    public PackageSchema(string json)
    {
        _schema = JObject.Parse(json);
        Name = (string)_schema["name"]!;
        Provider = new ResourceSchema($"pulumi:providers:{Name}", _schema["provider"] as JObject ?? [], isProvider: true);
        _resources = Members("resources")
            .ToDictionary(p => p.Name, p => new ResourceSchema(p.Name, (JObject)p.Value, isProvider: false));
        _functions = Members("functions").ToDictionary(p => p.Name, p => new FunctionSchema(p.Name, (JObject)p.Value));
    }

    public string Name { get; }

    public ResourceSchema Provider { get; }

    /// <summary>The resource by its token, <c>pkg:Type</c> standing for <c>pkg:index:Type</c>; null when there is none.</summary>
    public ResourceSchema? FindResource(string token) => Find(_resources, token);

    public FunctionSchema? FindFunction(string token) => Find(_functions, token);

    /// <summary>A type of the section <c>types</c>, by <c>#/types/…</c>; null when it is elsewhere or unknown.</summary>
    public JObject? FindType(string reference)
        => reference.StartsWith("#/types/", StringComparison.Ordinal)
            ? _schema["types"]?[Uri.UnescapeDataString(reference["#/types/".Length..])] as JObject
            : null;

    private IEnumerable<JProperty> Members(string section) => (_schema[section] as JObject)?.Properties() ?? [];

    /// <summary>
    /// As pulumi-yaml resolves tokens: as given, with "index" put in, with the module's repeated segment; case aside.
    /// </summary>
    private static T? Find<T>(Dictionary<string, T> members, string token)
        where T : class
    {
        var parts = token.Split(':');
        var (module, type) = parts.Length == 2 ? ("index", parts[1]) : (parts[1], parts[^1]);
        string[] candidates = [token, $"{parts[0]}:{module}:{type}", $"{parts[0]}:{module}/{type.ToLowerInvariant()}:{type}"];
        foreach (var candidate in candidates)
        {
            var found = members.GetValueOrDefault(candidate)
                ?? members.FirstOrDefault(m => m.Key.Equals(candidate, StringComparison.OrdinalIgnoreCase)).Value;
            if (found is not null)
                return found;
        }
        return null;
    }
}

internal sealed class ResourceSchema
{
    public ResourceSchema(string token, JObject spec, bool isProvider)
    {
        Token = token;
        IsProvider = isProvider;
        IsComponent = (bool?)spec["isComponent"] ?? false;
        Inputs = PropertySchema.Read(spec, "inputProperties", "requiredInputs");
        Outputs = PropertySchema.Read(spec, "properties", "required");
        AliasTypes = [.. (spec["aliases"] as JArray ?? []).Select(a => (string?)a["type"]).OfType<string>()];
    }

    public string Token { get; }

    public bool IsProvider { get; }

    public bool IsComponent { get; }

    public IReadOnlyDictionary<string, PropertySchema> Inputs { get; }

    public IReadOnlyDictionary<string, PropertySchema> Outputs { get; }

    public IReadOnlyList<string> AliasTypes { get; }
}

internal sealed class FunctionSchema(string token, JObject spec)
{
    public string Token { get; } = token;

    public IReadOnlyDictionary<string, PropertySchema> Inputs { get; } =
        PropertySchema.Read(spec["inputs"] as JObject ?? [], "properties", "required");

    /// <summary>The result's properties; null when the function returns one value that is no object.</summary>
    public IReadOnlyDictionary<string, PropertySchema>? Outputs { get; } =
        spec["outputs"] is JObject outputs ? PropertySchema.Read(outputs, "properties", "required")
        : spec["returnType"] is JObject { } result && (string?)result["type"] != "object" ? null
        : PropertySchema.Read(spec["returnType"] as JObject ?? [], "properties", "required");
}

/// <param name="Spec">The property's type reference and the rest of its specification.</param>
internal sealed record PropertySchema(string Name, JObject Spec, bool IsRequired)
{
    public bool IsSecret => (bool?)Spec["secret"] ?? false;

    public bool ReplacesOnChanges => (bool?)Spec["replaceOnChanges"] ?? false;

    public JToken? Constant => Spec["const"];

    /// <summary>Sorted by name, as the real schema binder sorts.</summary>
    public static IReadOnlyDictionary<string, PropertySchema> Read(JObject owner, string properties, string required)
    {
        var names = (owner[required] as JArray ?? []).Select(n => (string?)n).ToHashSet();
        return new SortedDictionary<string, PropertySchema>(
            ((owner[properties] as JObject)?.Properties() ?? [])
                .ToDictionary(p => p.Name, p => new PropertySchema(p.Name, (JObject)p.Value, names.Contains(p.Name))),
            StringComparer.Ordinal);
    }
}
