using System.Globalization;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>The v2 view of an application: the public read-back of SSO and provisioning (facts, section 2.5) [S].</summary>
internal static class ApplicationView
{
    public static JObject V2(Application application, TimeProvider clock)
    {
        var document = application.Document;
        return new JObject
        {
            ["_id"] = application.Id,
            ["name"] = application.Name,
            ["displayName"] = document["displayName"],
            ["displayLabel"] = document["displayLabel"],
            ["description"] = document["description"],
            ["color"] = document["color"],
            ["catalogItem"] = "",
            ["logo"] = document["logo"],
            ["status"] = "",
            ["parentApp"] = "",
            ["aiReady"] = (bool?)document["aiReady"] ?? false,
            ["associatedOrganizationsCount"] = 0,
            ["organization"] = document["organization"],
            ["sso"] = Sso(application, clock),
            ["provision"] = application.IsProvisioning
                ? new JObject { ["_id"] = application.Idm!.Id, ["type"] = "scim", ["beta"] = false }
                : null,
        };
    }

    private static JObject Sso(Application application, TimeProvider clock)
    {
        var sso = (JObject)application.Document["sso"]!;
        var ends = (string?)sso["idpCertExpirationAt"];
        var view = new JObject
        {
            ["_id"] = application.Id,
            ["active"] = application.IsActive,
            ["type"] = sso["type"],
            ["jit"] = new JObject { ["supported"] = true, ["enabled"] = (bool?)sso["jit"] ?? false },
            ["beta"] = false,
            ["certExpired"] = ends is not null && DateTimeOffset.Parse(ends, CultureInfo.InvariantCulture) < clock.GetUtcNow(),
            ["idpCertExpirationAt"] = ends,
            ["url"] = application.SsoUrl,
            ["hidden"] = (bool?)sso["hidden"] ?? false,
        };
        foreach (var name in ApplicationFields.SsoDates)
        {
            if (sso[name] is { } date)
                view[name] = date;
        }

        return view;
    }
}
