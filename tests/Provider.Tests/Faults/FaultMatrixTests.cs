using System.Collections.Concurrent;
using FluentAssertions;
using Xunit;

namespace JumpCloud.Tests.Faults;

/// <summary>
/// Every lifecycle, disturbed at every call: a part of the cases, spread over all calls and all ways. JUMPCLOUD_FAULTS=chosen runs
/// every case that differs from the others, JUMPCLOUD_FAULTS=all every case there is; both take some minutes.
/// </summary>
public sealed class FaultMatrixTests
{
    private readonly ConcurrentQueue<string> _violations = [];
    private int _cases;

    private static string? Wanted => Environment.GetEnvironmentVariable("JUMPCLOUD_FAULTS");

    [Fact]
    public Task Whatever_goes_wrong_with_a_request_nothing_is_lost_and_nobody_is_locked_out() =>
        RunAsync("fault matrix", Disturbance.Faults, oneOf: 8, atLeast: 400);

    [Fact]
    public Task Whenever_the_user_interrupts_the_plugin_stops_within_a_second_and_the_next_command_completes() =>
        RunAsync("cancel matrix", Disturbance.Interruptions, oneOf: 3, atLeast: 60);

    /// <param name="oneOf">The cases of which one is run where the environment does not ask for more.</param>
    private async Task RunAsync(string name, IReadOnlyList<Disturbance> ways, int oneOf, int atLeast)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = 2 };
        await Parallel.ForEachAsync(Scenarios.All.Index(), options, async (scenario, _) => await RunAsync(scenario.Item, cases => Wanted switch
        {
            "all" => FaultCase.All(scenario.Item, cases, ways),
            "chosen" => FaultCase.Chosen(scenario.Item, cases, ways),

            // Another start for each lifecycle: each way meets each kind of call in one of them.
            _ => FaultCase.Chosen(scenario.Item, cases, ways).Where((_, index) => index % oneOf == scenario.Index % oneOf),
        }));

        TestContext.Current.TestOutputHelper!.WriteLine($"{name}: {_cases} cases, {_violations.Count} violations");
        _violations.Should().BeEmpty();
        _cases.Should().BeGreaterThan(atLeast);
    }

    private async Task RunAsync(Scenario scenario, Func<IReadOnlyList<Call>, IEnumerable<FaultCase>> casesOf)
    {
        await using var bench = await FaultBench.StartAsync();
        var reference = await Reference.RunAsync(bench, scenario);
        foreach (var fault in casesOf(reference.Calls))
        {
            Interlocked.Increment(ref _cases);
            foreach (var violation in await new FaultOracle(bench, reference, fault).RunAsync())
                _violations.Enqueue($"{fault}: {violation}");
        }
    }
}
