using System.Net;
using System.Net.ServerSentEvents;

namespace JumpCloud.Emulator;

/// <summary>
/// Both services as their administrators see them, for a person: the page at <c>/</c> of the console face, what it is made of, and
/// what it listens to. It changes things by the same <c>/_control</c> as everybody.
/// </summary>
internal static class PageRoutes
{
    private const string Html = "text/html; charset=utf-8";

    // Where the page shows the services to a browser that runs no scripts.
    private const string TextMark = "{{text}}";

    public static void Map(IEndpointRouteBuilder routes, EmulatorHost host)
    {
        var watch = new PageWatch(host);
        routes.MapGet("/", context =>
            context.WriteTextAsync(200, PageAssets.Text("index.html").Replace(TextMark, WebUtility.HtmlEncode(PageText.Write(host)), StringComparison.Ordinal), Html));
        var page = routes.MapGroup("/_control/page");
        foreach (var (name, contentType) in PageAssets.Served)
            page.MapGet($"/{name}", context => context.WriteTextAsync(200, PageAssets.Text(name), contentType));
        page.MapGet("/text", context => context.WriteTextAsync(200, PageText.Write(host)));
        page.MapGet("/events", async context =>
        {
            context.Response.ContentType = "text/event-stream";
            try
            {
                await SseFormatter.WriteAsync(watch.RunAsync(context.RequestAborted), context.Response.Body, context.RequestAborted);
            }
            catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
            {
                // The page was closed.
            }
        });
    }
}
