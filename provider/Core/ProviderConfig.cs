namespace JumpCloud.Core;

/// <summary>The configuration of one provider instance, checked and complete. Never printed: it holds credentials.</summary>
internal sealed record ProviderConfig
{
    /// <summary>An administrator's API key; null where a service account is used.</summary>
    public string? ApiKey { get; init; }

    public string? ClientId { get; init; }

    public string? ClientSecret { get; init; }

    /// <summary>Needed where the key belongs to an administrator of several organizations.</summary>
    public string? OrganizationId { get; init; }

    /// <summary>Where the organization is; the hosts below follow from it, unless they are overridden.</summary>
    public string Region { get; init; } = "us";

    public Uri ConsoleUrl { get; init; } = new("https://console.jumpcloud.com");

    public Uri InsightsUrl { get; init; } = new("https://api.jumpcloud.com");

    public Uri OauthUrl { get; init; } = new("https://admin-oauth.id.jumpcloud.com");

    public Uri SsoUrl { get; init; } = new("https://sso.jumpcloud.com");

    public string? PulumiAccessToken { get; init; }

    public Uri PulumiApiUrl { get; init; } = new("https://api.pulumi.com");

    /// <summary>Requests under way at once, 1 to 64.</summary>
    public int MaxConcurrency { get; init; } = 8;

    /// <summary>Of one try of one request, 1 s to 10 min.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>0 to 20.</summary>
    public int MaxRetries { get; init; } = 5;

    /// <summary>A preview fails on what it would only warn of otherwise.</summary>
    public bool IsStrict { get; init; }

    /// <summary>
    /// A file that says how Identity Management is activated, in place of what the provider infers; null for that. Only from the
    /// environment: it belongs to a tenant, not to a program.
    /// </summary>
    public string? ProvisionApiFile { get; init; }

    /// <summary>The credential's name and source for messages: "the API key from JUMPCLOUD_API_KEY"; never its value.</summary>
    public string JumpCloudCredentialName { get; init; } = "the provider's apiKey";

    /// <inheritdoc cref="JumpCloudCredentialName"/>
    public string PulumiCredentialName { get; init; } = "the provider's pulumiAccessToken";

    public override string ToString() => $"provider configuration for {ConsoleUrl.Host}";
}
