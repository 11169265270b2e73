using System.Collections.Concurrent;
using FluentAssertions;
using Xunit;

namespace JumpCloud.Tests.Faults;

/// <summary>Every lifecycle, disturbed at every call in every way there is.</summary>
public sealed class FaultMatrixTests
{
    private readonly ConcurrentQueue<string> _violations = [];
    private int _cases;

    [Fact]
    public async Task Whatever_goes_wrong_nothing_is_lost_and_nobody_is_locked_out()
    {
        var filter = Environment.GetEnvironmentVariable("FAULTS") ?? "";
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            Scenarios.All.Where(scenario => scenario.Name.Contains(filter, StringComparison.Ordinal)),
            new ParallelOptions { MaxDegreeOfParallelism = 2 },
            async (scenario, _) => await RunAsync(scenario));
        File.WriteAllText("/tmp/violations.txt", string.Join("\n\n", _violations));
        Console.WriteLine($"fault matrix: {_cases} cases, {_violations.Count} violations {watch.Elapsed} cpu {System.Diagnostics.Process.GetCurrentProcess().TotalProcessorTime}");
        _violations.Should().BeEmpty();
    }

    private async Task RunAsync(Scenario scenario)
    {
        await using var bench = await FaultBench.StartAsync();
        var reference = await Reference.RunAsync(bench, scenario);
        foreach (var fault in FaultCase.Of(scenario, reference.Calls))
        {
            Interlocked.Increment(ref _cases);
            try {
            foreach (var violation in await new FaultOracle(bench, reference, fault).RunAsync())
                _violations.Enqueue($"{fault}: {violation}");
            } catch (Exception e) when (e is not OutOfMemoryException) { _violations.Enqueue($"{fault}: {e}"); }
        }
    }
}
