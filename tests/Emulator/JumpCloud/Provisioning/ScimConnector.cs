using System.Net.Http.Headers;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>Where a SCIM request goes, and with which token.</summary>
internal sealed record ScimTarget(Uri BaseUrl, string Token)
{
    public override string ToString() => BaseUrl.AbsoluteUri;
}

/// <summary>A service provider's answer.</summary>
/// <param name="Status">The HTTP status; 0 when there was no answer.</param>
/// <param name="Text">The body as it came, or why there was none.</param>
internal sealed record ScimAnswer(int Status, string Reason, string Text)
{
    public bool IsSuccess => Status is >= 200 and < 300;

    public JObject? Json { get; init; }

    /// <summary>SCIM's own word for what went wrong, else the body (RFC 7644, section 3.12).</summary>
    public string Detail => (string?)Json?["detail"] ?? (string?)JumpCloudJson.At(Json ?? [], "response.detail") ?? Text;
}

/// <summary>JumpCloud as a SCIM 2.0 client: bearer token, JSON, and a few repetitions of what met 429 or 5xx.</summary>
internal sealed class ScimConnector(TimeProvider clock, Switches switches) : IDisposable
{
    private const string MediaType = "application/scim+json";

    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(30) };

    public void Dispose() => _http.Dispose();

    /// <param name="path">Below the base URL, such as <c>/Users?count=1</c>.</param>
    /// <param name="met">Takes the status that each attempt met.</param>
    public async Task<ScimAnswer> SendAsync(
        ScimTarget target, HttpMethod method, string path, JObject? body, CancellationToken cancellation, ICollection<int>? met = null)
    {
        for (var attempt = 0; ; attempt++)
        {
            var (answer, retryAfter) = await SendOnceAsync(target, method, path, body, cancellation);
            met?.Add(answer.Status);
            if (attempt >= switches.ProvisioningRetries || answer.Status is not (0 or 429 or >= 500))
                return answer;
            var delay = retryAfter ?? switches.ProvisioningRetryDelay * Math.Pow(2, attempt);
            await Task.Delay(delay < MaxDelay ? delay : MaxDelay, clock, cancellation);
        }
    }

    private async Task<(ScimAnswer Answer, TimeSpan? RetryAfter)> SendOnceAsync(
        ScimTarget target, HttpMethod method, string path, JObject? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, target.BaseUrl.AbsoluteUri.TrimEnd('/') + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", target.Token);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(MediaType));
        request.Headers.UserAgent.ParseAdd("JumpCloud");
        if (body is not null)
            request.Content = new StringContent(body.ToString(Formatting.None), Encoding.UTF8, MediaType);
        try
        {
            using var response = await _http.SendAsync(request, cancellation);
            var text = await response.Content.ReadAsStringAsync(cancellation);
            var answer = new ScimAnswer((int)response.StatusCode, response.ReasonPhrase ?? "", text) { Json = Parse(text) };
            return (answer, response.Headers.RetryAfter?.Delta);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException
            || (exception is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            return (new ScimAnswer(0, "no answer", exception.Message), null);
        }
    }

    private static JObject? Parse(string text)
    {
        try
        {
            return text.Length == 0 ? null : HttpExtensions.ParseJson(text) as JObject;
        }
        catch (JsonReaderException)
        {
            // An HTML page or a proxy's text: the answer's status and text say what there is to say.
            return null;
        }
    }
}
