using System.Globalization;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Clients;

/// <summary>
/// Applications (v1 <c>/applications</c>). Documents are open-ended: an update is a full replacement, so what this provider
/// does not model must be sent back as it came.
/// </summary>
internal sealed partial class JumpCloudClient
{
    // Between the clocks of JumpCloud's servers.
    private static readonly TimeSpan ClockSlack = TimeSpan.FromMinutes(1);

    /// <exception cref="ApiException">
    /// With <see cref="ApiOutcome.Lost"/>: look with <see cref="FindCreatedApplicationAsync"/> first.
    /// </exception>
    public async Task<JObject> CreateApplicationAsync(JObject application, CancellationToken cancellation)
    {
        const string path = "api/applications";
        try
        {
            var made = ExpectApplication(await SendAsync(ApiRequest.Post(path, application), cancellation));
            RememberOwn(IdOf(made));
            return made;
        }
        catch
        {
            // It may have been made, and then a list that was read before lacks it. One's own are left out of a list anyway.
            _applicationsOfTemplate.Forget(application.Text("name") ?? "");
            throw;
        }
    }

    public async Task<JObject> ReadApplicationAsync(string id, CancellationToken cancellation)
    {
        var path = ApplicationPath(id);
        return ExpectApplication(await SendAsync(ApiRequest.Get(path), cancellation), id);
    }

    /// <summary>
    /// Replaces the whole application: what the document lacks is reset, and a certificate that it lacks is made anew.
    /// </summary>
    public async Task<JObject> UpdateApplicationAsync(string id, JObject application, CancellationToken cancellation)
    {
        var path = ApplicationPath(id);
        try
        {
            return ExpectApplication(await SendAsync(ApiRequest.Put(path, application), cancellation), id);
        }
        finally
        {
            _applications.Forget(id);
        }
    }

    public async Task DeleteApplicationAsync(string id, CancellationToken cancellation)
    {
        // A list may still have it afterwards.
        RememberOwn(id);
        await SendAsync(ApiRequest.Delete(ApplicationPath(id)), cancellation);
    }

    /// <summary>
    /// The application that a request with a lost answer made: of the given name, label and URL, and not older than the
    /// request. JumpCloud does not enforce that any of the three is unique.
    /// </summary>
    /// <param name="elapsed">Since the request was sent.</param>
    public async Task<JObject?> FindCreatedApplicationAsync(
        string name, string displayLabel, string ssoUrl, TimeSpan elapsed, CancellationToken cancellation)
    {
        var earliest = await ServerTimeAsync(cancellation) - elapsed - ClockSlack;
        JObject? newest = null;
        var path = $"api/applications?sort=_id&filter={Escape($"name:$eq:{name}")}";
        await foreach (var application in ListV1Async(path, cancellation))
        {
            if (application.Text("name") == name && application.Text("displayLabel") == displayLabel
                && application.Text("ssoUrl") == ssoUrl && !(CreatedAt(application) < earliest))
            {
                newest = application;
            }
        }

        return newest is null ? null : await ReadApplicationAsync(IdOf(newest), cancellation);
    }

    /// <summary>The metadata of an application's identity provider, as the portal's Export Metadata gives it.</summary>
    public async Task<string> ReadApplicationMetadataAsync(string organizationId, string id, CancellationToken cancellation)
    {
        var path = $"api/organizations/{Segment(organizationId)}/applications/{Segment(id)}/metadata.xml";
        var response = await SendAsync(ApiRequest.Get(path) with { Accept = "application/xml" }, cancellation);
        return response.Text;
    }

    /// <summary>Whether Identity Management is active on an application (v2, <c>provision</c>).</summary>
    public async Task<bool> IsProvisioningActiveAsync(string id, CancellationToken cancellation) =>
        (await ReadIntegratedApplicationAsync(id, cancellation)).IsProvisioning;

    /// <summary>JumpCloud gives <c>_id</c> and, mostly, <c>id</c>.</summary>
    public static string IdOf(JObject document) => document.Text("_id") ?? document.Text("id") ?? "";

    private static string ApplicationPath(string id) => $"api/applications/{Segment(id)}";

    private static JObject ExpectApplication(ApiResponse response, string? id = null) =>
        Expect(response, id, "with an application that has no _id", "with an application of another id");

    // An answer without an id cannot be kept in state: whether anything was made is then not known. What is of another id than the one
    // that was asked for is somebody else's, and must be neither kept nor written to.
    private static JObject Expect(ApiResponse response, string? id, string hasNone, string hasAnother)
    {
        var document = response.Object;
        return (IdOf(document), id) switch
        {
            ("", _) => throw response.Origin.Unusable(hasNone),
            var (found, asked) when asked is null || IsSameId(found, asked) => document,
            var (found, _) => throw response.Origin.Unusable($"{hasAnother} ({ErrorText.Shorten(found)})"),
        };
    }

    // A person may have written an id in capitals.
    private static bool IsSameId(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);

    /// <summary>Of an entry of a list.</summary>
    /// <exception cref="ApiException">It has none.</exception>
    private static string RequiredIdOf(JObject document) =>
        IdOf(document) is { Length: > 0 } id ? id : throw JsonFields.Missing(document, "id");

    private static DateTimeOffset? CreatedAt(JObject application) =>
        DateTimeOffset.TryParse(
            application.Text("created"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created)
            ? created
            : null;

    // By JumpCloud's own clock, so that a wrong one here neither makes a twin nor takes over an older application.
    private async Task<DateTimeOffset> ServerTimeAsync(CancellationToken cancellation)
    {
        var response = await SendAsync(ApiRequest.Get("api/applications?limit=1&fields=_id"), cancellation);
        return response.Headers.Date ?? _time.GetUtcNow();
    }
}
