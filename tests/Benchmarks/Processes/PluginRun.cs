using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using JumpCloud.EngineHost.Wire;
using Pulumirpc;

namespace JumpCloud.Benchmarks.Processes;

/// <summary>A plugin's process and a connection to it, made as the engine makes them.</summary>
internal sealed class PluginRun : IDisposable
{
    // Plugins write to their engine when there is something to say. What is measured says nothing, so nobody answers here.
    private static readonly TcpListener Engine = Listening();
    private readonly Process _process;
    private readonly GrpcChannel _channel;

    private PluginRun(Process process, int port, double portMilliseconds)
    {
        (_process, Port, PortMilliseconds) = (process, port, portMilliseconds);
        _channel = Channels.Connect($"127.0.0.1:{port}");
        Client = new ResourceProvider.ResourceProviderClient(_channel);
    }

    public int Id => _process.Id;

    public int Port { get; }

    /// <summary>From the start of the process to its port line.</summary>
    public double PortMilliseconds { get; }

    public ResourceProvider.ResourceProviderClient Client { get; }

    /// <exception cref="InvalidOperationException">It wrote something else than its port.</exception>
    public static PluginRun Start(string path, bool attached = false)
    {
        var info = new ProcessStartInfo(path)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        if (!attached)
            info.ArgumentList.Add(Engine.LocalEndpoint.ToString()!);
        var begin = Stopwatch.GetTimestamp();
        var process = Process.Start(info)!;
        var line = process.StandardOutput.ReadLine();
        var elapsed = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        return int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? new PluginRun(process, port, elapsed)
            : throw new InvalidOperationException($"{path} wrote '{line}' where its port belongs");
    }

    public async Task HandshakeAsync()
    {
        try
        {
            await Client.HandshakeAsync(new ProviderHandshakeRequest
            {
                EngineAddress = Engine.LocalEndpoint.ToString(),
                ConfigureWithUrn = true,
                SupportsViews = true,
                SupportsRefreshBeforeUpdate = true,
                InvokeWithPreview = true,
            });
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.Unimplemented)
        {
            // A plugin older than the handshake; it has answered as fast as it could.
        }
    }

    public async Task ConfigureAsync(Struct inputs)
    {
        var checkedInputs = await Client.CheckConfigAsync(new CheckRequest { Urn = Urn, Olds = new Struct(), News = inputs });
        await Client.ConfigureAsync(new ConfigureRequest { Args = checkedInputs.Inputs, AcceptSecrets = true, AcceptResources = true });
    }

    public void Dispose()
    {
        _channel.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private string Urn => $"urn:pulumi:dev::shop::pulumi:providers:{Path.GetFileName(_process.StartInfo.FileName).Split('-')[^1]}::default";

    private static TcpListener Listening()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }
}
