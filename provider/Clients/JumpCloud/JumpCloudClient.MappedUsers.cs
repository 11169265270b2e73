using Newtonsoft.Json.Linq;

namespace JumpCloud.Clients;

/// <summary>A user with the attributes that Identity Management maps. An attribute without a value is empty.</summary>
internal sealed record MappedUser(DirectoryUser User, string Email, string FirstName, string LastName, string DisplayName);

/// <summary>Users with what is sent of them to a service provider.</summary>
internal sealed partial class JumpCloudClient
{
    /// <summary>The users of the given ids. One that is gone is left out.</summary>
    public async Task<IReadOnlyList<MappedUser>> ReadMappedUsersAsync(
        IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        const string fields = "username%20state%20email%20firstname%20lastname%20displayname";
        var users = await Task.WhenAll(ids.Order(StringComparer.Ordinal).Chunk(UsersPerRequest).Select(async chunk =>
        {
            var found = new List<MappedUser>(chunk.Length);
            var path = $"api/systemusers?fields={fields}&sort=_id&filter={Escape($"_id:$in:{string.Join('|', chunk)}")}";
            await foreach (var document in ListV1Async(path, cancellation))
                found.Add(MappedUserOf(document));
            return found;
        }));
        return [.. users.SelectMany(found => found)];
    }

    private static MappedUser MappedUserOf(JObject document) => new(
        UserOf(document),
        document.Text("email") ?? "",
        document.Text("firstname") ?? "",
        document.Text("lastname") ?? "",
        document.Text("displayname") ?? "");
}
