using Newtonsoft.Json.Linq;

namespace JumpCloud.Clients;

/// <summary>The SAML configuration of an organization, as Pulumi Cloud holds it (<c>SAMLOrganization</c>).</summary>
/// <param name="IdpSsoDescriptor">The stored metadata XML; empty where there is none.</param>
/// <param name="EntityId">Of the identity provider, out of the XML; so are the two that follow. Null where it has none.</param>
/// <param name="ValidUntil">The end of the certificate; its format is not documented.</param>
/// <param name="ValidationError">What is wrong with the stored metadata; null when nothing is.</param>
internal sealed record SamlOrganization(
    string IdpSsoDescriptor, string? EntityId, string? SsoUrl, string? NameIdFormat, string? ValidUntil, string? ValidationError);

/// <summary>What an organization is and may do (<c>GET /api/orgs/{org}/metadata</c>).</summary>
/// <param name="Kind">The identity provider: <c>saml</c>, <c>pulumi</c>, <c>github</c>, ...</param>
/// <param name="UserRole">The caller's: <c>admin</c>, <c>member</c>, ...; null where it is not told.</param>
/// <param name="HasSaml">Whether the edition has SAML single sign-on.</param>
/// <param name="HasScim">Whether the edition has SCIM.</param>
internal sealed record OrganizationMetadata(string Kind, string? UserRole, bool HasSaml, bool HasScim)
{
    public bool IsSaml => Kind == "saml";

    /// <summary>Whether the edition has teams.</summary>
    public bool HasTeams { get; init; }

    /// <summary>Null where it is not told.</summary>
    public int? MemberCount { get; init; }
}

/// <summary>SAML single sign-on of an organization.</summary>
internal sealed partial class PulumiCloudClient
{
    public async Task<SamlOrganization> ReadSamlOrganizationAsync(string organization, CancellationToken cancellation)
    {
        var path = SamlPath(organization);
        return SamlOrganizationOf(await SendAsync(ApiRequest.Get(path), cancellation));
    }

    /// <summary>Replaces the metadata. Sending the same twice is the same as once.</summary>
    public async Task<SamlOrganization> UpdateSamlOrganizationAsync(
        string organization, string idpSsoDescriptor, CancellationToken cancellation)
    {
        var path = SamlPath(organization);
        var body = new JObject { ["newIdpSsoDescriptor"] = idpSsoDescriptor };
        var response = await SendAsync(ApiRequest.Patch(path, body) with { IsRepeatable = true }, cancellation);
        return SamlOrganizationOf(response);
    }

    public async Task<OrganizationMetadata> ReadOrganizationMetadataAsync(string organization, CancellationToken cancellation)
    {
        var path = $"api/orgs/{Segment(organization)}/metadata";
        var document = (await SendAsync(ApiRequest.Get(path), cancellation)).Object;
        return new OrganizationMetadata(
            TextOf(document, "kind") ?? "",
            TextOf(document, "userRole"),
            document.Flag("features.samlSsoEnabled") == true,
            document.Flag("features.scimEnabled") == true)
        {
            HasTeams = document.Flag("features.teamsEnabled") == true,
            MemberCount = document.Integer("memberCount"),
        };
    }

    private static string SamlPath(string organization) => $"api/orgs/{Segment(organization)}/saml";

    // Required (Pulumi Cloud's OpenAPI); without it nobody can tell what is stored.
    private static SamlOrganization SamlOrganizationOf(ApiResponse response)
    {
        var document = response.Object;
        return new SamlOrganization(
            document.Text("idpSsoDescriptor") ?? throw response.Instead("SAML configuration"),
            TextOf(document, "entityId"),
            TextOf(document, "ssoUrl"),
            TextOf(document, "nameIdFormat"),
            TextOf(document, "validUntil"),
            TextOf(document, "validationError"));
    }

    private static string? TextOf(JObject document, string name) => document.Text(name) is { Length: > 0 } text ? text : null;
}
