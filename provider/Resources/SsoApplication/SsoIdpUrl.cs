using System.Text.RegularExpressions;

namespace JumpCloud.Resources;

/// <summary>
/// The address at which people sign in to an application: <c>https://sso.jumpcloud.com/saml2/&lt;slug&gt;</c>. JumpCloud fixes
/// it when the application is made; the default of the portal, the application's name, has to be made here.
/// </summary>
internal static partial class SsoIdpUrl
{
    private const string Folder = "/saml2/";

    /// <summary>The canonical URL of a slug or URL that a program gives; null when it is neither.</summary>
    /// <param name="ssoHost">The host of the region, such as <c>https://sso.jumpcloud.com</c>.</param>
    public static string? Canonical(string slugOrUrl, Uri ssoHost)
    {
        if (Slug().IsMatch(slugOrUrl))
            return Of(slugOrUrl, ssoHost);
        var prefix = Of("", ssoHost);
        return slugOrUrl.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && Slug().IsMatch(slugOrUrl[prefix.Length..])
            ? prefix + slugOrUrl[prefix.Length..]
            : null;
    }

    /// <summary>The URL that a label stands for; null when nothing is left of the label.</summary>
    public static string? FromLabel(string displayLabel, Uri ssoHost)
    {
        var slug = NotInSlug().Replace(displayLabel.ToLowerInvariant(), "-").Trim('-');
        return slug.Length == 0 ? null : Of(slug, ssoHost);
    }

    /// <summary>The last part of a URL, which tells the application from others.</summary>
    public static string SlugOf(string url) => url[(url.LastIndexOf('/') + 1)..];

    /// <summary>What the service gave, which may be a slug (JumpCloud's SSO guide shows one), as a URL.</summary>
    public static string FromService(string ssoUrl, Uri ssoHost) => Canonical(ssoUrl, ssoHost) ?? ssoUrl;

    /// <summary>The form that is asked for, for messages.</summary>
    public static string Form(Uri ssoHost) => Of("<name>", ssoHost);

    private static string Of(string slug, Uri ssoHost) => ssoHost.GetLeftPart(UriPartial.Authority) + Folder + slug;

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._~-]*\z")]
    private static partial Regex Slug();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotInSlug();
}
