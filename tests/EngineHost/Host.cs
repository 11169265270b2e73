using Google.Protobuf.WellKnownTypes;
using JumpCloud.EngineHost.Deployment;
using JumpCloud.EngineHost.Display;
using JumpCloud.EngineHost.Servers;
using JumpCloud.EngineHost.State;
using JumpCloud.EngineHost.Wire;
using Pulumirpc;

namespace JumpCloud.EngineHost;

/// <summary>
/// Does what the CLI's commands do with one stack: a stand-in for the engine, held to recordings of the real one. Left out:
/// policy packs, transforms, hooks, views, parameterized packages, update plans, stack references, plugin download,
/// refresh-before-update. A cancelled command ends as Ctrl-C ends one: its result says so, nothing is thrown.
/// </summary>
public sealed class Host(ProjectSettings settings, StateStore state, HostOptions options) : IAsyncDisposable
{
    // Of all commands, which come one after the other: starting one takes longer than many a command.
    private HostServer? _server;

    /// <summary><c>pulumi preview</c>: what an update would do; calls no provider but to read.</summary>
    public Task<CommandResult> PreviewAsync(IProgram program, CommandOptions? o = null, CancellationToken ct = default) =>
        RunAsync(new CommandKind("update", true), o, (run, token) => run.UpdateAsync(program, token), ct);

    /// <summary><c>pulumi up --yes --skip-preview</c>.</summary>
    public Task<CommandResult> UpAsync(IProgram program, CommandOptions? o = null, CancellationToken ct = default) =>
        RunAsync(new CommandKind("update", false), o, (run, token) => run.UpdateAsync(program, token), ct);

    /// <summary><c>pulumi refresh --yes --skip-preview</c>, or its preview.</summary>
    public Task<CommandResult> RefreshAsync(CommandOptions? o = null, CancellationToken ct = default) =>
        RunAsync(new CommandKind("refresh", o?.PreviewOnly == true), o, (run, token) => run.RefreshAsync(token), ct);

    /// <summary><c>pulumi destroy --yes --skip-preview</c>, or its preview.</summary>
    public Task<CommandResult> DestroyAsync(CommandOptions? o = null, CancellationToken ct = default) =>
        RunAsync(new CommandKind("destroy", o?.PreviewOnly == true), o, (run, token) => run.DestroyAsync(token), ct);

    /// <summary><c>pulumi import TYPE NAME ID --yes --generate-code=false</c>: its preview, and then the import.</summary>
    public async Task<CommandResult> ImportAsync(
        string type, string name, string id, CommandOptions? o = null, CancellationToken ct = default)
    {
        Task<CommandResult> Import(bool dryRun) =>
            RunAsync(new CommandKind("import", dryRun), o, (run, token) => run.ImportAsync(type, name, id, token), ct);
        var preview = await Import(true);
        if (!preview.Succeeded || o?.PreviewOnly == true)
            return preview;
        var result = await Import(false);
        return result with { Text = preview.Text + result.Text };
    }

    /// <summary><c>pulumi state unprotect --all --yes</c>.</summary>
    public CommandResult UnprotectAll()
    {
        state.Save([.. state.Load(options).Select(resource => resource with { Protect = false })], options);
        var screen = new Screen(options.Output, settings);
        screen.Write("All resources unprotected");
        return new CommandResult(true, 0, new Dictionary<OperationKind, int>(), [], new Struct(), screen.Text);
    }

    /// <summary>The stack's outputs in the state; secrets wrapped.</summary>
    public Struct Outputs() =>
        state.Load(options).FirstOrDefault(resource => resource.Type == Urn.StackType)?.Outputs ?? new Struct();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<CommandResult> RunAsync(
        CommandKind command, CommandOptions? o, Func<CommandRun, CancellationToken, Task> work, CancellationToken ct)
    {
        var chosen = o ?? CommandOptions.Default;
        var screen = new Screen(options.Output, settings);
        CommandDisplay display = chosen.Diff
            ? new TreeDisplay(command, screen, settings, options)
            : new RowDisplay(command, screen, settings, options);
        var server = _server ??= await HostServer.StartAsync(options.Recorder, ct);
        await using var deployment = new Deployment.Deployment(
            settings, options, chosen, command.DryRun, state, server.Address, display);
        var run = new CommandRun(deployment);
        server.Engine.Serve(deployment);
        server.Monitor.Serve(run.Registrar);
        display.Begin();
        await using (ct.Register(() => _ = deployment.CancelAsync()))
            await work(run, deployment.Stopped);
        await deployment.DrainAsync();
        if (deployment.StepFailed)
            deployment.Diagnose(
                new Diagnostic(LogSeverity.Error, deployment.StackUrn, $"{command.Work} failed{run.FailureDetail}"), false);
        display.End(run.Registrar.Stack ?? run.Stack, run.Outputs, deployment.StackUrn);
        return new CommandResult(
            !deployment.HasFailed,
            deployment.HasFailed ? 1 : 0,
            new Dictionary<OperationKind, int>(display.Counts),
            deployment.Reports,
            run.Outputs,
            screen.Text)
        {
            Diagnostics = deployment.Diagnostics,
        };
    }
}
