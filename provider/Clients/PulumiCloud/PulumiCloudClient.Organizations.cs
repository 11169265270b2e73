namespace JumpCloud.Clients;

/// <param name="Login">As in URLs.</param>
/// <param name="Name">For people.</param>
internal sealed record PulumiOrganizationName(string Login, string Name);

/// <summary>The organizations that the access token sees.</summary>
internal sealed partial class PulumiCloudClient
{
    /// <summary>
    /// Those of the token's user, in the order of their login names (<c>GET /api/user</c>, which Pulumi's CLI uses; no schema of
    /// it is published).
    /// </summary>
    public async Task<IReadOnlyList<PulumiOrganizationName>> ListOrganizationsAsync(CancellationToken cancellation)
    {
        const string path = "api/user";
        var user = (await SendAsync(ApiRequest.Get(path), cancellation)).Object;
        return [.. user.Objects("organizations")
            .Select(organization => (Login: TextOf(organization, "githubLogin"), Name: TextOf(organization, "name")))
            .Where(organization => organization.Login is not null)
            .Select(organization => new PulumiOrganizationName(organization.Login!, organization.Name ?? organization.Login!))
            .OrderBy(organization => organization.Login, StringComparer.Ordinal)];
    }
}
