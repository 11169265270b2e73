using JumpCloud.Core;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Clients;

/// <summary>
/// JumpCloud's API: v1 below <c>/api</c>, v2 below <c>/api/v2</c>, Directory Insights on a host of its own. One file per area.
/// </summary>
internal sealed partial class JumpCloudClient
{
    /// <summary>The greatest page that v1 and v2 give (official specs).</summary>
    private const int PageSize = 100;

    /// <summary>For so long operations of one command share the answer to a list that all of them need.</summary>
    private static readonly TimeSpan SharedFor = TimeSpan.FromSeconds(30);

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

    /// <summary>All pages of a v2 list (a bare array; the end is a page shorter than the limit).</summary>
    private IAsyncEnumerable<JObject> ListV2Async(string path, CancellationToken cancellation) =>
        ListV2Async(path, 0, cancellation);

    /// <summary>The same after the first <paramref name="passed"/> entries.</summary>
    private async IAsyncEnumerable<JObject> ListV2Async(
        string path, int passed, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        var watch = new PageWatch();
        for (var skip = passed; ; skip += PageSize)
        {
            var response = await SendAsync(ApiRequest.Get($"{path}{separator}limit={PageSize}&skip={skip}"), cancellation);
            var page = response.List;
            watch.Take(response, page);
            foreach (var item in page.Objects())
                yield return item;
            if (page.Count < PageSize)
                yield break;
        }
    }

    /// <summary>All pages of a v1 list (<c>{totalCount, results}</c>).</summary>
    private IAsyncEnumerable<JObject> ListV1Async(string path, CancellationToken cancellation) =>
        ListV1Async(path, 0, cancellation);

    /// <summary>The same after the first <paramref name="passed"/> entries.</summary>
    private async IAsyncEnumerable<JObject> ListV1Async(
        string path, int passed, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        var watch = new PageWatch();
        for (var skip = passed; ; skip += PageSize)
        {
            var response = await SendAsync(ApiRequest.Get($"{path}{separator}limit={PageSize}&skip={skip}"), cancellation);
            var results = ResultsOf(response);
            watch.Take(response, results);
            foreach (var item in results.Objects())
                yield return item;
            if (results.Count < PageSize)
                yield break;
        }
    }

    /// <summary>The entries of a v1 list. An answer without any list is not an empty one.</summary>
    private static JArray ResultsOf(ApiResponse response) =>
        response.Object["results"] as JArray ?? throw response.Instead("list of results");
}
