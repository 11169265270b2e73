using System.Collections.Concurrent;
using JumpCloud.Core;

namespace JumpCloud.Clients;

/// <summary>
/// The services of one configured provider, over one connection pool and one bound on concurrency. Made when they are first
/// needed: a preview without changes makes no connection.
/// </summary>
internal sealed class ProviderClients : IDisposable
{
    private readonly HttpClient _http;
    private readonly ApiLimits _limits;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, RetryPolicy> _retries = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lazy<JumpCloudClient> _jumpCloud;
    private readonly Lazy<PulumiCloudClient?> _pulumiCloud;
    private readonly SharedLookup<ScimFeatures?> _scimProofs;

    /// <param name="handler">The connection pool; tests hand in their own.</param>
    /// <param name="secrets">What is known already.</param>
    public ProviderClients(ProviderConfig config, TimeProvider time, HttpMessageHandler? handler = null, KnownSecrets? secrets = null)
    {
        Config = config;
        Secrets = secrets ?? new KnownSecrets();
        foreach (var secret in new[] { config.ApiKey, config.ClientSecret, config.PulumiAccessToken })
            Secrets.Add(secret);
        _time = time;
        _scimProofs = new SharedLookup<ScimFeatures?>(JumpCloudClient.SharedFor, time);
        _limits = new ApiLimits(config.RequestTimeout, new SemaphoreSlim(config.MaxConcurrency));
        _http = new HttpClient(handler ?? NewHandler(config))
        {
            // Each try has its own timeout.
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = ApiClient.LongestAnswer,
            DefaultRequestVersion = new Version(2, 0),
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd($"pulumi-resource-jumpcloud/{ProviderVersion.Text}");
        _jumpCloud = new Lazy<JumpCloudClient>(() => JumpCloudClient.Create(config, NewClient, NewTokenClient, Secrets, _time));
        _pulumiCloud = new Lazy<PulumiCloudClient?>(() => PulumiCloudClient.Create(config, NewClient, _time));
    }

    public ProviderConfig Config { get; }

    /// <summary>What no sentence may have.</summary>
    public KnownSecrets Secrets { get; }

    public JumpCloudClient JumpCloud => _jumpCloud.Value;

    /// <summary>Null where no access token is configured.</summary>
    public PulumiCloudClient? PulumiCloud => _pulumiCloud.Value;

    /// <summary>Lets a preview of any change fail where <paramref name="service"/> does not accept the credentials.</summary>
    /// <exception cref="ApiException">It does not.</exception>
    public ValueTask ProveCredentialsAsync(ConfiguredService service, IEngineLog log, CancellationToken cancellation) =>
        (service == ConfiguredService.JumpCloud ? JumpCloud.Credentials : PulumiCloud?.Credentials)?.RunAsync(log, cancellation)
            ?? default;

    /// <summary>A client of the SCIM 2.0 server at <paramref name="baseUrl"/>; without a token it asks without one.</summary>
    public ScimClient Scim(Uri baseUrl, string? token)
    {
        Secrets.Add(token);
        return ScimClient.Create(baseUrl, token, NewClient);
    }

    /// <summary>
    /// Proves that a SCIM server accepts a token, by two requests that change nothing. What was proven by Check a moment ago the
    /// change after it does not prove again.
    /// </summary>
    /// <returns>What its discovery tells; null where it has none.</returns>
    /// <exception cref="ApiException">It does not, or could not be asked.</exception>
    public Task<ScimFeatures?> ProveScimAsync(string baseUrl, string token, CancellationToken cancellation) =>
        _scimProofs.GetAsync(ScimProofKey(baseUrl, token), async shared =>
        {
            var scim = Scim(new Uri(baseUrl), token);
            var features = await scim.ReadServiceProviderConfigAsync(shared);
            await scim.ProveAsync(shared);
            return features;
        }, cancellation);

    /// <summary>The next proof asks again: something was changed that it may depend on.</summary>
    public void ForgetScimProof(string baseUrl, string token) => _scimProofs.Forget(ScimProofKey(baseUrl, token));

    public void Dispose() => _http.Dispose();

    private static string ScimProofKey(string baseUrl, string token) => $"{baseUrl}\n{token}";

    private ApiClient NewClient(ApiService service) => new(_http, service, _limits, RetriesOf(service), Secrets, _time);

    private ApiClient NewTokenClient(ApiService service) =>
        new(_http, service, _limits with { Slots = new SemaphoreSlim(1) }, RetriesOf(service), Secrets, _time);

    private RetryPolicy RetriesOf(ApiService service) =>
        _retries.GetOrAdd(service.BaseUrl.Authority, _ => new RetryPolicy(service.Name, Config.MaxRetries, _time));

    private static SocketsHttpHandler NewHandler(ProviderConfig config) => new()
    {
        // Credentials are never sent to a host that was not configured.
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = config.RequestTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        EnableMultipleHttp2Connections = false,

        // Brotli's stream throws on what is not packed so what our own bugs throw.
        AutomaticDecompression = System.Net.DecompressionMethods.GZip | System.Net.DecompressionMethods.Deflate,
    };
}
