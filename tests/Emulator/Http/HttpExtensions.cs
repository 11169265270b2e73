using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>Reading requests and writing answers, for the handlers of every face.</summary>
internal static class HttpExtensions
{
    public static string RouteText(this HttpContext context, string name) => (string?)context.Request.RouteValues[name] ?? "";

    /// <summary>The first value of a query parameter, null when it is absent.</summary>
    public static string? QueryText(this HttpContext context, string name) =>
        context.Request.Query.TryGetValue(name, out var values) ? values.FirstOrDefault() : null;

    /// <summary>What <paramref name="next"/> answers, in place of sending it. The status and the headers are the response's.</summary>
    public static async Task<MemoryStream> KeepAnswerAsync(this HttpContext context, RequestDelegate next)
    {
        var wire = context.Response.Body;
        var kept = new MemoryStream();
        context.Response.Body = kept;
        try
        {
            await next(context);
            return kept;
        }
        catch
        {
            await kept.DisposeAsync();
            throw;
        }
        finally
        {
            context.Response.Body = wire;
        }
    }

    public static async Task<string> ReadTextAsync(this HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8, leaveOpen: true);
        return await reader.ReadToEndAsync(context.RequestAborted);
    }

    /// <summary>The body as JSON, null when it is empty. Dates stay text.</summary>
    /// <exception cref="JsonReaderException">The body is no JSON.</exception>
    public static async Task<JToken?> ReadJsonAsync(this HttpContext context)
    {
        var text = await context.ReadTextAsync();
        return string.IsNullOrWhiteSpace(text) ? null : ParseJson(text);
    }

    /// <exception cref="JsonReaderException">The text is no JSON.</exception>
    public static JToken ParseJson(string text)
    {
        using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None, MaxDepth = 64 };
        var token = JToken.ReadFrom(reader);
        while (reader.Read())
        {
            if (reader.TokenType != JsonToken.Comment)
                throw new JsonReaderException("There is something after the end of the JSON text.");
        }

        return token;
    }

    public static Task WriteJsonAsync(this HttpContext context, int status, JToken body, string contentType = "application/json") =>
        context.WriteTextAsync(status, body.ToString(Formatting.None), contentType);

    public static Task WriteTextAsync(this HttpContext context, int status, string body, string contentType = "text/plain; charset=utf-8")
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = bytes.Length;
        return context.Response.Body.WriteAsync(bytes, 0, bytes.Length, context.RequestAborted);
    }

    /// <summary>Answers without a body.</summary>
    public static Task WriteStatusAsync(this HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
