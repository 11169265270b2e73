using FluentAssertions;
using JumpCloud.Tests.Rpc.Support;
using Xunit;

namespace JumpCloud.Tests.Faults;

/// <summary>
/// Every lifecycle, disturbed at every call: a part of the cases, spread over all calls and all ways. JUMPCLOUD_FAULTS=chosen runs
/// every case that differs from the others, JUMPCLOUD_FAULTS=all every case there is; both take some minutes.
/// </summary>
public sealed class FaultMatrixTests(FaultBenches benches) : IClassFixture<FaultBenches>
{
    private static string? Wanted => Environment.GetEnvironmentVariable("JUMPCLOUD_FAULTS");

    [Fact]
    public Task Whatever_goes_wrong_with_a_request_nothing_is_lost_and_nobody_is_locked_out() =>
        RunAsync("fault matrix", atLeast: 500, (scenario, number, calls) => Part(scenario, number, calls, Disturbance.Faults, oneOf: 6));

    [Fact]
    public Task Whenever_the_user_interrupts_the_plugin_stops_within_a_second_and_the_next_command_completes() =>
        RunAsync("cancel matrix", atLeast: 200, (scenario, number, calls) => Part(scenario, number, calls, Disturbance.Interruptions, oneOf: 1));

    [Fact]
    public Task Whenever_the_plugin_is_killed_the_next_command_finds_out_and_completes() =>
        RunAsync("kill matrix", atLeast: 300, (scenario, _, calls) => Wanted is null
            ? FaultCase.OfEffect(scenario, calls, Disturbance.Kills)
            : FaultCase.All(scenario, calls, Disturbance.Kills));

    /// <summary>
    /// A process takes its time to start: once at each kind of call of each resource, at some of them where it is not the published
    /// plugin, and everywhere where the environment asks for more.
    /// </summary>
    [Fact]
    [Trait("Runs", "AnyPlugin")]
    public Task Whenever_the_process_of_the_plugin_is_killed_the_next_command_finds_out_and_completes()
    {
        var (known, oneOf, turn) = (new HashSet<string>(StringComparer.Ordinal), PluginUnderTest.IsGiven ? 1 : 6, 0);
        return RunAsync("process matrix", atLeast: 10, (scenario, _, calls) => Wanted is null
            ? FaultCase.OfKind(scenario, calls, Disturbance.ProcessKills, known).Where(_ => turn++ % oneOf == 0)
            : FaultCase.All(scenario, calls, Disturbance.ProcessKills));
    }

    /// <param name="oneOf">The cases of which one is run where the environment does not ask for more.</param>
    private static IEnumerable<FaultCase> Part(
        Scenario scenario, int number, IReadOnlyList<Call> calls, IReadOnlyList<Disturbance> ways, int oneOf) => Wanted switch
    {
        "all" => FaultCase.All(scenario, calls, ways),
        "chosen" => FaultCase.Chosen(scenario, calls, ways),

        // Another start for each lifecycle: each way meets each kind of call in one of them.
        _ => FaultCase.Chosen(scenario, calls, ways).Where((_, index) => index % oneOf == number % oneOf),
    };

    private async Task RunAsync(string name, int atLeast, Func<Scenario, int, IReadOnlyList<Call>, IEnumerable<FaultCase>> casesOf)
    {
        var (cases, violations) = await benches.RunAsync(casesOf);
        TestContext.Current.TestOutputHelper!.WriteLine($"{name}: {cases} cases, {violations.Count} violations");
        string.Join("\n", violations).Should().BeEmpty();
        cases.Should().BeGreaterThan(atLeast);
    }
}
