using FluentAssertions;
using JumpCloud.EngineHost;
using JumpCloud.Tests.Cli;
using JumpCloud.Tests.Yaml;
using Pulumirpc;
using Xunit;

namespace JumpCloud.Tests.Programs;

/// <summary>Programs in processes of their own, against a monitor over real gRPC.</summary>
public sealed class ProcessProgramTests
{
    [Fact]
    public async Task The_process_gets_addresses_and_configuration_in_its_environment()
    {
        await using var engine = await FakeEngine.StartAsync();

        var failure = await engine.RunAsync(
            Shell("echo \"$PULUMI_PROJECT $PULUMI_STACK $PULUMI_DRY_RUN $PULUMI_CONFIG_SECRET_KEYS\"; echo \"$PULUMI_MONITOR\""));

        failure.Should().BeNull();
        engine.Logs.Select(l => (l.Severity, l.Message)).Should().Equal(
            (LogSeverity.Info, "rec dev true [\"rec:pw\",\"wire:key\"]"), (LogSeverity.Info, engine.Address));
    }

    [Fact]
    public async Task An_exit_code_fails_the_run_and_is_told()
    {
        await using var engine = await FakeEngine.StartAsync();

        var failure = await engine.RunAsync(Shell("echo broken >&2; exit 3"));

        failure.Should().NotBeNull();
        engine.Logs.Select(l => (l.Severity, l.Message)).Should().Equal(
            (LogSeverity.Info, "broken"), (LogSeverity.Error, "Program exited with non-zero exit code: 3"));
    }

    [Fact]
    public async Task Exit_code_32_says_that_the_program_has_told_all()
    {
        await using var engine = await FakeEngine.StartAsync();

        var failure = await engine.RunAsync(Shell("exit 32"));

        failure.Should().NotBeNull();
        engine.Logs.Should().BeEmpty();
    }

    [Fact]
    public async Task A_command_that_is_not_there_fails_the_run()
    {
        await using var engine = await FakeEngine.StartAsync();

        var failure = await engine.RunAsync(new ProcessProgram("no-such-command"));

        failure.Should().NotBeNull();
        engine.Logs.Should().ContainSingle().Which.Message.Should()
            .StartWith("the program could not be started: no-such-command: ");
    }

    [Fact]
    public async Task A_node_program_on_the_official_sdk_registers_its_resources()
    {
        using var project = new CliProject("");
        await NodeSdk.WriteAsync(project.Folder, TestContext.Current.CancellationToken);
        await using var engine = await FakeEngine.StartAsync();
        engine.OnRegister = r => r.Name == "one"
            ? new RegisterResourceResponse
            {
                Urn = "urn:pulumi:dev::rec::wire:index:Thing::one",
                Object = new() { Fields = { ["gen"] = Google.Protobuf.WellKnownTypes.Value.ForString("gen-alpha") } },
            }
            : null;

        var failure = await engine.RunAsync(ProcessProgram.Node(), directory: project.Folder);

        engine.Logs.Where(l => l.Severity == LogSeverity.Error).Select(l => l.Message).Should().BeEmpty();
        failure.Should().BeNull();
        engine.Registered.Select(r => r.Name).Should().Equal("one", "two");
        engine.Registered[0].Object.Fields["pw"].StructValue.Fields["value"].StringValue.Should().Be("s3cr3t-pw");
        engine.Registered[1].Object.Fields["label"].StringValue.Should().Be("gen-alpha");
        engine.Registered[1].Dependencies.Should().Equal("urn:pulumi:dev::rec::wire:index:Thing::one");
        engine.Outputs.Fields["gen"].StringValue.Should().Be("gen-alpha");
    }

    private static ProcessProgram Shell(string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in program is a line of shell.");
        return new ProcessProgram("/bin/sh", "-c", script);
    }
}
