using JumpCloud.EngineHost;
using JumpCloud.EngineHost.Wire;
using JumpCloud.Tests.Faults;

namespace JumpCloud.Tests.Secrets;

/// <summary>A stack whose every secret is a canary, and all that its commands leave behind.</summary>
internal sealed class SecretBench : IAsyncDisposable
{
    private readonly SecretSearch _search;
    private readonly Canaries _canaries;
    private readonly RpcRecorder _recorder;
    private readonly SecretWatch _watch;

    private SecretBench(FaultBench bench, SecretSearch search, Canaries canaries, RpcRecorder recorder, SecretWatch watch) =>
        (Bench, _search, _canaries, _recorder, _watch) = (bench, search, canaries, recorder, watch);

    public FaultBench Bench { get; }

    public ProviderFixture Stack => Bench.Stack;

    /// <summary>Whether the provider refuses what it would only warn of otherwise.</summary>
    public bool IsStrict { get; private init; }

    /// <summary>How many calls the last command made.</summary>
    public int Calls => _watch.Calls;

    /// <param name="asService">With a service account in place of an administrator's key.</param>
    public static async Task<SecretBench> StartAsync(SecretSearch search, bool asService, bool strict = false)
    {
        var (canaries, recorder) = (new Canaries(), new RpcRecorder());
        SecretWatch? watch = null;
        var bench = await FaultBench.StartAsync(new FaultBenchParts
        {
            Config = new Dictionary<string, string?>
            {
                ["apiKey"] = asService ? null : Canaries.ApiKey,
                ["clientId"] = asService ? Canaries.ClientId : null,
                ["clientSecret"] = asService ? Canaries.ClientSecret : null,
                ["maxRetries"] = "1",
                ["strict"] = strict ? "true" : null,
            },
            Arrange = services =>
            {
                services.JumpCloud.AddApiKey(Canaries.ApiKey);
                services.JumpCloud.AddServiceAccount(Canaries.ClientId, Canaries.ClientSecret);
                canaries.Learn(services);
            },
            Network = services => watch = new SecretWatch(services, canaries, canary => IsGiven(recorder, canary)),
            Recorder = recorder,
            TokenTail = Canaries.Tail,
        });
        return new SecretBench(bench, search, canaries, recorder, watch!) { IsStrict = strict };
    }

    /// <summary>Brings everything to where the scenario's command starts, which is looked at, too.</summary>
    public async Task PrepareAsync(Scenario scenario)
    {
        _recorder.Clear();
        _watch.Clear();
        await Bench.PrepareAsync(scenario);
        _canaries.Learn(Stack.Services);
        Look(null, $"{scenario}, earlier");
    }

    /// <summary>Runs a command and looks at everything that came of it.</summary>
    public async Task<CommandResult> RunAsync(string occasion, Func<Task<CommandResult>> command, (int Call, HostileAnswer Answer, int First)? hostile = null)
    {
        _recorder.Clear();
        _watch.Clear();
        if (hostile is { } plan)
            _watch.Arm(plan.Call, plan.Answer, plan.First);
        var result = await command();
        await Bench.SettledAsync();
        Look(result, occasion);
        return result;
    }

    /// <summary>Runs a command that the user ends while one of its calls gets no answer.</summary>
    public Task InterruptAsync(Scenario scenario, Call call, Disturbance way) => RunAsync($"{scenario}, {call}: {way}", async () =>
    {
        Bench.Watch.Arm(call, way, 1);
        using var interrupt = new CancellationTokenSource();
        var command = Bench.CommandAsync(scenario, interrupt.Token);
        await Task.WhenAny(command, Bench.Watch.Struck);
        await interrupt.CancelAsync();
        var result = await command;
        Bench.Watch.Clear();
        return result;
    });

    public ValueTask DisposeAsync() => Bench.DisposeAsync();

    private void Look(CommandResult? result, string occasion) =>
        new SecretEvidence(result, Stack.State, _recorder.Lines, _watch.Sent).Look(_search, _canaries.All, occasion);

    private static bool IsGiven(RpcRecorder recorder, Canary canary) =>
        canary.Name == Canaries.AccessToken
        || recorder.Lines.Any(line => line is { IsRequest: true, Body: { } body } && body.ToString().Contains(canary.Forms[0], StringComparison.Ordinal));
}
