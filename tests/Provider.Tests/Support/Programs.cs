namespace JumpCloud.Tests;

/// <summary>Parts of YAML programs: one resource each, with its properties as JSON-like text.</summary>
internal static class Programs
{
    /// <summary>The company's application for Pulumi Cloud; its entity id is that of the emulator's Pulumi Cloud.</summary>
    public static string Application(ProviderFixture fixture, string name = "app", string label = "Pulumi Cloud") => Resource(
        name,
        "SsoApplication",
        $"template: pulumi, displayLabel: {label}, placeholders: {{ YOUR_ORGANIZATION: acme }}, "
        + $"saml: {{ spEntityId: '{Host(fixture)}/login/acme/sso/saml/metadata' }}");

    public static string Binding(string name, string properties, string application = "app", string options = "") =>
        Resource(name, "GroupBinding", $"applicationId: '${{{application}.applicationId}}', {properties}", options);

    public static string Integration(
        ProviderFixture fixture, string properties = "", string? token = null, string? baseUrl = null, string options = "") =>
        Resource(
            "idm",
            "IdmIntegration",
            $"applicationId: '${{app.applicationId}}', baseUrl: '{baseUrl ?? ScimBaseUrl(fixture)}', token: {{ 'fn::secret': "
            + $"'{token ?? ScimToken(fixture)}' }}{(properties.Length > 0 ? ", " : "")}{properties}",
            options);

    public static string Group(string name, string properties) => Resource(name, "UserGroup", properties);

    public static string Membership(string name, string properties) => Resource(name, "UserGroupMembership", properties);

    /// <summary>For a binding: how to look at the organization acme.</summary>
    public static string ServiceProvider(ProviderFixture fixture) =>
        $"serviceProvider: {{ scimBaseUrl: '{ScimBaseUrl(fixture)}', scimToken: {{ 'fn::secret': '{ScimToken(fixture)}' }} }}";

    public static string ScimBaseUrl(ProviderFixture fixture, string organization = "acme") =>
        $"{Host(fixture)}/scim/v2/{organization}";

    public static string ScimToken(ProviderFixture fixture) => fixture.Services.PulumiCloud.Organization("acme").ScimToken!;

    public static string Of(params IReadOnlyList<string> resources) => $"resources:\n{string.Concat(resources)}";

    private static string Host(ProviderFixture fixture) => fixture.Services.PulumiApiUrl.GetLeftPart(UriPartial.Authority);

    private static string Resource(string name, string type, string properties, string options = "") =>
        $"  {name}:\n    type: jumpcloud:index:{type}\n    properties: {{ {properties} }}\n"
        + (options.Length > 0 ? $"    options: {{ {options} }}\n" : "");
}
