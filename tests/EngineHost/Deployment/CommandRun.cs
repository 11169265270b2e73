using Google.Protobuf.WellKnownTypes;
using JumpCloud.EngineHost.Servers;
using JumpCloud.EngineHost.Wire;
using Pulumirpc;

namespace JumpCloud.EngineHost.Deployment;

/// <summary>The phases of each command (pkg/resource/deploy/deployment_executor.go).</summary>
internal sealed class CommandRun
{
    private static readonly TimeSpan ProgramGrace = TimeSpan.FromSeconds(10);
    private readonly Deployment _deployment;
    private readonly StepExecutor _executor;

    public CommandRun(Deployment deployment)
    {
        _deployment = deployment;
        _executor = new StepExecutor(deployment);
        Registrar = new Registrar(deployment);
    }

    public Registrar Registrar { get; }

    /// <summary>The stack's step in a command without a program.</summary>
    public Step? Stack { get; private set; }

    /// <summary>The stack's outputs: what the program registered, or what the state has.</summary>
    public Struct Outputs => Registrar.Stack is null && Stack?.New is { } kept ? kept.Outputs : _deployment.StackOutputs;

    /// <summary>What follows "update failed"; an import says more.</summary>
    public string FailureDetail { get; private set; } = "";

    public async Task UpdateAsync(IProgram program, CancellationToken ct)
    {
        if (_deployment.Command.Refresh && !await new Refresher(_deployment).RefreshAsync(ct))
            return;
        await RunProgramAsync(program, ct);
        if (_deployment.HasFailed)
            return;
        var generator = Registrar.Generator;
        await DeleteAsync([.. _deployment.Snapshot.Remaining.Where(state => state.Delete || !generator.IsTaken(state))]);
    }

    public async Task RefreshAsync(CancellationToken ct)
    {
        await new Refresher(_deployment).RefreshAsync(ct);
        if (_deployment.Snapshot.Base.FirstOrDefault(state => state.Urn == _deployment.StackUrn) is { } stack)
            Stack = new Step(OperationKind.Same, stack.Urn, stack, stack);
    }

    public async Task DestroyAsync(CancellationToken ct)
    {
        if (_deployment.Command.Refresh && !await new Refresher(_deployment).RefreshAsync(ct))
            return;
        await DeleteAsync(_deployment.Snapshot.Base);
    }

    public async Task ImportAsync(string type, string name, string id, CancellationToken ct)
    {
        var provider = await PrepareImportAsync(type, ct);
        if (provider is null)
            return;
        var settings = _deployment.Settings;
        var goal = new Goal
        {
            Urn = Urn.Create(settings.StackName, settings.ProjectName, _deployment.StackUrn, type, name),
            Type = type,
            Name = name,
            Custom = true,
            Parent = _deployment.StackUrn,
            Protect = _deployment.Command.Protect,
            Provider = provider,
        };
        if (_deployment.Snapshot.Old(goal.Urn) is not null)
        {
            Refuse(goal.Urn, $"resource '{goal.Urn}' already exists");
            return;
        }

        var state = goal.ToState(goal.Inputs) with { Id = id };
        var step = new Step(OperationKind.Import, goal.Urn, null, state) { ByCommand = true };
        if (!await _executor.ExecuteAsync(step))
            FailureDetail = $": step application failed: {_deployment.Diagnostics[^1].Message.Replace("Preview failed: ", "")}";
    }

