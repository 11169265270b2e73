using FluentAssertions;
using JumpCloud.EngineHost;
using JumpCloud.Tests.Faults;
using Xunit;

namespace JumpCloud.Tests.Secrets;

/// <summary>
/// Everything is run with secrets that are told apart from all else, and they are looked for in everything that somebody may look at.
/// JUMPCLOUD_FAULTS=all has every call of every lifecycle answered in every hostile way; otherwise some are, in turn.
/// </summary>
public sealed class SecretTests
{
    private const int Lanes = 3;
    private const int OneOf = 9;

    private static readonly bool IsWhole = Environment.GetEnvironmentVariable("JUMPCLOUD_FAULTS") == "all";

    private readonly SecretSearch _search = new();
    private int _hostile;

    [Fact]
    public async Task No_secret_is_seen_where_it_does_not_belong()
    {
        // A stack's key takes longer to make than a lifecycle takes, so a few stacks go through all of them.
        var lanes = SecretScenarios.All.Index().GroupBy(item => item.Index % Lanes).ToList();
        await Parallel.ForEachAsync(lanes, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (lane, _) =>
        {
            await using var bench = await SecretBench.StartAsync(_search, asService: lane.Key == 0, strict: lane.Key == 1);
            foreach (var (index, scenario) in lane)
                await RunAsync(bench, scenario, index / Lanes);
        });

        TestContext.Current.TestOutputHelper!.WriteLine(_search.Summary);
        _search.Leaks.Should().BeEmpty();
        _hostile.Should().BeGreaterThan(40);
    }

    private async Task RunAsync(SecretBench bench, Scenario scenario, int index)
    {
        await bench.PrepareAsync(scenario);
        if (scenario.Command == LifecycleCommand.Up)
            await bench.RunAsync($"{scenario}, preview", () => bench.Stack.PreviewAsync(scenario.Wanted(bench.Stack), new CommandOptions { Diff = true }));
        var result = await bench.RunAsync(scenario.Name, () => bench.Bench.CommandAsync(scenario));
        if (!bench.IsStrict && SecretScenarios.Good.Contains(scenario))
            result.Succeeded.Should().BeTrue($"{scenario} is to be looked at as a whole: {result.Text}");
        var (turn, calls, count) = (index, bench.Bench.Watch.Calls, bench.Calls);
        for (var call = 1; call <= count; call++)
        {
            foreach (var answer in IsWhole ? HostileAnswer.All : turn++ % OneOf == 0 ? [HostileAnswer.All[turn / OneOf % HostileAnswer.All.Count]] : [])
            {
                Interlocked.Increment(ref _hostile);
                await bench.PrepareAsync(scenario);
                await bench.RunAsync($"{scenario}, call {call}: {answer}", () => bench.Bench.CommandAsync(scenario), (call, answer, turn));
            }
        }

        foreach (var (call, way) in Interruptions(calls, index))
        {
            await bench.PrepareAsync(scenario);
            await bench.InterruptAsync(scenario, call, way);
        }
    }

    private static IEnumerable<(Call Call, Disturbance Way)> Interruptions(IReadOnlyList<Call> calls, int index)
    {
        if (IsWhole)
            return calls.SelectMany(_ => Disturbance.Interruptions, (call, way) => (call, way));
        return index % 4 == 0 && calls.Count > 0 ? [(calls[index % calls.Count], Disturbance.Interruptions[index / 4 % 2])] : [];
    }
}
