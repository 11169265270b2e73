using JumpCloud.EngineHost.State;

namespace JumpCloud.EngineHost.Cli;

/// <summary>The command <c>enginehost</c>: the CLI's commands and options that this repository uses, by the same names.</summary>
internal static class CliApplication
{
    private const string Usage = """
        enginehost plays the part of the Pulumi engine and CLI, for tests and for machines without them.

          preview    [--diff] [--refresh] [--target URN] [--replace URN] [--expect-no-changes]
          up         --yes | --skip-preview  [the options of preview]
          refresh    --yes | --skip-preview | --preview-only  [--diff] [--target URN] [--expect-no-changes]
          destroy    --yes | --skip-preview | --preview-only  [--diff] [--refresh] [--target URN]
          import     TYPE NAME ID --yes [--protect=false]
          stack      init [NAME] | export [--show-secrets] [--file FILE] | output [NAME] [--json] [--show-secrets]
                     | rm [NAME] --yes [--force]
          state      unprotect --all
          config     set KEY [VALUE] [--secret] | get KEY | rm KEY

        Everywhere: --stack NAME, --cwd FOLDER, --parallel N. Environment: PULUMI_CONFIG_PASSPHRASE (or _FILE), PULUMI_BACKEND_URL
        (file://FOLDER; without it the state is in .enginehost of the project), PULUMI_STACK, PULUMI_DEBUG_PROVIDERS (name:port).
        Differences from the real CLI: it never asks (so --yes or --skip-preview), and config set drops comments of the file.
        """;

    /// <summary>The exit code: 0, or 1 after a failure.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CliEnvironment environment, CancellationToken ct)
    {
        try
        {
            var line = CommandLine.Parse(arguments);
            if (line.Flag("--help") || line.Positions.Count == 0)
            {
                environment.Out.WriteLine(Usage);
                return 0;
            }
            return await RunAsync(line, environment, ct);
        }
        catch (Exception e) when (e is CliException or StateException or PluginException)
        {
            environment.Error.WriteLine($"error: {e.Message}");
            return 1;
        }
    }

    private static async Task<int> RunAsync(CommandLine line, CliEnvironment environment, CancellationToken ct)
    {
        var command = Take(line);
        if (command is "stack" or "state" or "config")
            command = line.Positions.Count > 0 ? $"{command} {Take(line)}" : command;
        return command switch
        {
            "preview" => await DeploymentCommands.PreviewAsync(line, environment, ct),
            "up" => await DeploymentCommands.UpAsync(line, environment, ct),
            "refresh" => await DeploymentCommands.RefreshAsync(line, environment, ct),
            "destroy" => await DeploymentCommands.DestroyAsync(line, environment, ct),
            "import" => await DeploymentCommands.ImportAsync(line, environment, ct),
            "stack init" => StackCommands.Init(line, environment),
            "stack export" => StackCommands.Export(line, environment),
            "stack output" => await StackCommands.OutputAsync(line, environment),
            "stack rm" => StackCommands.Remove(line, environment),
            "state unprotect" => await StackCommands.UnprotectAsync(line, environment),
            "config set" => ConfigCommands.Set(line, environment),
            "config get" => ConfigCommands.Get(line, environment),
            "config rm" => ConfigCommands.Remove(line, environment),
            _ => throw new CliException($"unknown command \"{command}\"; enginehost --help lists the commands"),
        };
    }

    private static string Take(CommandLine line)
    {
        var first = line.Positions[0];
        line.Positions.RemoveAt(0);
        return first;
    }
}
