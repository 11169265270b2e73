using JumpCloud.Emulator;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests;

public sealed class IdmIntegrationBadInputTests
{
    private const string Refused = "The SCIM server answered 401 Unauthorized to GET";

    private static readonly Action<EmulatorHost> PulumiApplication = services => BadInput.MakeApplication(services, "pulumi");

    public static TheoryData<BadInputCase> Cases => new(All);

    private static IReadOnlyList<BadInputCase> All =>
    [
        new("nothing at all", "{}",
            "applicationId: is required",
            "baseUrl: is required",
            "token is required"),
        new("a label for an application's id", Integration(("applicationId", "Pulumi Cloud")),
            "applicationId: must be the id of an application, 24 hexadecimal characters: the applicationId of an SsoApplication"),
        new("an application that is not there", Integration(),
            $"applicationId: {BadInput.ApplicationId} is not the id of an application in JumpCloud; give the applicationId of an SsoApplication, or run pulumi refresh if the application was deleted"),
        new("a bookmark", Integration(),
            "applicationId: is that of By Hand, which has no single sign-on; JumpCloud wants it configured before Identity Management")
        {
            Arrange = services => BadInput.MakeApplication(services, "bookmark"),
        },
        new("a template without Identity Management", Integration(),
            "applicationId: is that of By Hand, whose template AWS SSO offers no Identity Management (SCIM)")
        {
            Arrange = services => BadInput.MakeApplication(services, "aws-sso"),
        },
        new("a custom application without a test user", Integration(),
            "testUserEmail: is required, because By Hand is a custom application: JumpCloud tests the connection with a user of this address, which must not be anybody's")
        {
            Arrange = services => BadInput.MakeApplication(services, "saml2"),
        },
        new("a wrong token", Integration(("token", "hush-hush")),
            $"token was not accepted for acme: {Refused} /scim/v2/acme/ServiceProviderConfig: The SCIM token is missing or invalid. An organization has one SCIM token, and making a new one ends the former: make one in the Pulumi Cloud console (Settings > Access Management > SAML & SCIM > SCIM > Generate new token) and set it here.")
        {
            Arrange = PulumiApplication, Secret = "hush-hush",
        },
        new("a wrong token, and nobody to ask about the organization", Integration(("token", "hush-hush")),
            $"token was not accepted for acme: {Refused} /scim/v2/acme/ServiceProviderConfig: The SCIM token is missing or invalid. An organization has one SCIM token, and making a new one ends the former: make one in the Pulumi Cloud console (Settings > Access Management > SAML & SCIM > SCIM > Generate new token) and set it here. If the token is right, acme may be misspelt, not a SAML organization, or of an edition without SCIM; with pulumiAccessToken in the provider's configuration that can be told apart.")
        {
            Arrange = PulumiApplication, Secret = "hush-hush", Config = new Dictionary<string, string?> { ["pulumiAccessToken"] = null },
        },
        new("an organization without SCIM", Integration(("baseUrl", "{scim}/noscim")),
            "baseUrl: needs SCIM, which the edition of noscim does not have; it needs one that has, Enterprise at the time of writing")
        {
            Arrange = PulumiApplication,
        },
        new("an organization that is not SAML", Integration(("baseUrl", "{scim}/plainco")),
            "baseUrl: needs a SAML organization: plainco is not a SAML organization yet, and Pulumi Cloud has no API to make it one. In the Pulumi Cloud console open Settings > Access Management > Other > Membership Requirements > Change requirements, choose SAML SSO, Next, paste the application's metadata XML, Apply changes; then run this again")
        {
            Arrange = PulumiApplication,
        },
        new("an organization in the wrong case", Integration(("baseUrl", "{scim}/Acme")),
            "baseUrl: names an organization that cannot be found: Acme is not an organization that the provider's pulumiAccessToken can see; give its login name as in https://app.pulumi.com/<name>, in the right case")
        {
            Arrange = PulumiApplication,
        },
        new("http for the service provider", Integration(("baseUrl", "http://scim.example.com/v2")),
            "baseUrl: must begin with https://; plain http:// would show the token to the network and is accepted for loopback hosts only")
        {
            Arrange = PulumiApplication,
        },
        new("a password in the address", Integration(("baseUrl", "https://me:hush-hush@scim.example.com/v2")),
            "baseUrl must not hold a user name or password; the token goes into a property of its own")
        {
            Arrange = PulumiApplication, Secret = "hush-hush",
        },
        new("the console for the API", Integration(("baseUrl", "https://app.pulumi.com/acme")),
            "baseUrl: must have the form {pulumi}/scim/v2/<organization>, with the organization's login name in the right case")
        {
            Arrange = PulumiApplication,
        },
        new("a slash at the end", Integration(("baseUrl", "{scim}/acme/")),
            "baseUrl: must not end in a slash: JumpCloud adds /Users and /Groups to it")
        {
            Arrange = PulumiApplication,
        },
        new("an unknown property", Integration(("manageGroup", true)),
            "manageGroup: is not a known property; did you mean manageGroups?")
        {
            Arrange = PulumiApplication,
        },
        new("five things at once", Integration(
                ("applicationId", "x"), ("baseUrl", "nowhere"), ("mode", "manual"), ("waitForActivation", -1), ("testUserEmail", "nobody")),
            "applicationId: must be the id of an application, 24 hexadecimal characters: the applicationId of an SsoApplication",
            "baseUrl: must be an address such as https://api.pulumi.com/scim/v2/<organization>",
            "mode: must be one of auto, api, portal",
            "waitForActivation: must be a number of seconds, 0 or more",
            "testUserEmail: must be an e-mail address"),
        new("the import of a label", "Pulumi Cloud",
            "\"Pulumi Cloud\" is not the id of an integration: expected the id of its application, 24 hexadecimal characters, as in the address of the application in the Admin Portal")
        {
            IsImport = true,
        },
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Is_told_before_anything_is_changed(BadInputCase bad) => BadInput.VerifyAsync("IdmIntegration", bad);

    private static string Integration(params (string Name, JToken Value)[] others)
    {
        var inputs = new JObject { ["applicationId"] = BadInput.ApplicationId, ["baseUrl"] = "{scim}/acme", ["token"] = "{scimToken}" };
        foreach (var (name, value) in others)
            inputs[name] = value;
        return inputs.ToString();
    }
}
