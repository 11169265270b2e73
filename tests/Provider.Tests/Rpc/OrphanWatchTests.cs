using FluentAssertions;
using JumpCloud.Core;
using JumpCloud.Rpc;
using JumpCloud.Tests.Rpc.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace JumpCloud.Tests.Rpc;

public sealed class OrphanWatchTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task An_engine_that_is_gone_takes_the_plugin_with_it_within_five_minutes()
    {
        var time = new FakeTimeProvider();
        var engine = await EngineRecorder.StartAsync();
        await using var app = await StartAsync(engine.Address, time);
        await engine.DisposeAsync();

        var stopped = app.WaitForShutdownAsync();
        await PassAsync(time, stopped, TimeSpan.FromSeconds(20));

        stopped.IsCompletedSuccessfully.Should().BeTrue();
    }

    [Fact]
    public async Task An_engine_without_the_health_service_is_alive()
    {
        var time = new FakeTimeProvider();
        await using var engine = await EngineRecorder.StartAsync();
        await using var app = await StartAsync(engine.Address, time);

        var stopped = app.WaitForShutdownAsync();
        await PassAsync(time, stopped, TimeSpan.FromSeconds(2));

        stopped.IsCompleted.Should().BeFalse();
        await app.StopAsync().WaitAsync(Plugin.Limit);
    }

    // The watch begins some time after the start; every interval may be its first.
    private static async Task PassAsync(FakeTimeProvider time, Task stopped, TimeSpan limit)
    {
        var end = TimeProvider.System.GetUtcNow() + limit;
        while (!stopped.IsCompleted && TimeProvider.System.GetUtcNow() < end)
        {
            time.Advance(Interval);
            await Task.WhenAny(stopped, Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System));
        }
    }

    private static async Task<WebApplication> StartAsync(string engine, TimeProvider time)
    {
        var app = PluginHost.Build(new PluginOptions(new PluginArguments(engine), new Catalog([], [], []), _ => null, time));
        await app.StartAsync().WaitAsync(Plugin.Limit);
        return app;
    }
}
