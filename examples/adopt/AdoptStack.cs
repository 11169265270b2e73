using Pulumi;
using JumpCloud = Community.JumpCloud;

/// <summary>
/// What was clicked together, written down and imported: the first update changes nothing. The options <c>ImportId</c> may stay;
/// the engine imports a resource once.
/// </summary>
public sealed class AdoptStack : Stack
{
    public AdoptStack()
    {
        var config = new Config();
        var organization = config.Require("organization");
        var applicationId = config.Require("applicationId");
        var login = $"{config.Get("pulumiApi") ?? "https://api.pulumi.com"}/login/{organization}/sso";

        // An import fails, before anything is changed, where this is not what is live.
        var application = new JumpCloud.SsoApplication("application", new()
        {
            Template = "pulumi",
            DisplayLabel = "Pulumi Cloud",
            Description = "Infrastructure as code",
            SsoIdpUrl = config.Require("ssoIdpUrl"),
            Saml = new JumpCloud.Inputs.SamlSettingsArgs
            {
                IdpEntityId = "JumpCloud",
                SpEntityId = $"{login}/saml/metadata",
                AcsUrls = { $"{login}/saml/acs" },
                DefaultRelayState = login,
                NameId = new JumpCloud.Inputs.SamlNameIdArgs { Attribute = "email", Format = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress" },
                SignatureAlgorithm = "RSA-SHA256",
                SignAssertion = true,
                SignResponse = false,
                DeclareRedirectEndpoint = false,
                UserAttributes =
                {
                    new JumpCloud.Inputs.SamlAttributeArgs { Name = "email", Value = "email" },
                    new JumpCloud.Inputs.SamlAttributeArgs { Name = "firstName", Value = "firstname" },
                    new JumpCloud.Inputs.SamlAttributeArgs { Name = "lastName", Value = "lastname" },
                },
            },
        }, Existing(applicationId));

        var saml = new JumpCloud.SamlConfiguration("saml", new()
        {
            Organization = organization,
            IdpMetadataXml = application.MetadataXml.Apply(xml => xml ?? ""),
        }, Existing(organization));

        foreach (var (name, groupId) in config.RequireObject<Dictionary<string, string>>("groups"))
        {
            _ = new JumpCloud.GroupBinding(
                name, new() { ApplicationId = application.ApplicationId, UserGroupId = groupId }, Existing($"{applicationId}/{groupId}"));
        }

        // JumpCloud gives the token back to nobody. Without it the connection stays as it is; a change of it will ask for the token.
        _ = new JumpCloud.IdmIntegration("provisioning", new()
        {
            ApplicationId = application.ApplicationId,
            BaseUrl = saml.ScimBaseUrl,
            Token = config.GetSecret("scimToken") ?? Output.CreateSecret(""),
        }, Existing(applicationId));

        CertificateExpiresAt = application.IdpCertificateExpiresAt;
    }

    [Output("certificateExpiresAt")]
    public Output<string?> CertificateExpiresAt { get; private set; }

    // Protected as `pulumi import` does: a removed line takes nobody's access away.
    private static CustomResourceOptions Existing(string id) => new() { ImportId = id, Protect = true };
}
