using Newtonsoft.Json.Linq;
using JumpCloud.EngineHost.Wire;

namespace JumpCloud.EngineHost.Yaml;

/// <summary>
/// Holds a program against the schemas before anything is registered, as the real YAML host's type checker does: tokens, names of
/// properties, required ones, and the types of literals. What an expression is computed from is not typed here; the provider's
/// Check sees it.
/// </summary>
internal sealed class SchemaCheck(Template template, ProgramSchemas schemas, YamlDiagnostics diagnostics)
{
    private const int MostListed = 5;

    public void Run()
    {
        foreach (var resource in template.Resources)
            CheckResource(resource);
        foreach (var invoke in ProgramSchemas.InvokesOf(template))
            CheckInvoke(invoke);
        var expressions = template.Resources.SelectMany(References.ExpressionsOf)
            .Concat(template.Variables.Select(v => v.Value))
            .Concat(template.Outputs.Select(o => o.Value));
        foreach (var (access, mark) in expressions.SelectMany(References.AccessesOf))
            CheckAccess(access, mark);
    }

    private void CheckResource(ResourceDeclaration resource)
    {
        var package = schemas.Of(resource);
        if (schemas.Find(resource) is not { } schema)
        {
            var reason = $"unable to find resource type \"{resource.Type}\" in resource provider \"{package.Name}\"";
            diagnostics.Error(resource.TypeMark, $"error resolving type of resource {resource.Key}: {reason}");
            return;
        }
        var properties = resource.Get is null ? schema.Inputs : schema.Outputs;
        CheckNames(resource.Properties, properties, schema.Token);
        if (resource.Get is null)
            CheckRequired(resource.Properties, properties, resource.Mark);
        CheckTypes(resource.Properties, properties, package);
    }

    private void CheckInvoke(InvokeExpr invoke)
    {
        var package = schemas.Of(invoke);
        if (package.FindFunction(invoke.Function) is not { } function)
        {
            diagnostics.Error(
                invoke.Mark, $"unable to find function \"{invoke.Function}\" in resource provider \"{package.Name}\"");
            return;
        }
        if (invoke.Arguments is { } arguments)
        {
            // The real host warns of an unknown argument and goes on.
            foreach (var entry in arguments.Entries.Where(e => !function.Inputs.ContainsKey(e.Key)))
                diagnostics.Warn(
                    entry.KeyMark, DoesNotExist(entry.Key, $"Invoke {function.Token}", function.Inputs.Keys, "fields"));
            CheckTypes(arguments, function.Inputs, package);
        }
        if (invoke.Return is null)
            return;
        if (function.Outputs is null)
        {
            var reason = $"cannot specify property '{invoke.Return}' for function {function.Token}";
            diagnostics.Error(invoke.Mark, $"fn::invoke has a non-object return value: {reason}");
        }
        else if (!function.Outputs.ContainsKey(invoke.Return))
            diagnostics.Error(invoke.Mark, DoesNotExist(invoke.Return, function.Token, function.Outputs.Keys, "properties"));
    }

    private void CheckAccess(PropertyAccess access, SourceMark mark)
    {
        if (template.Resources.FirstOrDefault(r => r.Key == access.Root) is not { } resource
            || schemas.Find(resource) is not { } schema)
            return;
        if (access.Tail is not [{ Key: { } name }, ..])
            return;
        var names = schema.Outputs.Keys.Append("urn").Concat(schema.IsComponent ? [] : ["id"]).ToList();
        if (!names.Contains(name) && !schema.IsProvider)
            diagnostics.Error(mark, DoesNotExist(name, access.Root, names, "properties"));
    }

    private void CheckNames(ObjectExpr properties, IReadOnlyDictionary<string, PropertySchema> known, string owner)
    {
        foreach (var entry in properties.Entries.Where(e => !known.ContainsKey(e.Key)))
            diagnostics.Error(
                entry.KeyMark, DoesNotExist($"Property {entry.Key}", $"'{owner}'", known.Keys, "properties", entry.Key));
    }

