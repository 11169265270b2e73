using System.Diagnostics;
using JumpCloud.Benchmarks.Services;
using JumpCloud.EngineHost;
using JumpCloud.EngineHost.State;

namespace JumpCloud.Benchmarks.Scale;

/// <summary>
/// Large programs against services that answer after 20 ms, beside what the latency allows at best. With the provider's
/// <c>maxConcurrency</c> of 8 no schedule needs longer than one that never leaves a slot empty while a request could be made:
/// the longest chain of requests that each need the answer before, and all requests in eights. That is the bound:
/// <c>(chain + requests / 8) * latency</c>, and what the provider waits by itself. The chain is what a program of one resource
/// makes in all, as it makes its requests one after the other. What is above the bound is processor time, on the machine that
/// the engine, the plugin and the services share, or slots that were left empty.
/// </summary>
internal static class ScaleBenchmark
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(20);
    private const int MaxConcurrency = 8;

    private static readonly (string Name, Func<Host, IProgram, Task<CommandResult>> Run)[] Commands =
    [
        ("up", (host, program) => host.UpAsync(program)),
        ("preview without changes", (host, program) => host.PreviewAsync(program)),
        ("refresh", (host, _) => host.RefreshAsync()),
        ("destroy", (host, _) => host.DestroyAsync()),
    ];

    public static async Task RunAsync(string plugin, string only, TextWriter output)
    {
        foreach (var scale in ScaleCase.All.Where(scale => scale.Name.Contains(only, StringComparison.OrdinalIgnoreCase)))
        {
            output.WriteLine($"{scale.Name}:\n");
            var table = new Table(
                "resources", "command", "s", "requests", "bound s", "ratio", "ms each", "plugin's peak RSS MiB", "plugin CPU s", "services CPU s", "engine CPU s");
            foreach (var size in scale.Sizes)
            {
                foreach (var figures in await MeasureAsync(scale, size, plugin))
                    table.Add(RowOf(scale, size, figures));
            }

            table.Print(output);
        }
    }

    private static IReadOnlyList<string> RowOf(ScaleCase scale, int size, Figures figures)
    {
        var chain = scale.Chain?.Invoke(figures.Command, size) ?? figures.SingleRequests;
        var bound = ((chain + ((double)figures.Requests / MaxConcurrency)) * Latency.TotalSeconds) + scale.Waits(figures.Command, size).TotalSeconds;
        var hasBound = figures.Requests > 0;
        return
        [
            $"{size}", figures.Command, Table.Number(figures.Seconds), $"{figures.Requests}",
            hasBound ? Table.Number(bound) : "", hasBound ? Table.Number(figures.Seconds / bound) : "",
            Table.Number(figures.Seconds * 1000 / size), Table.Number(figures.PeakMebibytes), Table.Number(figures.PluginCpu),
            Table.Number(figures.ServicesCpu), Table.Number(figures.EngineCpu),
        ];
    }

    // One resource first: it tells the chain, and the engine and the services have been compiled when the many come.
    private static async Task<IReadOnlyList<Figures>> MeasureAsync(ScaleCase scale, int size, string plugin)
    {
        var (groups, users, importable) = scale.Directory(size);
        using var services = await ServicesRun.StartAsync(groups, users, importable);
        await services.DelayAsync(Latency);
        var single = await RunAsync(scale.Single ?? scale.Program(1), services, plugin);
        var many = await RunAsync(scale.Program(size), services, plugin);
        return [.. many.Zip(single, (figures, one) => figures with { SingleRequests = one.Requests })];
    }

    private static async Task<IReadOnlyList<Figures>> RunAsync(string resources, ServicesRun services, string plugin)
    {
        var directory = Directory.CreateTempSubdirectory("jumpcloud-scale-");
        try
        {
            var program = new YamlProgram($"name: scale\nruntime: yaml\n{resources}\n");
            var settings = new ProjectSettings(
                directory.FullName, "scale", "dev", services.Config, new Dictionary<string, string> { ["jumpcloud"] = Path.GetFullPath(plugin) });
            var watched = new WatchedPlugins();
            await using var host = new Host(settings, StateStore.InMemory(), new HostOptions { Passphrase = "benchmark", PluginStarted = watched.Add });
            var all = new List<Figures>();
            foreach (var (name, run) in Commands)
                all.Add(await MeasureAsync(name, () => run(host, program), services, watched));
            return all;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task<Figures> MeasureAsync(string command, Func<Task<CommandResult>> run, ServicesRun services, WatchedPlugins watched)
    {
        var (servicesBefore, engineBefore) = (services.CpuMilliseconds, Environment.CpuUsage.TotalTime);
        var begin = Stopwatch.GetTimestamp();
        var result = await run();
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        if (!result.Succeeded)
            throw new InvalidOperationException($"{command} failed:\n{result.Text}");
        var engine = (Environment.CpuUsage.TotalTime - engineBefore).TotalSeconds;
        var servicesCpu = (services.CpuMilliseconds - servicesBefore) / 1000;
        var (peak, cpu) = await watched.TakeAsync();
        return new Figures(command, seconds, (await services.TakeRequestsAsync()).Count, peak, cpu / 1000, servicesCpu, engine);
    }

    private sealed record Figures(
        string Command, double Seconds, int Requests, double PeakMebibytes, double PluginCpu, double ServicesCpu, double EngineCpu)
    {
        /// <summary>Of the same command for a program of one resource.</summary>
        public int SingleRequests { get; init; }
    }

    /// <summary>The plugins of one command.</summary>
    private sealed class WatchedPlugins
    {
        private readonly List<(PluginWatch Watch, Task Looking)> _watches = [];

        public void Add(PluginProcess plugin)
        {
            var watch = new PluginWatch();
            _watches.Add((watch, watch.WatchAsync(plugin.ProcessId!.Value, CancellationToken.None)));
        }

        public async Task<(double PeakMebibytes, double CpuMilliseconds)> TakeAsync()
        {
            await Task.WhenAll(_watches.Select(watch => watch.Looking));
            var figures = (_watches.Select(watch => watch.Watch.PeakMebibytes).DefaultIfEmpty().Max(), _watches.Sum(watch => watch.Watch.CpuMilliseconds));
            _watches.Clear();
            return figures;
        }
    }
}
