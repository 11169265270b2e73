using JumpCloud.Cli;
using JumpCloud.Clients;
using JumpCloud.Core;
using JumpCloud.Emulator;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Tests.Functions;

/// <summary>
/// The seeded company with a whole integration that works: Finance and Security have access to acme. On a clock that stands at
/// 2026-11-23 unless it is advanced.
/// </summary>
internal sealed class HealthyCompany : IAsyncDisposable
{
    public const string Finance = "5d0000000000000000000006";
    public const string Security = "5d0000000000000000000003";
    public const string Contractors = "5d0000000000000000000008";

    /// <summary>priya.menon, the last of Finance.</summary>
    public const string Priya = "5e000000000000000000002b";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private HealthyCompany(EmulatorHost services, ProviderConfig config, string applicationId) =>
        (Services, Config, ApplicationId) = (services, config, applicationId);

    public EmulatorHost Services { get; }

    public ProviderConfig Config { get; set; }

    public string ApplicationId { get; }

    public PortalActions Portal => Services.JumpCloud.Portal;

    public string ScimToken => Services.PulumiCloud.Organization("acme").ScimToken!;

    public string Pulumi => Host(Services.PulumiApiUrl);

    public static async Task<HealthyCompany> StartAsync()
    {
        var services = await EmulatorHost.StartAsync(new EmulatorOptions { Seed = "company", TimeProvider = VirtualTime.Start() });
        var ready = Ready.Describe(services);
        var config = new ProviderConfig
        {
            ApiKey = (string)ready.SelectToken("jumpcloud.apiKey")!,
            ConsoleUrl = services.ConsoleUrl,
            InsightsUrl = services.InsightsUrl,
            OauthUrl = services.OauthUrl,
            SsoUrl = services.SsoUrl,
            PulumiAccessToken = (string)ready.SelectToken("pulumi.acme.accessToken")!,
            PulumiApiUrl = services.PulumiApiUrl,
            MaxRetries = 0,
        };
        using var clients = new ProviderClients(config, services.Clock);
        var made = await clients.JumpCloud.CreateApplicationAsync(Application(services), default);
        var company = new HealthyCompany(services, config, JumpCloudClient.IdOf(made));
        var metadata = await clients.JumpCloud.ReadApplicationMetadataAsync(
            (string)made["organization"]!, company.ApplicationId, default);
        services.PulumiCloud.SetIdpMetadata("acme", metadata);
        company.Portal.BindGroup(company.ApplicationId, Finance);
        company.Portal.BindGroup(company.ApplicationId, Security);
        await company.Portal.ActivateIdmAsync(
            company.ApplicationId, new IdmSettings(new Uri($"{company.Pulumi}/scim/v2/acme"), company.ScimToken, true, null));
        await services.SettledAsync().WaitAsync(Limit);
        services.Requests.Clear();
        return company;
    }

    /// <summary>Lets what was changed by hand reach the service provider.</summary>
    public Task SettledAsync() => Services.SettledAsync().WaitAsync(Limit);

    /// <summary>Calls a function over real HTTP.</summary>
    public async Task<InvokeResult> InvokeAsync(IFunction function, params (string Name, PropertyValue Value)[] arguments)
    {
        using var clients = new ProviderClients(Config, Services.Clock);
        using var limit = new CancellationTokenSource(Limit);
        var operation = new OperationContext("", Preview: false, new RecordingLog(), clients, Services.Clock, limit.Token);
        return await function.InvokeAsync(PropertyMap.Of(arguments), operation);
    }

    /// <summary>A result as JSON, the hosts by their names and not their ports.</summary>
    public string Text(PropertyMap result) => Name(ReportText.Json(result));

    public string Name(string text) => text
        .Replace(Host(Services.ConsoleUrl), "https://console", StringComparison.Ordinal)
        .Replace(Host(Services.SsoUrl), "https://sso", StringComparison.Ordinal)
        .Replace(Pulumi, "https://pulumi", StringComparison.Ordinal)
        .Replace(Services.PulumiApiUrl.Authority, "pulumi", StringComparison.Ordinal)
        .Replace(Services.ConsoleUrl.Authority, "console", StringComparison.Ordinal);

    /// <summary>Changes one SAML setting in the portal.</summary>
    public void Configure(string key, JToken value) => Portal.PatchApplication(
        ApplicationId, new JObject { ["config"] = new JObject { [key] = new JObject { ["value"] = value } } });

    public ValueTask DisposeAsync() => Services.DisposeAsync();

    private static JObject Application(EmulatorHost services)
    {
        var sso = $"{Host(services.PulumiApiUrl)}/login/acme/sso";
        return new JObject
        {
            ["name"] = "pulumi",
            ["displayName"] = "Pulumi",
            ["displayLabel"] = "Pulumi Cloud",
            ["active"] = true,
            ["ssoUrl"] = $"{Host(services.SsoUrl)}/saml2/pulumi-cloud",
            ["sso"] = new JObject { ["type"] = "saml", ["hidden"] = false },
            ["config"] = new JObject
            {
                ["spEntityId"] = new JObject { ["value"] = $"{sso}/saml/metadata" },
                ["acsUrl"] = new JObject { ["value"] = $"{sso}/saml/acs" },
                ["defaultTargetUrl"] = new JObject { ["value"] = sso },
            },
        };
    }

    private static string Host(Uri url) => url.GetLeftPart(UriPartial.Authority);
}
