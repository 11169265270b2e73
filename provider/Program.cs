using JumpCloud.Cli;
using JumpCloud.Rpc;

namespace JumpCloud;

internal static class Program
{
    /// <summary>
    /// Starts the plugin, tells the engine its port, and serves until it is told to stop; or runs a command of a person's.
    /// </summary>
    private static async Task<int> Main(string[] arguments)
    {
        // The one place that reads the environment and writes to standard output.
#pragma warning disable RS0030
        if (arguments is [CheckCommand.Name, .. var rest])
        {
            var terminal = new Terminal(Environment.GetEnvironmentVariable, Console.Out, Console.Error, TimeProvider.System);
            return await new CheckCommand(terminal).RunAsync(rest);
        }

        var options = new PluginOptions(
            PluginArguments.Parse(arguments), Registry.Catalog, Environment.GetEnvironmentVariable, TimeProvider.System);
        await using var app = PluginHost.Build(options);
        await app.StartAsync();
        await Console.Out.WriteAsync($"{PluginHost.PortOf(app)}\n");
        await Console.Out.FlushAsync();
#pragma warning restore RS0030
        await app.WaitForShutdownAsync();
        return 0;
    }
}
