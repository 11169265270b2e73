using System.Net.Http.Headers;
using JumpCloud.Core;

namespace JumpCloud.Clients;

/// <summary>Pulumi Cloud's REST API. One file per area.</summary>
internal sealed partial class PulumiCloudClient
{
    private readonly ApiClient _api;

    private PulumiCloudClient(ApiClient api) => _api = api;

    /// <summary>Null where no access token is configured.</summary>
    public static PulumiCloudClient? Create(ProviderConfig config, Func<ApiService, ApiClient> client)
    {
        if (config.PulumiAccessToken is not { } token)
            return null;
        var host = config.PulumiApiUrl.AbsoluteUri;
        var service = new ApiService("Pulumi Cloud", new Uri(host.EndsWith('/') ? host : host + "/"), (message, _) =>
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("token", token);
            return default;
        }, config.PulumiCredentialName) { Secrets = [token], RequestIdHeader = "x-pulumi-request-id" };
        return new PulumiCloudClient(client(service));
    }

    /// <summary>The API version is part of the media type (Pulumi Cloud REST API, API basics).</summary>
    private Task<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancellation) =>
        _api.SendAsync(request with { Accept = "application/vnd.pulumi+8" }, cancellation);
}
