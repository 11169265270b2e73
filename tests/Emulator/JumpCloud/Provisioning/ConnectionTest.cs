using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>
/// What an activation does before it believes a base URL and a token. Of a catalog application [I]: discovery and one user. Of a
/// custom one [D]: also a test user and, with group management, a test group, which are deleted; a user that cannot be deleted is
/// deactivated.
/// </summary>
internal sealed class ConnectionTest(ScimConnector scim)
{
    /// <returns>The answer that failed the test, or the last one.</returns>
    public async Task<ScimAnswer> RunAsync(IdmConnection connection, bool isCustom, CancellationToken cancellation)
    {
        var target = new ScimTarget(connection.BaseUrl, connection.Token);
        var discovery = await scim.SendAsync(target, HttpMethod.Get, "/ServiceProviderConfig", null, cancellation);
        // Not every service provider has discovery.
        if (!discovery.IsSuccess && discovery.Status != 404)
            return discovery;
        var users = await scim.SendAsync(target, HttpMethod.Get, "/Users?count=1", null, cancellation);
        if (!users.IsSuccess || !isCustom)
            return users;
        var user = await TestUserAsync(target, connection.TestUserEmail!, cancellation);
        return user.IsSuccess && connection.ManageGroups ? await TestGroupAsync(target, cancellation) : user;
    }

    private async Task<ScimAnswer> TestUserAsync(ScimTarget target, string email, CancellationToken cancellation)
    {
        var found = await scim.SendAsync(target, HttpMethod.Get, ScimPaths.UserByName(email), null, cancellation);
        if (!found.IsSuccess)
            return found;
        var id = ScimPaths.First(found)?["id"];
        if (id is null)
        {
            var created = await scim.SendAsync(target, HttpMethod.Post, "/Users", ScimMapping.TestUser(email), cancellation);
            if (!created.IsSuccess)
                return created;
            id = created.Json?["id"];
        }

        var path = ScimPaths.User((string?)id ?? "");
        var deleted = await scim.SendAsync(target, HttpMethod.Delete, path, null, cancellation);
        return deleted.IsSuccess
            ? deleted
            : await scim.SendAsync(target, HttpMethod.Patch, path, ScimMapping.Deactivation(), cancellation);
    }

    private async Task<ScimAnswer> TestGroupAsync(ScimTarget target, CancellationToken cancellation)
    {
        var group = ScimMapping.Group("JumpCloud Test Group", []);
        var created = await scim.SendAsync(target, HttpMethod.Post, "/Groups", group, cancellation);
        return created.IsSuccess
            ? await scim.SendAsync(target, HttpMethod.Delete, ScimPaths.Group((string?)created.Json?["id"] ?? ""), null,
                cancellation)
            : created;
    }
}

/// <summary>Paths below a SCIM base URL.</summary>
internal static class ScimPaths
{
    public static string User(string id) => "/Users/" + Uri.EscapeDataString(id);

    public static string Group(string id) => "/Groups/" + Uri.EscapeDataString(id);

    public static string UserByName(string name) => "/Users?filter=" + Equal("userName", name);

    public static string GroupByName(string name) => "/Groups?filter=" + Equal("displayName", name);

    /// <summary>The first resource of a list answer, or null.</summary>
    public static JObject? First(ScimAnswer answer) => (answer.Json?["Resources"] as JArray)?.OfType<JObject>().FirstOrDefault();

    private static string Equal(string attribute, string value) =>
        Uri.EscapeDataString($"{attribute} eq {JsonConvert.ToString(value)}");
}
