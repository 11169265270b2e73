namespace JumpCloud.Wire;

internal static class Program
{
    /// <summary>
    /// Arguments: [flags] ENGINE_ADDRESS, no address when it is attached. Flags are the engine's logging, which this provider
    /// lacks.
    /// </summary>
    private static async Task Main(string[] args)
    {
        var script = Environment.GetEnvironmentVariable("WIRE_SCRIPT");
        await using var app = WireHost.Build(
            () => WireScript.Read(string.IsNullOrEmpty(script) ? null : script),
            args.LastOrDefault(a => !a.StartsWith('-')));
        await app.StartAsync();
        Console.Out.Write($"{WireHost.PortOf(app)}\n");
        Console.Out.Flush();
        await app.WaitForShutdownAsync();
    }
}
