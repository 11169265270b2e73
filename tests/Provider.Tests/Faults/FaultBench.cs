using JumpCloud.Emulator;
using JumpCloud.EngineHost;

namespace JumpCloud.Tests.Faults;

/// <summary>A stack, the plugin and both services, used for one case after the other.</summary>
internal sealed class FaultBench : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Action<EmulatorHost>? _arrange;
    private string _importId = "";

    private FaultBench(ProviderFixture stack, CallWatch watch, IdleTime time, Action<EmulatorHost>? arrange) =>
        (Stack, Watch, Time, _arrange) = (stack, watch, time, arrange);

    public ProviderFixture Stack { get; }

    public CallWatch Watch { get; }

    public IdleTime Time { get; }

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
        return new FaultBench(stack, watch, time, parts?.Arrange);
    }

    /// <summary>Brings everything to where the scenario's command starts.</summary>
    public async Task PrepareAsync(Scenario scenario)
    {
        Watch.Clear();
        await Stack.ResetAsync().WaitAsync(Limit);
        SmallTeams.Plant(Stack.Services);
        _arrange?.Invoke(Stack.Services);
        if (scenario.Earlier is { } earlier)
        {
            var result = await Stack.UpAsync(earlier(Stack));
            if (!result.Succeeded)
                throw new InvalidOperationException($"{scenario}: the earlier up failed: {result.Text}");
        }

        await SettledAsync();
        if (scenario.Meanwhile is { } meanwhile)
            await meanwhile(Stack);
        await SettledAsync();
        _importId = scenario.Import?.Id(Stack) ?? "";
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
}
