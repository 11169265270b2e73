using System.Net.Http.Headers;
using System.Text;
using JumpCloud.Core;

namespace JumpCloud.Clients;

/// <summary>
/// Puts the configured credentials on a request: an administrator's API key (<c>x-api-key</c>), or a service account's
/// bearer token, which is fetched once and renewed before it ends (OAuth 2.0 client credentials, RFC 6749 section 4.4).
/// </summary>
internal sealed class JumpCloudCredentials(
    ProviderConfig config, Func<ApiService, ApiClient> client, KnownSecrets secrets, TimeProvider time)
{
    // Whatever it says; a command that goes on for longer asks for another one.
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(1);

    // A token that ends while a request is under way would be refused.
    private static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _renewing = new(1);
    private volatile Token? _token;

    public async ValueTask AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        if (config.OrganizationId is { } organization)
            request.Headers.Add("x-org-id", organization);
        if (config.ApiKey is { } key)
            request.Headers.Add("x-api-key", key);
        else
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(cancellation));
    }

    /// <summary>Whether a refused request carried a token, which may have been revoked before its end; it is not used again.</summary>
    public bool Outlived(HttpRequestMessage request)
    {
        if (request.Headers.Authorization?.Parameter is not { } refused)
            return false;
        var current = _token;
        if (current?.Text == refused)
            Interlocked.CompareExchange(ref _token, null, current);
        return true;
    }

    private async ValueTask<string> TokenAsync(CancellationToken cancellation)
    {
        if (_token is { } current && time.GetUtcNow() < current.RenewAt)
            return current.Text;
        await _renewing.WaitAsync(cancellation);
        try
        {
            // Whoever waited finds the token that the first one fetched.
            if (_token is not { } token || time.GetUtcNow() >= token.RenewAt)
                _token = token = await FetchAsync(cancellation);
            return token.Text;
        }
        finally
        {
            _renewing.Release();
        }
    }

    private async Task<Token> FetchAsync(CancellationToken cancellation)
    {
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{config.ClientId}:{config.ClientSecret}"));
        secrets.Add(basic);
        var service = new ApiService("JumpCloud's token service", new Uri(config.OauthUrl, "/"), (message, _) =>
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Basic", basic);
            return default;
        }, config.JumpCloudCredentialName);
        var request = new ApiRequest(HttpMethod.Post, "oauth2/token")
        {
            Content = () => new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("scope", "api")]),
            IsRepeatable = true,
            IsRead = true,
        };
        var response = await client(service).SendAsync(request, cancellation);
        var text = response.Object.RequiredText("access_token");
        if (HeaderValue.ProblemOf(text) is not null)
            throw response.Origin.Unusable("with an access_token that has white space or a letter outside ASCII in it");
        secrets.Add(text);

        // A token that lives for less than two minutes is used for the first half of its life, one that is over already only once.
        var lifetime = TimeSpan.FromSeconds(Math.Clamp(response.Object.Number("expires_in") ?? 3600, 0, LongestLife.TotalSeconds));
        return new Token(text, time.GetUtcNow() + (lifetime > RenewBefore * 2 ? lifetime - RenewBefore : lifetime / 2));
    }

    private sealed record Token(string Text, DateTimeOffset RenewAt)
    {
        public override string ToString() => "[secret]";
    }
}
