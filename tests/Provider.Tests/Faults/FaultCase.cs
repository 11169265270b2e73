namespace JumpCloud.Tests.Faults;

/// <summary>One way to disturb one call of one lifecycle.</summary>
/// <param name="Count">How many calls of that method and path suffer from there on.</param>
internal sealed record FaultCase(Scenario Scenario, Call Call, Disturbance Way, int Count)
{
    /// <summary>For good, as far as a command can tell.</summary>
    public const int Lasting = 100;

    public override string ToString() => $"{Scenario}, {Call}: {Way}{(Count == Lasting ? ", lasting" : "")}";

    /// <summary>Every call in every way.</summary>
    public static IEnumerable<FaultCase> All(Scenario scenario, IReadOnlyList<Call> calls, IReadOnlyList<Disturbance> ways)
    {
        foreach (var call in calls)
        {
            foreach (var way in ways.Where(way => call.IsWrite || !way.IsLag))
            {
                yield return new FaultCase(scenario, call, way, 1);
                if (way.Lasts)
                    yield return new FaultCase(scenario, call, way, Lasting);
            }
        }
    }

    /// <summary>Every write in every way, and every read in one: to the service it makes no difference when a read fails.</summary>
    public static IEnumerable<FaultCase> OfEffect(Scenario scenario, IReadOnlyList<Call> calls, IReadOnlyList<Disturbance> ways) =>
        All(scenario, calls, ways).Where(fault => fault.Call.IsWrite || fault.Way == ways[0]);

    /// <summary>One case for each kind of call of a resource, a write in the last way and a read in the first.</summary>
    /// <param name="known">The kinds that there have been; those of the scenario are added.</param>
    public static IEnumerable<FaultCase> OfKind(
        Scenario scenario, IReadOnlyList<Call> calls, IReadOnlyList<Disturbance> ways, HashSet<string> known) => calls
        .Where(call => call.Nth == 1 && known.Add($"{scenario.Name.Split(' ')[0]} {call.Kind}"))
        .Select(call => new FaultCase(scenario, call, call.IsWrite ? ways[^1] : ways[0], 1));

    /// <summary>
    /// Every write in every way, and every read with every spoilt answer. In which ways a request fails on its way makes no
    /// difference to who reads: one place sends it again. Of those each read meets every fourth, another part than the read before.
    /// </summary>
    public static IEnumerable<FaultCase> Chosen(Scenario scenario, IReadOnlyList<Call> calls, IReadOnlyList<Disturbance> ways)
    {
        var turn = scenario.Name.Length;
        foreach (var fault in All(scenario, calls, ways))
        {
            if (fault.Call.IsWrite || (fault.Way.IsOfAnswer && fault.Count == 1) || turn++ % 4 == 0)
                yield return fault;
        }
    }
}
