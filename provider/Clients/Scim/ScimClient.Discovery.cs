using Newtonsoft.Json.Linq;

namespace JumpCloud.Clients;

/// <summary>Proving a connection: what the server can do, and that the token may use it.</summary>
internal sealed partial class ScimClient
{
    /// <summary>Null where the server has no discovery: RFC 7644 section 4 asks for it, but not every server has it.</summary>
    public async Task<ScimFeatures?> ReadServiceProviderConfigAsync(CancellationToken cancellation)
    {
        try
        {
            var response = await SendAsync(ApiRequest.Get("ServiceProviderConfig"), cancellation);
            return response.Object is { Count: > 0 } document ? FeaturesOf(document) : throw response.Instead("configuration");
        }
        catch (ApiException exception) when (exception.Status is 403 or 404 or 405 or 501)
        {
            return null;
        }
    }

    /// <summary>Lists one user, which needs a valid token.</summary>
    /// <exception cref="ApiException">The token is not accepted, or what answers is not a SCIM server.</exception>
    public async Task ProveAsync(CancellationToken cancellation)
    {
        ExpectList(await SendAsync(ApiRequest.Get("Users?count=1"), cancellation));
    }

    private static ScimFeatures FeaturesOf(JObject document) => new(
        IsSupported(document, "patch"),
        IsSupported(document, "bulk"),
        IsSupported(document, "filter"),
        document.Integer("filter.maxResults"),
        IsSupported(document, "changePassword"),
        IsSupported(document, "sort"),
        IsSupported(document, "etag"),
        [.. document.Objects("authenticationSchemes").Select(scheme => scheme.Text("type")).OfType<string>()]);

    private static bool IsSupported(JObject document, string feature) =>
        document.Flag($"{feature}.supported") == true;
}
