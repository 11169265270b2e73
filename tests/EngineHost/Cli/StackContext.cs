using JumpCloud.EngineHost.State;

namespace JumpCloud.EngineHost.Cli;

/// <summary>The project and stack that a command line names, and what belongs to them.</summary>
internal sealed class StackContext
{
    private readonly CliEnvironment _environment;

    /// <exception cref="CliException">There is no project, or no stack is named.</exception>
    public StackContext(CommandLine line, CliEnvironment environment, string? stack = null)
    {
        _environment = environment;
        Project = ProjectFile.Find(Path.GetFullPath(line.Text("--cwd") ?? ".", environment.WorkingDirectory));
        Stack = stack ?? line.Text("--stack") ?? environment["PULUMI_STACK"] ?? OnlyStack(Project.Directory);
        File = new StackFile(Project.Directory, Stack, Passphrase);
        StatePath = Path.Combine(StateFolder(), Project.Name, $"{Stack}.json");
        State = StateStore.File(StatePath);
    }

    public ProjectFile Project { get; }

    public string Stack { get; }

    public StackFile File { get; }

    public StateStore State { get; }

    public string StatePath { get; }

    public HostOptions Options(CommandLine line)
    {
        var parallel = line.Text("--parallel");
        if (parallel is not null && (!int.TryParse(parallel, out var number) || number < 1))
            throw new CliException($"invalid argument \"{parallel}\" for \"--parallel\" flag: a number from 1");
        var options = new HostOptions { Output = _environment.Out, Passphrase = Passphrase() };
        return parallel is null
            ? options
            : options with { Parallel = int.Parse(parallel, System.Globalization.CultureInfo.InvariantCulture) };
    }

    /// <summary>The stack's own configuration, and where it says nothing the project's.</summary>
    public ProjectSettings Settings()
    {
        var config = new Dictionary<string, ConfigValue>(Project.Config);
        foreach (var (key, value) in File.Values())
            config[key] = value;
        return new ProjectSettings(Project.Directory, Project.Name, Stack, config, Project.Plugins);
    }

    public IProgram Program() => Project.Runtime switch
    {
        "yaml" => new YamlProgram(Project.Directory),
        "nodejs" => ProcessProgram.Node(),
        "dotnet" => new ProcessProgram("dotnet", "run"),
        var other => throw new CliException(
            $"the runtime '{other}' is not supported by this engine host; it runs yaml, nodejs and dotnet"),
    };

    /// <summary>The key with the project's namespace where it has none.</summary>
    public string FullKey(string key) => key.Contains(':') ? key : $"{Project.Name}:{key}";

    private string Passphrase()
    {
        if (_environment["PULUMI_CONFIG_PASSPHRASE"] is { } passphrase)
            return passphrase;
        if (_environment["PULUMI_CONFIG_PASSPHRASE_FILE"] is { Length: > 0 } path)
            return System.IO.File.ReadAllText(path).Trim();
        throw new CliException(
            "passphrase must be set with PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE environment variables");
    }

    /// <summary>The folder of PULUMI_BACKEND_URL, a file:// URL; without one, .enginehost in the project's folder.</summary>
    private string StateFolder()
    {
        if (_environment["PULUMI_BACKEND_URL"] is not { Length: > 0 } url)
            return Path.Combine(Project.Directory, ".enginehost");
        const string scheme = "file://";
        if (!url.StartsWith(scheme, StringComparison.Ordinal))
            throw new CliException(
                $"PULUMI_BACKEND_URL is {url}; this engine host keeps states in folders only ({scheme}FOLDER)");
        var folder = url[scheme.Length..];
        if (folder.StartsWith('~'))
            folder = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + folder[1..];
        return Path.Combine(Path.GetFullPath(folder, Project.Directory), ".enginehost");
    }

    private static string OnlyStack(string directory)
    {
        var stacks = Directory.GetFiles(directory, "Pulumi.*.yaml")
            .Select(f => Path.GetFileName(f)["Pulumi.".Length..^".yaml".Length]).ToList();
        return stacks is [var only]
            ? only
            : throw new CliException("no stack selected; please use --stack, or set PULUMI_STACK");
    }
}
