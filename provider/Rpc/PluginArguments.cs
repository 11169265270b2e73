namespace JumpCloud.Rpc;

/// <summary>
/// The engine's command line: <c>[--logtostderr] [-v=N] [--tracing ENDPOINT] ENGINE_ADDRESS</c>. Flags that are not known are
/// ignored: newer engines may bring their own.
/// </summary>
/// <param name="EngineAddress">Host and port without a scheme; null in attach mode, when somebody started the plugin by hand.</param>
internal sealed record PluginArguments(string? EngineAddress)
{
    public static PluginArguments Parse(IReadOnlyList<string> arguments)
    {
        string? address = null;
        for (var index = 0; index < arguments.Count; index++)
        {
            if (arguments[index] is "--tracing" or "-tracing")
                index++;
            else if (!arguments[index].StartsWith('-'))
                address = arguments[index];
        }

        return new PluginArguments(string.IsNullOrWhiteSpace(address) ? null : address);
    }
}
