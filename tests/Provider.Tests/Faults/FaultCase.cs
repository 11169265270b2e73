namespace JumpCloud.Tests.Faults;

/// <summary>One way to disturb one call of one lifecycle.</summary>
/// <param name="Count">How many calls of that method and path suffer from there on.</param>
internal sealed record FaultCase(Scenario Scenario, Call Call, Disturbance Way, int Count)
{
    /// <summary>For good, as far as a command can tell.</summary>
    public const int Lasting = 100;

    public override string ToString() => $"{Scenario}, {Call}: {Way}{(Count == Lasting ? ", lasting" : "")}";

    /// <summary>All cases of a lifecycle whose undisturbed run makes these calls.</summary>
    public static IEnumerable<FaultCase> Of(Scenario scenario, IReadOnlyList<Call> calls)
    {
        foreach (var call in calls)
        {
            foreach (var way in Disturbance.All.Where(way => call.IsWrite || !way.IsLag))
            {
                yield return new FaultCase(scenario, call, way, 1);
                if (way.Lasts)
                    yield return new FaultCase(scenario, call, way, Lasting);
            }
        }
    }
}
