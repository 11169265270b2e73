using static JumpCloud.Tests.Conventions.Documentation.ExampleText;

namespace JumpCloud.Tests.Conventions.Documentation;

internal static class PythonWriter
{
    private const string Tab = "    ";

    public static string Write(ExampleProgram program, SdkNames names)
    {
        var lines = new List<string>();
        var hasOptions = program.Steps.OfType<ExampleResource>().Any(step => step.DependsOn.Count > 0);
        if (hasOptions || program.Config.Count + program.Outputs.Count > 0)
            lines.Add("import pulumi");
        lines.AddRange([$"import {names.Python} as jumpcloud", ""]);
        if (program.Config.Count > 0)
            lines.Add("config = pulumi.Config()");
        lines.AddRange(program.Config.Select(entry =>
            $"{Snake(entry.Name)} = config.{(entry.IsSecret ? "require_secret" : "require")}({Quote(entry.Name)})"));
        lines.AddRange(program.Steps.Select(step => Step(program, step)));
        lines.AddRange(program.Outputs.Select(output => $"pulumi.export({Quote(output.Name)}, {Value(output.Value)})"));
        return string.Join('\n', lines);
    }

    private static string Step(ExampleProgram program, ExampleStep step)
    {
        var variable = step is ExampleCall || program.IsUsed(step) ? $"{Snake(step.Name)} = " : "";
        var arguments = step.Fields.Select(field => $"{Snake(field.Name)}={Value(field.Value)}").ToList();
        if (step is ExampleCall call)
            return $"{variable}jumpcloud.{Snake(call.Function)}_output({string.Join(", ", arguments)})";
        var resource = (ExampleResource)step;
        var dependsOn = string.Join(", ", resource.DependsOn.Select(other => Snake(other.Name)));
        if (dependsOn.Length > 0)
            arguments.Add($"opts=pulumi.ResourceOptions(depends_on=[{dependsOn}])");
        return $"{variable}jumpcloud.{resource.Type}({Quote(step.Name)},\n{Indent(string.Join(",\n", arguments), Tab)})";
    }

    private static string Value(ExampleValue value) => value switch
    {
        ScalarValue { Value.Value: string text } => Quote(text),
        ScalarValue { Value.Value: bool flag } => flag ? "True" : "False",
        ScalarValue number => $"{number.Value}",
        ChoiceValue choice => $"jumpcloud.{choice.Type}.{Snake(choice.Member).ToUpperInvariant()}",
        ListValue list => List("[", [.. list.Items.Select(Value)], "]", Tab),
        ObjectValue o => Block(
            "{",
            o.Fields.Select(field => $"{Quote(o.Type is null ? field.Name : Snake(field.Name))}: {Value(field.Value)}"),
            "}",
            Tab),
        ConfigValue config => Snake(config.Name),
        AccessValue access => $"{Snake(access.Root.Name)}.{Snake(access.Property)}",
        _ => throw new InvalidOperationException($"no Python for {value}"),
    };
}
