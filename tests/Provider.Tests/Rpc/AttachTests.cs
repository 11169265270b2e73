using FluentAssertions;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using JumpCloud.Tests.Rpc.Support;
using Pulumirpc;
using Xunit;

namespace JumpCloud.Tests.Rpc;

/// <summary>A plugin that was started by hand: every provider instance of every engine has a connection of its own to it.</summary>
public sealed class AttachTests
{
    private static readonly Struct Inputs = WireValues.Struct(("name", WireValues.Text("a")));

    [Fact]
    public async Task Every_connection_works_with_the_configuration_it_gave()
    {
        await using var plugin = await Plugin.StartAsync(widget: KeyAsWarning());
        await using var engine = await EngineRecorder.StartAsync();
        await using var other = await EngineRecorder.StartAsync();
        var second = plugin.Connect();
        await plugin.Client.AttachAsync(new PluginAttach { Address = engine.Address }, Plugin.Deadline);
        await second.HandshakeAsync(new ProviderHandshakeRequest { EngineAddress = other.Address }, Plugin.Deadline);
        await Plugin.ConfigureAsync(second, "key-of-the-second");

        await plugin.Client.CreateAsync(Requests.Create(Inputs), Plugin.Deadline);
        await second.CreateAsync(Requests.Create(Inputs), Plugin.Deadline);

        engine.Recorded.Logs.Select(log => log.Message).Should().Equal("3 letters");
        other.Recorded.Logs.Select(log => log.Message).Should().Equal("17 letters");
    }

    [Fact]
    public async Task Cancel_of_one_connection_leaves_the_others_alone()
    {
        await using var plugin = await Plugin.StartAsync();
        var second = plugin.Connect();
        await second.HandshakeAsync(new ProviderHandshakeRequest(), Plugin.Deadline);
        await Plugin.ConfigureAsync(second, "key-of-the-second");

        await second.CancelAsync(new Empty(), Plugin.Deadline);

        (await plugin.Client.CreateAsync(Requests.Create(Inputs), Plugin.Deadline)).Id.Should().Be("a");
    }

    [Fact]
    public async Task The_next_engine_can_use_a_plugin_that_the_last_one_cancelled()
    {
        await using var plugin = await Plugin.StartAsync();
        await plugin.Client.CancelAsync(new Empty(), Plugin.Deadline);
        plugin.Disconnect();

        var next = plugin.Connect();
        await next.HandshakeAsync(new ProviderHandshakeRequest(), Plugin.Deadline);
        await Plugin.ConfigureAsync(next, "key");

        (await next.CreateAsync(Requests.Create(Inputs), Plugin.Deadline)).Id.Should().Be("a");
    }

    [Fact]
    public async Task A_connection_that_broke_is_taken_up_where_there_is_no_doubt_whose_it_was()
    {
        await using var plugin = await Plugin.StartAsync();
        plugin.Disconnect();

        var again = plugin.Connect();

        (await again.CreateAsync(Requests.Create(Inputs), Plugin.Deadline)).Id.Should().Be("a");
    }

    [Fact]
    public async Task A_client_that_comes_back_at_once_is_known_before_the_end_of_its_last_connection_is_noticed()
    {
        for (var round = 1; round <= 20; round++)
        {
            await using var plugin = await Plugin.StartAsync();
            plugin.Disconnect();

            (await plugin.Connect().CreateAsync(Requests.Create(Inputs), Plugin.Deadline)).Id.Should().Be("a", $"round {round}");
        }
    }

    [Fact]
    public async Task The_tenant_of_an_engine_that_is_gone_is_none_to_choose_from()
    {
        await using var plugin = await Plugin.StartAsync();
        var gone = await EngineRecorder.StartAsync();
        var second = plugin.Connect();
        await second.HandshakeAsync(new ProviderHandshakeRequest { EngineAddress = gone.Address }, Plugin.Deadline);
        await Plugin.ConfigureAsync(second, "key-of-the-second");
        plugin.Disconnect();
        await gone.DisposeAsync();
        plugin.Disconnect();

        (await plugin.Connect().CreateAsync(Requests.Create(Inputs), Plugin.Deadline)).Id.Should().Be("a");
    }

    [Fact]
    public async Task With_two_tenants_to_choose_from_a_new_connection_must_be_configured()
    {
        await using var plugin = await Plugin.StartAsync();
        var second = plugin.Connect();
        await second.HandshakeAsync(new ProviderHandshakeRequest(), Plugin.Deadline);
        await Plugin.ConfigureAsync(second, "key-of-the-second");
        plugin.Disconnect();
        plugin.Disconnect();

        var failure = await TwentyTraps.FailureOf(plugin.Connect().CreateAsync(Requests.Create(Inputs), Plugin.Deadline).ResponseAsync);

        failure.StatusCode.Should().Be(StatusCode.FailedPrecondition);
        failure.Status.Detail.Should().StartWith("the provider has not been configured on this connection");
    }

    private static Widget KeyAsWarning() => new()
    {
        Before = operation => operation.Log.WarningAsync($"{operation.Clients.Config.ApiKey!.Length} letters").AsTask(),
    };
}
