using System.Globalization;
using System.Runtime.InteropServices;
using Newtonsoft.Json;

namespace JumpCloud.Emulator;

/// <summary>
/// <c>jumpcloud-emulator [--port-console N] [--port-insights N] [--port-oauth N] [--port-sso N] [--port-pulumi N] [--seed NAME]
/// [--state-out FILE] [--until-stdin-closes]</c>: prints one line of JSON (URLs and credentials) when it is ready and runs until
/// SIGTERM, SIGINT or, if asked, the end of its input. What the services held at the end goes to the file.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        CommandLine command;
        try
        {
            command = CommandLine.Parse(arguments);
        }
        catch (FormatException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 2;
        }

        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => End(signal, stop));
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => End(signal, stop));
        await using var host = await EmulatorHost.StartAsync(command.Options);
        await Console.Out.WriteLineAsync(Ready.Describe(host).ToString(Formatting.None));
        await Console.Out.FlushAsync();
        await (command.UntilInputCloses ? Task.WhenAny(stop.Task, Task.Run(Console.In.ReadToEnd)) : stop.Task);
        if (command.StateFile is { } file)
            await File.WriteAllTextAsync(file, Ready.DescribeState(host).ToString());
        return 0;
    }

    private static void End(PosixSignalContext signal, TaskCompletionSource stop)
    {
        signal.Cancel = true;
        stop.TrySetResult();
    }

    private sealed record CommandLine(EmulatorOptions Options, string? StateFile, bool UntilInputCloses)
    {
        private const string PortOption = "--port-";

        /// <exception cref="FormatException">An option is not known or lacks its value.</exception>
        public static CommandLine Parse(string[] arguments)
        {
            var ports = new Dictionary<Face, int>();
            string seed = "company";
            string? stateFile = null;
            var untilInputCloses = false;
            for (var i = 0; i < arguments.Length; i++)
            {
                var option = arguments[i];
                string Value() => ++i < arguments.Length ? arguments[i] : throw new FormatException($"{option} lacks its value.");
                if (option == "--until-stdin-closes")
                    untilInputCloses = true;
                else if (option == "--seed")
                    seed = Value();
                else if (option == "--state-out")
                    stateFile = Value();
                else if (option.StartsWith(PortOption, StringComparison.Ordinal)
                    && Enum.TryParse<Face>(option[PortOption.Length..], ignoreCase: true, out var face))
                    ports[face] = int.TryParse(Value(), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
                        ? port
                        : throw new FormatException($"{option} takes a port number.");
                else
                    throw new FormatException($"There is no option {option}.");
            }

            Require(seed);
            return new CommandLine(new EmulatorOptions { Ports = ports, Seed = seed }, stateFile, untilInputCloses);
        }

        private static void Require(string seed)
        {
            try
            {
                Seed.Require(seed);
            }
            catch (ArgumentException exception)
            {
                throw new FormatException(exception.Message, exception);
            }
        }
    }
}
