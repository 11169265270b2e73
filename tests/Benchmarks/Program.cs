using JumpCloud.Benchmarks.Calls;
using JumpCloud.Benchmarks.Micro;
using JumpCloud.Benchmarks.Previews;
using JumpCloud.Benchmarks.Processes;
using JumpCloud.Benchmarks.Scale;
using JumpCloud.Benchmarks.Services;

namespace JumpCloud.Benchmarks;

internal static class Program
{
    private const string Usage = "usage: benchmarks [start] [codec] [calls] [scale] [preview] [--rounds N] [--case WORD] [--plugin PATH] [PATH of another plugin ...]";

    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is [ServicesProcess.Command, ..])
        {
            await ServicesProcess.RunAsync(arguments);
            return 0;
        }

        if (Options.Parse(arguments) is not { } options)
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        if (options.Plugins.FirstOrDefault(plugin => !File.Exists(plugin)) is { } missing)
        {
            await Console.Error.WriteLineAsync($"{missing} does not exist; tests/Benchmarks/run publishes the plugin before it measures");
            return 2;
        }

        Console.WriteLine($"{Environment.ProcessorCount} processors, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}");
        Console.WriteLine();
        if (options.Has("start"))
            await StartBenchmark.RunAsync(options.Plugins, options.Rounds, Console.Out);
        if (options.Has("codec"))
            MicroBenchmark.Run(Console.Out);
        if (options.Has("calls"))
            await CallBenchmark.RunAsync([.. options.Plugins.Where(Inputs.AreOf)], Console.Out);
        if (options.Has("scale"))
            await ScaleBenchmark.RunAsync(options.Plugins[0], options.Case, Console.Out);
        if (options.Has("preview"))
            await PreviewBenchmark.RunAsync(options.Plugins, options.Rounds, Console.Out);
        return 0;
    }
}
