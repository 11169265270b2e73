using System.Globalization;
using System.Text;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace JumpCloud.Tests.Faults;

/// <summary>
/// Every lifecycle, with a good answer of it changed on its way: one change for every second call, the same every time.
/// JUMPCLOUD_ANSWERS=10 makes ten changes of the answer to every call; JUMPCLOUD_SEED=random makes others.
/// </summary>
[Trait("Specs", "NotHeld")]
public sealed class AnswerMatrixTests(FaultBenches benches) : IClassFixture<FaultBenches>
{
    private static readonly int Wanted =
        int.TryParse(Environment.GetEnvironmentVariable("JUMPCLOUD_ANSWERS"), CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static readonly ulong Seed =
        Environment.GetEnvironmentVariable("JUMPCLOUD_SEED") == "random" ? (ulong)Random.Shared.NextInt64() : 20261126;

    [Fact]
    public async Task Whatever_is_changed_in_an_answer_nothing_is_lost_and_every_call_ends_with_a_sentence()
    {
        var (cases, violations) = await benches.RunAsync(CasesOf);

        TestContext.Current.TestOutputHelper!.WriteLine($"answers: {cases} mutated answers, {violations.Count} violations");
        string.Join("\n", violations).Should().BeEmpty();
        cases.Should().BeGreaterThan(140);
    }

    /// <summary>Well-formed metadata, which the service provider refuses: kept in the state, they would stand in the way of every up.</summary>
    [Fact]
    public async Task Metadata_whose_certificate_is_none_are_not_kept()
    {
        var spoilt = new Disturbance("a spoilt certificate") { Spoil = answer => Replace(answer, "X509Certificate>MII", "X509Certificate>\"II") };

        var (cases, violations) = await benches.RunAsync((scenario, _, calls) => calls
            .Where(call => call.Path.EndsWith("/metadata.xml", StringComparison.Ordinal))
            .Select(call => new FaultCase(scenario, call, spoilt, FaultCase.Lasting)));

        string.Join("\n", violations).Should().BeEmpty();
        cases.Should().BeGreaterThan(5);
    }

    private static byte[] Replace(byte[] answer, string old, string @new) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(answer).Replace(old, @new, StringComparison.Ordinal));

    // Every third state of affairs lasts.
    private static IEnumerable<FaultCase> CasesOf(Scenario scenario, int number, IReadOnlyList<Call> calls)
    {
        var chosen = Wanted > 0 ? calls.SelectMany(call => Enumerable.Repeat(call, Wanted)) : calls.Where((_, index) => index % 2 == number % 2);
        var list = chosen.ToList();
        return AnswerMutation.Any.Sample(list.Count, new Rnd(Seed + (ulong)number), 50).Select((mutation, index) =>
            new FaultCase(scenario, list[index], mutation.Disturbance, index % 3 == 0 ? FaultCase.Lasting : 1));
    }
}