    private void CheckRequired(ObjectExpr properties, IReadOnlyDictionary<string, PropertySchema> known, SourceMark mark)
    {
        foreach (var property in known.Values.Where(p => p is { IsRequired: true, Constant: null }))
        {
            if (properties.Entries.All(e => e.Key != property.Name))
                diagnostics.Error(mark, $"Missing required property '{property.Name}'");
        }
    }

    private void CheckTypes(ObjectExpr properties, IReadOnlyDictionary<string, PropertySchema> known, PackageSchema package)
    {
        foreach (var entry in properties.Entries)
        {
            if (known.TryGetValue(entry.Key, out var property))
                CheckType(entry.Value, property.Spec, package);
        }
    }

    private void CheckType(Expr expression, JObject type, PackageSchema package)
    {
        if (type["oneOf"] is not null || expression is not (LiteralExpr or ListExpr or ObjectExpr))
            return;
        if ((string?)type["$ref"] is { } reference)
        {
            if (package.FindType(reference) is { } referred)
                CheckReferred(expression, referred, reference.Split('/', 3)[^1], package);
            return;
        }
        var expected = (string?)type["type"];
        if (expression is ListExpr list && expected == "array")
        {
            foreach (var item in list.Items)
                CheckType(item, type["items"] as JObject ?? [], package);
        }
        else if (expression is ObjectExpr map && expected == "object")
        {
            foreach (var entry in map.Entries)
                CheckType(entry.Value, type["additionalProperties"] as JObject ?? new JObject { ["type"] = "string" }, package);
        }
        else if (expected is not null && !IsAssignable(expression, expected))
        {
            diagnostics.Error(expression.Mark, $"{expected} is not assignable from {TypeOf(expression)}");
        }
    }

    private void CheckReferred(Expr expression, JObject type, string name, PackageSchema package)
    {
        if (type["enum"] is JArray values)
        {
            if (expression is LiteralExpr literal && !Values.IsNull(literal.Value)
                && values.All(v => !ConfigType.FromToken(v["value"]!).Equals(literal.Value)))
            {
                var allowed = string.Join(", ", values.Select(v => v["value"]!.ToString(Newtonsoft.Json.Formatting.None)));
                diagnostics.Error(
                    expression.Mark, $"{name} is not assignable from {TypeOf(expression)}: Allowed values are {allowed}");
            }
        }
        else if (expression is ObjectExpr o)
        {
            var properties = PropertySchema.Read(type, "properties", "required");
            CheckNames(o, properties, name);
            CheckRequired(o, properties, o.Mark);
            CheckTypes(o, properties, package);
        }
        else if (expression is ListExpr or LiteralExpr { Value.HasStringValue: true })
        {
            diagnostics.Error(expression.Mark, $"{name} is not assignable from {TypeOf(expression)}");
        }
    }

    /// <summary>Numbers and booleans go into strings, numbers into integers; null goes anywhere.</summary>
    private static bool IsAssignable(Expr expression, string expected) => TypeOf(expression) switch
    {
        "null" => true,
        "number" => expected is "number" or "integer" or "string",
        "boolean" => expected is "boolean" or "string",
        var type => type == expected,
    };

    private static string TypeOf(Expr expression) => expression switch
    {
        ListExpr => "array",
        ObjectExpr => "object",
        LiteralExpr { Value.HasStringValue: true } => "string",
        LiteralExpr { Value.HasNumberValue: true } => "number",
        LiteralExpr { Value.HasBoolValue: true } => "boolean",
        _ => "null",
    };

    /// <summary>The real YAML host's sentence, the nearest names first and at most five of them.</summary>
    private static string DoesNotExist(string label, string owner, IEnumerable<string> existing, string kind, string? name = null)
    {
        var names = existing.Order(StringComparer.Ordinal).OrderBy(e => EditDistance.Between(e, name ?? label)).ToList();
        if (names.Count == 0)
            return $"{label} does not exist on {owner}. {owner} has no {kind}";
        var list = string.Join(", ", names.Take(MostListed));
        var more = names.Count - MostListed;
        if (more > 0)
            list += $" and {more} {(more == 1 ? "other" : "others")}";
        return $"{label} does not exist on {owner}. Existing {kind} are: {list}";
    }
}
