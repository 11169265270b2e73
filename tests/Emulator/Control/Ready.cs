using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>What a caller needs to know of a running emulator, and what both services hold.</summary>
internal static class Ready
{
    /// <summary>The faces' URLs and the seeded credentials.</summary>
    public static JObject Describe(EmulatorHost host) => new()
    {
        ["pageUrl"] = host.PageUrl.AbsoluteUri,
        ["consoleUrl"] = Text(host.ConsoleUrl),
        ["insightsUrl"] = Text(host.InsightsUrl),
        ["oauthUrl"] = Text(host.OauthUrl),
        ["ssoUrl"] = Text(host.SsoUrl),
        ["pulumiApiUrl"] = Text(host.PulumiApiUrl),
        ["jumpcloud"] = host.JumpCloud.DescribeCredentials(),
        ["pulumi"] = host.PulumiCloud.DescribeCredentials(),
    };

    public static JObject DescribeState(EmulatorHost host) => new()
    {
        ["jumpcloud"] = host.JumpCloud.Describe(),
        ["pulumi"] = host.PulumiCloud.Describe(),
    };

    private static string Text(Uri url) => url.GetLeftPart(UriPartial.Authority);
}
