using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FluentAssertions;
using Xunit;

namespace JumpCloud.Tests.Cli;

/// <summary>The command line as a process of its own, waiting for a plugin that says nothing.</summary>
public sealed class SignalTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("-INT", 1, true)]
    [InlineData("-TERM", 1, true)]
    [InlineData("-QUIT", 131, false)]
    public async Task A_signal_ends_a_command_that_waits(string signal, int code, bool isTold)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no such signals on Windows");
        using var project = new CliProject("resources: {one: {type: 'wire:Thing', properties: {label: alpha, size: 1}}}");
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var process = Start(project.Folder, ((IPEndPoint)silent.LocalEndpoint).Port);
        using var plugin = await silent.AcceptSocketAsync().WaitAsync(Limit);

        using var kill = Process.Start("kill", [signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Limit);
        await process.WaitForExitAsync().WaitAsync(Limit);

        process.ExitCode.Should().Be(code);
        output.Contains("error: preview canceled", StringComparison.Ordinal).Should().Be(isTold, output);
    }

    private static Process Start(string folder, int port)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "enginehost.dll"), "preview"])
        {
            WorkingDirectory = folder, RedirectStandardOutput = true,
        };
        start.Environment["PULUMI_DEBUG_PROVIDERS"] = $"wire:{port}";
        start.Environment["PULUMI_STACK"] = "dev";
        start.Environment["PULUMI_CONFIG_PASSPHRASE"] = "correct horse";
        return Process.Start(start)!;
    }
}
