using System.Text.RegularExpressions;

namespace JumpCloud.Core;

/// <summary>What an address must be for credentials to be sent to it.</summary>
internal static partial class ProviderUrl
{
    private const int MaxLength = 2048;

    /// <summary>What is wrong with <paramref name="text"/> as the address of a service; null where nothing is.</summary>
    public static string? ProblemOf(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0)
            return "must be an https:// address such as https://console.jumpcloud.com";
        if (url.UserInfo.Length > 0)
            return "must not hold a user name or password; credentials have properties of their own";
        if (text.Contains('?', StringComparison.Ordinal) || text.Contains('#', StringComparison.Ordinal))
            return "must not hold a query or fragment";
        if (FormProblem(text, url) is { } problem)
            return problem;
        if (url.Scheme == "http" && !url.IsLoopback)
            return "must begin with https://; plain http:// would show the credentials to the network and is accepted for loopback hosts only";
        return null;
    }

    /// <summary>
    /// What is wrong with the way in which an address is written. A host that one program reads otherwise than another, or than a person,
    /// would get the credentials of somebody who means another one.
    /// </summary>
    public static string? FormProblem(string text, Uri url)
    {
        if (text.Length > MaxLength)
            return $"is {text.Length} characters long; an address has at most {MaxLength}";
        if (url.Port == 0)
            return "must have a port from 1 to 65535";
        return Plain().Match(text) is { Success: true } match && IsRead(match.Groups["host"].Value, url)
            ? null
            : "must be written plainly as https://host:port/path: a host in ASCII (xn-- where it has other letters) or an IP address in its "
                + "usual form, without white space or backslashes";
    }

    /// <summary>Whether an address, as far as it is one, may hold a password, so that it must not be printed.</summary>
    public static bool MayHoldPassword(string text) => text.Contains('@', StringComparison.Ordinal);

    // Numbers of other bases and of fewer parts are IP addresses too, and "loopback" is another name of localhost.
    private static bool IsRead(string host, Uri url) => url.HostNameType == UriHostNameType.IPv6
        || (string.Equals(host, url.IdnHost, StringComparison.OrdinalIgnoreCase)
            && (url.HostNameType == UriHostNameType.IPv4 || !EndsInNumber().IsMatch(host)));

    [GeneratedRegex(@"^https?://(?<host>\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:[0-9]*)?(/[a-z0-9._~!$&'()*+,;=:@%/-]*)?\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Plain();

    // WHATWG URL, "ends in a number checker": such a host is an IPv4 address or none.
    [GeneratedRegex(@"(^|\.)([0-9]+|0x[0-9a-f]*)\.?\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EndsInNumber();
}
