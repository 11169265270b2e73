using System.Collections;
using System.Runtime.InteropServices;
using JumpCloud.EngineHost.Cli;

namespace JumpCloud.EngineHost;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        using var stop = new CancellationTokenSource();
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(v => (string)v.Key, v => (string?)v.Value ?? "");
        try
        {
            return await CliApplication.RunAsync(
                args, new CliEnvironment(variables, Environment.CurrentDirectory, Console.In, Console.Out, Console.Error), stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("error: the command was interrupted");
            return 1;
        }
    }
}
