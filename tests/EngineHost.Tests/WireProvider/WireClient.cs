using Grpc.Net.Client;
using JumpCloud.Wire;
using Microsoft.AspNetCore.Builder;
using Pulumirpc;

namespace JumpCloud.Tests.WireProvider;

/// <summary>The scripted provider in this process, and a client of it over real gRPC.</summary>
internal sealed class WireClient : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly GrpcChannel _channel;

    private WireClient(WebApplication app)
    {
        _app = app;
        _channel = GrpcChannel.ForAddress($"http://127.0.0.1:{WireHost.PortOf(app)}");
        Client = new ResourceProvider.ResourceProviderClient(_channel);
    }

    public ResourceProvider.ResourceProviderClient Client { get; }

    public static async Task<WireClient> StartAsync(Func<WireScript> script)
    {
        var app = WireHost.Build(script, engineAddress: null);
        await app.StartAsync();
        return new WireClient(app);
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _app.DisposeAsync();
    }
}
