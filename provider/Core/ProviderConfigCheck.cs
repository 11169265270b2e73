using System.Collections.Immutable;

namespace JumpCloud.Core;

/// <summary>Finds every problem of the provider's configuration at once. What is unknown is not looked at.</summary>
internal static class ProviderConfigCheck
{
    public const int MostConcurrency = 64;
    public const int LongestRequestTimeout = 600;
    public const int MostRetries = 20;

    private static readonly ImmutableArray<Property> Urls =
    [
        ProviderConfigRows.ConsoleUrl, ProviderConfigRows.InsightsUrl, ProviderConfigRows.OauthUrl, ProviderConfigRows.SsoUrl,
        ProviderConfigRows.PulumiApiUrl,
    ];

    private static readonly ImmutableArray<Property> HeaderValues =
    [
        ProviderConfigRows.ApiKey, ProviderConfigRows.ClientId, ProviderConfigRows.ClientSecret, ProviderConfigRows.OrganizationId,
        ProviderConfigRows.PulumiAccessToken,
    ];

    public static ImmutableArray<CheckFailure> Run(PropertyMap inputs, Func<string, string?> environment)
    {
        var failures = new Failures();
        var values = new ProviderConfigValues(inputs, environment);
        RowCheck.Run(ProviderConfigRows.All, values.Inputs, failures);
        foreach (var row in HeaderValues)
            CheckHeaderValue(row, values, failures);
        foreach (var row in Urls)
            CheckUrl(row, values, failures);
        CheckRegion(values, failures);
        CheckStrict(values, failures);
        CheckRange(ProviderConfigRows.MaxConcurrency, 1, MostConcurrency, values, failures);
        CheckRange(ProviderConfigRows.RequestTimeout, 1, LongestRequestTimeout, values, failures);
        CheckRange(ProviderConfigRows.MaxRetries, 0, MostRetries, values, failures);
        CheckCredentials(values, failures);
        return failures.ToImmutable();
    }

    private static void CheckHeaderValue(Property row, ProviderConfigValues values, Failures failures)
    {
        if (values.Text(row) is not { } setting)
            return;
        if (setting.Value.Length == 0)
            Add(row, setting, "must not be empty; remove it or give it a value", failures);
        else if (HeaderValue.ProblemOf(setting.Value) is { } problem)
            Add(row, setting, problem, failures);
    }

    private static void CheckUrl(Property row, ProviderConfigValues values, Failures failures)
    {
        // The CLI keeps its backend in PULUMI_API, and a file:// or s3:// backend is not an API.
        if (values.Text(row) is not { } setting
            || (row == ProviderConfigRows.PulumiApiUrl && setting.IsFromEnvironment && !IsHttp(setting.Value)))
        {
            return;
        }

        if (ProviderUrl.ProblemOf(setting.Value) is not { } problem)
            return;

        // The engine prints the value of the property that a failure names; this one may hold a password.
        if (ProviderUrl.MayHoldPassword(setting.Value) || setting.IsFromEnvironment)
            failures.Add("", $"{setting.Source} {problem}");
        else
            failures.Add(setting.Path, problem);
    }

    private static void CheckRegion(ProviderConfigValues values, Failures failures)
    {
        var row = ProviderConfigRows.Region;
        if (values.Text(row) is { IsFromEnvironment: true } setting && !row.Allowed.Contains(setting.Value))
            failures.Add("", $"{setting.Source} must be one of {string.Join(", ", row.Allowed)}");
    }

    private static void CheckStrict(ProviderConfigValues values, Failures failures)
    {
        var row = ProviderConfigRows.Strict;
        if (values.Text(row) is { IsFromEnvironment: true } setting && values.Flag(row) is null)
            failures.Add("", $"{setting.Source} must be true or false");
    }

    private static void CheckRange(Property row, int least, int most, ProviderConfigValues values, Failures failures)
    {
        if (values.Number(row) is { } number && number == Math.Floor(number) && (number < least || number > most))
            failures.Add(row.Name, $"must be a whole number from {least} to {most}");
    }

    private static void CheckCredentials(ProviderConfigValues values, Failures failures)
    {
        var (key, id, secret) = (ProviderConfigRows.ApiKey, ProviderConfigRows.ClientId, ProviderConfigRows.ClientSecret);
        if (values.IsGiven(key) && (values.IsGiven(id) || values.IsGiven(secret)))
        {
            failures.Add("", "give either apiKey or clientId with clientSecret, not both: a request carries one of them");
            return;
        }

        if (values.IsGiven(key))
            return;
        if (values.IsGiven(id) && !values.IsUnknown(secret) && values.Text(secret) is null)
            failures.Add("", $"clientSecret is required with clientId; set it or {ProviderConfigRows.Environment[secret.Name]}");
        else if (values.IsGiven(secret) && !values.IsUnknown(id) && values.Text(id) is null)
            failures.Add("", $"clientId is required with clientSecret; set it or {ProviderConfigRows.Environment[id.Name]}");
    }

    private static void Add(Property row, Setting setting, string problem, Failures failures)
    {
        if (setting.IsFromEnvironment)
            failures.Add("", $"{setting.Source} {problem}");
        else
            failures.Add(row, setting.Path, problem);
    }

    private static bool IsHttp(string text) =>
        text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
}
