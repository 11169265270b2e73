using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>
/// The door that needs no sign-in: the page and <c>/_control</c>. Loopback keeps other machines out, and this keeps out what a page
/// from elsewhere makes a browser on this machine send: a foreign <c>Origin</c>, and a name of its own that it lets resolve to
/// 127.0.0.1 (DNS rebinding).
/// </summary>
internal static class OwnDoor
{
    private const string Policy = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly string[] Names = ["127.0.0.1", "localhost"];

    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        return Problem(context.Request) is { } problem
            ? context.WriteJsonAsync(StatusCodes.Status403Forbidden, new JObject { ["error"] = problem })
            : next(context);
    }

    private static string? Problem(HttpRequest request)
    {
        if (!Names.Contains(request.Host.Host, StringComparer.OrdinalIgnoreCase))
            return $"The emulator is reached at {Names[0]} or {Names[1]}, not at {request.Host.Value}.";
        var own = $"{request.Scheme}://{request.Host.Value}";
        return request.Headers.Origin.FirstOrDefault(origin => !own.Equals(origin, StringComparison.OrdinalIgnoreCase)) is { } foreign
            ? $"A page of {foreign} may not drive the emulator; its own page is {own}/."
            : null;
    }
}
