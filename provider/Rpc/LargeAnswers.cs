using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace JumpCloud.Rpc;

/// <summary>
/// Has a stream that carried a large answer serve no other request. Kestrel uses streams again, and one whose answer the client had to make
/// room for may be left in a state in which its next answer is never sent, as the client's leave can still be on its way through Kestrel
/// when the answer is complete (https://github.com/dotnet/aspnetcore/issues/53736): the engine, which knows no timeout, would wait forever.
/// A stream whose request goes on is not used again; the answer itself is complete, and the client does not wait.
/// </summary>
internal static class LargeAnswers
{
    // In bytes: what a client takes on a stream without giving leave, unless it said otherwise (RFC 9113, section 6.9.2).
    private const int Limit = 65_535;

    /// <summary>Marks the method of a service that answers in any number of messages.</summary>
    public static readonly object InPieces = new Pieces();

    public static void UseLargeAnswers(this WebApplication app) => app.Use(async (HttpContext context, RequestDelegate next) =>
    {
        await next(context);
        if (IsLarge(context))
            await OutliveAsync(context, app.Lifetime.ApplicationStopping);
    });

    // One message is sent when its request ends; of several, all but the last have been.
    private static bool IsLarge(HttpContext context) =>
        context.Response.BodyWriter is { CanGetUnflushedBytes: true, UnflushedBytes: > Limit }
        || context.GetEndpoint()?.Metadata.GetMetadata<Pieces>() is not null;

    private static async Task OutliveAsync(HttpContext context, CancellationToken stopping)
    {
        await context.Response.CompleteAsync();
        var closed = context.Features.GetRequiredFeature<IConnectionLifetimeFeature>().ConnectionClosed;
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var atClose = closed.UnsafeRegister(static over => ((TaskCompletionSource)over!).TrySetResult(), over);
        await using var atStop = stopping.UnsafeRegister(static over => ((TaskCompletionSource)over!).TrySetResult(), over);
        await over.Task;
    }

    private sealed class Pieces;
}
