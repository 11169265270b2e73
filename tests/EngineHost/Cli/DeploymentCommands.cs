namespace JumpCloud.EngineHost.Cli;

/// <summary>preview, up, refresh, destroy and import.</summary>
internal static class DeploymentCommands
{
    private static readonly OperationKind[] NoChanges = [OperationKind.Same, OperationKind.Read, OperationKind.Refresh];

    private static readonly string[] Common = ["--diff", "--parallel", "--target", "--expect-no-changes"];

    public static async Task<int> PreviewAsync(CommandLine line, CliEnvironment environment, CancellationToken ct)
    {
        line.Allow("preview", [.. Common, "--refresh", "--replace"]);
        var stack = new StackContext(line, environment);
        await using var host = Host(stack, line);
        var preview = await host.PreviewAsync(stack.Program(), Options(line), ct);
        return Finish(preview, line, "no changes were expected but changes were proposed");
    }

    public static async Task<int> UpAsync(CommandLine line, CliEnvironment environment, CancellationToken ct)
    {
        line.Allow("up", [.. Common, "--refresh", "--replace", "--yes", "--skip-preview"]);
        var stack = new StackContext(line, environment);
        RequireConsent(line, "--yes or --skip-preview must be passed in to proceed when running in non-interactive mode");
        await using var host = Host(stack, line);
        var options = Options(line);
        if (!line.Flag("--skip-preview"))
        {
            var preview = await host.PreviewAsync(stack.Program(), options, ct);
            if (!preview.Succeeded)
                return preview.ExitCode;
        }
        return Finish(await host.UpAsync(stack.Program(), options, ct), line, "no changes were expected but changes occurred");
    }

    public static async Task<int> RefreshAsync(CommandLine line, CliEnvironment environment, CancellationToken ct)
    {
        line.Allow("refresh", [.. Common, "--yes", "--skip-preview", "--preview-only"]);
        return await RunAsync(line, environment, (host, options) => host.RefreshAsync(options, ct));
    }

    public static async Task<int> DestroyAsync(CommandLine line, CliEnvironment environment, CancellationToken ct)
    {
        line.Allow("destroy", [.. Common, "--refresh", "--yes", "--skip-preview", "--preview-only"]);
        return await RunAsync(line, environment, (host, options) => host.DestroyAsync(options, ct));
    }

    public static async Task<int> ImportAsync(CommandLine line, CliEnvironment environment, CancellationToken ct)
    {
        line.Allow("import", "--diff", "--parallel", "--yes", "--skip-preview", "--preview-only", "--protect", "--generate-code");
        if (line.Positions is not [var type, var name, var id])
            throw new CliException("import needs TYPE NAME ID");
        if (line.Flag("--generate-code"))
            throw new CliException(
                "this engine host generates no code; leave --generate-code out, or pass --generate-code=false");
        RequireConsent(line, "--yes or --skip-preview must be passed in to proceed when running in non-interactive mode");
        var stack = new StackContext(line, environment);
        await using var host = Host(stack, line);
        return (await host.ImportAsync(type, name, id, Options(line), ct)).ExitCode;
    }

    private static async Task<int> RunAsync(
        CommandLine line, CliEnvironment environment, Func<Host, CommandOptions, Task<CommandResult>> run)
    {
        var previewOnly = line.Flag("--preview-only");
        if (!previewOnly)
            RequireConsent(
                line,
                "--yes or --skip-preview or --preview-only must be passed in to proceed when running in non-interactive mode");
        await using var host = Host(new StackContext(line, environment), line);
        var options = Options(line);
        if (previewOnly || !line.Flag("--skip-preview"))
        {
            var preview = await run(host, options with { PreviewOnly = true });
            if (previewOnly || !preview.Succeeded)
                return Finish(preview, line, "no changes were expected but changes were proposed");
        }
        return Finish(await run(host, options), line, "no changes were expected but changes occurred");
    }

    private static Host Host(StackContext stack, CommandLine line) => new(stack.Settings(), stack.State, stack.Options(line));

    private static CommandOptions Options(CommandLine line) => new()
    {
        Diff = line.Flag("--diff"),
        Refresh = line.Flag("--refresh"),
        PreviewOnly = line.Flag("--preview-only"),
        Targets = line.All("--target"),
        Replace = line.All("--replace"),
        Protect = line.Flag("--protect", otherwise: true),
    };

    private static void RequireConsent(CommandLine line, string message)
    {
        if (!line.Flag("--yes") && !line.Flag("--skip-preview"))
            throw new CliException(message);
    }

    private static int Finish(CommandResult result, CommandLine line, string complaint)
    {
        if (result.Succeeded && line.Flag("--expect-no-changes")
            && result.Counts.Any(c => c.Value > 0 && !NoChanges.Contains(c.Key)))
            throw new CliException(complaint);
        return result.ExitCode;
    }
}
