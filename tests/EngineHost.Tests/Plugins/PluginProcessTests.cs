using System.Net;
using System.Net.Sockets;
using FluentAssertions;
using Grpc.Core;
using JumpCloud.EngineHost;
using JumpCloud.Tests.Deployment;
using Pulumirpc;
using Xunit;

namespace JumpCloud.Tests.Plugins;

/// <summary>The process contract of plugins (provider-protocol.md, section 1), with scripts in the plugin's place.</summary>
public sealed class PluginProcessTests : IDisposable
{
    private const string Engine = "127.0.0.1:1";
    private readonly string _folder = Directory.CreateTempSubdirectory("plugin-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_plugin_is_started_asked_for_its_version_and_ended_by_an_interrupt()
    {
        var plugin = await PluginProcess.StartAsync(Start(AppContext.BaseDirectory, "wire"), Ct);

        plugin.Version.Should().Be("0.1.0");
        plugin.Handshake.AcceptSecrets.Should().BeTrue();
        await plugin.StopAsync(Ct);
        plugin.ExitCode.Should().Be(0);
        plugin.CancelAcknowledged.Should().BeTrue();
        plugin.WasKilled.Should().BeFalse();
    }

    [Fact]
    public async Task The_engines_address_is_the_last_argument_and_the_project_the_working_directory()
    {
        SkipOnWindows();
        await using var provider = await FakeProvider.StartAsync();
        var script = Script(
            "echo \"$@\" > args; pwd > where; echo $NEW > new; trap 'exit 7' INT; "
            + $"echo {provider.Port}; while :; do sleep 1; done");
        var plugin = await PluginProcess.StartAsync(
            Start(script) with
            {
                Arguments = ["--logtostderr", "-v=9"],
                Environment = new Dictionary<string, string?> { ["NEW"] = "yes" },
            },
            Ct);

        await plugin.StopAsync(Ct);

        Read("args").Should().Be($"--logtostderr -v=9 {Engine}");
        Read("where").Should().Be(_folder);
        Read("new").Should().Be("yes");
        plugin.ExitCode.Should().Be(7);
        var handshake = provider.Requests<ProviderHandshakeRequest>().Single();
        handshake.EngineAddress.Should().Be(Engine);
        handshake.RootDirectory.Should().Be(_folder);
        handshake.ConfigureWithUrn.Should().BeTrue();
        provider.Requests<PluginAttach>().Should().BeEmpty();
    }

    [Fact]
    public async Task A_plugin_that_ignores_the_interrupt_is_killed_after_five_seconds()
    {
        SkipOnWindows();
        await using var provider = await FakeProvider.StartAsync();
        var plugin = await PluginProcess.StartAsync(
            Start(Script($"trap '' INT; echo {provider.Port}; while :; do sleep 1; done")), Ct);

        await plugin.StopAsync(Ct);

        plugin.WasKilled.Should().BeTrue();
    }

    [Fact]
    public async Task A_plugin_that_ends_before_its_port_is_an_error_with_its_exit_code_and_last_words()
    {
        SkipOnWindows();
        var start = () => PluginProcess.StartAsync(Start(Script("echo no luck >&2; exit 3")), Ct);

        (await start.Should().ThrowAsync<PluginException>())
            .WithMessage("could not read plugin*exit code 3 before it wrote its port; it wrote: no luck");
    }

    [Fact]
    public async Task A_first_line_that_is_no_port_is_an_error()
    {
        SkipOnWindows();
        var start = () => PluginProcess.StartAsync(Start(Script("echo Listening on 8080; sleep 60")), Ct);

        (await start.Should().ThrowAsync<PluginException>())
            .WithMessage("plugin wrote 'Listening on 8080' where its port number belongs");
    }

    [Theory]
    [InlineData("sleep 60", "plugin for 'fake' did not write its port within 1 seconds")]
    [InlineData("echo 1; sleep 60", "plugin for 'fake' did not answer its handshake within 1 seconds")]
    public async Task What_does_not_come_within_the_limit_is_an_error(string script, string message)
    {
        SkipOnWindows();
        var start = () => PluginProcess.StartAsync(
            Start(Script(script)) with { Limit = TimeSpan.FromSeconds(1) }, Ct);

        (await start.Should().ThrowAsync<PluginException>()).WithMessage(message);
    }

    [Fact]
    public async Task A_plugin_that_listens_later_than_it_says_is_called_again_until_it_does()
    {
        var port = FreePort();
        var start = PluginProcess.StartAsync(Start($"{port}"), Ct);
        await Task.Delay(TimeSpan.FromSeconds(1.5), Ct);
        start.IsCompleted.Should().BeFalse();

        await using var provider = await FakeProvider.StartAsync(port);
        await using var plugin = await start.WaitAsync(TimeSpan.FromSeconds(8), Ct);

        plugin.Handshake.AcceptSecrets.Should().BeTrue();
    }

    [Fact]
    public async Task A_plugin_that_is_not_ready_yet_is_asked_again_every_10_milliseconds()
    {
        await using var provider = await FakeProvider.StartAsync();
        var answers = 0;
        provider.OnHandshake = () => ++answers < 20 ? throw new RpcException(new Status(StatusCode.Unavailable, "not yet")) : provider.Flags;

        await using var plugin = await PluginProcess.StartAsync(Start(provider.Port), Ct);

        answers.Should().Be(20);
    }

    [Fact]
    public async Task A_handshake_that_is_refused_fails_at_once_with_its_words()
    {
        await using var provider = await FakeProvider.StartAsync();
        var answers = 0;
        provider.OnHandshake = () =>
        {
            answers++;
            throw new RpcException(new Status(StatusCode.Internal, "no licence"));
        };

        var start = () => PluginProcess.StartAsync(Start(provider.Port), Ct);

        (await start.Should().ThrowAsync<PluginException>()).WithMessage("plugin for 'fake' failed its handshake: no licence");
        answers.Should().Be(1);
    }

    [Fact]
    public async Task An_attached_plugin_is_told_the_engines_address_and_left_running()
    {
        await using var provider = await FakeProvider.StartAsync();
        var plugin = await PluginProcess.StartAsync(Start(provider.Port), Ct);

        await plugin.DisposeAsync();

        provider.Calls.Select(call => call.Method).Should().Equal("Handshake", "Attach", "GetPluginInfo", "Cancel");
        provider.Requests<PluginAttach>().Single().Address.Should().Be(Engine);
        provider.Requests<ProviderHandshakeRequest>().Single().HasRootDirectory.Should().BeFalse();
        plugin.ProcessId.Should().BeNull();
    }

    [Fact]
    public async Task PULUMI_DEBUG_PROVIDERS_goes_before_the_projects_plugins()
    {
        await using var stack = await Fixture.StartAsync();
        stack.Settings = stack.Settings with { Plugins = new Dictionary<string, string> { ["fake"] = "/nowhere" } };
        stack.Options = stack.Options with
        {
            PluginEnvironment = new Dictionary<string, string?>
            {
                ["PULUMI_DEBUG_PROVIDERS"] = $"other:1,fake:{stack.Provider.Port}",
            },
        };

        var result = await stack.PreviewAsync(Fixture.Thing("one"));

        result.Succeeded.Should().BeTrue();
        stack.Provider.Requests<PluginAttach>().Should().ContainSingle();
    }

    [Fact]
    public async Task A_plugin_that_is_not_there_is_named()
    {
        await using var stack = await Fixture.StartAsync();
        stack.Settings = stack.Settings with { Plugins = new Dictionary<string, string>() };

        var result = await stack.PreviewAsync(Fixture.Thing("one"));

        result.Text.Should().Contain("error: no resource plugin 'pulumi-resource-fake' found");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void SkipOnWindows() =>
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The plugins of this test are shell scripts.");

    private PluginStart Start(string location, string package = "fake") => new(package, location, Engine, _folder);

    private string Read(string file) => File.ReadAllText(Path.Combine(_folder, file)).Trim();

    private string Script(string body)
    {
        var path = Path.Combine(_folder, "pulumi-resource-fake");
        File.WriteAllText(path, "#!/bin/sh\n" + body + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
