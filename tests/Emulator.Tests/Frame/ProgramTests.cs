using System.Diagnostics;
using System.Globalization;
using FluentAssertions;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests;

/// <summary>The emulator as a program of its own.</summary>
public sealed class ProgramTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task The_program_prints_one_line_when_ready_and_ends_with_its_input()
    {
        var stateFile = Path.GetTempFileName();
        using var process = Start("--seed", "company", "--state-out", stateFile, "--until-stdin-closes");

        var ready = JObject.Parse((await process.StandardOutput.ReadLineAsync().WaitAsync(Limit))!);
        using var http = new HttpClient { Timeout = Limit };
        var requests = await http.GetStringAsync(new Uri($"{ready["consoleUrl"]}/_control/requests"));
        process.StandardInput.Close();
        var rest = await process.StandardOutput.ReadToEndAsync().WaitAsync(Limit);
        await process.WaitForExitAsync().WaitAsync(Limit);

        requests.Should().Be("[]");
        ((string?)ready["pulumi"]!["acme"]!["scimBaseUrl"]).Should().Be($"{ready["pulumiApiUrl"]}/scim/v2/acme");
        (rest, process.ExitCode).Should().Be(("", 0));
        var state = JObject.Parse(await File.ReadAllTextAsync(stateFile));
        state["pulumi"]!["organizations"]!.Should().HaveCount(3);
        File.Delete(stateFile);
    }

    [Fact]
    public async Task The_program_ends_on_sigterm()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no SIGTERM on Windows");
        using var process = Start("--seed", "empty");
        await process.StandardOutput.ReadLineAsync().WaitAsync(Limit);

        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync().WaitAsync(Limit);

        process.ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task Listening_swallows_no_signal_that_the_program_did_not_ask_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no SIGQUIT on Windows");
        using var process = Start("--seed", "empty");
        await process.StandardOutput.ReadLineAsync().WaitAsync(Limit);

        using var kill = Process.Start("kill", ["-QUIT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync().WaitAsync(Limit);

        process.ExitCode.Should().Be(131);
    }

    [Theory]
    [InlineData("There is no option --speed.", "--speed")]
    [InlineData("--port-console takes a port number.", "--port-console", "many")]
    [InlineData("--seed lacks its value.", "--seed")]
    [InlineData("There is no seed moon. The seeds are empty, company.", "--seed", "moon")]
    public async Task A_wrong_command_line_is_explained_and_ends_with_2(string message, params string[] arguments)
    {
        using var process = Start(arguments);

        var error = await process.StandardError.ReadToEndAsync().WaitAsync(Limit);
        await process.WaitForExitAsync().WaitAsync(Limit);

        (error.Trim(), process.ExitCode).Should().Be((message, 2));
    }

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "jumpcloud-emulator.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }
}
