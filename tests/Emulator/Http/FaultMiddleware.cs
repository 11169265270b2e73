using System.Globalization;
using System.Text;

namespace JumpCloud.Emulator;

/// <summary>Lets the planned faults happen to the requests of every face.</summary>
internal sealed class FaultMiddleware(FaultPlan plan, EmulatorClock clock)
{
    private const string Page = "<!DOCTYPE html><html><head><title>Sign in to the network</title></head><body>Sign in</body></html>";

    private static readonly object ResetMark = new();

    /// <summary>Whether a fault reset the connection before an answer began.</summary>
    public static bool WasReset(HttpContext context) => context.Items.ContainsKey(ResetMark);

    public async Task InvokeAsync(Face face, HttpContext context, RequestDelegate next)
    {
        var fault = plan.Next(face, context.Request.Method, context.Request.Path.Value ?? "", context.Request.Headers);
        switch (fault?.Kind)
        {
            case null:
                await next(context);
                return;
            case FaultKind.Status status:
                await AnswerAsync(context, status);
                return;
            case FaultKind.Html:
                await context.WriteTextAsync(StatusCodes.Status200OK, Page, "text/html; charset=utf-8");
                return;
            case FaultKind.ResetBefore:
                Reset(context);
                return;
            case FaultKind.Delay delay:
                fault.Held?.Invoke();
                await Task.Delay(delay.Time, clock, context.RequestAborted);
                await next(context);
                return;
            default:
                await SpoilAsync(context, next, fault);
                return;
        }
    }

    private static Task AnswerAsync(HttpContext context, FaultKind.Status status)
    {
        if (status.RetryAfter is not null)
            context.Response.Headers.RetryAfter = status.RetryAfter;
        if (status.Body is null && status.ContentType is null)
            return context.WriteJsonAsync(status.Code, new Newtonsoft.Json.Linq.JObject
            {
                ["code"] = status.Code,
                ["message"] = string.Create(CultureInfo.InvariantCulture, $"injected {status.Code}"),
            });
        return context.WriteTextAsync(status.Code, status.Body ?? "", status.ContentType ?? "application/json");
    }

    private static async Task SpoilAsync(HttpContext context, RequestDelegate next, Fault fault)
    {
        using var kept = await context.KeepAnswerAsync(next);

        var kind = fault.Kind;

        // An answer without content cannot carry a spoilt one.
        if (context.Response.StatusCode == StatusCodes.Status204NoContent)
            context.Response.StatusCode = StatusCodes.Status200OK;
        var body = kept.ToArray();
        if (kind is FaultKind.ResetAfter)
            Reset(context);
        else if (kind is FaultKind.Silence)
            await HoldAsync(context, fault);
        else if (kind is FaultKind.OtherSuccess other)
            await context.WriteTextAsync(other.Code, "{}", "application/json");
        else if (kind is FaultKind.TruncatedBody)
            await BreakOffAsync(context, body);
        else if (kind is FaultKind.InvalidJson)
            await context.WriteTextAsync(context.Response.StatusCode, "{\"id\": \"", context.Response.ContentType ?? "application/json");
        else if (kind is FaultKind.EmptyOk)
            await context.WriteTextAsync(StatusCodes.Status200OK, "", context.Response.ContentType ?? "application/json");
        else
            await context.WriteTextAsync(context.Response.StatusCode, Encoding.UTF8.GetString(body));
    }

    private static Task HoldAsync(HttpContext context, Fault fault)
    {
        fault.Held?.Invoke();
        return Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
    }

    private static void Reset(HttpContext context)
    {
        context.Items[ResetMark] = true;
        context.Abort();
    }

    private static async Task BreakOffAsync(HttpContext context, byte[] body)
    {
        context.Response.ContentLength = Math.Max(body.Length, 2);
        context.Response.ContentType ??= "application/json";
        await context.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2));
        await context.Response.Body.FlushAsync();
        context.Abort();
    }
}
