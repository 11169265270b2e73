using System.Text.RegularExpressions;
using JumpCloud.Emulator;
using JumpCloud.EngineHost;
using JumpCloud.Tests.Rpc.Support;

namespace JumpCloud.Tests.Faults;

/// <summary>Runs a command with a plugin that is killed at the case's call, before or after the service carried it out.</summary>
internal sealed class PluginKill(FaultBench bench, FaultCase fault)
{
    /// <returns>The command's result, and whether the call was made.</returns>
    public async Task<(CommandResult Result, bool IsKilled)> RunAsync()
    {
        var others = bench.Stack.Plugin;
        try
        {
            return fault.Way.IsProcess ? await InProcessOfItsOwnAsync() : await InThisProcessAsync();
        }
        finally
        {
            bench.Stack.Plugin = others;
        }
    }

    private async Task<(CommandResult Result, bool IsKilled)> InThisProcessAsync()
    {
        await using var life = await PluginLife.BeginAsync(bench.Time, bench.Watch);
        bench.Stack.Plugin = $"{life.Port}";
        var result = await bench.CommandAsync(fault.Scenario);
        return (result, bench.Watch.Struck.IsCompleted);
    }

    // With the time of its own that a process has, and by the network: the service holds the request.
    private async Task<(CommandResult Result, bool IsKilled)> InProcessOfItsOwnAsync()
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var call = fault.Call;
        FaultKind kind = fault.Way.Kill == Moment.Before ? new FaultKind.Delay(TimeSpan.FromDays(1)) : new FaultKind.Silence();
        bench.Stack.Services.Faults.Add(new Fault(
            kind, call.Face, call.Method, $"^{Regex.Escape(call.Path)}$", call.Nth, Agent: "pulumi-resource-jumpcloud/")
        {
            Held = held.SetResult,
        });
        bench.Stack.Plugin = PluginUnderTest.Location;
        var command = bench.CommandAsync(fault.Scenario);
        await Task.WhenAny(command, held.Task);
        bench.Stack.KillPlugins();
        return (await command, held.Task.IsCompleted);
    }
}
