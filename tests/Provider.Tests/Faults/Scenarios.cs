using JumpCloud.Emulator;
using static JumpCloud.Tests.LifecycleCommand;

namespace JumpCloud.Tests.Faults;

/// <summary>The lifecycles of every resource and of the component.</summary>
internal static class Scenarios
{
    public static readonly IReadOnlyList<Scenario> All =
    [
        .. OfApplication(), .. OfSaml(), .. OfBinding(), .. OfIntegration(), .. OfComponent(), .. OfUserImport(),
    ];

    private static IEnumerable<Scenario> OfApplication()
    {
        Func<ProviderFixture, string> first = _ => App("displayLabel: Pulumi Cloud");
        return
        [
            .. Life("SsoApplication", first),
            new("SsoApplication import", Up, first)
            {
                Earlier = first,
                Meanwhile = ByHand(stack => stack.ForgetState()),
                Import = new Import("SsoApplication", "app", ApplicationId),
            },
            new("SsoApplication update", Up, stack => App($"displayLabel: Infrastructure, description: Stacks, logo: {Logo(stack)}"))
            {
                Earlier = first,
            },
            new("SsoApplication replace", Up, _ => App("displayLabel: Pulumi Cloud, ssoIdpUrl: pulumi-two")) { Earlier = first },
            new("SsoApplication rotate", Up, _ => App($"displayLabel: Pulumi Cloud, saml: {{ {Key("second")} }}"))
            {
                Earlier = _ => App($"displayLabel: Pulumi Cloud, saml: {{ {Key("first")} }}"),
            },
        ];
    }

    private static IEnumerable<Scenario> OfSaml()
    {
        Func<ProviderFixture, string> first = _ => Saml("acme", "first");
        return
        [
            .. Life("SamlConfiguration", first),
            new("SamlConfiguration import", Up, first) { Import = new Import("SamlConfiguration", "saml", _ => "acme") },
            new("SamlConfiguration update", Up, _ => Saml("acme", "second")) { Earlier = first },
            new("SamlConfiguration replace", Up, _ => Saml("noscim", "first")) { Earlier = first },
        ];
    }

    private static IEnumerable<Scenario> OfBinding()
    {
        Func<ProviderFixture, string> before = stack => Integrated(stack);
        Func<ProviderFixture, string> first = stack => Bound(stack, "Ops", "waitForSync: true");
        return
        [
            .. Life("GroupBinding", before, first),
            new("GroupBinding import", Up, first)
            {
                Earlier = before,
                Meanwhile = ByHand(stack => stack.Services.JumpCloud.Portal.BindGroup(ApplicationId(stack), SmallTeams.OpsId)),
                Import = new Import("GroupBinding", "team", stack => $"{ApplicationId(stack)}/{SmallTeams.OpsId}"),
            },
            new("GroupBinding plain create", Up, stack => Integrated(stack, Programs.Binding("team", "userGroupName: Ops")))
            {
                Earlier = before,
            },
            new("GroupBinding update", Up, first) { Earlier = stack => Bound(stack, "Ops", "waitForSync: false") },
            new("GroupBinding replace", Up, stack => Bound(stack, "Audit", "waitForSync: true")) { Earlier = first },
            new("GroupBinding unbound by hand", Refresh, first)
            {
                Earlier = first,
                Meanwhile = ByHand(stack => stack.Services.JumpCloud.Portal.UnbindGroup(ApplicationId(stack), SmallTeams.OpsId)),
            },
        ];
    }

    private static IEnumerable<Scenario> OfIntegration()
    {
        Func<ProviderFixture, string> before = stack => Programs.Of(Programs.Application(stack));
        Func<ProviderFixture, string> first = stack => Integrated(stack);
        return
        [
            .. Life("IdmIntegration", before, first),
            new("IdmIntegration import", Up, first)
            {
                Earlier = before,
                Meanwhile = stack => stack.Services.JumpCloud.Portal.ActivateIdmAsync(
                    ApplicationId(stack), new IdmSettings(new Uri(Programs.ScimBaseUrl(stack)), Programs.ScimToken(stack), true)),
                Import = new Import("IdmIntegration", "idm", ApplicationId),
            },
            new("IdmIntegration update", Up, stack => Programs.Of(
                Programs.Application(stack), Programs.Integration(stack, "manageGroups: false")))
            {
                Earlier = first,
            },
            new("IdmIntegration rotate", Up, first)
            {
                Earlier = first, Meanwhile = ByHand(stack => stack.Services.PulumiCloud.RotateScimToken("acme")),
            },
            new("IdmIntegration replace", Up, stack => Two(stack, "other")) { Earlier = stack => Two(stack, "app") },
            new("IdmIntegration deactivated by hand", Refresh, first)
            {
                Earlier = first, Meanwhile = ByHand(stack => stack.Services.JumpCloud.Portal.DeactivateIdm(ApplicationId(stack))),
            },
        ];
    }

