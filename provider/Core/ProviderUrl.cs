namespace JumpCloud.Core;

/// <summary>What an address must be for credentials to be sent to it.</summary>
internal static class ProviderUrl
{
    /// <summary>What is wrong with <paramref name="text"/> as the address of a service; null where nothing is.</summary>
    public static string? ProblemOf(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0)
            return "must be an https:// address such as https://console.jumpcloud.com";
        if (HasUserInfo(text))
            return "must not hold a user name or password; credentials have properties of their own";
        if (url.Query.Length > 0 || url.Fragment.Length > 0 || text.Contains('?', StringComparison.Ordinal) || text.Contains('#', StringComparison.Ordinal))
            return "must not hold a query or fragment";
        if (url.Scheme == "http" && !url.IsLoopback)
            return "must begin with https://; plain http:// would show the credentials to the network and is accepted for loopback hosts only";
        return null;
    }

    public static bool HasUserInfo(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.UserInfo.Length > 0;
}
