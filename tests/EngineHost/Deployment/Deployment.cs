using Google.Protobuf.WellKnownTypes;
using JumpCloud.EngineHost.State;
using JumpCloud.EngineHost.Wire;
using Pulumirpc;

namespace JumpCloud.EngineHost.Deployment;

/// <summary>
/// What the parts of one running command share: the state, the providers, the events, and whether it has failed.
/// </summary>
internal sealed class Deployment : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly IDeploymentEvents _events;
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, byte[]> _seeds = [];
    private readonly List<StepReport> _reports = [];
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly StateStore _store;
    private int _running;
    private TaskCompletionSource? _idle;

    public Deployment(
        ProjectSettings settings, HostOptions options, CommandOptions command, bool dryRun, StateStore store, string address,
        IDeploymentEvents events)
    {
        Settings = settings;
        Options = options;
        Command = command;
        DryRun = dryRun;
        Address = address;
        _store = store;
        _events = events;
        Snapshot = new Snapshot(store.Load(options));
        Providers = new ProviderRegistry(settings, options, address, dryRun);
        Parallel = new SemaphoreSlim(Math.Max(1, options.Parallel));
    }

    public ProjectSettings Settings { get; }

    public HostOptions Options { get; }

    public CommandOptions Command { get; }

    public bool DryRun { get; }

    /// <summary><c>127.0.0.1:PORT</c> of Engine and ResourceMonitor.</summary>
    public string Address { get; }

    public Snapshot Snapshot { get; }

    public ProviderRegistry Providers { get; }

    /// <summary>Steps at a time.</summary>
    public SemaphoreSlim Parallel { get; }

    public string StackUrn => Urn.Create(
        Settings.StackName, Settings.ProjectName, null, Urn.StackType, $"{Settings.ProjectName}-{Settings.StackName}");

    /// <summary>Tripped by the first failure; nothing new starts after it.</summary>
    public CancellationToken Stopped => _stop.Token;

    public bool HasFailed { get; private set; }

    /// <summary>Whether a step itself failed, rather than the making of one.</summary>
    public bool StepFailed { get; private set; }

    public Struct StackOutputs { get; private set; } = new();

    public IReadOnlyList<StepReport> Reports
    {
        get
        {
            lock (_gate)
                return [.. _reports];
        }
    }

    public IReadOnlyList<Diagnostic> Diagnostics
    {
        get
        {
            lock (_gate)
                return [.. _diagnostics];
        }
    }

    /// <summary>The seed of a resource, the same in every Check of one run.</summary>
    public byte[] Seed(string urn)
    {
        lock (_gate)
        {
            if (!_seeds.TryGetValue(urn, out var seed))
                _seeds[urn] = seed = Options.RandomBytes(32);
            return seed;
        }
    }

    /// <summary>The lifecycle of a resource: its provider's, or the engine's own where it is a provider itself.</summary>
    public IResourceOperations Operations(string type, string provider) =>
        Urn.IsProviderType(type) ? Providers : Providers.Get(provider);

    /// <summary>Writes the state, unless this is a preview.</summary>
    public void Persist()
    {
        lock (_gate)
            Save();
    }

    public void Start(Step step)
    {
        lock (_gate)
            _events.Started(step);
    }

    public void Finish(Step step)
    {
        lock (_gate)
        {
            Save();
            _reports.Add(Report(step, failed: false));
            _events.Finished(step);
        }
    }

    /// <summary>A step failed: says so and stops the deployment.</summary>
    public void Fail(Step step, string message)
    {
        lock (_gate)
        {
            Save();
            StepFailed = true;
            Diagnose(new Diagnostic(LogSeverity.Error, step.Urn, DryRun ? $"Preview failed: {message}" : message), false);
            _reports.Add(Report(step, failed: true));
            _events.Failed(step);
        }
    }

    /// <summary>A message for the user; an error fails the deployment and stops it.</summary>
    public void Diagnose(Diagnostic diagnostic, bool ephemeral)
    {
        lock (_gate)
        {
            if (!ephemeral)
                _diagnostics.Add(diagnostic);
            HasFailed |= diagnostic.Severity == LogSeverity.Error;
            _events.Diagnosed(diagnostic, ephemeral);
        }

        if (diagnostic.Severity == LogSeverity.Error)
            // Not here and now: what is cancelled runs in this thread, which may hold the lock.
            _ = _stop.CancelAsync();
    }

    /// <summary>The user's Ctrl-C: nothing new starts, plugins are told, running operations are waited for.</summary>
    public async Task CancelAsync()
    {
        Diagnose(new Diagnostic(LogSeverity.Error, StackUrn, $"{(DryRun ? "preview" : "update")} canceled"), false);
        await Providers.SignalCancellationAsync();
    }

    /// <summary>Counts an operation that must be waited for; call what it returns when it has ended.</summary>
    public IDisposable Begin() => new Running(this);

    /// <summary>Waits for every operation that has begun.</summary>
    public Task DrainAsync()
    {
        lock (_gate)
            return _running == 0 ? Task.CompletedTask : (_idle ??= new TaskCompletionSource()).Task;
    }

    /// <summary>Writes the registered outputs of a component or the stack.</summary>
    public void SetOutputs(Step step, Struct outputs)
    {
        lock (_gate)
        {
            var state = Snapshot.New(step.Urn) ?? step.New!;
            var changed = state with { Outputs = outputs };
            Snapshot.Change(state, changed);
            step.New = changed;
            Save();
            if (step.Urn == StackUrn)
                StackOutputs = outputs;
            _events.Outputs(step, outputs);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Providers.DisposeAsync();
        _stop.Dispose();
        Parallel.Dispose();
    }

    private void Save()
    {
        if (!DryRun)
            _store.Save(Snapshot.Current, Options);
    }

    private sealed class Running : IDisposable
    {
        private readonly Deployment _deployment;

        public Running(Deployment deployment)
        {
            _deployment = deployment;
            lock (deployment._gate)
                deployment._running++;
        }

        public void Dispose()
        {
            lock (_deployment._gate)
                if (--_deployment._running == 0)
                    _deployment._idle?.TrySetResult();
        }
    }

    private StepReport Report(Step step, bool failed) => new(
        step.Urn,
        step.Result ?? step.Operation,
        failed,
        step.Detailed,
        [.. _diagnostics.Where(diagnostic => diagnostic.Urn == step.Urn)]);
}
