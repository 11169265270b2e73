using Newtonsoft.Json.Linq;

namespace JumpCloud.Clients;

/// <summary>A user of JumpCloud, as far as provisioning is concerned.</summary>
/// <param name="State">STAGED, ACTIVATED or SUSPENDED (official specs).</param>
internal sealed record DirectoryUser(string Id, string Username, string Email, string State)
{
    /// <summary>Only such users are provisioned (article, JumpCloud's SCIM pages).</summary>
    public bool IsActive => State == "ACTIVATED";
}

/// <summary>Users (v1 <c>/systemusers</c>).</summary>
internal sealed partial class JumpCloudClient
{
    // So that the filter fits into a URL: 50 ids are 1,250 characters.
    private const int UsersPerRequest = 50;

    // Escaped, of one filter: with host, path and the other parameters it stays below 2,000, which every proxy takes.
    private const int LongestFilter = 1500;

    /// <summary>The users of the given ids. One that is gone is left out.</summary>
    public async Task<IReadOnlyList<DirectoryUser>> ReadUsersAsync(
        IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        var users = new List<DirectoryUser>(ids.Count);
        foreach (var chunk in ids.Order(StringComparer.Ordinal).Chunk(UsersPerRequest))
        {
            var filter = Escape($"_id:$in:{string.Join('|', chunk)}");
            var path = $"api/systemusers?fields=username%20email%20state&sort=_id&filter={filter}";
            await foreach (var document in ListV1Async(path, cancellation))
                users.Add(UserOf(document));
        }

        return users;
    }

    /// <summary>
    /// The users one of whose addresses or names is among the given ones, whatever the case of letters: as many in a request as a
    /// URL takes.
    /// </summary>
    /// <param name="field"><c>email</c> or <c>username</c>.</param>
    public async Task<IReadOnlyList<DirectoryUser>> FindUsersByAsync(
        string field, IEnumerable<string> values, CancellationToken cancellation)
    {
        // The filter heeds the case; how JumpCloud keeps a text, as written or in lower case, is not documented.
        var asked = values.Where(value => value.Length > 0)
            .SelectMany(value => new[] { value, value.ToLowerInvariant() })
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
        var users = new List<DirectoryUser>();
        foreach (var filter in Filters(field, asked))
        {
            var path = $"api/systemusers?fields=username%20email%20state&sort=_id&filter={filter}";
            await foreach (var document in ListV1Async(path, cancellation))
                users.Add(UserOf(document));
        }

        return users;
    }

    private static IEnumerable<string> Filters(string field, IEnumerable<string> values)
    {
        var start = Escape($"{field}:$in:");
        var filter = "";
        foreach (var value in values)
        {
            // A bar separates values, so one with a bar in it is asked for alone.
            if (value.Contains('|', StringComparison.Ordinal))
            {
                yield return Escape($"{field}:$eq:{value}");
                continue;
            }

            var next = Escape(value);
            if (filter.Length > 0 && filter.Length + next.Length + 3 > LongestFilter)
            {
                yield return filter;
                filter = "";
            }

            filter = filter.Length == 0 ? start + next : $"{filter}%7C{next}";
        }

        if (filter.Length > 0)
            yield return filter;
    }

    private static DirectoryUser UserOf(JObject document) => new(
        RequiredIdOf(document),
        document.Text("username") ?? "",
        document.Text("email") ?? "",
        document.Text("state") ?? "ACTIVATED");
}
