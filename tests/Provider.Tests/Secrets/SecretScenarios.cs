using JumpCloud.Tests.Faults;
using JumpCloud.Tests.Functions;
using static JumpCloud.Tests.LifecycleCommand;

namespace JumpCloud.Tests.Secrets;

/// <summary>The lifecycles of the fault matrix, and what they leave out: groups, functions, and programs that are wrong.</summary>
internal static class SecretScenarios
{
    /// <summary>With nothing wrong about them.</summary>
    public static readonly IReadOnlyList<Scenario> Good = [.. Scenarios.All, .. OfGroups(), .. OfFunctions()];

    public static readonly IReadOnlyList<Scenario> All = [.. Good, .. OfWrongPrograms(), .. OfPrivateValues()];

    private static IEnumerable<Scenario> OfGroups()
    {
        Func<ProviderFixture, string> first = _ => Group("name: Guild");
        Func<ProviderFixture, string> second = _ => Group("name: Guild, description: Of all", "username: anton.fuchs");
        return
        [
            new("UserGroup create", Up, first),
            new("UserGroup update", Up, second) { Earlier = first },
            new("UserGroup refresh", Refresh, second) { Earlier = second },
            new("UserGroup destroy", Destroy, second) { Earlier = second },
            new("UserGroup import", Up, first) { Import = new Import("UserGroup", "group", _ => SmallTeams.OpsId) },
            new("UserGroupMembership import", Up, second)
            {
                Earlier = first,
                Import = new Import("UserGroupMembership", "member", _ => $"{SmallTeams.OpsId}/5e0000000000000000000019"),
            },
        ];
    }

    private static IEnumerable<Scenario> OfFunctions()
    {
        Func<ProviderFixture, string> first = stack => Integrated(stack);
        foreach (var (function, arguments) in new[]
        {
            ("checkIntegration", "applicationId: '${app.applicationId}', organization: acme, serviceProvider: { scimBaseUrl: '{scim}', scimToken: { 'fn::secret': '{token}' } }"),
            ("getApplicationTemplate", "name: pulumi"),
            ("getDeprovisioningImpact", "applicationId: '${app.applicationId}', userGroupName: Ops"),
            ("getImportableUsers", "applicationId: '${app.applicationId}'"),
            ("getProvisioningEvents", "applicationId: '${app.applicationId}'"),
            ("getPulumiOrganization", "organization: acme"),
            ("getSsoApplication", "displayLabel: Pulumi Cloud"),
            ("getUserGroup", "name: Ops"),
        })
        {
            yield return new Scenario(function, Up, stack => $"{first(stack)}\n{FunctionCalls.Program(function, Fill(stack, arguments))}") { Earlier = first };
        }
    }

    // What must be refused, with a secret in it or near it.
    private static IEnumerable<Scenario> OfWrongPrograms() =>
    [
        new("a token under a wrong name", Up, stack => Integrated(stack).Replace(", token: {", ", tokn: {", StringComparison.Ordinal)),
        new("a token that is no text", Up, stack => Programs.Of(Programs.Application(stack), Idm(stack, $"token: [ '{Programs.ScimToken(stack)}' ]"))),
        new("a token that is plain", Up, stack => Programs.Of(Programs.Application(stack), Idm(stack, $"token: '{Programs.ScimToken(stack)}'"))),
        new("a token of somebody else", Up, stack => Programs.Of(
            Programs.Application(stack), Idm(stack, $"token: '{Programs.ScimToken(stack)}'").Replace("/scim/v2/acme", "/scim/v2/noscim", StringComparison.Ordinal))),
        new("a key that is not the certificate's", Up, _ => Saml($"{Certificate("first")}, {Key("second")}")),
        new("a key without a certificate", Up, _ => Saml(Key("first"))),
        new("a key in the place of a certificate", Up, _ => Saml($"idpCertificate: {{ 'fn::secret': {Text(TestCertificates.Of("first", TestMetadata.End).Key)} }}, {Key("second")}")),
        new("a key that is cut", Up, _ => Saml($"{Certificate("first")}, {Key("first").Replace("-----END", "", StringComparison.Ordinal)}")),
    ];

