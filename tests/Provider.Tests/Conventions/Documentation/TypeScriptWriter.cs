using static JumpCloud.Tests.Conventions.Documentation.ExampleText;

namespace JumpCloud.Tests.Conventions.Documentation;

internal static class TypeScriptWriter
{
    private const string Tab = "    ";

    public static string Write(ExampleProgram program, SdkNames names)
    {
        var lines = new List<string>();
        if (program.Config.Count > 0)
            lines.Add("import * as pulumi from \"@pulumi/pulumi\";");
        lines.AddRange([$"import * as jumpcloud from \"{names.TypeScript}\";", ""]);
        if (program.Config.Count > 0)
            lines.Add("const config = new pulumi.Config();");
        lines.AddRange(program.Config.Select(entry =>
            $"const {entry.Name} = config.{(entry.IsSecret ? "requireSecret" : "require")}({Quote(entry.Name)});"));
        lines.AddRange(program.Steps.Select(step => Step(program, step)));
        lines.AddRange(program.Outputs.Select(output => $"export const {output.Name} = {Value(output.Value)};"));
        return string.Join('\n', lines);
    }

    private static string Step(ExampleProgram program, ExampleStep step)
    {
        var variable = step is ExampleCall || program.IsUsed(step) ? $"const {step.Name} = " : "";
        var fields = Object(step.Fields);
        if (step is ExampleCall call)
            return $"{variable}jumpcloud.{call.Function}Output({fields});";
        var resource = (ExampleResource)step;
        var options = resource.DependsOn.Count == 0
            ? ""
            : $", {{ dependsOn: [{string.Join(", ", resource.DependsOn.Select(other => other.Name))}] }}";
        return $"{variable}new jumpcloud.{resource.Type}({Quote(step.Name)}, {fields}{options});";
    }

    private static string Value(ExampleValue value) => value switch
    {
        ScalarValue { Value.Value: string text } => Quote(text),
        ScalarValue { Value.Value: bool flag } => flag ? "true" : "false",
        ScalarValue number => $"{number.Value}",
        ChoiceValue choice => $"jumpcloud.{choice.Type}.{choice.Member}",
        ListValue list => List("[", [.. list.Items.Select(Value)], "]", Tab),
        ObjectValue o => Object(o.Fields),
        ConfigValue config => config.Name,
        AccessValue access => $"{access.Root.Name}.{access.Property}{(access.MayBeAbsent ? ".apply(value => value!)" : "")}",
        _ => throw new InvalidOperationException($"no TypeScript for {value}"),
    };

    private static string Object(IReadOnlyList<ExampleField> fields) =>
        Block("{", fields.Select(field => $"{field.Name}: {Value(field.Value)}"), "}", Tab);
}
