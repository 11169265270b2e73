using System.Collections.Immutable;

namespace JumpCloud.Core;

/// <summary>The provider's own properties.</summary>
internal static class ProviderConfigRows
{
    public static readonly Property ApiKey = new("apiKey", PropertyKind.String) { Secret = true };
    public static readonly Property ClientId = new("clientId", PropertyKind.String);
    public static readonly Property ClientSecret = new("clientSecret", PropertyKind.String) { Secret = true };
    public static readonly Property OrganizationId = new("organizationId", PropertyKind.String);
    public static readonly Property Region = new("region", PropertyKind.String) { Allowed = ["us", "eu", "in"] };
    public static readonly Property ConsoleUrl = new("consoleUrl", PropertyKind.String);
    public static readonly Property InsightsUrl = new("insightsUrl", PropertyKind.String);
    public static readonly Property OauthUrl = new("oauthUrl", PropertyKind.String);
    public static readonly Property SsoUrl = new("ssoUrl", PropertyKind.String);
    public static readonly Property PulumiAccessToken = new("pulumiAccessToken", PropertyKind.String) { Secret = true };
    public static readonly Property PulumiApiUrl = new("pulumiApiUrl", PropertyKind.String);
    public static readonly Property MaxConcurrency = new("maxConcurrency", PropertyKind.Integer);
    public static readonly Property RequestTimeout = new("requestTimeout", PropertyKind.Integer);
    public static readonly Property MaxRetries = new("maxRetries", PropertyKind.Integer);
    public static readonly Property Strict = new("strict", PropertyKind.Boolean);

    public static readonly ImmutableArray<Property> All =
    [
        ApiKey, ClientId, ClientSecret, OrganizationId, Region, ConsoleUrl, InsightsUrl, OauthUrl, SsoUrl, PulumiAccessToken,
        PulumiApiUrl, MaxConcurrency, RequestTimeout, MaxRetries, Strict,
    ];

    /// <summary>Names that the engine puts among the inputs. They are nobody's business here.</summary>
    public static readonly ImmutableArray<string> Engine = ["version", "pluginDownloadURL", "pluginChecksums", "parameterization"];

    /// <summary>The environment variables that stand in for properties that the program does not set.</summary>
    public static readonly ImmutableDictionary<string, string> Environment = new Dictionary<string, string>
    {
        [ApiKey.Name] = "JUMPCLOUD_API_KEY",
        [ClientId.Name] = "JUMPCLOUD_CLIENT_ID",
        [ClientSecret.Name] = "JUMPCLOUD_CLIENT_SECRET",
        [OrganizationId.Name] = "JUMPCLOUD_ORGANIZATION_ID",
        [Region.Name] = "JUMPCLOUD_REGION",
        [ConsoleUrl.Name] = "JUMPCLOUD_CONSOLE_URL",
        [InsightsUrl.Name] = "JUMPCLOUD_INSIGHTS_URL",
        [OauthUrl.Name] = "JUMPCLOUD_OAUTH_URL",
        [SsoUrl.Name] = "JUMPCLOUD_SSO_URL",
        [PulumiAccessToken.Name] = "PULUMI_ACCESS_TOKEN",
        [PulumiApiUrl.Name] = "PULUMI_API",
        [Strict.Name] = "JUMPCLOUD_STRICT",
    }.ToImmutableDictionary(StringComparer.Ordinal);
}
