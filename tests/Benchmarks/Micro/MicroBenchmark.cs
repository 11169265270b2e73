using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace JumpCloud.Benchmarks.Micro;

/// <summary>What the provider does without the wire and without a service, compiled at run time: the native plugin's code is another.</summary>
internal static class MicroBenchmark
{
    public static void Run(TextWriter output)
    {
        // In this process: the project that BenchmarkDotNet generates for another one is looked for beside a project of the assembly's
        // name and built into its own bin folder, and this repository builds into artifacts.
        var job = Job.Default.WithToolchain(InProcessEmitToolchain.DontLogOutput).WithWarmupCount(2).WithIterationCount(7).WithIterationTime(TimeInterval.FromMilliseconds(100));
        var config = ManualConfig.CreateEmpty().AddJob(job).AddDiagnoser(MemoryDiagnoser.Default).AddLogger(NullLogger.Instance)
            .WithArtifactsPath("artifacts/benchmarks");
        var table = new Table("provider code", "median µs", "10 %–90 %", "allocated bytes");
        foreach (var type in new[] { typeof(CodecBenchmarks), typeof(ResourceBenchmarks) })
        {
            foreach (var report in BenchmarkRunner.Run(type, config).Reports)
                table.Add(RowOf(report));
        }

        output.WriteLine("The codec, and Check and Diff of what has not changed, compiled at run time:\n");
        table.Print(output);
    }

    private static IReadOnlyList<string> RowOf(BenchmarkReport report)
    {
        var samples = new Samples();
        foreach (var measured in report.ResultStatistics?.OriginalValues ?? throw new InvalidOperationException($"{report.BenchmarkCase.DisplayInfo} failed"))
            samples.Add(measured / 1000);
        var parameters = report.BenchmarkCase.Parameters.Items.Select(item => $" of {item.Value}");
        var name = report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\'') + string.Concat(parameters);
        return [name, Table.Number(samples.Median), Table.Spread(samples), $"{report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase)}"];
    }
}
