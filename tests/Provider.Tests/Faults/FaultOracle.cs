using JumpCloud.EngineHost;
using JumpCloud.EngineHost.Wire;

namespace JumpCloud.Tests.Faults;

/// <summary>Runs a case and says what should not have happened.</summary>
internal sealed class FaultOracle(FaultBench bench, Reference reference, FaultCase fault)
{
    private readonly List<string> _violations = [];
    private bool _isMade;

    private Scenario Scenario => fault.Scenario;

    /// <returns>Sentences; none where all is well.</returns>
    public async Task<IReadOnlyList<string>> RunAsync()
    {
        await bench.PrepareAsync(Scenario);
        bench.Watch.Arm(fault.Call, fault.Way, fault.Count);
        var result = fault.Way switch
        {
            { IsInterrupted: true } => await InterruptAsync(),
            { Kill: not null } => await KillAsync(),
            _ => await bench.CommandAsync(Scenario),
        };
        if (!_isMade && !bench.Watch.Struck.IsCompleted)
            _violations.Add("the call was not made");
        if (bench.Watch.Calls.Count is var count && count > (reference.Calls.Count * 10) + 50)
            _violations.Add($"{count} requests were made, without a disturbance {reference.Calls.Count}");
        bench.Watch.Clear();
        bench.Stack.Services.Faults.Clear();
        await bench.SettledAsync();
        Inspect(result, "the disturbed command");
        if (result.Succeeded && Standing.Of(bench) == reference.Done)
            return _violations;
        await RecoverAsync();
        return _violations;
    }

    /// <summary>Whether a preview would change nothing.</summary>
    public static bool IsQuiet(CommandResult look, Scenario scenario) =>
        scenario.Command == LifecycleCommand.Destroy || look.Counts.All(count => count.Key == OperationKind.Same || count.Value == 0);

    // Time stands while the call gets no answer; a second of it is what the plugin has from the Ctrl-C on.
    private async Task<CommandResult> InterruptAsync()
    {
        using var interrupt = new CancellationTokenSource();
        var command = bench.CommandAsync(Scenario, interrupt.Token);
        await Task.WhenAny(command, bench.Watch.Struck);
        var asked = bench.Time.GetTimestamp();
        await interrupt.CancelAsync();
        var result = await command;
        if (bench.Time.GetElapsedTime(asked) is var passed && passed > TimeSpan.FromSeconds(1))
            _violations.Add($"the plugin went on for {passed.TotalSeconds:0.0} s after the Ctrl-C");
        return result;
    }

    private async Task<CommandResult> KillAsync()
    {
        (var result, _isMade) = await new PluginKill(bench, fault).RunAsync();
        if (_isMade && result.Succeeded)
            _violations.Add("the command succeeded though its plugin was killed");
        return result;
    }

    private async Task RecoverAsync()
    {
        var next = await bench.RecoverAsync(Scenario);
        await bench.SettledAsync();
        Inspect(next, "the next command");
        if (!next.Succeeded)
            _violations.Add($"the next command failed: {next.Text}");
        var standing = Standing.Of(bench);

        // From the same state and the same services the same preview follows.
        if (next.Succeeded && standing.Services == reference.Wanted.Services && Known(standing.State) == Known(reference.Wanted.State))
            return;
        var isOther = fault.Way.IsOtherDocument;
        if (!isOther && ServiceFacts.Difference(reference.Wanted.Services, standing.Services) is { } services)
            _violations.Add($"the services end otherwise: {services}");
        if (ServiceFacts.Difference(Compared(reference.Wanted.State), Compared(standing.State)) is { } state)
            _violations.Add($"the state ends otherwise: {state}");
        string Compared(string text) => isOther ? ServiceFacts.Only(text, "urn", "id") : Known(text);
        var look = await bench.LookAsync(Scenario);
        if (!look.Succeeded || !IsQuiet(look, Scenario))
            _violations.Add($"something is left to do: {look.Text}");
    }

    // Some things only the killed process knew: the metadata that it had just replaced, and whom it had just imported.
    private string Known(string state) => fault switch
    {
        { Way.Kill: Moment.After, Call: { Method: "PATCH", Path: var path } } when path.EndsWith("/saml", StringComparison.Ordinal) =>
            ServiceFacts.Without(state, "previousIdpMetadataXml"),
        { Way.Kill: not null, Call.Path: var path } when path.Contains("/bulk/users", StringComparison.Ordinal) =>
            ServiceFacts.Without(state, "alreadyCount", "importedCount", "status"),
        _ => state,
    };

    // A connection that is broken off has errors of its own.
    private IEnumerable<RpcLine> Errors() => fault.Way is { IsInterrupted: false, Kill: null }
        ? bench.Recorder?.Lines.Where(line => line.Error is not null && line.Method.StartsWith("ResourceProvider.", StringComparison.Ordinal)) ?? []
        : [];

    // To the engine Unknown says that the resource may have been changed: nobody knows after a write whose answer is of no use.
    private bool IsForbidden(string error) =>
        error.StartsWith("rpc error: code = Internal", StringComparison.Ordinal)
        || (error.StartsWith("rpc error: code = Unknown", StringComparison.Ordinal) && !fault.Call.IsWrite);

    private void Inspect(CommandResult result, string when)
    {
        foreach (var secret in bench.Secrets.Where(secret => result.Text.Contains(secret, StringComparison.Ordinal)))
            _violations.Add($"{when} tells a secret, {secret[..6]}...");
        if (result.Text.Contains("this is a bug", StringComparison.Ordinal))
            _violations.Add($"{when} met a bug: {result.Text}");
        foreach (var line in Errors().Where(line => IsForbidden(line.Error!)))
            _violations.Add($"{when} ended {line.Method} with {line.Error}");
        bench.Recorder?.Clear();
        var active = ServiceFacts.ActiveMembers(bench.Stack.Services);
        foreach (var login in reference.MustStay.Where(login => !fault.Way.MayMislead && !active.Contains(login)))
            _violations.Add($"{when} deactivated {login}");
        var applications = bench.Stack.Services.JumpCloud.Applications().Count;
        if (applications > reference.MostApplications)
            _violations.Add($"{when} left {applications} applications");
    }
}
