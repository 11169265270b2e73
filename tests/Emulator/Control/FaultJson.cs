using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>
/// A fault as a document: <c>{"kind": "status", "face": "console", "method": "GET", "path": "/api/v2", "nth": 1, "count": 1}</c> with
/// <c>code</c>, <c>retryAfter</c>, <c>body</c>, <c>contentType</c> for the kind <c>status</c>, <c>code</c> for <c>otherSuccess</c>,
/// <c>seconds</c> for <c>delay</c>, and <c>mark</c> for the value of a request's header <c>Emulator-Fault</c>, and <c>agent</c> for how
/// its <c>User-Agent</c> begins.
/// </summary>
internal static class FaultJson
{
    /// <exception cref="FormatException">The kind or the face is not known, or the kind lacks its number.</exception>
    public static Fault Parse(JObject body) => new(
        ParseKind(body),
        ParseFace((string?)body["face"]),
        (string?)body["method"],
        (string?)body["path"],
        (int?)body["nth"] ?? 1,
        (int?)body["count"] ?? 1,
        (string?)body["mark"],
        (string?)body["agent"]);

    private static FaultKind ParseKind(JObject body) => ((string?)body["kind"])?.ToLowerInvariant() switch
    {
        "status" => new FaultKind.Status(
            (int?)body["code"] ?? throw new FormatException("code is missing."),
            (string?)body["retryAfter"],
            (string?)body["body"],
            (string?)body["contentType"]),
        "resetbefore" => new FaultKind.ResetBefore(),
        "resetafter" => new FaultKind.ResetAfter(),
        "delay" => new FaultKind.Delay(TimeSpan.FromSeconds((double?)body["seconds"] ?? throw new FormatException("seconds is missing."))),
        "truncatedbody" => new FaultKind.TruncatedBody(),
        "invalidjson" => new FaultKind.InvalidJson(),
        "html" => new FaultKind.Html(),
        "emptyok" => new FaultKind.EmptyOk(),
        "wrongcontenttype" => new FaultKind.WrongContentType(),
        "othersuccess" => new FaultKind.OtherSuccess((int?)body["code"] ?? throw new FormatException("code is missing.")),
        "silence" => new FaultKind.Silence(),
        _ => throw new FormatException(
            "kind is one of status, resetBefore, resetAfter, delay, truncatedBody, invalidJson, html, emptyOk, wrongContentType, otherSuccess, "
                + "silence."),
    };

    private static Face? ParseFace(string? name) => name is null
        ? null
        : Enum.TryParse<Face>(name, ignoreCase: true, out var face)
            ? face
            : throw new FormatException($"There is no face {name}. The faces are {string.Join(", ", Enum.GetNames<Face>())}.");
}
