using System.Collections.Concurrent;
using System.Collections.Immutable;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Clients;

/// <summary>The applications of one template.</summary>
/// <param name="Asked">By JumpCloud's clock.</param>
internal sealed record ApplicationList(ImmutableArray<JObject> Applications, DateTimeOffset Asked);

/// <summary>Which applications are this program's: those that a create must not mistake for what an interrupted run left.</summary>
internal sealed partial class JumpCloudClient
{
    private readonly SharedLookup<ApplicationList> _applicationsOfTemplate;
    private readonly ConcurrentDictionary<string, bool> _ownUrls = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _ownIds = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _adopted = new(StringComparer.Ordinal);

    /// <summary>All applications that were made from a template. Operations of one command share one list.</summary>
    public Task<ApplicationList> ListApplicationsOfTemplateAsync(string name, CancellationToken cancellation) =>
        _applicationsOfTemplate.GetAsync(name, async token =>
        {
            var path = $"api/applications?sort=_id&filter={Escape($"name:$eq:{name}")}&limit={PageSize}";
            var all = ImmutableArray.CreateBuilder<JObject>();
            var watch = new PageWatch();
            for (var skip = 0; ; skip += PageSize)
            {
                var response = await SendAsync(ApiRequest.Get($"{path}&skip={skip}"), token);
                var results = ResultsOf(response);
                watch.Take(response, results);
                all.AddRange(results.Objects().Where(application => application.Text("name") == name));
                if (results.Count < PageSize)
                    return new ApplicationList(all.ToImmutable(), response.Headers.Date ?? _time.GetUtcNow());
            }
        }, cancellation);

    /// <summary>Whether anybody uses an application: a user or group is bound to it, or Identity Management is active.</summary>
    public async Task<bool> IsApplicationUsedAsync(string id, CancellationToken cancellation)
    {
        foreach (var type in new[] { UserGroupType, "user" })
        {
            if ((await ListTargetsAsync($"{ApplicationAssociationsPath(id)}?targets={type}", type, cancellation)).Count > 0)
                return true;
        }

        return await IsProvisioningActiveAsync(id, cancellation);
    }

    /// <summary>The program's state has an application of this URL.</summary>
    public void RememberOwnUrl(string ssoUrl) => _ownUrls[ssoUrl] = true;

    /// <summary>This process has made or deleted the application.</summary>
    public void RememberOwn(string id) => _ownIds[id] = true;

    /// <summary>This process has put the application into the state under another resource's name.</summary>
    public void RememberAdopted(string id) => _adopted[id] = true;

    public bool IsOwnUrl(string ssoUrl) => _ownUrls.ContainsKey(ssoUrl);

    public bool IsOwn(string id) => _ownIds.ContainsKey(id);

    public bool IsAdopted(string id) => _adopted.ContainsKey(id);
}
