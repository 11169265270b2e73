using System.Text.RegularExpressions;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>The base URL of a SCIM server: what it must look like, and what it tells.</summary>
internal static partial class ScimBaseUrl
{
    private const string PulumiHost = "api.pulumi.com";

    /// <summary>What is wrong with <paramref name="text"/> and what to do; null where nothing is.</summary>
    public static string? ProblemOf(string text, Uri pulumiApiUrl)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.Host.Length == 0)
            return "must be an address such as https://api.pulumi.com/scim/v2/<organization>";
        if (url.UserInfo.Length > 0)
            return "must not hold a user name or password; the token goes into a property of its own";
        if (text.Contains('?', StringComparison.Ordinal) || text.Contains('#', StringComparison.Ordinal))
            return "must not hold a query or fragment";
        if (ProviderUrl.FormProblem(text, url) is { } problem)
            return problem;
        if (url.Scheme == "http" && !url.IsLoopback)
            return "must begin with https://; plain http:// would show the token to the network and is accepted for loopback "
                + "hosts only";
        if (text.EndsWith('/'))
            return "must not end in a slash: JumpCloud adds /Users and /Groups to it";
        if (url.Host == "app.pulumi.com" || (IsPulumi(url, pulumiApiUrl) && PulumiOrganizationOf(text, pulumiApiUrl) is null))
            return $"must have the form {pulumiApiUrl.AbsoluteUri.TrimEnd('/')}/scim/v2/<organization>, with the organization's "
                + "login name in the right case";
        return null;
    }

    /// <summary>The organization's login name in a base URL of Pulumi Cloud; null for any other service provider.</summary>
    public static string? PulumiOrganizationOf(string text, Uri pulumiApiUrl) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && IsPulumi(url, pulumiApiUrl)
        && Organization().Match(url.AbsolutePath) is { Success: true } match
            ? match.Groups[1].Value
            : null;

    /// <summary>
    /// The base URL that goes with a Pulumi organization's SAML entity id, <c>…/login/{org}/sso/saml/metadata</c> (Pulumi docs,
    /// guides/saml/jumpcloud); null for any other entity id.
    /// </summary>
    public static string? FromEntityId(string entityId) =>
        Uri.TryCreate(entityId, UriKind.Absolute, out var url)
        && PulumiEntityId().Match(url.AbsolutePath) is { Success: true } match
            ? $"{url.GetLeftPart(UriPartial.Authority)}/scim/v2/{match.Groups[1].Value}"
            : null;

    private static bool IsPulumi(Uri url, Uri pulumiApiUrl) =>
        url.Host == PulumiHost || (url.Host == pulumiApiUrl.Host && url.Port == pulumiApiUrl.Port);

    [GeneratedRegex(@"^/scim/v2/([A-Za-z0-9][A-Za-z0-9._-]*)\z")]
    private static partial Regex Organization();

    [GeneratedRegex(@"^/login/([^/]+)/sso/saml/metadata\z")]
    private static partial Regex PulumiEntityId();
}
