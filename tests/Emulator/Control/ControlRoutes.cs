using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>
/// The emulator's own door, under <c>/_control</c> of the console face: no sign-in, loopback only, neither recorded nor faulted.
/// Answers JSON; a bad request is 400 <c>{"error": ...}</c>.
/// </summary>
internal static class ControlRoutes
{
    public static void Map(IEndpointRouteBuilder routes, EmulatorHost host)
    {
        var control = routes.MapGroup("/_control");
        control.MapPost("/seed", Handle(async (context, body) =>
        {
            host.Plant((string?)body["seed"] ?? "company");
            await context.WriteJsonAsync(200, Ready.Describe(host));
        }));
        control.MapPost("/reset", Handle(async (context, body) =>
        {
            await host.ResetAsync((string?)body["seed"] ?? "empty", context.RequestAborted);
            await context.WriteJsonAsync(200, Ready.Describe(host));
        }));
        control.MapPost("/fault", Handle((context, body) =>
        {
            host.Faults.Add(FaultJson.Parse(body));
            return context.WriteJsonAsync(200, new JObject { ["left"] = host.Faults.Left });
        }));
        control.MapDelete("/fault", Handle((context, _) =>
        {
            host.Faults.Clear();
            return context.WriteStatusAsync(204);
        }));
        control.MapPost("/clock/advance", Handle((context, body) =>
        {
            host.Clock.Advance(TimeSpan.FromSeconds((double?)body["seconds"] ?? throw new FormatException("seconds is missing.")));
            return context.WriteJsonAsync(200, new JObject { ["now"] = host.Clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture) });
        }));
        control.MapGet("/switches", Handle((context, _) => context.WriteJsonAsync(200, host.Switches.ToJson())));
        control.MapPatch("/switches", Handle((context, body) =>
        {
            host.Switches.Apply(body);
            return context.WriteJsonAsync(200, host.Switches.ToJson());
        }));
        control.MapGet("/requests", Handle((context, _) => context.WriteJsonAsync(200, RequestsJson.Describe(host.Requests))));
        control.MapDelete("/requests", Handle((context, _) =>
        {
            host.Requests.Clear();
            return context.WriteStatusAsync(204);
        }));
        control.MapGet("/state", Handle((context, _) => context.WriteJsonAsync(200, Ready.DescribeState(host))));
        control.MapPost("/settle", Handle(async (context, _) =>
        {
            await host.SettledAsync(context.RequestAborted);
            await context.WriteStatusAsync(204);
        }));
        var drift = control.MapGroup("/drift");
        JumpCloudRoutes.MapControl(drift, host.JumpCloud);
        PulumiCloudControl.Map(drift, host.PulumiCloud);
        control.Map("/{**rest}", context => context.WriteJsonAsync(404, new JObject { ["error"] = "There is no such control." }));
    }

    /// <summary>Reads the body as an object (empty when there is none) and answers 400 to what the handler does not understand.</summary>
    internal static RequestDelegate Handle(Func<HttpContext, JObject, Task> handler) => async context =>
    {
        try
        {
            var body = await context.ReadJsonAsync();
            await handler(context, body as JObject ?? (body is null ? [] : throw new FormatException("The body is no JSON object.")));
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or JsonException or KeyNotFoundException)
        {
            await context.WriteJsonAsync(400, new JObject { ["error"] = exception.Message });
        }
    };
}
