using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>
/// The catalog (facts, section 2.4). A template's config is the closed set of keys that its applications have. The ids are made
/// up.
/// </summary>
internal sealed class ApplicationTemplates(Switches switches)
{
    private const string Logos = "https://s3.amazonaws.com/static.jumpcloud.com/applications/logos/";

    /// <summary>Built anew for each caller, who may change what it gets.</summary>
    public IReadOnlyList<JObject> All() => [Pulumi(), Saml2(), Bookmark(), AwsSso(), Slack(), Datadog(), Oidc()];

    public JObject? Find(string name) => All().FirstOrDefault(template => (string?)template["name"] == name);

    /// <summary>
    /// [D] that the connector exists, and the values that Pulumi wants; [I] its name, its keys and where YOUR_ORGANIZATION
    /// stands.
    /// </summary>
    private JObject Pulumi()
    {
        const string sso = "https://api.pulumi.com/login/YOUR_ORGANIZATION/sso";
        var config = SamlConfig("JumpCloud", $"{sso}/saml/metadata", $"{sso}/saml/acs");
        config["subjectField"] = ConfigItems.Subject("email");
        config["overrideNameIdFormat"] = ConfigItems.NameIdFormat("urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress");
        config["databaseAttributes"] =
            ConfigItems.Database(("email", "email"), ("firstName", "firstname"), ("lastName", "lastname"));
        config["defaultTargetUrl"] = ConfigItems.Text("Default RelayState", 13, sso);
        var template = Template(1, switches.PulumiTemplateName, "Pulumi", "saml", config);
        template["provision"] = Provision(groups: true);
        template["learnMore"] = "https://jumpcloud.com/support/integrate-with-pulumi";
        template["keywords"] = new JArray("infrastructure as code", "devops");
        return template;
    }

    private static JObject Saml2()
    {
        var config = SamlConfig("", "", "https://YOUR_ACS_URL/");
        config["subjectField"] = ConfigItems.Subject("email");
        config["overrideNameIdFormat"] = ConfigItems.NameIdFormat("urn:oasis:names:tc:SAML:1.0:nameid-format:unspecified");
        config["databaseAttributes"] = ConfigItems.Database();
        config["defaultTargetUrl"] = ConfigItems.Text("Default RelayState", 13, "");
        config["spErrorFlow"] = ConfigItems.Bool("SP Error Flow", 15, true);
        config[ConfigItems.SpCertificate] = ConfigItems.File("SP Certificate", 17, required: false);
        var template = Template(2, "saml2", "SAML2.0", "saml", config);
        template["provision"] = Provision(groups: true);
        return template;
    }

    private static JObject Bookmark() => Template(3, "bookmark", "Bookmark", "bookmark", []);

    private static JObject AwsSso() => Template(4, "aws-sso", "AWS SSO", "saml", new JObject
    {
        ["idpEntityId"] = ConfigItems.Text("IdP Entity ID", 0, "JumpCloud", required: true),
        [ConfigItems.PrivateKey] = ConfigItems.File("IdP Private Key", 1, required: true),
        [ConfigItems.Certificate] = ConfigItems.File("IdP Certificate", 2, required: true),
        ["spEntityId"] = ConfigItems.Text("SP Entity ID", 3,
            "https://YOUR_AWS_REGION.signin.aws.amazon.com/platform/saml/YOUR_SSO_ID"),
        ["acsUrl"] = ConfigItems.Text("ACS URL", 4,
            "https://YOUR_AWS_REGION.signin.aws.amazon.com/platform/saml/acs/YOUR_SSO_ID"),
        ["idpInitUrl"] = ConfigItems.Text("Login URL", 14, "https://YOUR_SUBDOMAIN.awsapps.com/start"),
        ["authClaimConfiguration"] = new JObject
        {
            ["type"] = "authClaimConfiguration",
            ["visible"] = true,
            ["sendAmrClaim"] = new JObject { ["type"] = "bool", ["value"] = false, ["readOnly"] = false },
            ["authnContextMode"] = new JObject { ["type"] = "text", ["value"] = "single" },
            ["singleAuthnContextValue"] = new JObject { ["type"] = "text", ["value"] = "" },
            ["authnContextMappings"] = new JObject { ["type"] = "array", ["value"] = new JArray() },
        },
    });

