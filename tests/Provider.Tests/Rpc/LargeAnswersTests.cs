using System.Collections.Concurrent;
using FluentAssertions;
using Google.Protobuf.WellKnownTypes;
using JumpCloud.Tests.Rpc.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Pulumirpc;
using Xunit;

namespace JumpCloud.Tests.Rpc;

/// <summary>Kestrel may lose the answer that follows a large one on the same stream: https://github.com/dotnet/aspnetcore/issues/53736.</summary>
public sealed class LargeAnswersTests
{
    private readonly ConcurrentQueue<(string Method, IHttp2StreamIdFeature Stream)> _served = [];
    private readonly TaskCompletionSource _schemaIsOver = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Theory]
    [InlineData("GetSchema")]
    [InlineData("List")]
    public async Task A_stream_that_carried_a_large_answer_serves_no_other_request_and_one_that_carried_a_small_one_does(string method)
    {
        await using var plugin = await Plugin.StartAsync(watch: WatchAsync);

        if (method == "GetSchema")
            (await plugin.Client.GetSchemaAsync(new GetSchemaRequest(), Plugin.Deadline)).Schema.Length.Should().BeGreaterThan(65_535);
        else
            await ListAsync(plugin);
        for (var round = 0; round < 3; round++)
            await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => plugin.Client.GetPluginInfoAsync(new Empty(), Plugin.Deadline).ResponseAsync));

        var streams = _served.GroupBy(request => request.Stream, request => request.Method, ReferenceEqualityComparer.Instance).ToList();
        streams.Where(stream => stream.Contains(method)).Should().ContainSingle().Which.Last().Should().Be(method);
        streams.Should().Contain(stream => stream.Count(served => served == "GetPluginInfo") > 1);
    }

    [Fact]
    public async Task The_request_for_the_schema_ends_with_its_connection()
    {
        await using var plugin = await Plugin.StartAsync(watch: WatchAsync);
        await plugin.Client.GetSchemaAsync(new GetSchemaRequest(), Plugin.Deadline);
        await plugin.Client.GetPluginInfoAsync(new Empty(), Plugin.Deadline);
        _schemaIsOver.Task.IsCompleted.Should().BeFalse();

        plugin.Disconnect();

        await _schemaIsOver.Task.WaitAsync(Plugin.Limit);
    }

    [Fact]
    public async Task The_request_for_the_schema_does_not_keep_the_plugin_from_stopping()
    {
        await using var plugin = await Plugin.StartAsync(watch: WatchAsync);
        await plugin.Client.GetSchemaAsync(new GetSchemaRequest(), Plugin.Deadline);

        await plugin.App.StopAsync().WaitAsync(Plugin.Limit);

        await _schemaIsOver.Task.WaitAsync(Plugin.Limit);
    }

    private static async Task ListAsync(Plugin plugin)
    {
        using var list = plugin.Client.List(new ListRequest { Token = Widget.Type }, Plugin.Deadline);
        while (await list.ResponseStream.MoveNext(default))
        {
        }
    }

    private Task WatchAsync(HttpContext context, RequestDelegate next)
    {
        var method = context.Request.Path.Value!.Split('/')[^1];
        _served.Enqueue((method, context.Features.GetRequiredFeature<IHttp2StreamIdFeature>()));
        if (method == "GetSchema")
        {
            context.Response.OnCompleted(() =>
            {
                _schemaIsOver.SetResult();
                return Task.CompletedTask;
            });
        }

        return next(context);
    }
}
