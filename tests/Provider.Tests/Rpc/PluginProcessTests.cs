using FluentAssertions;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using JumpCloud.EngineHost;
using JumpCloud.Tests.Rpc.Support;
using Pulumirpc;
using Xunit;

namespace JumpCloud.Tests.Rpc;

/// <summary>The plugin as a process: the traps of its start and its end.</summary>
[Trait("Runs", "AnyPlugin")]
public sealed class PluginProcessTests
{
    [Fact]
    public async Task Trap_09_the_plugin_ends_well_within_the_engines_grace()
    {
        await using var engine = await EngineRecorder.StartAsync();
        await using var plugin = await StartAsync(engine.Address);

        await plugin.StopAsync();

        plugin.CancelAcknowledged.Should().BeTrue();
        plugin.WasKilled.Should().BeFalse();
        plugin.ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task A_connection_stays_open_while_the_engine_has_nothing_to_ask()
    {
        await using var engine = await EngineRecorder.StartAsync();
        await using var plugin = await StartAsync(engine.Address);
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{plugin.Port}");
        await channel.ConnectAsync();

        // The server looks for idle connections every second.
        await Task.Delay(TimeSpan.FromSeconds(2.5));

        channel.State.Should().Be(ConnectivityState.Ready);
    }

    [Fact]
    public async Task Trap_10_the_port_is_all_that_the_plugin_writes()
    {
        await using var engine = await EngineRecorder.StartAsync();
        await using var plugin = await StartAsync(engine.Address, "--logtostderr", "-v=9", "--tracing", "http://127.0.0.1:1", "--some-new-flag");
        await plugin.Client.CheckConfigAsync(new CheckRequest { News = new Struct() }, Plugin.Deadline);

        await plugin.StopAsync();

        plugin.StdOut.Should().BeEmpty();
        plugin.StdErr.Should().BeEmpty();
    }

    [Fact]
    public async Task Trap_11_the_handshake_and_the_schema_need_no_credentials()
    {
        await using var engine = await EngineRecorder.StartAsync();
        await using var plugin = await StartAsync(engine.Address);

        plugin.Handshake.Should().Be(new ProviderHandshakeResponse { AcceptSecrets = true, AcceptResources = true, AcceptOutputs = true });
        plugin.Version.Should().Be("0.1.0");
        var schema = await plugin.Client.GetSchemaAsync(new GetSchemaRequest(), Plugin.Deadline);
        Newtonsoft.Json.Linq.JObject.Parse(schema.Schema).Value<string>("name").Should().Be("jumpcloud");
    }

    [Fact]
    public async Task Missing_credentials_are_named_with_what_to_set()
    {
        await using var engine = await EngineRecorder.StartAsync();
        await using var plugin = await StartAsync(engine.Address);

        var failure = await TwentyTraps.FailureOf(
            plugin.Client.ConfigureAsync(new ConfigureRequest { Args = new Struct() }, Plugin.Deadline).ResponseAsync);

        var key = failure.Detail<ConfigureErrorMissingKeys>()!.MissingKeys.Should().ContainSingle().Subject;
        key.Name.Should().Be("jumpcloud:apiKey");
        key.Description.Should().Be(
            "an API key of a JumpCloud administrator (add --secret), also read from the environment variable JUMPCLOUD_API_KEY; "
            + "or set clientId and clientSecret of a service account");
    }

    private static Task<PluginProcess> StartAsync(string engine, params string[] arguments)
    {
        var start = new PluginStart("jumpcloud", PluginUnderTest.Location, engine, AppContext.BaseDirectory)
        {
            Arguments = arguments,
            Environment = new Dictionary<string, string?>
            {
                ["JUMPCLOUD_API_KEY"] = null, ["JUMPCLOUD_CLIENT_ID"] = null, ["JUMPCLOUD_CLIENT_SECRET"] = null,
                ["JUMPCLOUD_REGION"] = null, ["PULUMI_ACCESS_TOKEN"] = null, ["PULUMI_API"] = null,
            },
        };
        return PluginProcess.StartAsync(start, TestContext.Current.CancellationToken).WaitAsync(Plugin.Limit);
    }
}