    private async Task<string?> PrepareImportAsync(string type, CancellationToken ct)
    {
        // The importer keeps everything that is there, and makes the stack and a default provider where they are missing.
        foreach (var state in _deployment.Snapshot.Base)
        {
            if (state.Provider.Length > 0)
                continue;
            var step = new Step(OperationKind.Same, state.Urn, state, state with { });
            _deployment.Start(step);
            _deployment.Snapshot.Add(step.New!, state);
            _deployment.Finish(step);
            if (state.Urn == _deployment.StackUrn)
                Stack = step;
        }

        var (stackType, stackName) = (Urn.StackType, Urn.Name(_deployment.StackUrn));
        if (Stack is null)
        {
            var goal = new Goal { Urn = _deployment.StackUrn, Type = stackType, Name = stackName };
            Stack = new Step(OperationKind.Create, goal.Urn, null, goal.ToState(goal.Inputs));
            await _executor.ExecuteAsync(Stack);
        }

        var provider = await ImportProviderAsync(type, ct);
        foreach (var state in _deployment.Snapshot.Base.Where(state => state.Provider.Length > 0))
        {
            var step = new Step(OperationKind.Same, state.Urn, state, state with { });
            _deployment.Start(step);
            _deployment.Snapshot.Add(step.New!, state);
            _deployment.Finish(step);
        }

        return provider;
    }

    private async Task<string?> ImportProviderAsync(string type, CancellationToken ct)
    {
        try
        {
            var providerType = Urn.ProviderTypePrefix + Urn.Package(type);
            if (_deployment.Snapshot.Base.FirstOrDefault(state =>
                state.Type == providerType && Step.IsDefaultProvider(state.Urn) && !state.Delete) is { } known)
            {
                var reference = $"{known.Urn}::{known.Id}";
                await _deployment.Providers.EnsureAsync(reference, _deployment.Snapshot.Base, ct);
                return reference;
            }

            return await new DefaultProviders(_deployment, Registrar.Generator, _executor)
                .GetAsync(new PackageRequest(Urn.Package(type), "", ""), ct);
        }
        catch (Exception e) when (e is OperationException or PluginException)
        {
            Refuse(_deployment.StackUrn, e.Message);
            return null;
        }
    }

    private async Task RunProgramAsync(IProgram program, CancellationToken ct)
    {
        try
        {
            var run = program.RunAsync(Context(), ct);
            // A program that outlives its deployment is left to itself.
            if (await Task.WhenAny(run, GraceAfterStopAsync(ct)) == run)
                await run;
        }
        catch (Exception e) when (_deployment.HasFailed && e is not OutOfMemoryException)
        {
            // Whatever a program does after the deployment has stopped follows from that, and has been said.
            await Task.Yield();
        }
        catch (ProgramFailedException e)
        {
            Refuse(_deployment.StackUrn, e.Message);
        }
    }

    private async Task GraceAfterStopAsync(CancellationToken stopped)
    {
        var wait = new TaskCompletionSource();
        await using var registration = stopped.Register(() => wait.TrySetResult());
        await wait.Task;
        await Task.Delay(ProgramGrace, _deployment.Options.Time, CancellationToken.None);
    }

    private async Task DeleteAsync(IReadOnlyList<State.ResourceState> states)
    {
        if (_deployment.Command.Targets.Count > 0)
            states = [.. states.Where(state => _deployment.Command.Targets.Contains(state.Urn))];
        await new DeletePlanner(_deployment, _executor).DeleteAsync(states);
    }

    private void Refuse(string urn, string message) =>
        _deployment.Diagnose(new Diagnostic(LogSeverity.Error, urn, message), false);

    private ProgramContext Context()
    {
        var settings = _deployment.Settings;
        return new ProgramContext(
            _deployment.Address,
            _deployment.Address,
            settings.ProjectName,
            settings.StackName,
            settings.Organization,
            settings.Config.ToDictionary(pair => pair.Key, pair => pair.Value.Value),
            settings.Config.Where(pair => pair.Value.Secret).Select(pair => pair.Key).ToHashSet(),
            _deployment.DryRun,
            _deployment.Options.Parallel,
            settings.Directory,
            new PluginSchemas(_deployment.Providers));
    }

    private sealed class PluginSchemas(ProviderRegistry providers) : ISchemaSource
    {
        public Task<string> GetSchemaAsync(string package, string? version, CancellationToken ct) =>
            providers.GetSchemaAsync(package, ct);
    }
}
