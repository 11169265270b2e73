namespace JumpCloud.EngineHost.Cli;

/// <summary>config set, get and rm.</summary>
internal static class ConfigCommands
{
    public static int Set(CommandLine line, CliEnvironment environment)
    {
        line.Allow("config set", "--secret", "--plaintext");
        var (key, value) = line.Positions switch
        {
            [var k, var v] => (k, v),
            // As the CLI does: a value that is on no command line is in no shell history.
            [var k] => (k, environment.In.ReadToEnd().TrimEnd('\r', '\n')),
            _ => throw new CliException("config set needs KEY and VALUE, or KEY and the value on standard input"),
        };
        var stack = new StackContext(line, environment);
        stack.File.Set(stack.FullKey(key), value, line.Flag("--secret"));
        return 0;
    }

    public static int Get(CommandLine line, CliEnvironment environment)
    {
        line.Allow("config get");
        var stack = new StackContext(line, environment);
        var key = stack.FullKey(OnlyKey(line));
        var value = stack.File.Value(key)
            ?? throw new CliException($"configuration key '{key}' not found for stack '{stack.Stack}'");
        environment.Out.WriteLine(value.Value);
        return 0;
    }

    public static int Remove(CommandLine line, CliEnvironment environment)
    {
        line.Allow("config rm");
        var stack = new StackContext(line, environment);
        var key = stack.FullKey(OnlyKey(line));
        if (!stack.File.Remove(key))
            throw new CliException($"configuration key '{key}' not found for stack '{stack.Stack}'");
        return 0;
    }

    private static string OnlyKey(CommandLine line)
        => line.Positions is [var key] ? key : throw new CliException("one KEY is needed");
}
