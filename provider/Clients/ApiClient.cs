using System.Net;
using System.Net.Http.Headers;
using System.Text;
using JumpCloud.Core;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Polly.CircuitBreaker;

namespace JumpCloud.Clients;

/// <summary>The limits that all requests of the process share.</summary>
/// <param name="RequestTimeout">Of one try.</param>
/// <param name="Slots">As many as requests may be under way at once.</param>
internal sealed record ApiLimits(TimeSpan RequestTimeout, SemaphoreSlim Slots);

/// <summary>
/// Sends the requests of one service: credentials, retries, timeouts, and every failure as an <see cref="ApiException"/>.
/// The only place that knows HTTP.
/// </summary>
/// <param name="retries">Shared by all who call the service's host.</param>
internal sealed class ApiClient(
    HttpClient http, ApiService service, ApiLimits limits, RetryPolicy retries, KnownSecrets secrets, TimeProvider time)
{
    /// <summary>
    /// No answer is longer, unpacked: a page has at most a thousand entries, and 32 KiB for each is many times what any is known to
    /// have. Kept to by the <see cref="HttpClient"/>.
    /// </summary>
    public const int LongestAnswer = 32 * 1024 * 1024;

    private static readonly UTF8Encoding Utf8Only = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // Set by the first answer that only somebody who signed in gets; a gateway's 5xx and a limiter's 429 tell nothing.
    private volatile bool _isAccepted;

    public ApiService Service => service;

    /// <summary>Whether the service has accepted the credentials in this process.</summary>
    public bool IsAccepted => _isAccepted;

    /// <exception cref="ApiException">Any answer but 2xx, and no answer.</exception>
    /// <exception cref="OperationCanceledException">The operation was cancelled or its time is up.</exception>
    public async Task<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancellation)
    {
        HttpResponseMessage? response = null;
        try
        {
            await limits.Slots.WaitAsync(cancellation);
            try
            {
                response = await retries.SendAsync(request.IsRepeatable, token => SendOnceAsync(request, token), cancellation);
            }
            finally
            {
                limits.Slots.Release();
            }

            return await ReadAsync(request, response, cancellation);
        }
        catch (BrokenCircuitException exception)
        {
            const string remedy = ". Check the network, the proxy and the configured address, and run the command again";
            throw NoAnswer(request, "left the last requests without an answer and was not asked again", ApiOutcome.NotSent, exception, remedy);
        }
        catch (HttpRequestException exception) when (RetryPolicy.IsTooLong(exception))
        {
            var what = $"gave an answer of more than {LongestAnswer / 1024 / 1024} MiB, which was not read";
            throw NoAnswer(request, what, LostUnlessRead(request), exception, $". {CheckAddress}");
        }
        catch (HttpRequestException exception)
        {
            var outcome = RetryPolicy.WasNotSent(exception) ? ApiOutcome.NotSent : LostUnlessRead(request);
            throw NoAnswer(request, $"could not be reached: {exception.Message}", outcome, exception);
        }
        catch (InvalidDataException exception)
        {
            throw NoAnswer(request, "packed its answer in a way that cannot be unpacked", LostUnlessRead(request), exception, $". {CheckAddress}");
        }
        catch (TimeoutException exception)
        {
            throw NoAnswer(request, $"did not answer within {limits.RequestTimeout.TotalSeconds:0.#} s", LostUnlessRead(request), exception);
        }
        catch (IOException exception)
        {
            throw NoAnswer(request, $"broke off its answer: {exception.Message}", LostUnlessRead(request), exception);
        }
        finally
        {
            response?.Dispose();
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(ApiRequest request, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(limits.RequestTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            using var message = MessageOf(request);
            await service.AuthorizeAsync(message, either.Token);
            var response = await http.SendAsync(message, HttpCompletionOption.ResponseContentRead, either.Token);
            if (response.StatusCode != HttpStatusCode.Unauthorized || !service.Outlived(message))
                return response;

            response.Dispose();
            using var again = MessageOf(request);
            await service.AuthorizeAsync(again, either.Token);
            return await http.SendAsync(again, HttpCompletionOption.ResponseContentRead, either.Token);
        }
        catch (OperationCanceledException exception) when (timeout.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new TimeoutException("the request timed out", exception);
        }
    }

    private HttpRequestMessage MessageOf(ApiRequest request)
    {
        var url = new Uri(service.BaseUrl, request.Path);

        // A path that is an address of its own would take the credentials there.
        if (!service.BaseUrl.IsBaseOf(url))
            throw new InvalidOperationException($"{request.Method} leaves {service.BaseUrl}");
        var message = new HttpRequestMessage(request.Method, url);
        message.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(request.Accept));
        foreach (var (name, value) in request.Headers)
            message.Headers.Add(name, value);
        message.Content = request.Content?.Invoke() ?? JsonContent(request);
        return message;
    }

    private async Task<ApiResponse> ReadAsync(ApiRequest request, HttpResponseMessage response, CancellationToken cancellation)
    {
        if ((int)response.StatusCode is < 500 and not (401 or 429))
            _isAccepted = true;
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellation);
        if (!response.IsSuccessStatusCode)
        {
            var words = Encoding.UTF8.GetString(bytes);
            throw Refused(request, response, JsonText.TryParse(words), words);
        }

        try
        {
            // Whatever its Content-Type says, JSON is UTF-8 (RFC 8259 section 8.1).
            var json = request.ExpectsJson && !IsEmpty(bytes) ? JsonText.Parse(bytes) : null;
            var text = request.ExpectsJson ? "" : Utf8Only.GetString(bytes);
            var origin = new AnswerOrigin(service.Name, Operation(request), (int)response.StatusCode, LostUnlessRead(request), CheckAddress);
            json?.AddAnnotation(origin);
            return new ApiResponse((int)response.StatusCode, json, text, response.Headers, origin);
        }
        catch (JsonTextException exception)
        {
            throw Unreadable(request, response, bytes.Length, exception.Message, exception);
        }
        catch (DecoderFallbackException exception)
        {
            throw Unreadable(request, response, bytes.Length, "is not written in UTF-8", exception);
        }
    }

    private static bool IsEmpty(ReadOnlySpan<byte> bytes) => bytes.TrimStart(" \t\r\n"u8).IsEmpty;

    private ApiException Refused(ApiRequest request, HttpResponseMessage response, JToken? json, string text)
    {
        var status = (int)response.StatusCode;

        // A full stop of theirs would stand before one of ours.
        var words = ErrorText.Of(json, text, secrets.Scrub).TrimEnd('.');
        var id = response.Headers.TryGetValues(service.RequestIdHeader, out var ids) ? ids.FirstOrDefault() : null;
        id = id is null ? null : ErrorText.Clean(id, secrets.Scrub);
        var message = new StringBuilder($"{service.Name} answered {status} {ErrorText.Clean(ReasonOf(response), secrets.Scrub)} to {Operation(request)}");
        if (words.Length > 0)
            message.Append(": ").Append(words);
        if (id is not null)
            message.Append($" (request id {id})");
        var isLost = status >= 500 && !request.IsRepeatable;
        return new ApiException($"{message}{Remedy(status)}")
        {
            Service = service.Name,
            Answer = message.ToString(),
            Outcome = isLost ? ApiOutcome.Lost : ApiOutcome.Refused,
            Status = status,
            ServiceMessage = words,
            RequestId = id,
            Body = json,
        };
    }

    private string Remedy(int status) => status switch
    {
        401 => $". Check {service.CredentialName}: it was not accepted{service.CredentialHint}",
        403 => $". {Capitalised(service.CredentialName)} was accepted, but does not have the right to do this",
        429 => ". The limit of requests was reached again and again; run the command again later, or lower maxConcurrency in the provider's configuration",
        >= 300 and < 400 => ". Redirects are not followed, so that credentials stay with the configured host; configure the address it redirects to",
        _ => "",
    };

    private ApiException Unreadable(ApiRequest request, HttpResponseMessage response, int length, string problem, Exception cause) =>
        new($"{service.Name} answered {(int)response.StatusCode} to {Operation(request)} with something that {ErrorText.Clean(problem, secrets.Scrub)} "
            + $"({ErrorText.Clean(response.Content.Headers.ContentType?.MediaType ?? "no content type", secrets.Scrub)}, {length} bytes). {CheckAddress}", cause)
        {
            Service = service.Name,
            Outcome = LostUnlessRead(request),
            Status = (int)response.StatusCode,
        };

    private string CheckAddress => $"Check that {service.BaseUrl} is the service's address and that no proxy answers in its place";

    private ApiException NoAnswer(ApiRequest request, string what, ApiOutcome outcome, Exception cause, string remedy = "") =>
        new($"{service.Name} at {service.BaseUrl.GetLeftPart(UriPartial.Authority)} {secrets.Scrub(what)} ({Operation(request)}){remedy}", cause)
        {
            Service = service.Name,
            Outcome = outcome,
        };

    private static ApiOutcome LostUnlessRead(ApiRequest request) => request.IsRead ? ApiOutcome.NotSent : ApiOutcome.Lost;

    private string Operation(ApiRequest request) =>
        ErrorText.Shorten(secrets.Scrub($"{request.Method} {new Uri(service.BaseUrl, request.Path).AbsolutePath}"));

    private static string ReasonOf(HttpResponseMessage response) =>
        response.ReasonPhrase is { Length: > 0 } reason ? reason : ((HttpStatusCode)response.StatusCode).ToString();

    private static string Capitalised(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static StringContent? JsonContent(ApiRequest request) =>
        request.Body is null ? null : new StringContent(request.Body.ToString(Formatting.None), Encoding.UTF8, request.MediaType);
}
