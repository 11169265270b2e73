using JumpCloud.EngineHost.Wire;

namespace JumpCloud.EngineHost;

/// <summary>How to start or attach to one plugin.</summary>
/// <param name="Package">The package's name, <c>NAME</c> of <c>pulumi-resource-NAME</c>.</param>
/// <param name="Location">
/// An executable, a <c>.dll</c>, a folder that holds the executable, or a port number to attach to.
/// </param>
/// <param name="EngineAddress"><c>127.0.0.1:PORT</c> of the Engine service: the plugin's last argument.</param>
/// <param name="Directory">The project's folder, where the plugin starts.</param>
public sealed record PluginStart(string Package, string Location, string EngineAddress, string Directory)
{
    /// <summary>Arguments before the engine's address.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Environment variables added to the inherited ones; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    public RpcRecorder? Recorder { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The limit for the port line, and again for the handshake.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>A plugin that cannot be started, or that broke the process contract.</summary>
public sealed class PluginException : Exception
{
    public PluginException(string message)
        : base(message)
    {
    }

    public PluginException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
