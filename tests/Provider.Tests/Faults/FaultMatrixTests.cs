using System.Collections.Concurrent;
using FluentAssertions;
using Xunit;

namespace JumpCloud.Tests.Faults;

/// <summary>
/// Every lifecycle, disturbed at every call. JUMPCLOUD_FAULTS=all runs every case there is, which takes some minutes.
/// </summary>
public sealed class FaultMatrixTests
{
    private readonly ConcurrentQueue<string> _violations = [];
    private int _cases;

    [Fact]
    public Task Whatever_goes_wrong_with_a_request_nothing_is_lost_and_nobody_is_locked_out() =>
        RunAsync("fault matrix", Disturbance.Faults);

    [Fact]
    public Task Whenever_the_user_interrupts_the_plugin_stops_within_a_second_and_the_next_command_completes() =>
        RunAsync("cancel matrix", Disturbance.Interruptions);

    private async Task RunAsync(string name, IReadOnlyList<Disturbance> ways)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = 2 };
        await Parallel.ForEachAsync(Scenarios.All, options, async (scenario, _) => await RunAsync(scenario, ways));

        TestContext.Current.TestOutputHelper!.WriteLine($"{name}: {_cases} cases, {_violations.Count} violations");
        _violations.Should().BeEmpty();
        _cases.Should().BeGreaterThan(100);
    }

    private async Task RunAsync(Scenario scenario, IReadOnlyList<Disturbance> ways)
    {
        await using var bench = await FaultBench.StartAsync();
        var reference = await Reference.RunAsync(bench, scenario);
        var cases = Environment.GetEnvironmentVariable("JUMPCLOUD_FAULTS") == "all"
            ? FaultCase.All(scenario, reference.Calls, ways)
            : FaultCase.Chosen(scenario, reference.Calls, ways);
        foreach (var fault in cases)
        {
            Interlocked.Increment(ref _cases);
            foreach (var violation in await new FaultOracle(bench, reference, fault).RunAsync())
                _violations.Enqueue($"{fault}: {violation}");
        }
    }
}