    private static IEnumerable<Scenario> OfComponent()
    {
        Func<ProviderFixture, string> first = stack => Component(stack, "groups: [Ops]");
        Func<ProviderFixture, string> deprovisioning = stack => Component(stack, "groups: [Ops], deprovisionOnDestroy: true");
        return
        [
            new("PulumiIntegration create", Up, first),
            new("PulumiIntegration update", Up, stack => Component(stack, "groups: [Audit, Ops], description: Stacks"))
            {
                Earlier = first,
            },
            new("PulumiIntegration replace", Up, stack => Component(stack, "groups: [Ops], ssoIdpUrl: pulumi-two")) { Earlier = first },
            new("PulumiIntegration rotate", Up, first)
            {
                Earlier = first, Meanwhile = ByHand(stack => stack.Services.PulumiCloud.RotateScimToken("acme")),
            },
            new("PulumiIntegration refresh", Refresh, first) { Earlier = first },
            new("PulumiIntegration destroy", Destroy, first) { Earlier = first },
            new("PulumiIntegration deprovisioning destroy", Destroy, deprovisioning) { Earlier = deprovisioning },
        ];
    }

    private static IEnumerable<Scenario> OfUserImport()
    {
        Func<ProviderFixture, string> first = stack => People(stack, "usernames: [olga-acme]");
        return
        [
            new("UserImport create", Up, first) { Earlier = stack => Integrated(stack) },
            new("UserImport update", Up, stack => People(stack, "usernames: [olga-acme, pavel-acme]")) { Earlier = first },
            new("UserImport replace", Up, stack => People(stack, "usernames: [olga-acme], triggers: { round: '2' }")) { Earlier = first },
            new("UserImport delete", Up, stack => Integrated(stack)) { Earlier = first },
        ];
    }

    /// <summary>Create, refresh and delete; a delete takes the resource out of the program.</summary>
    private static IEnumerable<Scenario> Life(
        string type, Func<ProviderFixture, string> before, Func<ProviderFixture, string> first) =>
    [
        new($"{type} create", Up, first) { Earlier = before },
        new($"{type} refresh", Refresh, first) { Earlier = first },
        new($"{type} delete", Up, before) { Earlier = first },
    ];

    /// <summary>The same where there is nothing but the resource.</summary>
    private static IEnumerable<Scenario> Life(string type, Func<ProviderFixture, string> first) =>
    [
        new($"{type} create", Up, first),
        new($"{type} refresh", Refresh, first) { Earlier = first },
        new($"{type} destroy", Destroy, first) { Earlier = first },
    ];

    private static Func<ProviderFixture, Task> ByHand(Action<ProviderFixture> action) => stack =>
    {
        action(stack);
        return Task.CompletedTask;
    };

    private static string App(string properties) =>
        Resource("app", "SsoApplication", $"template: pulumi, placeholders: {{ YOUR_ORGANIZATION: acme }}, {properties}");

    private static string Saml(string organization, string idp) => Resource(
        "saml", "SamlConfiguration", $"organization: {organization}, idpMetadataXml: '{TestMetadata.Good(idp)}', onDelete: restore");

    private static string Integrated(ProviderFixture stack, string more = "") =>
        Programs.Of(Programs.Application(stack), Programs.Integration(stack), more);

    private static string Bound(ProviderFixture stack, string group, string properties) => Integrated(stack, Programs.Binding(
        "team", $"userGroupName: {group}, {properties}, {Programs.ServiceProvider(stack)}", options: "dependsOn: [ '${idm}' ]"));

    private static string Two(ProviderFixture stack, string application) => Programs.Of(
        Programs.Application(stack),
        Programs.Application(stack, "other", "Pulumi Two"),
        "    options: { dependsOn: [ '${app}' ] }\n",
        Programs.Integration(stack, options: "dependsOn: [ '${app}', '${other}' ]")
            .Replace("${app.applicationId}", $"${{{application}.applicationId}}", StringComparison.Ordinal));

    private static string People(ProviderFixture stack, string properties) => Integrated(
        stack,
        "  people:\n    type: jumpcloud:index:UserImport\n"
        + $"    properties: {{ applicationId: '${{app.applicationId}}', {properties} }}\n    options: {{ dependsOn: [ '${{idm}}' ] }}\n");

    private static string Component(ProviderFixture stack, string properties) => Resource(
        "cloud",
        "PulumiIntegration",
        $"organization: acme, displayLabel: Pulumi Cloud, scimToken: {{ 'fn::secret': '{Programs.ScimToken(stack)}' }}, {properties}");

    private static string Resource(string name, string type, string properties) =>
        Programs.Of($"  {name}:\n    type: jumpcloud:index:{type}\n    properties: {{ {properties} }}\n");

    private static string Logo(ProviderFixture stack)
    {
        var file = Path.Combine(stack.WorkingDirectory, "logo.png");
        File.WriteAllBytes(file, [0x89, 0x50, 0x4E, 0x47]);
        return $"{{ 'fn::fileAsset': '{file}' }}";
    }

    private static string Key(string name)
    {
        var (pem, key) = TestCertificates.Of(name, TestMetadata.End);
        return $"idpCertificate: {Text(pem)}, idpPrivateKey: {{ 'fn::secret': {Text(key)} }}";
    }

    private static string Text(string text) => $"\"{text.ReplaceLineEndings("\\n")}\"";

    private static string ApplicationId(ProviderFixture stack) => stack.Services.JumpCloud.Applications().Single().Id;
}
