using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests;

public sealed class SamlConfigurationBadInputTests
{
    private const string NotSaml =
        "plainco is not a SAML organization yet, and Pulumi Cloud has no API to make it one. In the Pulumi Cloud console open Settings > Access Management > Other > Membership Requirements > Change requirements, choose SAML SSO, Next, paste the application's metadata XML, Apply changes; then run this again";

    private static readonly DateTimeOffset Past = new(2024, 2, 29, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<BadInputCase> Cases => new(All);

    private static IReadOnlyList<BadInputCase> All =>
    [
        new("an organization that is not there", Configuration("acme-inc", TestMetadata.Good()),
            "organization: acme-inc is not an organization that the provider's pulumiAccessToken can see; give its login name as in https://app.pulumi.com/<name>, in the right case"),
        new("an organization in the wrong case", Configuration("Acme", TestMetadata.Good()),
            "organization: Acme is not an organization that the provider's pulumiAccessToken can see; give its login name as in https://app.pulumi.com/<name>, in the right case"),
        new("a display name", Configuration("Acme Inc", TestMetadata.Good()),
            "organization: must be the organization's login name (letters, digits, dots, dashes and underscores), as in https://app.pulumi.com/<name>, not its display name"),
        new("an organization that is not SAML", Configuration("plainco", TestMetadata.Good()), $"organization: {NotSaml}"),
        new("an organization without SAML in its edition", Configuration("plainco", TestMetadata.Good()),
            "organization: plainco is not a SAML organization, and its edition has no SAML single sign-on; it needs one that has, Pro or above at the time of writing")
        {
            Arrange = services => services.PulumiCloud.Organization("plainco").SamlSsoEnabled = false,
        },
        new("no access token", Configuration("acme", TestMetadata.Good()),
            "Pulumi Cloud needs an access token: set pulumiAccessToken in the provider's configuration (pulumi config set --secret jumpcloud:pulumiAccessToken) or the environment variable PULUMI_ACCESS_TOKEN")
        {
            Config = new Dictionary<string, string?> { ["pulumiAccessToken"] = null },
        },
        new("a wrong access token", Configuration("acme", TestMetadata.Good()),
            "Pulumi Cloud answered 401 Unauthorized to GET /api/orgs/acme/metadata: Unauthorized: No credentials provided or are invalid (request id {id}). Check the provider's pulumiAccessToken: it was not accepted")
        {
            Config = new Dictionary<string, string?> { ["pulumiAccessToken"] = "pul-0000000000000000000000000000000000000000" },
        },
        new("an expired certificate", Configuration("acme", TestMetadata.Entity(TestMetadata.Idp(
                TestMetadata.Key("old", Past) + TestMetadata.Format() + TestMetadata.Service()))),
            "idpMetadataXml: has a certificate that expired on 2024-02-29; renew the application's certificate and export the metadata again"),
        new("a DTD", Configuration("acme", TestMetadata.Good().Replace(
                "<md:Entity", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><md:Entity", StringComparison.Ordinal)),
            "idpMetadataXml: has a document type declaration (DTD), which is refused because it can pull in other files; export the metadata again"),
        new("what is not XML", Configuration("acme", "the metadata"),
            "idpMetadataXml: is not well-formed XML: line 1, position 1; export the metadata again"),
        new("the metadata of a service provider", Configuration("acme", TestMetadata.Entity("<md:SPSSODescriptor/>")),
            "idpMetadataXml: has no IDPSSODescriptor: it is not the metadata of an identity provider; export it from the JumpCloud application"),
        new("metadata that break four rules", Configuration("acme", TestMetadata.Entity(TestMetadata.Idp(""), attributes: "")),
            "idpMetadataXml: has an EntityDescriptor without entityID; export the metadata again",
            "idpMetadataXml: has no KeyDescriptor with an X.509 certificate for signing; export the metadata again",
            "idpMetadataXml: has no NameIDFormat; add one after KeyDescriptor: urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress or urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
            "idpMetadataXml: has no SingleSignOnService with a Binding and a Location; export the metadata again"),
        new("an unknown property", BadInput.Over(Configuration("acme", TestMetadata.Good()), """{"organisation": "acme"}"""),
            "organisation: is not a known property; did you mean organization?"),
        new("three things at once", BadInput.Over(Configuration("plainco", "<x/>"), """{"onDelete": "remove"}"""),
            "idpMetadataXml: has the root element x in place of an EntityDescriptor of the namespace urn:oasis:names:tc:SAML:2.0:metadata; export the metadata again",
            "onDelete: must be one of forget, restore",
            $"organization: {NotSaml}"),
        new("the import of a display name", "Acme Inc",
            "\"Acme Inc\" is not the login name of an organization: expected the name in https://app.pulumi.com/<name>") { IsImport = true },
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Is_told_before_anything_is_changed(BadInputCase bad) => BadInput.VerifyAsync("SamlConfiguration", bad);

    private static string Configuration(string organization, string xml) =>
        new JObject { ["organization"] = organization, ["idpMetadataXml"] = xml }.ToString();
}
