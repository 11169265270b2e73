using FluentAssertions;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using JumpCloud.Core;
using JumpCloud.Tests.Rpc.Support;
using Xunit;

namespace JumpCloud.Tests.Rpc;

public sealed class CancellationTests
{
    private const string Next =
        "a request that was under way may have been carried out: the next `pulumi up` looks at what is there";

    private static readonly Struct Inputs = WireValues.Struct(("name", WireValues.Text("a")));

    [Fact]
    public async Task Cancel_ends_what_is_under_way_within_a_second()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var plugin = await Plugin.StartAsync(widget: Hanging(begun));
        var create = plugin.Client.CreateAsync(Requests.Create(Inputs), Plugin.Deadline);
        await begun.Task.WaitAsync(Plugin.Limit);

        await plugin.Client.CancelAsync(new Empty(), Plugin.Deadline).ResponseAsync.WaitAsync(TimeSpan.FromSeconds(1));

        var failure = await TwentyTraps.FailureOf(create.ResponseAsync.WaitAsync(TimeSpan.FromSeconds(1)));
        failure.StatusCode.Should().Be(StatusCode.Cancelled);
        failure.Status.Detail.Should().Be($"the deployment was cancelled before this was finished; {Next}");
    }

    [Fact]
    public async Task After_cancel_nothing_new_is_begun()
    {
        var widget = new Widget();
        await using var plugin = await Plugin.StartAsync(widget: widget);
        await plugin.Client.CancelAsync(new Empty(), Plugin.Deadline);

        var failure = await TwentyTraps.FailureOf(plugin.Client.CreateAsync(Requests.Create(Inputs), Plugin.Deadline).ResponseAsync);

        failure.StatusCode.Should().Be(StatusCode.Cancelled);
        failure.Status.Detail.Should().Be("the deployment was cancelled; nothing was done");
        widget.Live.Should().BeEmpty();
    }

    [Fact]
    public async Task A_new_configuration_after_cancel_works_again()
    {
        await using var plugin = await Plugin.StartAsync();
        await plugin.Client.CancelAsync(new Empty(), Plugin.Deadline);

        await Plugin.ConfigureAsync(plugin.Client, "key");

        (await plugin.Client.CreateAsync(Requests.Create(Inputs), Plugin.Deadline)).Id.Should().Be("a");
    }

    [Fact]
    public async Task The_timeout_of_the_program_ends_an_operation_and_is_named()
    {
        await using var plugin = await Plugin.StartAsync(widget: Hanging(new TaskCompletionSource()));

        var failure = await TwentyTraps.FailureOf(
            plugin.Client.CreateAsync(Requests.Create(Inputs, timeout: 0.5), Plugin.Deadline).ResponseAsync);

        failure.StatusCode.Should().Be(StatusCode.DeadlineExceeded);
        failure.Status.Detail.Should().Be(
            $"this was not finished within 0.5 s; the resource option customTimeouts allows it more; {Next}");
    }

    [Fact]
    public async Task A_partial_result_at_the_end_of_the_time_is_kept()
    {
        var widget = new Widget
        {
            Before = async operation =>
            {
                try
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, operation.Time, operation.Cancellation);
                }
                catch (OperationCanceledException)
                {
                    throw new PartialFailureException("a", PropertyMap.Of(("name", PropertyValue.Of("a"))), null, ["the sync is not done"]);
                }
            },
        };
        await using var plugin = await Plugin.StartAsync(widget: widget);

        var failure = await TwentyTraps.FailureOf(
            plugin.Client.CreateAsync(Requests.Create(Inputs, timeout: 0.2), Plugin.Deadline).ResponseAsync);

        failure.Detail<Pulumirpc.ErrorResourceInitFailed>()!.Reasons.Should().Equal("the sync is not done");
    }

    [Fact]
    public async Task Stopping_the_process_ends_what_is_under_way()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var plugin = await Plugin.StartAsync(widget: Hanging(begun));
        var create = plugin.Client.CreateAsync(Requests.Create(Inputs), Plugin.Deadline);
        await begun.Task.WaitAsync(Plugin.Limit);

        await plugin.App.StopAsync().WaitAsync(TimeSpan.FromSeconds(3));

        (await TwentyTraps.FailureOf(create.ResponseAsync)).StatusCode.Should().Be(StatusCode.Cancelled);
    }

    [Fact]
    public async Task An_operation_knows_its_deadline()
    {
        DateTimeOffset? deadline = null;
        var widget = new Widget
        {
            Before = operation =>
            {
                deadline = operation.Deadline;
                return Task.CompletedTask;
            },
        };
        await using var plugin = await Plugin.StartAsync(widget: widget);
        var before = TimeProvider.System.GetUtcNow();

        await plugin.Client.CreateAsync(Requests.Create(Inputs), Plugin.Deadline);

        deadline.Should().BeCloseTo(before + TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData(0, 25)]
    [InlineData(120, 2)]
    public async Task A_wait_that_the_inputs_ask_for_comes_on_top_unless_the_program_limits_the_operation(double timeout, int minutes)
    {
        DateTimeOffset? deadline = null;
        var widget = new Widget
        {
            Wait = TimeSpan.FromMinutes(15),
            Before = operation =>
            {
                deadline = operation.Deadline;
                return Task.CompletedTask;
            },
        };
        await using var plugin = await Plugin.StartAsync(widget: widget);
        var before = TimeProvider.System.GetUtcNow();

        await plugin.Client.CreateAsync(Requests.Create(Inputs, timeout: timeout), Plugin.Deadline);

        deadline.Should().BeCloseTo(before + TimeSpan.FromMinutes(minutes), TimeSpan.FromSeconds(20));
    }

    private static Widget Hanging(TaskCompletionSource begun) => new()
    {
        Before = async operation =>
        {
            begun.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, operation.Time, operation.Cancellation);
        },
    };
}
