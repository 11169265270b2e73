using JumpCloud.Emulator;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Sdk.Tests;

/// <summary>An integration of acme that somebody clicked together.</summary>
internal static class HandMade
{
    public const string ApplicationId = "6567a1b2c300000000000080";

    /// <summary>Engineering and Security.</summary>
    public static readonly IReadOnlyList<string> Groups = ["5d0000000000000000000001", "5d0000000000000000000003"];

    public static async Task IntegrateAsync(EmulatorHost services)
    {
        var (pulumi, portal) = (services.PulumiApiUrl.GetLeftPart(UriPartial.Authority), services.JumpCloud.Portal);
        var application = services.JumpCloud.CreateApplication(
            new JObject
            {
                ["name"] = "pulumi",
                ["displayLabel"] = "Pulumi Cloud",
                ["description"] = "Infrastructure as code",
                ["active"] = true,
                ["ssoUrl"] = $"{services.SsoUrl.GetLeftPart(UriPartial.Authority)}/saml2/by-hand",
                ["sso"] = new JObject { ["type"] = "saml", ["hidden"] = false },
                ["config"] = new JObject(),
            },
            Actor.Portal);
        portal.PatchApplication(ApplicationId, new JObject
        {
            ["config"] = new JObject
            {
                ["spEntityId"] = new JObject { ["value"] = $"{pulumi}/login/acme/sso/saml/metadata" },
                ["acsUrl"] = new JObject { ["value"] = $"{pulumi}/login/acme/sso/saml/acs" },
                ["defaultTargetUrl"] = new JObject { ["value"] = $"{pulumi}/login/acme/sso" },
            },
        });
        services.PulumiCloud.SetIdpMetadata(
            "acme", services.JumpCloud.GetMetadata((string?)application["organization"] ?? "", ApplicationId));
        foreach (var group in Groups)
            portal.BindGroup(ApplicationId, group);
        await portal.ActivateIdmAsync(
            ApplicationId,
            new IdmSettings(new Uri($"{pulumi}/scim/v2/acme"), services.PulumiCloud.Organization("acme").ScimToken!, true, null));
        await services.SettledAsync();
    }
}
