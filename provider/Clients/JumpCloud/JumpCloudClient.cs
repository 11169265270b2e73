using JumpCloud.Core;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Clients;

/// <summary>
/// JumpCloud's API: v1 below <c>/api</c>, v2 below <c>/api/v2</c>, Directory Insights on a host of its own. One file per area.
/// </summary>
internal sealed partial class JumpCloudClient
{
    /// <summary>For so long operations of one command share the answer to a list that all of them need.</summary>
    public static readonly TimeSpan SharedFor = TimeSpan.FromSeconds(30);

    private readonly ApiClient _console;
    private readonly ApiClient _insights;
    private readonly ProviderConfig _config;
    private readonly KnownSecrets _secrets;
    private readonly TimeProvider _time;

    /// <summary>Whether JumpCloud accepts the credentials.</summary>
    public CredentialProof Credentials { get; }

    private JumpCloudClient(ApiClient console, ApiClient insights, ProviderConfig config, KnownSecrets secrets, TimeProvider time)
    {
        (_console, _insights, _config, _secrets, _time) = (console, insights, config, secrets, time);
        Credentials = new CredentialProof(console, ProveCredentialsAsync, time);
        _applications = new SharedLookup<IntegratedApplication?>(SharedFor, time);
        _boundUserGroups = new SharedLookup<IReadOnlySet<string>>(SharedFor, time);
        _integratedApplications = new SharedLookup<IntegratedApplication?>(SharedFor, time);
        _userGroups = new SharedLookup<UserGroupDirectory>(SharedFor, time);
        _applicationsOfTemplate = new SharedLookup<ApplicationList>(SharedFor, time);
        _groupDocuments = new SharedLookup<JObject?>(SharedFor, time);
        _groupMembers = new SharedLookup<IReadOnlySet<string>>(SharedFor, time);
        _memberCounts = new SharedLookup<int>(SharedFor, time);
        _boundApplications = new SharedLookup<IReadOnlySet<string>>(SharedFor, time);
        _userCount = new SharedLookup<int>(SharedFor, time);
        _userDirectory = new SharedLookup<UserDirectory>(SharedFor, time);
        _users = new SharedLookup<IReadOnlyList<DirectoryUser>>(SharedFor, time);
    }

    /// <param name="tokenClient">Makes clients outside the bound on concurrency: a request that waits for a token holds a slot.</param>
    public static JumpCloudClient Create(
        ProviderConfig config, Func<ApiService, ApiClient> client, Func<ApiService, ApiClient> tokenClient, KnownSecrets secrets,
        TimeProvider time)
    {
        var credentials = new JumpCloudCredentials(config, tokenClient, secrets, time);
        ApiService Service(Uri host) => new("JumpCloud", WithSlash(host), credentials.AuthorizeAsync, config.JumpCloudCredentialName)
        {
            Outlived = credentials.Outlived,
            CredentialHint = $" by {host.Authority} (region {config.Region})",
        };
        return new JumpCloudClient(client(Service(config.ConsoleUrl)), client(Service(config.InsightsUrl)), config, secrets, time);
    }

    private static Uri WithSlash(Uri host) => host.AbsoluteUri.EndsWith('/') ? host : new Uri(host.AbsoluteUri + "/");

    private static string Escape(string text) => Uri.EscapeDataString(text);

    private static string Segment(string id) => PathSegment.Of(id, "JumpCloud");

    private Task<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancellation) => _console.SendAsync(request, cancellation);
}
