using JumpCloud.EngineHost.Yaml;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Tests.Conventions.Documentation;

/// <summary>
/// A page's YAML program with what the schema says of each value: what the programs in other languages are written from.
/// </summary>
/// <param name="Steps">Resources and calls of functions, each after those that it refers to.</param>
internal sealed record ExampleProgram(
    IReadOnlyList<ExampleConfig> Config, IReadOnlyList<ExampleStep> Steps, IReadOnlyList<ExampleField> Outputs)
{
    /// <exception cref="InvalidOperationException">The program is wrong, or uses what no example needed so far.</exception>
    public static ExampleProgram Parse(string yaml, JObject schema)
    {
        var diagnostics = new YamlDiagnostics("the example");
        var template = TemplateParser.Parse(yaml, diagnostics);
        return template is null || diagnostics.HasErrors
            ? throw new InvalidOperationException(string.Join('\n', diagnostics.Errors))
            : new ExampleReader(template, schema).Read();
    }

    /// <summary>Whether something else in the program refers to a step.</summary>
    public bool IsUsed(ExampleStep step) =>
        Steps.SelectMany(other => other.Fields).Concat(Outputs)
            .SelectMany(field => field.Value.Accesses()).Any(access => access.Root == step)
        || Steps.OfType<ExampleResource>().Any(other => other.DependsOn.Contains(step));
}

internal sealed record ExampleConfig(string Name, bool IsSecret);

internal abstract record ExampleStep(string Name, IReadOnlyList<ExampleField> Fields);

/// <param name="Type">The last part of the type's token.</param>
internal sealed record ExampleResource(
    string Name, string Type, bool IsComponent, IReadOnlyList<ExampleField> Fields, IReadOnlyList<ExampleStep> DependsOn)
    : ExampleStep(Name, Fields);

/// <param name="Function">The last part of the function's token.</param>
internal sealed record ExampleCall(string Name, string Function, IReadOnlyList<ExampleField> Fields) : ExampleStep(Name, Fields);

internal sealed record ExampleField(string Name, ExampleValue Value);

internal abstract record ExampleValue
{
    public IEnumerable<AccessValue> Accesses() => this switch
    {
        AccessValue access => [access],
        ListValue list => list.Items.SelectMany(item => item.Accesses()),
        ObjectValue o => o.Fields.SelectMany(field => field.Value.Accesses()),
        _ => [],
    };
}

/// <param name="Value">A text, a number or a boolean.</param>
internal sealed record ScalarValue(JValue Value) : ExampleValue;

/// <summary>A value of an enum.</summary>
internal sealed record ChoiceValue(string Type, string Member) : ExampleValue;

/// <param name="ElementType">The name of the items' type; null for texts.</param>
internal sealed record ListValue(IReadOnlyList<ExampleValue> Items, string? ElementType) : ExampleValue;

/// <param name="Type">The name of the type; null for a map of texts.</param>
internal sealed record ObjectValue(string? Type, IReadOnlyList<ExampleField> Fields) : ExampleValue;

/// <summary>A configuration value.</summary>
internal sealed record ConfigValue(string Name) : ExampleValue;

/// <param name="MayBeAbsent">The output need not be there, and the input to which it goes must.</param>
internal sealed record AccessValue(ExampleStep Root, string Property, bool MayBeAbsent) : ExampleValue;
