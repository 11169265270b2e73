using Newtonsoft.Json.Linq;

namespace JumpCloud.Clients;

/// <summary>A user of JumpCloud, as far as provisioning is concerned.</summary>
/// <param name="State">STAGED, ACTIVATED or SUSPENDED (official specs).</param>
internal sealed record DirectoryUser(string Id, string Username, string State)
{
    public string Email { get; init; } = "";

    /// <summary>Only such users are provisioned (article, JumpCloud's SCIM pages).</summary>
    public bool IsActive => State == "ACTIVATED";
}

/// <summary>Users (v1 <c>/systemusers</c>).</summary>
internal sealed partial class JumpCloudClient
{
    // So that the filter fits into a URL: 50 ids are 1,250 characters.
    private const int UsersPerRequest = 50;

    /// <summary>The users of the given ids. One that is gone is left out.</summary>
    public async Task<IReadOnlyList<DirectoryUser>> ReadUsersAsync(
        IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        var users = new List<DirectoryUser>(ids.Count);
        foreach (var chunk in ids.Order(StringComparer.Ordinal).Chunk(UsersPerRequest))
        {
            var filter = Escape($"_id:$in:{string.Join('|', chunk)}");
            var path = $"api/systemusers?fields=username%20state%20email&sort=_id&filter={filter}";
            await foreach (var document in ListV1Async(path, cancellation))
                users.Add(UserOf(document));
        }

        return users;
    }

    private static DirectoryUser UserOf(JObject document) => new(
        IdOf(document),
        (string?)document["username"] ?? "",
        (string?)document["state"] ?? "ACTIVATED")
    {
        Email = (string?)document["email"] ?? "",
    };
}
