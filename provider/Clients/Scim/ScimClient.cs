using System.Net.Http.Headers;

namespace JumpCloud.Clients;

/// <summary>A SCIM 2.0 client (RFC 7644), as far as proving a connection and looking things up needs it.</summary>
internal sealed partial class ScimClient
{
    private readonly ApiClient _api;

    private ScimClient(ApiClient api) => _api = api;

    /// <param name="token">Null to ask without any, for whether anybody is there.</param>
    public static ScimClient Create(Uri baseUrl, string? token, Func<ApiService, ApiClient> client)
    {
        var service = new ApiService("The SCIM server", new Uri(baseUrl.AbsoluteUri.TrimEnd('/') + "/"), (message, _) =>
        {
            message.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
            return default;
        }, "the SCIM token");
        return new ScimClient(client(service));
    }

    private Task<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancellation) =>
        _api.SendAsync(request with { Accept = "application/scim+json", MediaType = "application/scim+json" }, cancellation);
}
