using Grpc.Net.Client;

namespace JumpCloud.EngineHost.Wire;

/// <summary>gRPC channels as plugins and programs of Pulumi use them: HTTP/2 without TLS, messages up to 400 MiB.</summary>
public static class Channels
{
    /// <param name="address"><c>127.0.0.1:PORT</c>.</param>
    public static GrpcChannel Connect(string address) => GrpcChannel.ForAddress(
        "http://" + address,
        new GrpcChannelOptions
        {
            MaxReceiveMessageSize = PluginProcess.MessageLimit,
            MaxSendMessageSize = PluginProcess.MessageLimit,
            HttpHandler = new SocketsHttpHandler
            {
                EnableMultipleHttp2Connections = false,

                // As grpc-go; the default of .NET is a minute.
                PooledConnectionIdleTimeout = TimeSpan.FromMinutes(30),
                UseProxy = false,
            },
            DisposeHttpClient = true,
        });
}
