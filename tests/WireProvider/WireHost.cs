using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace JumpCloud.Wire;

/// <summary>Serves the provider on an ephemeral port of 127.0.0.1.</summary>
internal static class WireHost
{
    /// <summary>The messages' limit of the engine and the SDKs (section 1.7), in bytes.</summary>
    private const int MaxMessageSize = 400 * 1024 * 1024;

    public static WebApplication Build(Func<WireScript> readScript, string? engineAddress)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(o => o.Listen(IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc(o => o.MaxReceiveMessageSize = o.MaxSendMessageSize = MaxMessageSize);
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(2));
        builder.Services.AddSingleton(_ =>
        {
            var engine = new EngineConnection();
            engine.Connect(engineAddress ?? "");
            return engine;
        });
        builder.Services.AddSingleton(s => new WireService(readScript, s.GetRequiredService<EngineConnection>()));
        var app = builder.Build();
        app.MapGrpcService<WireService>();
        return app;
    }

    public static int PortOf(WebApplication app)
        => new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
}
