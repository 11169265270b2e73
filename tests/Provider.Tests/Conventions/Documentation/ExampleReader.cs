using JumpCloud.EngineHost.Yaml;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Tests.Conventions.Documentation;

/// <summary>Reads a YAML program with the schema beside it.</summary>
internal sealed class ExampleReader(Template template, JObject schema)
{
    private readonly List<ExampleStep> _steps = [];

    public ExampleProgram Read()
    {
        var waiting = template.Variables.Select(variable => new Declaration(
                variable.Name, References.Of(variable.Value).Select(root => root.Root).ToHashSet(), () => Call(variable)))
            .Concat(template.Resources.Select(resource => new Declaration(
                resource.Key, References.Of(resource).Select(root => root.Root).ToHashSet(), () => Resource(resource))))
            .ToList();
        while (waiting.Count > 0)
        {
            var next = waiting.First(declaration => !waiting.Exists(other => declaration.Roots.Contains(other.Name)));
            waiting.Remove(next);
            _steps.Add(next.Read());
        }

        var config = template.Config.Select(entry => new ExampleConfig(entry.Name, entry.Secret == true)).ToList();
        var outputs = template.Outputs.Select(output => new ExampleField(output.Name, Value(output.Value, [], isRequired: false)))
            .ToList();
        return new ExampleProgram(config, _steps, outputs);
    }

    private ExampleResource Resource(ResourceDeclaration resource)
    {
        var type = resource.Type.Split(':')[^1];
        var spec = (JObject)schema["resources"]![$"jumpcloud:index:{type}"]!;
        var dependsOn = resource.Options.DependsOn is ListExpr list
            ? list.Items.Cast<SymbolExpr>().Select(item => Step(item.Access.Root)).ToList()
            : [];
        var fields = Fields(resource.Properties, (JObject)spec["inputProperties"]!, spec["requiredInputs"]);
        return new ExampleResource(resource.Key, type, (bool?)spec["isComponent"] ?? false, fields, dependsOn);
    }

    private ExampleCall Call(VariableDeclaration variable)
    {
        if (variable.Value is not InvokeExpr { Return: null, Arguments: { } arguments } invoke)
            throw Unknown($"the variable {variable.Name}, which is no fn::invoke with arguments and without return");
        var name = invoke.Function.Split(':')[^1];
        var inputs = (JObject)schema["functions"]![$"jumpcloud:index:{name}"]!["inputs"]!;
        return new ExampleCall(variable.Name, name, Fields(arguments, (JObject)inputs["properties"]!, inputs["required"]));
    }

    private List<ExampleField> Fields(ObjectExpr values, JObject properties, JToken? required) =>
    [
        .. values.Entries.Select(entry => new ExampleField(
            entry.Key,
            Value(
                entry.Value,
                properties[entry.Key] as JObject
                    ?? throw new InvalidOperationException($"the schema has no property {entry.Key}"),
                required?.Any(name => (string?)name == entry.Key) ?? false)))
    ];

    private ExampleValue Value(Expr value, JObject type, bool isRequired) => value switch
    {
        SymbolExpr symbol => Access(symbol.Access, isRequired),
        LiteralExpr literal when Referred(type) is { } choices => new ChoiceValue(
            NameOf(type)!,
            (string)choices["enum"]!.First(choice => (string?)choice["value"] == literal.Value.StringValue)["name"]!),
        LiteralExpr { Value.HasStringValue: true } text => new ScalarValue(new JValue(text.Value.StringValue)),
        LiteralExpr { Value.HasBoolValue: true } flag => new ScalarValue(new JValue(flag.Value.BoolValue)),
        LiteralExpr { Value.HasNumberValue: true } number => new ScalarValue(new JValue((long)number.Value.NumberValue)),
        ListExpr list => new ListValue(
            [.. list.Items.Select(item => Value(item, (JObject)type["items"]!, isRequired: true))],
            NameOf((JObject)type["items"]!)),
        ObjectExpr o when Referred(type) is { } fields =>
            new ObjectValue(NameOf(type), Fields(o, (JObject)fields["properties"]!, fields["required"])),
        ObjectExpr o => new ObjectValue(
            null, [.. o.Entries.Select(entry => new ExampleField(entry.Key, Value(entry.Value, [], isRequired: true)))]),
        _ => throw Unknown(value.GetType().Name),
    };

    private ExampleValue Access(PropertyAccess access, bool isRequired)
    {
        if (template.Config.Any(entry => entry.Name == access.Root))
            return new ConfigValue(access.Root);
        if (access.Tail is not [{ Key: { } property }])
            throw Unknown($"the access {access}, which is not one property of a resource or a result");
        var step = Step(access.Root);
        var required = step switch
        {
            ExampleResource resource => schema["resources"]![$"jumpcloud:index:{resource.Type}"]!["required"],
            ExampleCall call => schema["functions"]![$"jumpcloud:index:{call.Function}"]!["outputs"]!["required"],
            _ => null,
        };
        return new AccessValue(step, property, isRequired && required?.Any(name => (string?)name == property) != true);
    }

    private ExampleStep Step(string name) => _steps.Single(step => step.Name == name);

    private JObject? Referred(JObject type) =>
        NameOf(type) is { } name ? (JObject)schema["types"]![$"jumpcloud:index:{name}"]! : null;

    private static string? NameOf(JObject type) =>
        (string?)type["$ref"] is { } reference && reference.StartsWith("#/types/", StringComparison.Ordinal)
            ? reference.Split(':')[^1]
            : null;

    private static InvalidOperationException Unknown(string what) =>
        new($"The example has {what}: write it differently, or teach it to ExampleReader and to the four writers.");

    /// <param name="Roots">The names that it refers to.</param>
    private sealed record Declaration(string Name, IReadOnlySet<string> Roots, Func<ExampleStep> Read);
}
