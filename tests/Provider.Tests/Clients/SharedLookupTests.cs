using FluentAssertions;
using JumpCloud.Clients;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace JumpCloud.Tests.Clients;

public sealed class SharedLookupTests
{
    private readonly FakeTimeProvider _time = VirtualTime.Start();
    private int _asked;

    [Fact]
    public async Task Those_who_ask_at_once_share_one_answer()
    {
        var lookup = Lookup();
        var gate = new TaskCompletionSource();
        var answers = Enumerable.Range(0, 5).Select(_ => lookup.GetAsync("app", async _ => await AskAsync(gate.Task), default)).ToList();
        gate.SetResult();
        (await Task.WhenAll(answers)).Should().Equal(1, 1, 1, 1, 1);
    }

    [Fact]
    public async Task An_answer_is_given_again_for_half_a_minute()
    {
        var lookup = Lookup();
        (await GetAsync(lookup)).Should().Be(1);
        _time.Advance(TimeSpan.FromSeconds(29));
        (await GetAsync(lookup)).Should().Be(1);
        _time.Advance(TimeSpan.FromSeconds(1));
        (await GetAsync(lookup)).Should().Be(2);
    }

    [Fact]
    public async Task What_was_asked_before_a_change_is_not_given_after_it()
    {
        var lookup = Lookup();
        var gate = new TaskCompletionSource();
        var before = lookup.GetAsync("app", async _ => await AskAsync(gate.Task), default);
        await UntilAskedAsync(1);
        lookup.Forget("app");
        (await GetAsync(lookup)).Should().Be(2);
        gate.SetResult();
        (await before).Should().Be(1);
        (await GetAsync(lookup)).Should().Be(2);
    }

    [Fact]
    public async Task A_failure_is_not_kept()
    {
        var lookup = Lookup();
        var failing = () => lookup.GetAsync("app", _ => throw new InvalidOperationException("down"), default);
        await failing.Should().ThrowAsync<InvalidOperationException>();
        (await GetAsync(lookup)).Should().Be(1);
    }

    [Fact]
    public async Task One_who_gives_up_does_not_take_the_answer_from_the_others()
    {
        var lookup = Lookup();
        var gate = new TaskCompletionSource();
        using var cancellation = new CancellationTokenSource();
        var first = lookup.GetAsync("app", async token =>
        {
            token.CanBeCanceled.Should().BeFalse();
            return await AskAsync(gate.Task);
        }, cancellation.Token);
        var second = GetAsync(lookup);
        await cancellation.CancelAsync();
        await first.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        gate.SetResult();
        (await second).Should().Be(1);
    }

    private SharedLookup<int> Lookup() => new(TimeSpan.FromSeconds(30), _time);

    private Task<int> GetAsync(SharedLookup<int> lookup) => lookup.GetAsync("app", _ => AskAsync(Task.CompletedTask), default);

    private async Task UntilAskedAsync(int times)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (Volatile.Read(ref _asked) < times)
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, limit.Token);
    }

    private async Task<int> AskAsync(Task gate)
    {
        var number = Interlocked.Increment(ref _asked);
        await gate;
        return number;
    }
}
