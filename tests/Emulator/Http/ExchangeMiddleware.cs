using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace JumpCloud.Emulator;

/// <summary>Tells what a face was asked and what it answered. Between the faults and the routes: a fault's own answer is nobody's.</summary>
internal sealed class ExchangeMiddleware(Func<Action<Exchange>?> listener)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (listener() is not { } tell)
        {
            await next(context);
            return;
        }

        using var kept = await context.KeepAnswerAsync(next);
        var answer = Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length);
        tell(new Exchange(context.Features.GetRequiredFeature<RecordedRequest>(), context.Response.StatusCode, context.Response.ContentType, answer));
        if (kept.Length > 0)
            await context.Response.Body.WriteAsync(kept.GetBuffer().AsMemory(0, (int)kept.Length), context.RequestAborted);
    }
}
