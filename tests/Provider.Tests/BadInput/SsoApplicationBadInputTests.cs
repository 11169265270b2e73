using Xunit;

namespace JumpCloud.Tests;

public sealed class SsoApplicationBadInputTests
{
    private const string Open =
        "placeholders: lacks YOUR_ORGANIZATION, which the template Pulumi leaves open in spEntityId (saml.spEntityId), acsUrl (saml.acsUrls), defaultTargetUrl (saml.defaultRelayState); set placeholders.YOUR_ORGANIZATION, or give the settings themselves";

    private const string NoColor =
        "color: must be one of #202D38, #005466, #3E8696, #006CAC, #0617AC, #7C6ADA, #D5779D, #9E2F00, #FFB000, #58C469, #57C49F, #FF6C03";

    private static readonly string Long = new('d', 257);

    public static TheoryData<BadInputCase> Cases => new(All);

    private static IReadOnlyList<BadInputCase> All =>
    [
        new("nothing at all", "{}",
            "template: is required",
            "displayLabel: is required"),
        new("a template with a letter too many", Application("""{"template": "pulumii"}"""),
            "template: pulumii is not in JumpCloud's catalog; did you mean Pulumi, pulumi?"),
        new("a part of a template's name", Application("""{"template": "saml"}"""),
            "template: saml is not in JumpCloud's catalog; did you mean saml2, SAML2.0?"),
        new("a template like no other", Application("""{"template": "teapot-service"}"""),
            "template: teapot-service is not in JumpCloud's catalog; give a template's name or display name, saml2 for a custom SAML application or bookmark for a bookmark"),
        new("an OIDC template", Application("""{"template": "oidc"}"""),
            "template: Custom OIDC signs in with OIDC; only SAML applications and bookmarks are supported"),
        new("a placeholder left over", Application("{}"), Open),
        new("a placeholder left over in a setting", Pulumi("""{"saml": {"spEntityId": "https://YOUR_ORGANIZATION.example.com"}}"""),
            "saml.spEntityId: still has the placeholder YOUR_ORGANIZATION; write the value in its place"),
        new("a misspelt placeholder", Application("""{"placeholders": {"YOUR_ORGANISATION": "acme"}}"""),
            "placeholders.YOUR_ORGANISATION: is not a placeholder of the template Pulumi; did you mean YOUR_ORGANIZATION?",
            Open),
        new("an unknown placeholder", Application("""{"placeholders": {"YOUR_ORGANIZATION": "acme", "COLOUR": "red"}}"""),
            "placeholders.COLOUR: is not a placeholder of the template Pulumi, which has YOUR_ORGANIZATION"),
        new("an empty placeholder", Application("""{"placeholders": {"YOUR_ORGANIZATION": " "}}"""),
            "placeholders.YOUR_ORGANIZATION: must not be empty"),
        new("a setting that the template lacks", Application(
                """{"template": "aws-sso", "placeholders": {"YOUR_AWS_REGION": "eu-west-1", "YOUR_SSO_ID": "s", "YOUR_SUBDOMAIN": "acme"}, "saml": {"signResponse": true}}"""),
            "saml.signResponse: is not a setting of the template AWS SSO, which has no signResponse; remove it"),
        new("a description of 257 characters", Pulumi($$"""{"description": "{{Long}}"}"""),
            "description: is 257 characters long; at most 256 are allowed"),
        new("an SSO IdP URL of another host", Pulumi("""{"ssoIdpUrl": "https://sso.example.com/saml2/pulumi"}"""),
            "ssoIdpUrl: must be a name of letters, digits, dots and dashes, or an address of the form {sso}/saml2/<name>"),
        new("a label without a letter", Pulumi("""{"displayLabel": "☁"}"""),
            "ssoIdpUrl: is required, because displayLabel has no letter or digit to make it from"),
        new("a bookmark without its address", Application("""{"template": "bookmark"}"""),
            "bookmarkUrl: is required for a bookmark: the address that it opens"),
        new("a colour that JumpCloud has not", Pulumi("""{"color": "red"}"""), NoColor),
        new("half of a certificate", Pulumi("""{"saml": {"idpPrivateKey": "hush-hush"}}"""),
            "saml.idpCertificate and saml.idpPrivateKey must be given together, or neither of them: then JumpCloud makes both")
        {
            Secret = "hush-hush",
        },
        new("an unknown property", Pulumi("""{"descripton": "Infrastructure"}"""),
            "descripton: is not a known property; did you mean description?"),
        new("an unknown setting", Pulumi("""{"saml": {"audience": "x"}}"""),
            "saml.audience: is not a known property; the known ones are acsUrls, constantAttributes, declareRedirectEndpoint, defaultRelayState, groupsAttribute, idpCertificate, idpEntityId, idpPrivateKey, loginUrl, nameId, signAssertion, signResponse, signatureAlgorithm, spCertificate, spEntityId, userAttributes"),
        new("an output as an input", Pulumi("""{"metadataXml": "<x/>"}"""),
            "metadataXml: is set by the provider and cannot be given as an input; remove it"),
        new("a text for a flag", Pulumi("""{"active": "yes"}"""),
            "active: must be a boolean, but is a string"),
        new("five things at once", Application(
                "{\"description\": \"" + Long + "\", \"color\": \"red\", \"bookmarkUrl\": \"https://example.com\", \"saml\": {\"acsUrls\": [\"nowhere\"]}}"),
            "description: is 257 characters long; at most 256 are allowed",
            NoColor,
            "bookmarkUrl: is for bookmarks (template: bookmark); a SAML application has ssoIdpUrl",
            "saml.acsUrls[0]: must be an address that begins with https:// or http://, without control characters or white space around it",
            "placeholders: lacks YOUR_ORGANIZATION, which the template Pulumi leaves open in spEntityId (saml.spEntityId), defaultTargetUrl (saml.defaultRelayState); set placeholders.YOUR_ORGANIZATION, or give the settings themselves"),
        new("the import of a name", "pulumi",
            "\"pulumi\" is not the id of an application: expected 24 hexadecimal characters, as in the address of the application in the Admin Portal")
        {
            IsImport = true,
        },
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Is_told_before_anything_is_changed(BadInputCase bad) => BadInput.VerifyAsync("SsoApplication", bad);

    /// <summary>An application of Pulumi's template with other properties over it.</summary>
    private static string Application(string properties) =>
        BadInput.Over("""{"template": "pulumi", "displayLabel": "Pulumi Cloud"}""", properties);

    private static string Pulumi(string properties) =>
        BadInput.Over("""{"template": "pulumi", "displayLabel": "Pulumi Cloud", "placeholders": {"YOUR_ORGANIZATION": "acme"}}""", properties);
}
