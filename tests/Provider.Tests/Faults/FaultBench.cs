using JumpCloud.Emulator;
using JumpCloud.EngineHost;
using JumpCloud.EngineHost.Wire;

namespace JumpCloud.Tests.Faults;

/// <summary>A stack, the plugin and both services, used for one case after the other.</summary>
internal sealed class FaultBench : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    // Lifecycles that begin alike are brought there once, and then put back.
    private readonly Dictionary<Func<ProviderFixture, string>, Func<Task>> _earlier = [];
    private readonly Dictionary<string, (Func<Task> Restore, string ImportId)> _starts = [];
    private Func<Task> _seeded = () => Task.CompletedTask;
    private string _importId = "";

    private FaultBench(ProviderFixture stack, CallWatch watch, IdleTime time, RpcRecorder? recorder) =>
        (Stack, Watch, Time, Recorder) = (stack, watch, time, recorder);

    public ProviderFixture Stack { get; }

    public CallWatch Watch { get; }

    public IdleTime Time { get; }

    /// <summary>What the engine and the plugin have said to each other; null where nobody listens.</summary>
    public RpcRecorder? Recorder { get; }

    /// <summary>What no message may have.</summary>
    public IEnumerable<string> Secrets
    {
        get
        {
            var ready = Ready.Describe(Stack.Services);
            yield return (string)ready.SelectToken("jumpcloud.apiKey")!;
            yield return (string)ready.SelectToken("pulumi.acme.accessToken")!;
            yield return (string)ready.SelectToken("pulumi.acme.scimToken")!;
        }
    }

    public static async Task<FaultBench> StartAsync(FaultBenchParts? parts = null)
    {
        var services = await EmulatorHost.StartAsync(new EmulatorOptions { Seed = "company", TokenTail = parts?.TokenTail ?? "" });
        var time = new IdleTime { Rest = () => services.SettledAsync() };
        var watch = new CallWatch(services, time, parts?.Network?.Invoke(services));
        var stack = await ProviderFixture.StartAsync(services, time, watch, parts?.Config, parts?.Recorder);
        var bench = new FaultBench(stack, watch, time, parts?.Recorder);
        SmallTeams.Plant(services);
        parts?.Arrange?.Invoke(services);
        bench._seeded = await bench.Stack.KeepAsync();
        return bench;
    }

    /// <summary>Brings everything to where the scenario's command starts.</summary>
    public async Task PrepareAsync(Scenario scenario)
    {
        Watch.Clear();
        Recorder?.Clear();
        if (!_starts.TryGetValue(scenario.Name, out var start))
            _starts[scenario.Name] = start = await StartOfAsync(scenario);
        await start.Restore().WaitAsync(Limit);
        _importId = start.ImportId;
    }

    /// <summary>The command that the scenario is about.</summary>
    public Task<CommandResult> CommandAsync(Scenario scenario, CancellationToken interrupt = default) => scenario switch
    {
        { Import: { } import } => Stack.ImportAsync(import.Type, import.Name, _importId, interrupt),
        { Command: LifecycleCommand.Refresh } => Stack.RefreshAsync(null, interrupt),
        { Command: LifecycleCommand.Destroy } => Stack.DestroyAsync(null, interrupt),
        _ => Stack.UpAsync(scenario.Wanted(Stack), interrupt),
    };

    /// <summary>What a person runs next, whatever became of the command.</summary>
    public async Task<CommandResult> RecoverAsync(Scenario scenario)
    {
        if (scenario.Command == LifecycleCommand.Destroy)
            return await Stack.DestroyAsync();
        if (scenario.Import is { } import && Stack.Resource(import.Type, import.Name) is null)
        {
            var again = await CommandAsync(scenario);
            if (!again.Succeeded)
                return again;
        }

        // Without it an up does not look for what other hands have changed.
        if (scenario.Command == LifecycleCommand.Refresh && (await Stack.RefreshAsync()) is { Succeeded: false } refresh)
            return refresh;
        return await Stack.UpAsync(scenario.Wanted(Stack));
    }

    /// <summary>What a person runs to see that nothing is left to do.</summary>
    public Task<CommandResult> LookAsync(Scenario scenario) =>
        Stack.PreviewAsync(scenario.Command == LifecycleCommand.Destroy ? "resources: {}" : scenario.Wanted(Stack));

    public Task SettledAsync() => Stack.Services.SettledAsync().WaitAsync(Limit);

    public ValueTask DisposeAsync() => Stack.DisposeAsync();

    private async Task<(Func<Task> Restore, string ImportId)> StartOfAsync(Scenario scenario)
    {
        var restore = scenario.Earlier is { } earlier ? await EarlierAsync(scenario, earlier) : _seeded;
        await restore().WaitAsync(Limit);
        if (scenario.Meanwhile is { } meanwhile)
            await meanwhile(Stack);
        return (await Stack.KeepAsync().WaitAsync(Limit), scenario.Import?.Id(Stack) ?? "");
    }

    private async Task<Func<Task>> EarlierAsync(Scenario scenario, Func<ProviderFixture, string> program)
    {
        if (_earlier.TryGetValue(program, out var known))
            return known;
        await _seeded().WaitAsync(Limit);
        var result = await Stack.UpAsync(program(Stack));
        if (!result.Succeeded)
            throw new InvalidOperationException($"{scenario}: the earlier up failed: {result.Text}");
        return _earlier[program] = await Stack.KeepAsync().WaitAsync(Limit);
    }
}
