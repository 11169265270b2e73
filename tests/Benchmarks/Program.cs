using JumpCloud.Benchmarks.Processes;

namespace JumpCloud.Benchmarks;

internal static class Program
{
    private const string Usage = "usage: benchmarks [start] [--rounds N] [--plugin PATH] [PATH of another plugin ...]";

    private static async Task<int> Main(string[] arguments)
    {
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
        return 0;
    }
}
