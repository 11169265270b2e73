using FluentAssertions;
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
        RunAsync("fault matrix", Disturbance.Faults, oneOf: 8, atLeast: 400);

    [Fact]
    public Task Whenever_the_user_interrupts_the_plugin_stops_within_a_second_and_the_next_command_completes() =>
        RunAsync("cancel matrix", Disturbance.Interruptions, oneOf: 3, atLeast: 60);

    [Fact]
    public Task Whenever_the_plugin_is_killed_the_next_command_finds_out_and_completes() =>
        RunAsync("kill matrix", Disturbance.Kills, oneOf: 1, atLeast: 60);

    [Fact]
    [Trait("Runs", "AnyPlugin")]
    public Task Whenever_the_process_of_the_plugin_is_killed_the_next_command_finds_out_and_completes() =>
        RunAsync("process matrix", Disturbance.ProcessKills, oneOf: 1, atLeast: 60);

    /// <param name="oneOf">The cases of which one is run where the environment does not ask for more.</param>
    private async Task RunAsync(string name, IReadOnlyList<Disturbance> ways, int oneOf, int atLeast)
    {
        var (cases, violations) = await benches.RunAsync((scenario, number, calls) => Wanted switch
        {
            "all" => FaultCase.All(scenario, calls, ways),
            "chosen" => FaultCase.Chosen(scenario, calls, ways),

            // Another start for each lifecycle: each way meets each kind of call in one of them.
            _ => FaultCase.Chosen(scenario, calls, ways).Where((_, index) => index % oneOf == number % oneOf),
        });
        TestContext.Current.TestOutputHelper!.WriteLine($"{name}: {cases} cases, {violations.Count} violations");
        string.Join("\n", violations).Should().BeEmpty();
        cases.Should().BeGreaterThan(atLeast);
    }
}
