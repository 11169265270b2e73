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
