using System.Net.Http.Headers;
using JumpCloud.Core;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Clients;

/// <summary>Pulumi Cloud's REST API. One file per area.</summary>
internal sealed partial class PulumiCloudClient
{
    /// <summary>For so long operations of one command share the answer to a list that all of them need.</summary>
    private static readonly TimeSpan SharedFor = TimeSpan.FromSeconds(30);

    private readonly ApiClient _api;

    private PulumiCloudClient(ApiClient api, TimeProvider time)
    {
        _api = api;
        _memberAccounts = new SharedLookup<PulumiMemberAccounts>(SharedFor, time);
        Credentials = new CredentialProof(api, token => SendAsync(ApiRequest.Get("api/user"), token), time);
    }

    /// <summary>Whether Pulumi Cloud accepts the access token.</summary>
    public CredentialProof Credentials { get; }

    /// <summary>Null where no access token is configured.</summary>
    public static PulumiCloudClient? Create(ProviderConfig config, Func<ApiService, ApiClient> client, TimeProvider time)
    {
        if (config.PulumiAccessToken is not { } token)
            return null;
        var host = config.PulumiApiUrl.AbsoluteUri;
        var service = new ApiService("Pulumi Cloud", new Uri(host.EndsWith('/') ? host : host + "/"), (message, _) =>
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("token", token);
            return default;
        }, config.PulumiCredentialName) { RequestIdHeader = "x-pulumi-request-id" };
        return new PulumiCloudClient(client(service), time);
    }

    private static string Segment(string organization) => PathSegment.Of(organization, "Pulumi Cloud");

    /// <summary>The API version is part of the media type (Pulumi Cloud REST API, API basics).</summary>
    private async Task<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancellation)
    {
        try
        {
            return await _api.SendAsync(request with { Accept = "application/vnd.pulumi+8" }, cancellation);
        }
        catch (ApiException exception) when (LapsedOrganization(exception) is { } organization)
        {
            throw new ApiException(
                $"{exception.Message}. The single sign-on session of the token's user for {organization} has ended: sign in at "
                + $"https://app.pulumi.com/signin/sso/{organization}/reauth and try again, or use an organization access token, "
                + "which does not need a session",
                exception)
            {
                Service = exception.Service,
                Outcome = exception.Outcome,
                Status = exception.Status,
                ServiceMessage = exception.ServiceMessage,
                RequestId = exception.RequestId,
                Body = exception.Body,
            };
        }
    }

    // Pulumi's CLI, sdk/go/common/apitype/errors.go: a personal token stops working when its user's SAML session ends.
    private static string? LapsedOrganization(ApiException exception)
    {
        var lapse = ((exception.Body as JObject)?["errors"] as JArray ?? [])
            .OfType<JObject>()
            .FirstOrDefault(error => error.Text("errorType") is "saml_reauth_required" or "saml_login_required");
        return lapse is null ? null : lapse.Text("attribute") ?? "the organization";
    }
}
