using System.Net;
using System.Net.Sockets;
using Grpc.Net.Client;
using Pulumirpc;

namespace JumpCloud.Rpc;

/// <summary>The way back to the engine that started or attached to the plugin; none when it was started by hand.</summary>
internal sealed class EngineConnection : IDisposable
{
    private readonly Lock _gate = new();
    private GrpcChannel? _channel;
    private string _address = "";

    /// <summary>Null while no engine is known.</summary>
    public Engine.EngineClient? Client { get; private set; }

    public void Connect(string? address)
    {
        lock (_gate)
        {
            if (string.IsNullOrEmpty(address) || address == _address)
                return;
            _channel?.Dispose();
            _channel = Open(address);
            _address = address;
            Client = new Engine.EngineClient(_channel);
        }
    }

    /// <summary>Whether nobody listens any more where the engine was; one that gave no address is taken to be there.</summary>
    public async ValueTask<bool> IsGoneAsync(CancellationToken cancellation)
    {
        if (!IPEndPoint.TryParse(_address, out var engine))
            return false;
        try
        {
            using var socket = new Socket(engine.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(engine, cancellation);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    public void Dispose() => _channel?.Dispose();

    /// <summary>A channel to the engine or its monitor: HTTP/2 without TLS on this machine, with the SDKs' message size.</summary>
    public static GrpcChannel Open(string address) =>
        GrpcChannel.ForAddress($"http://{address}", new GrpcChannelOptions
        {
            MaxReceiveMessageSize = PluginHost.MaxMessageSize,
            MaxSendMessageSize = PluginHost.MaxMessageSize,
        });
}
