using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>One request, as a handler wants it.</summary>
internal sealed class JumpCloudCall(HttpContext http, Actor actor)
{
    public Actor Actor => actor;

    public HttpRequest Request => http.Request;

    public string Path => http.Request.Path.Value ?? "";

    public string TraceId => http.TraceIdentifier;

    public CancellationToken Cancellation => http.RequestAborted;

    public string Route(string name) => (string)http.Request.RouteValues[name]!;

    public string? Query(string name) => http.Request.Query.TryGetValue(name, out var values) ? values[^1] : null;

    /// <summary>All values of a query name, also in the forms <c>name[]</c> and <c>name[0]</c>.</summary>
    public IEnumerable<string> QueryAll(string name) => http.Request.Query
        .Where(pair => pair.Key == name || pair.Key.StartsWith(name + "[", StringComparison.Ordinal))
        .OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .SelectMany(pair => pair.Value)
        .OfType<string>();

    public string? Header(string name) => http.Request.Headers.TryGetValue(name, out var values) ? values.ToString() : null;

    /// <exception cref="JumpCloudException">400: no JSON of the kind wanted.</exception>
    public async Task<T> BodyAsync<T>()
        where T : JToken
    {
        try
        {
            if (await http.ReadJsonAsync() is T body)
                return body;
        }
        catch (JsonReaderException exception)
        {
            throw JumpCloudErrors.BadRequest($"invalid JSON: {exception.Message}");
        }

        throw JumpCloudErrors.BadRequest($"the body must be an {(typeof(T) == typeof(JArray) ? "array" : "object")}");
    }

    public Task<JObject> ObjectAsync() => BodyAsync<JObject>();
}

/// <summary>One answer, as a handler gives it.</summary>
internal sealed record JumpCloudAnswer(int Status)
{
    public JToken? Json { get; init; }

    public string? Text { get; init; }

    public string ContentType { get; init; } = "application/json; charset=utf-8";

    public Dictionary<string, string> Headers { get; init; } = [];

    public static JumpCloudAnswer Ok(JToken json) => new(200) { Json = json };

    public static JumpCloudAnswer NoContent { get; } = new(204);

    public Task WriteAsync(HttpContext context)
    {
        foreach (var (name, value) in Headers)
            context.Response.Headers[name] = value;
        return (Json?.ToString(Formatting.None) ?? Text) is { } text
            ? context.WriteTextAsync(Status, text, ContentType)
            : context.WriteStatusAsync(Status);
    }
}
