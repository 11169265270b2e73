using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;

namespace JumpCloud.Benchmarks.Processes;

/// <summary>
/// How long plugins need until the engine can work with them, and what they need for it. All plugins take turns, round by round.
/// </summary>
internal static class StartBenchmark
{
    // The first starts read the binaries from the disk, and warm this process up.
    private const int WarmUps = 3;

    private static readonly (string Name, string Unit)[] Figures =
    [
        ("port line", "ms"), ("handshake answered", "ms"), ("configured", "ms"), ("processor time", "ms"), ("RSS", "MiB"),
        ("RSS that no file backs", "MiB"), ("threads", ""),
    ];

    public static async Task RunAsync(IReadOnlyList<string> plugins, int rounds, TextWriter output)
    {
        var results = plugins.ToDictionary(plugin => plugin, _ => Figures.Select(_ => new Samples()).ToArray());
        for (var round = -WarmUps; round < rounds; round++)
        {
            foreach (var plugin in plugins)
            {
                var figures = await MeasureAsync(plugin);
                for (var index = 0; index < figures.Length && round >= 0; index++)
                    results[plugin][index].Add(figures[index]);
            }
        }

        var first = results[plugins[0]];
        var table = new Table($"From the start to Configure, {rounds} rounds", "plugin", "median", "10 %–90 %", "ratio");
        foreach (var (index, figure) in Figures.Index())
        {
            foreach (var plugin in plugins)
            {
                var samples = results[plugin][index];
                table.Add(
                    $"{figure.Name} {figure.Unit}".TrimEnd(), Path.GetFileName(plugin), Table.Number(samples.Median),
                    Table.Spread(samples), Table.Number(samples.RatioTo(first[index])));
            }
        }

        foreach (var plugin in plugins)
        {
            var size = MegabytesOf(plugin);
            table.Add("size of the binary MB", Path.GetFileName(plugin), Table.Number(size), "", Table.Number(size / MegabytesOf(plugins[0])));
        }

        table.Print(output);
    }

    private static async Task<double[]> MeasureAsync(string plugin)
    {
        var begin = Stopwatch.GetTimestamp();
        using var run = PluginRun.Start(plugin);
        await run.HandshakeAsync();
        var handshake = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        await run.ConfigureAsync(Inputs.AreOf(plugin) ? Inputs.Provider : new Struct());
        var configured = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        return
        [
            run.PortMilliseconds, handshake, configured, ProcessFigures.CpuMilliseconds(run.Id),
            ProcessFigures.ResidentMebibytes(run.Id), ProcessFigures.AnonymousMebibytes(run.Id), ProcessFigures.Threads(run.Id),
        ];
    }

    // One that is compiled at run time is all that stands beside it, and the runtime, which is not counted.
    private static double MegabytesOf(string plugin) => 1e-6 * (File.Exists($"{plugin}.dll")
        ? new FileInfo(plugin).Directory!.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length)
        : new FileInfo(plugin).Length);
}
