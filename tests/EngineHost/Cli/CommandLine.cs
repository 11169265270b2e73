namespace JumpCloud.EngineHost.Cli;

/// <summary>
/// Arguments as the CLI takes them: <c>--name value</c>, <c>--name=value</c>, <c>--flag</c>, <c>--flag=false</c> and the short
/// forms; after <c>--</c> everything is a position.
/// </summary>
internal sealed class CommandLine
{
    private static readonly Dictionary<string, string> ShortForms = new()
    {
        ["-s"] = "--stack", ["-C"] = "--cwd", ["-y"] = "--yes", ["-f"] = "--skip-preview", ["-r"] = "--refresh",
        ["-t"] = "--target",
        ["-p"] = "--parallel", ["-j"] = "--json", ["-h"] = "--help",
    };

    private static readonly string[] Flags =
    [
        "--diff", "--yes", "--skip-preview", "--refresh", "--preview-only", "--expect-no-changes", "--show-secrets", "--json",
        "--secret",
        "--plaintext", "--all", "--force", "--protect", "--generate-code", "--non-interactive", "--help",
    ];

    private static readonly string[] Texts = ["--stack", "--cwd", "--target", "--replace", "--parallel", "--file", "--color"];

    private readonly Dictionary<string, List<string>> _options = [];

    private CommandLine()
    {
    }

    public List<string> Positions { get; } = [];

    /// <exception cref="CliException">An option is unknown, lacks its value or has a wrong one.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var line = new CommandLine();
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] == "--")
            {
                line.Positions.AddRange(arguments.Skip(i + 1));
                break;
            }
            if (!arguments[i].StartsWith('-') || arguments[i] == "-")
                line.Positions.Add(arguments[i]);
            else
                line.Add(arguments, ref i);
        }
        return line;
    }

    public bool Flag(string name, bool otherwise = false)
        => _options.TryGetValue(name, out var values) ? values[^1] != "false" : otherwise;

    public string? Text(string name) => _options.TryGetValue(name, out var values) ? values[^1] : null;

    public IReadOnlyList<string> All(string name) => _options.TryGetValue(name, out var values) ? values : [];

    /// <exception cref="CliException">An option was given that the command does not have.</exception>
    public void Allow(string command, params IEnumerable<string> names)
    {
        var unknown = _options.Keys.Except(names).Except(["--stack", "--cwd", "--color", "--non-interactive"]).FirstOrDefault();
        if (unknown is not null)
            throw new CliException($"unknown flag for {command}: {unknown}");
    }

    private void Add(IReadOnlyList<string> arguments, ref int i)
    {
        var parts = arguments[i].Split('=', 2);
        var name = ShortForms.GetValueOrDefault(parts[0], parts[0]);
        string value;
        if (Flags.Contains(name))
        {
            value = parts.Length == 1 ? "true" : parts[1];
            if (value is not ("true" or "false"))
                throw new CliException($"invalid argument \"{value}\" for \"{name}\" flag: true or false");
        }
        else if (Texts.Contains(name))
        {
            value = parts.Length == 2 ? parts[1]
                : i + 1 < arguments.Count ? arguments[++i]
                : throw new CliException($"flag needs an argument: {name}");
        }
        else
        {
            throw new CliException($"unknown flag: {parts[0]}");
        }
        if (!_options.TryGetValue(name, out var values))
            _options[name] = values = [];
        values.Add(value);
    }
}
