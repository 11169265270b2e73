using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>The recorded requests as a document; credentials in headers are left out.</summary>
internal static class RequestsJson
{
    private static readonly string[] Credentials = ["Authorization", "x-api-key", "Cookie"];

    public static JArray Describe(RequestLog log) => new(log.All.Select(Describe));

    private static JObject Describe(RecordedRequest request) => new()
    {
        ["sequence"] = request.Sequence,
        ["face"] = request.Face.ToString(),
        ["method"] = request.Method,
        ["path"] = request.Path,
        ["query"] = request.Query,
        ["headers"] = new JObject(request.Headers
            .Where(header => !Credentials.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
            .Select(header => new JProperty(header.Key, header.Value))),
        ["body"] = request.Body,
        ["statusCode"] = request.StatusCode,
    };
}
