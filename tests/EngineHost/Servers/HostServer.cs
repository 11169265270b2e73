using System.Net;
using JumpCloud.EngineHost.Wire;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace JumpCloud.EngineHost.Servers;

/// <summary>Serves Engine and ResourceMonitor of one command after the other on a free port of 127.0.0.1.</summary>
internal sealed class HostServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private HostServer(WebApplication application, EngineService engine, MonitorService monitor)
    {
        _application = application;
        Engine = engine;
        Monitor = monitor;
        Address = new Uri(application.Urls.Single()).Authority;
    }

    public EngineService Engine { get; }

    public MonitorService Monitor { get; }

    /// <summary><c>127.0.0.1:PORT</c>.</summary>
    public string Address { get; }

    public static async Task<HostServer> StartAsync(RpcRecorder? recorder, CancellationToken ct)
    {
        var (engine, monitor) = (new EngineService(), new MonitorService());
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.Http2.MaxStreamsPerConnection = 10_000;
            kestrel.Limits.MaxRequestBodySize = PluginProcess.MessageLimit;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddSingleton<IHostLifetime, OwnersLifetime>();
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = PluginProcess.MessageLimit;
            grpc.MaxSendMessageSize = PluginProcess.MessageLimit;
            if (recorder is not null)
                grpc.Interceptors.Add<SharedRecorder>(recorder);
        });
        builder.Services.AddSingleton(engine).AddSingleton(monitor);
        var application = builder.Build();
        application.MapGrpcService<EngineService>();
        application.MapGrpcService<MonitorService>();
        await application.StartAsync(ct);
        return new HostServer(application, engine, monitor);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    /// <summary>It serves as long as the command runs; the lifetime that it comes with takes signals away from the program.</summary>
    private sealed class OwnersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
