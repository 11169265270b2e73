using System.Collections.Concurrent;
using JumpCloud.EngineHost.Wire;

namespace JumpCloud.Tests.Faults;

/// <summary>A few benches that the cases take turns at, and what each lifecycle comes to undisturbed.</summary>
public sealed class FaultBenches : IAsyncDisposable
{
    private static readonly ParallelOptions Lanes = new() { MaxDegreeOfParallelism = 2 };

    private readonly ConcurrentBag<FaultBench> _free = [];
    private readonly ConcurrentDictionary<string, Reference> _references = new(StringComparer.Ordinal);

    /// <summary>Runs the cases, whichever is next at the bench that is free.</summary>
    /// <param name="casesOf">Of a lifecycle, in the order of <see cref="Scenarios"/>, and its calls.</param>
    /// <returns>How many there were, and what should not have happened.</returns>
    internal async Task<(int Cases, IReadOnlyList<string> Violations)> RunAsync(
        Func<Scenario, int, IReadOnlyList<Call>, IEnumerable<FaultCase>> casesOf)
    {
        await Parallel.ForEachAsync(
            Scenarios.All.Where(scenario => !_references.ContainsKey(scenario.Name)),
            Lanes,
            async (scenario, _) => await AtBenchAsync(async bench => _references[scenario.Name] = await Reference.RunAsync(bench, scenario)));
        var cases = Scenarios.All.SelectMany((scenario, index) => casesOf(scenario, index, _references[scenario.Name].Calls)).ToList();
        var violations = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(cases, Lanes, async (fault, _) => await AtBenchAsync(async bench =>
        {
            foreach (var violation in await new FaultOracle(bench, _references[fault.Scenario.Name], fault).RunAsync())
                violations.Enqueue($"{fault}: {violation}");
        }));
        return (cases.Count, [.. violations]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var bench in _free)
            await bench.DisposeAsync();
    }

    private async Task AtBenchAsync(Func<FaultBench, Task> work)
    {
        if (!_free.TryTake(out var bench))
            bench = await FaultBench.StartAsync(new FaultBenchParts { Recorder = new RpcRecorder { OnlyErrors = true } });
        await work(bench);
        _free.Add(bench);
    }
}
