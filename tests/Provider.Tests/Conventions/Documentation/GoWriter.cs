using Newtonsoft.Json.Linq;
using static JumpCloud.Tests.Conventions.Documentation.ExampleText;

namespace JumpCloud.Tests.Conventions.Documentation;

/// <summary>Writes as gofmt would.</summary>
internal sealed class GoWriter(ExampleProgram program, SdkNames names, JObject schema)
{
    private const string Tab = "\t";

    private bool _hasError;

    public string Write()
    {
        var body = new List<string>();
        if (program.Config.Count > 0)
            body.Add("cfg := config.New(ctx, \"\")");
        body.AddRange(program.Config.Select(entry =>
            $"{entry.Name} := cfg.{(entry.IsSecret ? "RequireSecret" : "Require")}({Quote(entry.Name)})"));
        body.AddRange(program.Steps.Select(Step));
        body.AddRange(program.Outputs.Select(output => $"ctx.Export({Quote(output.Name)}, {Value(output.Value)})"));
        body.Add("return nil");

        string[] imports =
        [
            names.Go, "github.com/pulumi/pulumi/sdk/v3/go/pulumi",
            .. program.Config.Count > 0 ? new[] { "github.com/pulumi/pulumi/sdk/v3/go/pulumi/config" } : [],
        ];
        return string.Join(
            '\n',
            [
                "package main", "", "import (", .. imports.Select(import => Tab + Quote(import)), ")", "",
                "func main() {", "\tpulumi.Run(func(ctx *pulumi.Context) error {",
                Indent(string.Join('\n', body), Tab + Tab),
                "\t})", "}",
            ]);
    }

    private string Step(ExampleStep step)
    {
        if (step is ExampleCall call)
        {
            var name = NameOf(call.Function, schema);
            return $"{step.Name} := {Fields($"jumpcloud.{name}Output(ctx, jumpcloud.{name}OutputArgs", step.Fields)})";
        }

        var resource = (ExampleResource)step;
        var isUsed = program.IsUsed(step);
        var assign = isUsed || !_hasError ? ":=" : "=";
        _hasError = true;
        var options = resource.DependsOn.Count == 0
            ? ""
            : $", pulumi.DependsOn([]pulumi.Resource{{{string.Join(", ", resource.DependsOn.Select(other => other.Name))}}})";
        var made = Fields($"jumpcloud.New{resource.Type}(ctx, {Quote(step.Name)}, &jumpcloud.{resource.Type}Args", step.Fields);
        return $"{(isUsed ? step.Name : "_")}, err {assign} {made}{options})\nif err != nil {{\n\treturn err\n}}";
    }

    /// <summary>Where there is a resource of the same name, the generator tells the function apart.</summary>
    public static string NameOf(string function, JObject schema) =>
        function.StartsWith("get", StringComparison.Ordinal)
            && schema["resources"]![$"jumpcloud:index:{function[3..]}"] is not null
            ? $"Lookup{function[3..]}"
            : Pascal(function);

    private static string Value(ExampleValue value) => value switch
    {
        ScalarValue { Value.Value: string text } => $"pulumi.String({Quote(text)})",
        ScalarValue { Value.Value: bool flag } => $"pulumi.Bool({(flag ? "true" : "false")})",
        ScalarValue number => $"pulumi.Int({number.Value})",
        ChoiceValue choice => $"jumpcloud.{choice.Type}{choice.Member}",
        ListValue { ElementType: null } list => List("pulumi.StringArray{", [.. list.Items.Select(Value)], "}", Tab),
        ListValue list => Block($"jumpcloud.{list.ElementType}Array{{", list.Items.Select(Value), "}", Tab),
        ObjectValue { Type: null } map => Aligned(
            "pulumi.StringMap", map.Fields.Select(field => (Quote(field.Name), Value(field.Value)))),
        ObjectValue o => Fields($"&jumpcloud.{o.Type}Args", o.Fields),
        ConfigValue config => config.Name,
        AccessValue access => $"{access.Root.Name}.{Pascal(access.Property)}"
            + $"{(access.Root is ExampleCall ? "()" : "")}{(access.MayBeAbsent ? ".Elem()" : "")}",
        _ => throw new InvalidOperationException($"no Go for {value}"),
    };

    private static string Fields(string open, IReadOnlyList<ExampleField> fields) =>
        Aligned(open, fields.Select(field => (Pascal(field.Name), Value(field.Value))));

    /// <summary>Values stand below each other in a run of lines; what has several lines ends the run.</summary>
    private static string Aligned(string open, IEnumerable<(string Name, string Value)> fields)
    {
        var all = fields.ToList();
        var items = all.Select((field, at) =>
        {
            if (field.Value.Contains('\n'))
                return $"{field.Name}: {field.Value}";
            var before = all.Take(at).Reverse().TakeWhile(other => !other.Value.Contains('\n'));
            var after = all.Skip(at).TakeWhile(other => !other.Value.Contains('\n'));
            var width = before.Concat(after).Max(other => other.Name.Length);
            return $"{field.Name}: {new string(' ', width - field.Name.Length)}{field.Value}";
        });
        return Block($"{open}{{", items, "}", Tab);
    }
}
