using System.Runtime.CompilerServices;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Clients;

/// <summary>Looking up users and groups.</summary>
internal sealed partial class ScimClient
{
    private const int MostSingleLookups = 20;

    /// <summary>
    /// The groups of a name, which SCIM compares without regard to case. Pulumi Cloud gives every team of the name, wherever it
    /// was made.
    /// </summary>
    public async Task<IReadOnlyList<ScimGroup>> FindGroupsAsync(string displayName, CancellationToken cancellation)
    {
        var path = $"Groups?filter={Filter("displayName", displayName)}";
        var list = ExpectList(await SendAsync(ApiRequest.Get(path), cancellation));
        return [.. ResourcesOf(list).Select(GroupOf)
            .Where(group => string.Equals(group.DisplayName, displayName, StringComparison.OrdinalIgnoreCase))];
    }

    /// <summary>The user of a name, which SCIM compares without regard to case; null when there is none.</summary>
    public async Task<ScimUser?> FindUserAsync(string userName, CancellationToken cancellation)
    {
        var path = $"Users?filter={Filter("userName", userName)}";
        var list = ExpectList(await SendAsync(ApiRequest.Get(path), cancellation));
        return ResourcesOf(list).Select(UserOf)
            .FirstOrDefault(user => string.Equals(user.UserName, userName, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Those users of the given names that there are: a request each, or whole pages where that is cheaper.</summary>
    public async Task<IReadOnlyList<ScimUser>> FindUsersAsync(
        IReadOnlyCollection<string> userNames, CancellationToken cancellation)
    {
        var found = new List<ScimUser>();
        if (userNames.Count > MostSingleLookups)
        {
            var wanted = userNames.ToHashSet(StringComparer.OrdinalIgnoreCase);
            await foreach (var user in ListUsersAsync(cancellation))
            {
                if (wanted.Contains(user.UserName))
                    found.Add(user);
            }

            return found;
        }

        foreach (var name in userNames)
        {
            if (await FindUserAsync(name, cancellation) is { } user)
                found.Add(user);
        }

        return found;
    }

    /// <summary>All users, by pages of 100: Pulumi Cloud refuses larger ones.</summary>
    public async IAsyncEnumerable<ScimUser> ListUsersAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        const int count = 100;
        var watch = new PageWatch();
        for (var startIndex = 1; ;)
        {
            var path = $"Users?startIndex={startIndex}&count={count}";
            var response = await SendAsync(ApiRequest.Get(path), cancellation);
            var list = ExpectList(response);
            var page = ResourcesOf(list).Select(UserOf).ToList();
            watch.Take(response, list["Resources"] ?? list);
            foreach (var user in page)
                yield return user;
            startIndex += page.Count;
            if (page.Count == 0 || startIndex > (list.Integer("totalResults") ?? 0))
                yield break;
        }
    }

    /// <summary>A filter's string is a JSON string (RFC 7644 section 3.4.2.2).</summary>
    private static string Filter(string attribute, string value)
    {
        var quoted = value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        return Uri.EscapeDataString($"{attribute} eq \"{quoted}\"");
    }

    /// <summary>A ListResponse (RFC 7644 section 3.4.2); without a match <c>Resources</c> may be absent.</summary>
    private static JObject ExpectList(ApiResponse response) =>
        response.Json is JObject list && (list["totalResults"] is not null || list["Resources"] is JArray)
            ? list
            : throw new ApiException(
                $"The SCIM server answered {response.Status} to {response.Origin.Operation} with something that is not a SCIM list; "
                    + "check that the base URL is that of a SCIM 2.0 server")
            {
                Service = response.Origin.Service,
                Outcome = response.Origin.Outcome,
                Status = response.Status,
            };

    private static IEnumerable<JObject> ResourcesOf(JObject list) => list.Objects("Resources");

    private static ScimUser UserOf(JObject document) => new(
        document.Text("id") ?? "", document.Text("userName") ?? "", document.Flag("active") != false);

    private static ScimGroup GroupOf(JObject document) => new(
        document.Text("id") ?? "",
        document.Text("displayName") ?? "",
        [.. document.Objects("members").Select(member => member.Text("value")).OfType<string>()]);
}
