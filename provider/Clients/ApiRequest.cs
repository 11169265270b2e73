using System.Net.Http.Headers;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Clients;

/// <summary>One request of a service, described so that it can be sent again.</summary>
/// <param name="Path">Below the service's base address, escaped, with its query.</param>
internal sealed record ApiRequest(HttpMethod Method, string Path)
{
    public JToken? Body { get; init; }

    /// <summary>A body that is not JSON, made anew for every try.</summary>
    public Func<HttpContent>? Content { get; init; }

    public string Accept { get; init; } = "application/json";

    /// <summary>Whether only JSON is an answer.</summary>
    public bool ExpectsJson => !Accept.Contains("xml", StringComparison.Ordinal);

    public string MediaType { get; init; } = "application/json";

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Whether carrying it out twice is the same as once. A request that is not is sent again only when it is certain that the
    /// service did not carry it out.
    /// </summary>
    public bool IsRepeatable { get; init; } = Method == HttpMethod.Get || Method == HttpMethod.Put || Method == HttpMethod.Delete;

    /// <summary>Whether it changes nothing, so that nothing is in doubt when its answer is lost. Some searches are posted.</summary>
    public bool IsRead { get; init; } = Method == HttpMethod.Get;

    public static ApiRequest Get(string path) => new(HttpMethod.Get, path);

    public static ApiRequest Post(string path, JToken? body) => new(HttpMethod.Post, path) { Body = body };

    public static ApiRequest Put(string path, JToken body) => new(HttpMethod.Put, path) { Body = body };

    public static ApiRequest Patch(string path, JToken body) => new(HttpMethod.Patch, path) { Body = body };

    public static ApiRequest Delete(string path) => new(HttpMethod.Delete, path);
}

/// <summary>A successful answer.</summary>
/// <param name="Json">Null where the answer has no body, or JSON is not what was asked for.</param>
/// <param name="Text">Of an answer that is not JSON.</param>
/// <param name="Origin">For what has to be said about it.</param>
internal sealed record ApiResponse(int Status, JToken? Json, string Text, HttpResponseHeaders Headers, AnswerOrigin Origin)
{
    /// <exception cref="ApiException">It is of another kind, or not there.</exception>
    public JObject Object => Json as JObject ?? throw Instead("object");

    /// <inheritdoc cref="Object"/>
    public JArray List => Json as JArray ?? throw Instead("list");

    /// <param name="expected">What there should be.</param>
    public ApiException Instead(string expected) => Origin.Unusable($"with {KindOf(Json)} in place of the expected {expected}");

    private static string KindOf(JToken? json) => json switch
    {
        null => "nothing",
        JObject { Count: 0 } => "an empty object",
        JObject => "an object",
        JArray => "a list",
        _ => "a single value",
    };


    /// <summary>The first value of a header, or null.</summary>
    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
