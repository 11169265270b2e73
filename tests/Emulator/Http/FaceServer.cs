using System.Net;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace JumpCloud.Emulator;

/// <summary>The listener of one face: records each request, lets its fault happen, then hands it to the face's routes.</summary>
internal sealed class FaceServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FaceServer(WebApplication app) => _app = app;

    public Uri Url => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public IEnumerable<FaceRoute> RoutesOf(Face face) =>
        from endpoint in ((IEndpointRouteBuilder)_app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
        select new FaceRoute(face, method, endpoint.RoutePattern.RawText ?? "");

    public static FaceServer Create(
        Face face, int port, RequestLog log, FaultMiddleware faults, ExchangeMiddleware exchanges, Action<IEndpointRouteBuilder> map)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, OwnersLifetime>();
        var app = builder.Build();
        app.Use(next => context => IsOwnDoor(face, context) ? OwnDoor.InvokeAsync(context, next) : RecordAsync(face, log, context, next));
        app.Use(next => context => IsOwnDoor(face, context) ? next(context) : faults.InvokeAsync(face, context, next));
        app.Use(next => context => IsOwnDoor(face, context) ? next(context) : exchanges.InvokeAsync(context, next));
        app.UseRouting();
        map(app);
        app.UseEndpoints(_ => { });
        return new FaceServer(app);
    }

    public Task StartAsync(CancellationToken cancellation) => _app.StartAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        // Clients keep connections open; nobody is owed a graceful end.
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await _app.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
    }

    /// <summary>
    /// The listener lives as long as its owner wants. The lifetime that it comes with takes SIGINT, SIGTERM and SIGQUIT away from the
    /// program, which then cannot be ended by them.
    /// </summary>
    private sealed class OwnersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>Whether the request is for the emulator itself and not for what the face plays.</summary>
    private static bool IsOwnDoor(Face face, HttpContext context) =>
        face == Face.Console
        && (context.Request.Path == "/" || context.Request.Path.StartsWithSegments("/_control", StringComparison.Ordinal));

    private static async Task RecordAsync(Face face, RequestLog log, HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body, context.RequestAborted);
        body.Position = 0;
        request.Body = body;
        var text = Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length);
        log.Add(
            sequence => new RecordedRequest
            {
                Sequence = sequence,
                Face = face,
                Method = request.Method,
                Path = request.Path.Value ?? "",
                Query = request.QueryString.Value ?? "",
                Headers = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                Body = text,
            },
            out var recorded);
        context.Features.Set(recorded);
        context.Response.OnStarting(() =>
        {
            recorded.StatusCode = FaultMiddleware.WasReset(context) ? 0 : context.Response.StatusCode;
            return Task.CompletedTask;
        });
        try
        {
            await next(context);
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            // A defect of the emulator: the caller sees it, whole.
            await context.WriteTextAsync(StatusCodes.Status500InternalServerError, $"emulator defect: {exception}");
        }
    }
}
