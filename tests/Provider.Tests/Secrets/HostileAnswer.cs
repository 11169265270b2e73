using System.Net;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Tests.Secrets;

/// <summary>An answer that repeats what it should not.</summary>
/// <param name="Make">Of a text with secrets; throws where the answer is that none comes.</param>
internal sealed record HostileAnswer(string Name, Func<string, HttpResponseMessage> Make)
{
    public static readonly IReadOnlyList<HostileAnswer> All =
    [
        new("400 with a message", text => Json(400, new JObject { ["message"] = text })),
        new("401 with an error", text => Json(401, new JObject { ["error"] = text })),
        new("500 as HTML", text => Text(500, $"<html><body><pre>{text}</pre></body></html>", "text/html")),
        new("200 with broken JSON", text => Text(200, $"{{\"message\": {JsonConvert.ToString(text)}", "application/json")),
        new("404 with a list", text => Json(404, new JArray(text))),
        new("409 as text", text => Text(409, text, "text/plain")),
        new("403 with a dump of JSON", text => Text(403, $"denied: {JsonConvert.ToString(text)}", "text/plain")),
        new("412 with an address", text => Text(412, $"denied: https://console.test/?q={Uri.EscapeDataString(text)}", "text/plain")),
        new("422 with HTML in a message", text => Json(422, new JObject { ["detail"] = WebUtility.HtmlEncode(text), ["scimType"] = text })),
        new("502 with base64", text => Text(502, Convert.ToBase64String(Encoding.UTF8.GetBytes(text.Split('\n')[0])), "text/plain")),
        new("307 to another host", text => Redirect(text)),
        new("200 with another document", text => Json(200, new JObject { ["message"] = text, ["error"] = text })),
        new("400 with headers", text => Headers(text)),
        new("200 of a strange type", text => StrangeType(text)),
        new("a broken connection", text => throw new HttpRequestException(HttpRequestError.ResponseEnded, $"broke off after {text}")),
        new("a broken stream", text => throw new IOException($"could not read after {text}")),
    ];

    public override string ToString() => Name;

    private static HttpResponseMessage Json(int status, JToken body) => Text(status, body.ToString(Formatting.None), "application/json");

    private static HttpResponseMessage Text(int status, string body, string type) =>
        new((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, type) };

    private static HttpResponseMessage Redirect(string text)
    {
        var response = Json(307, new JObject { ["message"] = text });
        response.Headers.TryAddWithoutValidation("Location", $"http://elsewhere.test/?q={Uri.EscapeDataString(text)}");
        return response;
    }

    private static HttpResponseMessage Headers(string text)
    {
        var line = text.Split('\n')[0];
        var response = Json(400, new JObject { ["errors"] = new JArray(new JObject { ["errorType"] = "saml_reauth_required", ["attribute"] = line }) });
        response.ReasonPhrase = line;
        response.Headers.TryAddWithoutValidation("x-request-id", line);
        response.Headers.TryAddWithoutValidation("x-pulumi-request-id", line);
        return response;
    }

    private static HttpResponseMessage StrangeType(string text)
    {
        var response = Text(200, "hello", "text/plain");
        var letters = new string([.. text.Split('\n')[0].Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-')]);
        response.Content.Headers.Remove("Content-Type");
        response.Content.Headers.TryAddWithoutValidation("Content-Type", $"text/{letters}");
        return response;
    }
}