    // A program may make any value a secret: no sentence has it then, and the state has it encrypted.
    private static IEnumerable<Scenario> OfPrivateValues()
    {
        foreach (var (type, properties) in new[]
        {
            ("SsoApplication", "template: pulumi, displayLabel: ?, ssoIdpUrl: ?, placeholders: { YOUR_ORGANIZATION: acme }"),
            ("SsoApplication", "template: ?, displayLabel: Wiki"),
            ("SsoApplication", "template: bookmark, displayLabel: Wiki, bookmarkUrl: ?"),
            ("SsoApplication", "template: pulumi, displayLabel: Wiki, placeholders: ?"),
            ("SsoApplication", "template: pulumi, displayLabel: Wiki, placeholders: { YOUR_ORGANIZATION: acme }, description: ?"),
            ("SsoApplication", "template: pulumi, displayLabel: Wiki, color: ?"),
            ("SsoApplication", "template: saml2, displayLabel: Wiki, saml: { acsUrls: [ ? ], nameId: { format: ? }, signatureAlgorithm: ?, spCertificate: ? }"),
            ("SamlConfiguration", "organization: ?, idpMetadataXml: ?"),
            ("GroupBinding", "applicationId: ?, userGroupName: ?"),
            ("GroupBinding", "applicationId: 6567a1b2c300000000000080, userGroupName: ?, existingGroup: ?"),
            ("IdmIntegration", "applicationId: ?, baseUrl: ?, token: ?, mode: ?, testUserEmail: ?"),
            ("UserGroup", "name: ?, description: ?"),
            ("UserGroup", "name: Guild, email: ?, membershipMethod: ?, memberQuery: { queryType: ?, filters: [ ? ] }"),
            ("UserGroupMembership", "userGroupId: ?, username: ?"),
            ("UserGroupMembership", $"userGroupId: {SmallTeams.OpsId}, email: ?"),
            ("UserImport", "applicationId: ?, usernames: [ ? ]"),
            ("PulumiIntegration", "organization: ?, displayLabel: ?, groups: [ ? ], scimToken: ?"),
            ("PulumiIntegration", "organization: acme, displayLabel: Cloud, groups: [ ? ], scimToken: ?, template: ?"),
        })
        {
            var secret = properties.Replace("?", $"{{ 'fn::secret': {Canaries.Private} }}", StringComparison.Ordinal);
            yield return new Scenario($"private values of {type}: {properties}", Up, _ => Resource("it", type, secret));
        }
    }

    private static string Group(string properties, string? member = null) => Programs.Of(
        Programs.Group("group", properties),
        member is null ? "" : Programs.Membership("member", $"userGroupId: '${{group.userGroupId}}', {member}"));

    private static string Integrated(ProviderFixture stack) => Programs.Of(Programs.Application(stack), Programs.Integration(stack));

    private static string Idm(ProviderFixture stack, string token) =>
        $"  idm:\n    type: jumpcloud:index:IdmIntegration\n    properties: {{ applicationId: '${{app.applicationId}}', baseUrl: '{Programs.ScimBaseUrl(stack)}', {token} }}\n";

    private static string Saml(string saml) =>
        Resource("app", "SsoApplication", $"template: saml2, displayLabel: Own, saml: {{ {saml} }}");

    private static string Resource(string name, string type, string properties) =>
        Programs.Of($"  {name}:\n    type: jumpcloud:index:{type}\n    properties: {{ {properties} }}\n");

    private static string Certificate(string name) => $"idpCertificate: {Text(TestCertificates.Of(name, TestMetadata.End).Pem)}";

    private static string Key(string name) => $"idpPrivateKey: {{ 'fn::secret': {Text(TestCertificates.Of(name, TestMetadata.End).Key)} }}";

    private static string Text(string text) => $"\"{text.ReplaceLineEndings("\\n")}\"";

    private static string Fill(ProviderFixture stack, string text) => text
        .Replace("{scim}", Programs.ScimBaseUrl(stack), StringComparison.Ordinal)
        .Replace("{token}", Programs.ScimToken(stack), StringComparison.Ordinal);
}