    private static JObject Slack()
    {
        var config = SamlConfig("JumpCloud", "https://slack.com", "https://YOUR_SUBDOMAIN.slack.com/sso/saml");
        config["databaseAttributes"] = ConfigItems.Database(("User.Email", "email"), ("User.Username", "username"));
        var template = Template(5, "slack", "Slack", "saml", config);
        template["provision"] = Provision(groups: true);
        return template;
    }

    private static JObject Datadog()
    {
        var template = Template(6, "datadog", "Datadog", "saml", SamlConfig(
            "JumpCloud", "https://app.datadoghq.com/account/saml/metadata.xml",
            "https://app.datadoghq.com/account/saml/assertion/YOUR_TEAM"));
        template["provision"] = Provision(groups: false);
        return template;
    }

    private static JObject Oidc()
    {
        var template = Template(7, "oidc", "Custom OIDC", "oidc", []);
        template["oidc"] = new JObject
        {
            ["grantTypes"] = new JArray("authorization_code"),
            ["redirectUris"] = new JArray(),
            ["ssoUrl"] = "",
            ["tokenEndpointAuthMethod"] = "client_secret_basic",
        };
        return template;
    }

    /// <summary>The keys that the SAML templates of the catalog share.</summary>
    private static JObject SamlConfig(string idpEntityId, string spEntityId, string acsUrl) => new()
    {
        ["idpEntityId"] = ConfigItems.Text("IdP Entity ID", 0, idpEntityId, required: true),
        [ConfigItems.PrivateKey] = ConfigItems.File("IdP Private Key", 1, required: true),
        [ConfigItems.Certificate] = ConfigItems.File("IdP Certificate", 2, required: true),
        ["spEntityId"] = ConfigItems.Text("SP Entity ID", 3, spEntityId, required: true),
        ["acsUrl"] = ConfigItems.Text("ACS URL", 4, acsUrl, required: true),
        ["signatureAlgorithm"] = ConfigItems.Signature(),
        ["signAssertion"] = ConfigItems.Sign("Sign Assertion", 12, true),
        ["signResponse"] = ConfigItems.Sign("Sign Response", 12, false),
        ["constantAttributes"] = ConfigItems.Constants(),
        ["includeGroups"] = ConfigItems.Bool("Include Group Attribute", 10, false),
        ["groupsAttributeName"] = ConfigItems.GroupsName("memberOf"),
        ["idpInitUrl"] = ConfigItems.Text("Login URL", 14, ""),
        ["declareRedirectEndpoint"] = ConfigItems.Bool("Declare Redirect Endpoint", 16, false),
    };

    private static JObject Provision(bool groups) =>
        new() { ["type"] = "scim", ["beta"] = false, ["groups_supported"] = groups };

    private static JObject Template(int number, string name, string displayName, string ssoType, JObject config) => new()
    {
        ["_id"] = $"5ea0000000000000000000{number:x2}",
        ["name"] = name,
        ["displayName"] = displayName,
        ["displayLabel"] = "",
        ["description"] = "",
        ["active"] = true,
        ["beta"] = false,
        ["status"] = "",
        ["color"] = "",
        ["logo"] = new JObject { ["url"] = $"{Logos}{displayName.ToLowerInvariant().Replace(' ', '-')}.png" },
        ["learnMore"] = "",
        ["keywords"] = new JArray(),
        ["isConfigured"] = false,
        ["sso"] = new JObject { ["type"] = ssoType, ["hidden"] = false, ["jit"] = false, ["beta"] = false },
        ["ssoUrl"] = "",
        ["config"] = config,
        ["provision"] = null,
    };
}
