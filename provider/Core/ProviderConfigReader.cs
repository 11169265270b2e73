using JumpCloud.Clients;

namespace JumpCloud.Core;

/// <summary>Makes the configuration of a provider instance out of its inputs and the environment.</summary>
internal static class ProviderConfigReader
{
    private const string Description =
        "an API key of a JumpCloud administrator (add --secret), also read from the environment variable JUMPCLOUD_API_KEY; "
        + "or set clientId and clientSecret of a service account";

    /// <exception cref="UserErrorException">The configuration has problems; all of them are named.</exception>
    /// <exception cref="MissingConfigException">There are no credentials.</exception>
    public static ProviderConfig Read(PropertyMap inputs, Func<string, string?> environment)
    {
        // A provider taken from the state was not checked in this run.
        var failures = ProviderConfigCheck.Run(inputs, environment);
        if (failures.Length > 0)
        {
            throw new UserErrorException(
                ErrorKind.InvalidArgument,
                "the provider's configuration is not valid: "
                + string.Join("; ", failures.Select(failure => $"{failure.Path} {failure.Reason}".Trim())));
        }

        var values = new ProviderConfigValues(inputs, environment);
        var region = values.Text(ProviderConfigRows.Region)?.Value ?? "us";
        var defaults = new ProviderConfig();
        var config = defaults with
        {
            OrganizationId = values.Text(ProviderConfigRows.OrganizationId)?.Value,
            Region = region,
            ConsoleUrl = Host(ProviderConfigRows.ConsoleUrl, values, region),
            InsightsUrl = Host(ProviderConfigRows.InsightsUrl, values, region),
            OauthUrl = Host(ProviderConfigRows.OauthUrl, values, region),
            SsoUrl = Host(ProviderConfigRows.SsoUrl, values, region),
            PulumiApiUrl = PulumiApi(values) ?? defaults.PulumiApiUrl,
            ProvisionApiFile = environment(ProvisionApi.FileVariable) is { Length: > 0 } file ? file : null,
            MaxConcurrency = (int?)values.Number(ProviderConfigRows.MaxConcurrency) ?? defaults.MaxConcurrency,
            RequestTimeout = values.Number(ProviderConfigRows.RequestTimeout) is { } seconds
                ? TimeSpan.FromSeconds(seconds)
                : defaults.RequestTimeout,
            MaxRetries = (int?)values.Number(ProviderConfigRows.MaxRetries) ?? defaults.MaxRetries,
            IsStrict = values.Flag(ProviderConfigRows.Strict) ?? defaults.IsStrict,
        };
        return WithPulumiToken(WithCredentials(config, values), values);
    }

    /// <summary>The address of a service in a region (jumpcloud-api, hosts: SSO hosts outside the US are inferred).</summary>
    public static Uri HostOf(Property row, string region)
    {
        var part = region == "us" ? "" : $"{region}.";
        return new Uri(row.Name switch
        {
            "consoleUrl" => $"https://console.{part}jumpcloud.com",
            "insightsUrl" => $"https://api.{part}jumpcloud.com",
            "oauthUrl" => $"https://admin-oauth.id.{part}jumpcloud.com",
            "ssoUrl" => $"https://sso.{part}jumpcloud.com",
            _ => throw new ArgumentOutOfRangeException(nameof(row), row.Name, "has no regional host"),
        });
    }

    private static ProviderConfig WithCredentials(ProviderConfig config, ProviderConfigValues values)
    {
        var key = values.Text(ProviderConfigRows.ApiKey);
        var id = values.Text(ProviderConfigRows.ClientId);
        var secret = values.Text(ProviderConfigRows.ClientSecret);

        // What the program says goes before what the environment says, and a key before a service account.
        var hasAccount = id is not null && secret is not null;
        var isAccountGiven = id is { IsFromEnvironment: false } || secret is { IsFromEnvironment: false };
        if (hasAccount && (isAccountGiven || key is null))
        {
            var name = isAccountGiven
                ? "the provider's clientId and clientSecret"
                : "the service account from JUMPCLOUD_CLIENT_ID and JUMPCLOUD_CLIENT_SECRET";
            return config with { ClientId = id!.Value.Value, ClientSecret = secret!.Value.Value, JumpCloudCredentialName = name };
        }

        return key is { } found
            ? config with { ApiKey = found.Value, JumpCloudCredentialName = NameOf("apiKey", "the API key", found) }
            : throw new MissingConfigException([new MissingKey("jumpcloud:apiKey", Description)]);
    }

    private static ProviderConfig WithPulumiToken(ProviderConfig config, ProviderConfigValues values) =>
        values.Text(ProviderConfigRows.PulumiAccessToken) is { } token
            ? config with
            {
                PulumiAccessToken = token.Value,
                PulumiCredentialName = NameOf("pulumiAccessToken", "the access token", token),
            }
            : config;

    private static string NameOf(string property, string what, Setting setting) =>
        setting.IsFromEnvironment
            ? $"{what} from {ProviderConfigRows.Environment[property]}"
            : $"the provider's {property}";

    private static Uri Host(Property row, ProviderConfigValues values, string region) =>
        values.Text(row) is { } setting ? new Uri(setting.Value) : HostOf(row, region);

    private static Uri? PulumiApi(ProviderConfigValues values) =>
        values.Text(ProviderConfigRows.PulumiApiUrl) is { } setting && ProviderUrl.ProblemOf(setting.Value) is null
            ? new Uri(setting.Value)
            : null;
}
