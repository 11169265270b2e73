namespace JumpCloud.Tests.Faults;

/// <summary>A lifecycle that nothing disturbs: what every disturbed one must come to.</summary>
/// <param name="Calls">Of the command, in their order.</param>
/// <param name="Done">After the command.</param>
/// <param name="Wanted">After the up that follows it.</param>
/// <param name="MustStay">Who is active at acme before, after the command and in the end.</param>
/// <param name="MostApplications">At any time.</param>
internal sealed record Reference(
    IReadOnlyList<Call> Calls, Standing Done, Standing Wanted, IReadOnlySet<string> MustStay, int MostApplications)
{
    public static async Task<Reference> RunAsync(FaultBench bench, Scenario scenario)
    {
        await bench.PrepareAsync(scenario);
        var services = bench.Stack.Services;
        var active = new HashSet<string>(ServiceFacts.ActiveMembers(services), StringComparer.Ordinal);
        var before = services.JumpCloud.Applications().Count;
        bench.Watch.Clear();
        var result = await bench.CommandAsync(scenario);
        Require(result.Succeeded, scenario, result.Text);
        var calls = bench.Watch.Calls;
        await bench.SettledAsync();
        var done = Standing.Of(bench);
        active.IntersectWith(ServiceFacts.ActiveMembers(services));
        var next = await bench.RecoverAsync(scenario);
        Require(next.Succeeded, scenario, next.Text);
        await bench.SettledAsync();
        active.IntersectWith(ServiceFacts.ActiveMembers(services));
        var look = await bench.LookAsync(scenario);
        Require(look.Succeeded && FaultOracle.IsQuiet(look, scenario), scenario, look.Text);
        var made = calls.Count(call => call is { Method: "POST", Path: "/api/applications" });
        return new Reference(calls, done, Standing.Of(bench), active, before + made);
    }

    private static void Require(bool holds, Scenario scenario, string text)
    {
        if (!holds)
            throw new InvalidOperationException($"{scenario} does not even work undisturbed:\n{text}");
    }
}

/// <summary>What the services and the state hold, as text that compares.</summary>
internal sealed record Standing(string Services, string State)
{
    public static Standing Of(FaultBench bench) => new(ServiceFacts.Of(bench.Stack), ServiceFacts.OfState(bench.Stack));
}
