using static JumpCloud.Tests.Conventions.Documentation.ExampleText;

namespace JumpCloud.Tests.Conventions.Documentation;

internal static class CSharpWriter
{
    private const string Tab = "    ";

    public static string Write(ExampleProgram program, SdkNames names)
    {
        var body = new List<string>();
        if (program.Config.Count > 0)
            body.Add("var config = new Config();");
        body.AddRange(program.Config.Select(entry =>
            $"var {entry.Name} = config.{(entry.IsSecret ? "RequireSecret" : "Require")}({Quote(entry.Name)});"));
        body.AddRange(program.Steps.Select(step => Step(program, step)));
        if (program.Outputs.Count > 0)
        {
            var outputs = program.Outputs.Select(output => $"[{Quote(output.Name)}] = {Value(output.Value)}");
            body.Add("return " + Block("new Dictionary<string, object?>\n{", outputs, "};", Tab));
        }

        string[] usings = program.Outputs.Count > 0 ? ["using System.Collections.Generic;"] : [];
        return string.Join(
            '\n',
            [.. usings, "using Pulumi;", $"using JumpCloud = {names.CSharp};", "",
                "return await Deployment.RunAsync(() =>", "{", Indent(string.Join('\n', body), Tab), "});"]);
    }

    private static string Step(ExampleProgram program, ExampleStep step)
    {
        var variable = step is ExampleCall || program.IsUsed(step) ? $"var {step.Name} = " : "";
        var fields = Object("new()", step.Fields);
        if (step is ExampleCall call)
            return $"{variable}JumpCloud.{Pascal(call.Function)}.Invoke({fields});";
        var resource = (ExampleResource)step;
        var options = resource.DependsOn.Count == 0
            ? ""
            : $", new {(resource.IsComponent ? "Component" : "Custom")}ResourceOptions "
                + $"{{ DependsOn = {{ {string.Join(", ", resource.DependsOn.Select(other => other.Name))} }} }}";
        return $"{variable}new JumpCloud.{resource.Type}({Quote(step.Name)}, {fields}{options});";
    }

    private static string Value(ExampleValue value) => value switch
    {
        ScalarValue { Value.Value: string text } => Quote(text),
        ScalarValue { Value.Value: bool flag } => flag ? "true" : "false",
        ScalarValue number => $"{number.Value}",
        ChoiceValue choice => $"JumpCloud.{choice.Type}.{choice.Member}",
        ListValue list => List("new[] {", [.. list.Items.Select(Value)], "}", Tab, " ")
            .Replace("new[] {\n", "new[]\n{\n", StringComparison.Ordinal),
        ObjectValue { Type: null } map => Block(
            "\n{", map.Fields.Select(field => $"{{ {Quote(field.Name)}, {Value(field.Value)} }}"), "}", Tab),
        ObjectValue o => Object($"new JumpCloud.Inputs.{o.Type}Args", o.Fields),
        ConfigValue config => config.Name,
        AccessValue { Root: ExampleCall call } access =>
            $"{call.Name}.Apply(result => result.{Pascal(access.Property)}{(access.MayBeAbsent ? "!" : "")})",
        AccessValue access => $"{access.Root.Name}.{Pascal(access.Property)}{(access.MayBeAbsent ? "!" : "")}",
        _ => throw new InvalidOperationException($"no C# for {value}"),
    };

    private static string Object(string open, IReadOnlyList<ExampleField> fields) =>
        Block($"{open}\n{{", fields.Select(Field), "}", Tab);

    private static string Field(ExampleField field)
    {
        var value = Value(field.Value);
        return $"{Pascal(field.Name)} ={(value[0] == '\n' ? "" : " ")}{value}";
    }
}
