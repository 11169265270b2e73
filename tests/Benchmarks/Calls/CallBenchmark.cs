using System.Diagnostics;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using JumpCloud.Benchmarks.Processes;
using Pulumirpc;

namespace JumpCloud.Benchmarks.Calls;

/// <summary>
/// Check and Diff as a preview without changes calls them, over gRPC, in one warm session. With one call in flight its round trip is
/// the provider's time and the way there and back, this process's part included. With 64 in flight, each followed by the next, most of
/// a round trip is waiting for the two processes' turn on the processors: 64 divided by the calls of a second is what it has to be.
/// What the provider itself works for a call is told by its processor time.
/// </summary>
internal static class CallBenchmark
{
    private const int InFlight = 64;
    private const int WarmUps = 2000;
    private const int CallsAlone = 1000;
    private const int CallsTogether = 8000;

    public static async Task RunAsync(IReadOnlyList<string> plugins, TextWriter output)
    {
        var table = new Table(
            "call", "plugin", "p50 ms", "p99 ms", $"p50 ms, {InFlight} in flight", $"p99 ms, {InFlight} in flight", "calls/s", "plugin's processor time a call, ms");
        foreach (var plugin in plugins)
            await MeasureAsync(plugin, table);
        output.WriteLine($"Check and Diff of what has not changed, one session, {CallsAlone} calls one after the other and {CallsTogether} with {InFlight} in flight:\n");
        table.Print(output);
    }

    private static async Task MeasureAsync(string plugin, Table table)
    {
        using var run = PluginRun.Start(plugin);
        await run.HandshakeAsync();
        await run.ConfigureAsync(Inputs.Provider);
        foreach (var (token, json) in Inputs.All)
        {
            var urn = Inputs.UrnOf(token);
            var given = Inputs.StructOf(json);
            if (await TryCheckAsync(run, urn, given) is not { } inputs)
                continue;
            var check = new CheckRequest { Urn = urn, Olds = inputs, News = inputs };
            var diff = new DiffRequest { Urn = urn, Id = "it", Olds = inputs, OldInputs = inputs, News = inputs };
            await MeasureAsync($"Check of {token.Split(':')[^1]}", plugin, run, async () => Require(await run.Client.CheckAsync(check)), table);
            await MeasureAsync($"Diff of {token.Split(':')[^1]}", plugin, run, async () => await run.Client.DiffAsync(diff), table);
        }
    }

    // Null where the plugin does not have the resource.
    private static async Task<Struct?> TryCheckAsync(PluginRun run, string urn, Struct given)
    {
        try
        {
            return Require(await run.Client.CheckAsync(new CheckRequest { Urn = urn, Olds = given, News = given })).Inputs;
        }
        catch (RpcException exception) when (exception.StatusCode is StatusCode.Unimplemented or StatusCode.InvalidArgument or StatusCode.NotFound)
        {
            return null;
        }
    }

    private static CheckResponse Require(CheckResponse response) => response.Failures.Count == 0
        ? response
        : throw new InvalidOperationException($"Check refuses what is measured: {response.Failures[0].Property} {response.Failures[0].Reason}");

    private static async Task MeasureAsync(string name, string plugin, PluginRun run, Func<Task> call, Table table)
    {
        await CallAsync(call, InFlight, WarmUps);
        var (alone, _) = await CallAsync(call, 1, CallsAlone);
        var cpu = ProcessFigures.CpuMilliseconds(run.Id);
        var (together, seconds) = await CallAsync(call, InFlight, CallsTogether);
        cpu = (ProcessFigures.CpuMilliseconds(run.Id) - cpu) / CallsTogether;
        table.Add(
            name, Path.GetFileName(plugin), Milliseconds(alone.Median), Milliseconds(alone.Quantile(0.99)), Milliseconds(together.Median),
            Milliseconds(together.Quantile(0.99)), Table.Number(CallsTogether / seconds), Milliseconds(cpu));
    }

    private static async Task<(Samples RoundTrips, double Seconds)> CallAsync(Func<Task> call, int inFlight, int calls)
    {
        var begin = Stopwatch.GetTimestamp();
        var each = await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => Task.Run(async () =>
        {
            var times = new List<double>(calls / inFlight);
            for (var number = 0; number < calls / inFlight; number++)
            {
                var start = Stopwatch.GetTimestamp();
                await call();
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            return times;
        })));
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        var samples = new Samples();
        foreach (var time in each.SelectMany(times => times))
            samples.Add(time);
        return (samples, seconds);
    }

    private static string Milliseconds(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
