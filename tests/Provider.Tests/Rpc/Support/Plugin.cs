using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using JumpCloud.Core;
using JumpCloud.Rpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Pulumirpc;

namespace JumpCloud.Tests.Rpc.Support;

/// <summary>The plugin's real host in this process, serving the test's own resources over real gRPC.</summary>
internal sealed class Plugin : IAsyncDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly List<GrpcChannel> _channels = [];

    private Plugin(WebApplication app) => App = app;

    public WebApplication App { get; }

    public ResourceProvider.ResourceProviderClient Client { get; private set; } = null!;

    /// <summary>Starts it and, unless told otherwise, shakes hands and configures it, as an engine does.</summary>
    /// <param name="engine">The engine that starts it; null for a plugin that engines attach to.</param>
    /// <param name="watch">Is around whatever serves a request.</param>
    public static async Task<Plugin> StartAsync(
        EngineRecorder? engine = null, Widget? widget = null, bool configure = true, IReadOnlyDictionary<string, string>? environment = null,
        IFunction? function = null, IComponent? component = null, HttpMessageHandler? handler = null,
        Func<HttpContext, RequestDelegate, Task>? watch = null)
    {
        var catalog = new Catalog(
            [widget ?? new Widget()], function is null ? [] : [function], component is null ? [] : [component]);
        var app = PluginHost.Build(new PluginOptions(
            new PluginArguments(engine?.Address), catalog, name => environment?.GetValueOrDefault(name), TimeProvider.System, handler));
        if (watch is not null)
            app.Use(watch);
        await app.StartAsync().WaitAsync(Limit);
        var plugin = new Plugin(app);
        plugin.Client = plugin.Connect();
        await plugin.Client.HandshakeAsync(new ProviderHandshakeRequest { EngineAddress = engine?.Address ?? "" }, Deadline);
        if (configure)
            await ConfigureAsync(plugin.Client, "key");
        return plugin;
    }

    /// <summary>A deadline for one call.</summary>
    public static CallOptions Deadline => new(deadline: TimeProvider.System.GetUtcNow().UtcDateTime + Limit);

    /// <summary>Another connection: another provider instance where engines attach.</summary>
    public ResourceProvider.ResourceProviderClient Connect()
    {
        var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{PluginHost.PortOf(App)}", new GrpcChannelOptions
        {
            MaxReceiveMessageSize = PluginHost.MaxMessageSize,
            MaxSendMessageSize = PluginHost.MaxMessageSize,

            // As grpc-go: one connection, whatever is sent over it.
            DisposeHttpClient = true,
            HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = false, MaxResponseHeadersLength = 4096 },
        });
        _channels.Add(channel);
        return new ResourceProvider.ResourceProviderClient(channel);
    }

    /// <summary>Breaks the latest connection.</summary>
    public void Disconnect()
    {
        _channels[^1].Dispose();
        _channels.RemoveAt(_channels.Count - 1);
    }

    public static async Task ConfigureAsync(ResourceProvider.ResourceProviderClient client, string key) =>
        await client.ConfigureAsync(
            new ConfigureRequest
            {
                Args = WireValues.Struct(("apiKey", WireValues.Secret(key)), ("maxRetries", Value.ForNumber(0))),
                AcceptSecrets = true,
                AcceptResources = true,
                SendsOldInputs = true,
                SendsOldInputsToDelete = true,
            },
            Deadline);

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in _channels)
            channel.Dispose();
        await App.DisposeAsync().AsTask().WaitAsync(Limit);
    }
}
