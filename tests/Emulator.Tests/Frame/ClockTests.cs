using FluentAssertions;
using JumpCloud.Emulator;
using Xunit;

namespace JumpCloud.Tests;

public sealed class ClockTests
{
    [Fact]
    public void Moving_the_clock_moves_time_and_time_goes_on()
    {
        var clock = new EmulatorClock(TimeProvider.System);
        var before = clock.GetUtcNow();
        var stamp = clock.GetTimestamp();

        clock.Advance(TimeSpan.FromDays(2));

        (clock.GetUtcNow() - before).Should().BeCloseTo(TimeSpan.FromDays(2), TimeSpan.FromSeconds(5));
        clock.GetElapsedTime(stamp).Should().BeCloseTo(TimeSpan.FromDays(2), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_delay_falls_due_when_the_clock_is_moved_past_it()
    {
        var clock = new EmulatorClock(TimeProvider.System);
        var delay = Task.Delay(TimeSpan.FromHours(3), clock);

        clock.Advance(TimeSpan.FromHours(2));
        var early = delay.IsCompleted;
        clock.Advance(TimeSpan.FromHours(1));

        early.Should().BeFalse();
        await delay.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void The_clock_does_not_go_back()
    {
        var clock = new EmulatorClock(TimeProvider.System);

        var back = () => clock.Advance(TimeSpan.FromSeconds(-1));

        back.Should().Throw<ArgumentOutOfRangeException>();
    }
}
