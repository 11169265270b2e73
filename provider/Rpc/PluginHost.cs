using System.Net;
using System.Net.Sockets;
using Grpc.AspNetCore.Server.Model;
using JumpCloud.Core;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace JumpCloud.Rpc;

/// <summary>What the plugin is made of; tests put in their own.</summary>
/// <param name="Environment">A variable's value, or null.</param>
/// <param name="Handler">Sends the requests to the services; null for the network.</param>
internal sealed record PluginOptions(
    PluginArguments Arguments, Catalog Catalog, Func<string, string?> Environment, TimeProvider Time, HttpMessageHandler? Handler = null);

/// <summary>Serves the provider on an ephemeral port of 127.0.0.1, by HTTP/2 without TLS, as engines expect it.</summary>
internal static class PluginHost
{
    /// <summary>The limit of the engine and the SDKs, in bytes (pulumi, sdk/go/common/util/rpcutil/serve.go).</summary>
    public const int MaxMessageSize = 400 * 1024 * 1024;

    // The engine kills a plugin 5 s after SIGINT.
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(2);

    public static WebApplication Build(PluginOptions options)
    {
        // Empty: neither files beside the binary nor ASPNETCORE_ variables of the user's shell configure a plugin, and it logs nowhere.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        AddServices(builder.Services, options);
        builder.Services.AddPrebuilt();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Listen);

        var app = builder.Build();
        app.UseLargeAnswers();
        app.MapGrpcService<ResourceProviderService>();
        app.Lifetime.ApplicationStopping.Register(app.Services.GetRequiredService<SessionTable>().CancelAll);
        return app;
    }

    /// <summary>The port of a host that was started.</summary>
    public static int PortOf(WebApplication app)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()
            ?? throw new InvalidOperationException("the server has no addresses before it is started");
        return new Uri(addresses.Addresses.Single()).Port;
    }

    private static void AddServices(IServiceCollection services, PluginOptions options)
    {
        services.AddRoutingCore();
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = MaxMessageSize;
            grpc.MaxSendMessageSize = MaxMessageSize;
        });
        services.RemoveAll(typeof(IServiceMethodProvider<>));
        services.AddSingleton<IServiceMethodProvider<ResourceProviderService>, ProviderMethods>();
        services.AddSingleton(options);
        services.AddSingleton(options.Time);
        services.AddSingleton<RpcErrors>();
        services.AddSingleton<KnownSecrets>();
        services.AddSingleton(provider => new SessionTable(
            options.Arguments.EngineAddress is null, options.Time, () => NewSession(options, provider.GetRequiredService<KnownSecrets>())));
        services.AddSingleton<ResourceProviderService>();
        if (options.Arguments.EngineAddress is { } engine)
        {
            services.AddSingleton<IHostedService>(provider =>
                new OrphanWatch(engine, options.Time, provider.GetRequiredService<IHostApplicationLifetime>()));
        }
    }

    private static ProviderSession NewSession(PluginOptions options, KnownSecrets secrets)
    {
        var session = new ProviderSession(options.Time, options.Handler, secrets);
        session.Engine.Connect(options.Arguments.EngineAddress);
        return session;
    }

    private static void Listen(KestrelServerOptions kestrel)
    {
        // The engine sends as many requests as the user allows with --parallel, over one connection.
        kestrel.Limits.Http2.MaxStreamsPerConnection = 10_000;

        // It also sends nothing while the user thinks about a preview. Kestrel takes an infinite limit for one that has passed, and
        // closes the connection after a second, so this is a long one.
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromDays(365);
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.Use(next => async connection =>
            {
                var sessions = kestrel.ApplicationServices.GetRequiredService<SessionTable>();
                var socket = connection.Features.Get<IConnectionSocketFeature>()?.Socket;
                sessions.Opened(connection.ConnectionId, () => socket is not null && IsLeft(socket));
                try
                {
                    await next(connection);
                }
                finally
                {
                    sessions.Closed(connection.ConnectionId);
                }
            });
        });
    }

    // The end of what a client sends can be read at once, as nothing.
    private static bool IsLeft(Socket socket)
    {
        try
        {
            return socket.Poll(TimeSpan.Zero, SelectMode.SelectRead) && socket.Available == 0;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return true;
        }
    }
}
