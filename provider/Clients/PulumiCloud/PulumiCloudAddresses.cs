namespace JumpCloud.Clients;

/// <summary>
/// The addresses of an organization as a service provider (Pulumi docs, guides/saml/jumpcloud; guides/scim): pure functions of
/// the API's host and the organization's login name. That a self-hosted installation uses its API host for them is inferred.
/// </summary>
internal sealed class PulumiCloudAddresses(Uri apiUrl, string organization)
{
    private readonly string _host = apiUrl.AbsoluteUri.TrimEnd('/');
    private readonly string _organization = Uri.EscapeDataString(organization);

    public string AcsUrl => $"{_host}/login/{_organization}/sso/saml/acs";

    public string SpEntityId => $"{_host}/login/{_organization}/sso/saml/metadata";

    public string RelayState => $"{_host}/login/{_organization}/sso";

    /// <summary>
    /// Where a person begins to sign in at Pulumi (Pulumi docs, SAML SSO). A self-hosted installation's console has an address
    /// of its own; there the API's is given, which is inferred.
    /// </summary>
    public string StartUrl =>
        apiUrl.Host == "api.pulumi.com" ? $"https://app.pulumi.com/welcome/{_organization}/sso" : RelayState;

    /// <summary>Where a person begins who does not know the organization's address; see <see cref="StartUrl"/>.</summary>
    public string SignInUrl => apiUrl.Host == "api.pulumi.com" ? "https://app.pulumi.com/signin/sso/" : RelayState;

    public string ScimBaseUrl => $"{_host}/scim/v2/{_organization}";
}
