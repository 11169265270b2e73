using Google.Protobuf.WellKnownTypes;
using JumpCloud.EngineHost.Wire;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace JumpCloud.EngineHost.Cli;

/// <summary>stack init, export, output and rm; state unprotect.</summary>
internal static class StackCommands
{
    public static int Init(CommandLine line, CliEnvironment environment)
    {
        line.Allow("stack init");
        var stack = new StackContext(line, environment, line.Positions.FirstOrDefault());
        stack.File.Create();
        environment.Out.WriteLine($"Created stack '{stack.Stack}'");
        return 0;
    }

    public static int Export(CommandLine line, CliEnvironment environment)
    {
        line.Allow("stack export", "--show-secrets", "--file");
        var stack = new StackContext(line, environment);
        var showSecrets = line.Flag("--show-secrets");
        var text = StateExport.Text(stack.State, showSecrets ? stack.Options(line) : new HostOptions(), showSecrets);
        if (line.Text("--file") is { } file)
            File.WriteAllText(Path.GetFullPath(file, environment.WorkingDirectory), text + Environment.NewLine);
        else
            environment.Out.WriteLine(text);
        return 0;
    }

    public static async Task<int> OutputAsync(CommandLine line, CliEnvironment environment)
    {
        line.Allow("stack output", "--show-secrets", "--json");
        var stack = new StackContext(line, environment);
        await using var host = new Host(stack.Settings(), stack.State, stack.Options(line));
        var outputs = host.Outputs().Fields.OrderBy(f => f.Key, StringComparer.Ordinal)
            .ToDictionary(f => f.Key, f => Shown(f.Value, line.Flag("--show-secrets")));

        if (line.Positions is [var name])
        {
            if (!outputs.TryGetValue(name, out var value))
                throw new CliException($"current stack does not have output property '{name}'");
            environment.Out.WriteLine(line.Flag("--json") ? value.ToString(Formatting.Indented) : Plain(value));
        }
        else if (line.Flag("--json"))
        {
            environment.Out.WriteLine(
                new JObject(outputs.Select(o => new JProperty(o.Key, o.Value))).ToString(Formatting.Indented));
        }
        else
        {
            WriteTable(outputs, environment.Out);
        }
        return 0;
    }

    public static int Remove(CommandLine line, CliEnvironment environment)
    {
        line.Allow("stack rm", "--yes", "--force");
        var stack = new StackContext(line, environment, line.Positions.FirstOrDefault());
        if (!line.Flag("--yes"))
            throw new CliException("--yes must be passed in to proceed when running in non-interactive mode");
        if (stack.State.Read() is { } text && JObject.Parse(text)["deployment"]?["resources"] is JArray { Count: > 0 }
            && !line.Flag("--force"))
            throw new CliException(
                $"'{stack.Stack}' still has resources; removal rejected. Possible actions: destroy first, or pass --force");
        File.Delete(stack.StatePath);
        stack.File.Delete();
        environment.Out.WriteLine($"Stack '{stack.Stack}' has been removed!");
        return 0;
    }

    public static async Task<int> UnprotectAsync(CommandLine line, CliEnvironment environment)
    {
        line.Allow("state unprotect", "--all", "--yes");
        if (!line.Flag("--all"))
            throw new CliException("state unprotect takes --all only");
        var stack = new StackContext(line, environment);
        await using var host = new Host(stack.Settings(), stack.State, stack.Options(line));
        return host.UnprotectAll().ExitCode;
    }

    /// <summary>The value as JSON; a secret in it is "[secret]" unless secrets are shown.</summary>
    private static JToken Shown(Value value, bool showSecrets)
    {
        if (Values.IsSecret(value) && !showSecrets)
            return new JValue("[secret]");
        var plain = Values.Unwrap(value);
        return plain.KindCase switch
        {
            Value.KindOneofCase.StructValue => new JObject(
                plain.StructValue.Fields.OrderBy(f => f.Key, StringComparer.Ordinal)
                    .Select(f => new JProperty(f.Key, Shown(f.Value, showSecrets)))),
            Value.KindOneofCase.ListValue => new JArray(plain.ListValue.Values.Select(v => Shown(v, showSecrets))),
            Value.KindOneofCase.StringValue => new JValue(plain.StringValue),
            Value.KindOneofCase.BoolValue => new JValue(plain.BoolValue),
            Value.KindOneofCase.NumberValue when plain.NumberValue % 1 == 0 => new JValue((long)plain.NumberValue),
            Value.KindOneofCase.NumberValue => new JValue(plain.NumberValue),
            _ => JValue.CreateNull(),
        };
    }

    private static string Plain(JToken value)
        => value.Type == JTokenType.String ? (string)value! : value.ToString(Formatting.None);

    private static void WriteTable(IReadOnlyDictionary<string, JToken> outputs, TextWriter output)
    {
        output.WriteLine($"Current stack outputs ({outputs.Count}):");
        if (outputs.Count == 0)
        {
            output.WriteLine("    No output values currently in this stack");
            return;
        }
        var width = Math.Max("OUTPUT".Length, outputs.Keys.Max(k => k.Length)) + 2;
        output.WriteLine($"    {"OUTPUT".PadRight(width)}VALUE");
        foreach (var (name, value) in outputs)
            output.WriteLine($"    {name.PadRight(width)}{Plain(value)}");
    }
}
