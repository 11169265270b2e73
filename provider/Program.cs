using JumpCloud.Rpc;

namespace JumpCloud;

internal static class Program
{
    /// <summary>Starts the plugin, tells the engine its port, and serves until it is told to stop.</summary>
    private static async Task Main(string[] arguments)
    {
        // The one place that reads the environment and writes to standard output.
#pragma warning disable RS0030
        var options = new PluginOptions(
            PluginArguments.Parse(arguments), Registry.Catalog, Environment.GetEnvironmentVariable, TimeProvider.System);
        await using var app = PluginHost.Build(options);
        await app.StartAsync();
        await Console.Out.WriteAsync($"{PluginHost.PortOf(app)}\n");
        await Console.Out.FlushAsync();
#pragma warning restore RS0030
        await app.WaitForShutdownAsync();
    }
}
