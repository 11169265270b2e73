using Newtonsoft.Json.Linq;

namespace JumpCloud.Clients;

/// <summary>Who administers an organization.</summary>
internal sealed partial class PulumiCloudClient
{
    /// <summary>
    /// The login names of the SAML administrators: one in practice. The person keeps another way to sign in, to repair SAML with.
    /// </summary>
    public async Task<IReadOnlyList<string>> ListSamlAdminsAsync(string organization, CancellationToken cancellation)
    {
        var path = $"{SamlPath(organization)}/admins";
        var document = (await SendAsync(ApiRequest.Get(path), cancellation)).Object;
        return [.. document.Objects("samlAdmins").Select(LoginOf).OfType<string>()];
    }

    /// <summary>The login names of the members with the Admin role, of all pages.</summary>
    public async Task<IReadOnlyList<string>> ListOrganizationAdminsAsync(string organization, CancellationToken cancellation)
    {
        var admins = new SortedSet<string>(StringComparer.Ordinal);
        var path = $"api/orgs/{Segment(organization)}/members?type=backend";
        var watch = new PageWatch();
        for (string? next = ""; next is not null;)
        {
            var page = next.Length == 0 ? path : $"{path}&continuationToken={Uri.EscapeDataString(next)}";
            var response = await SendAsync(ApiRequest.Get(page), cancellation);
            var document = response.Object;
            watch.Take(response, document["members"] ?? document);
            admins.UnionWith(document.Objects("members")
                .Where(member => TextOf(member, "role") == "admin")
                .Select(member => member.Object("user") is { } user ? LoginOf(user) : null)
                .OfType<string>());
            next = TextOf(document, "continuationToken") is { } token && token != next ? token : null;
        }

        return [.. admins];
    }

    private static string? LoginOf(JObject user) => TextOf(user, "githubLogin");
}
