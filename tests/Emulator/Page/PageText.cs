using System.Text;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>Both services in a few lines of text, for a terminal and for a browser that runs no scripts.</summary>
internal static class PageText
{
    public static string Write(EmulatorHost host)
    {
        var state = Ready.DescribeState(host);
        var text = new StringBuilder();
        WriteJumpCloud(text, (JObject)state["jumpcloud"]!);
        foreach (var organization in Items(state["pulumi"]!, "organizations"))
            WriteOrganization(text, organization);
        return text.ToString();
    }

    private static void WriteJumpCloud(StringBuilder text, JObject state)
    {
        var users = Items(state, "users").ToList();
        text.AppendLine($"JumpCloud, organization {Text(state, "organization.displayName")}: {users.Count} users");
        foreach (var user in users.Where(user => Text(user, "state") != "ACTIVATED"))
            text.AppendLine($"  user {Text(user, "username")}: {Text(user, "state")}");
        foreach (var group in Items(state, "userGroups"))
            text.AppendLine($"  user group {Text(group, "name")}: {group["members"]!.Count()} members");
        foreach (var item in Items(state, "applications"))
        {
            var isActive = (bool?)JumpCloudJson.At(item, "application.active") == true;
            var isProvisioning = (bool?)JumpCloudJson.At(item, "identityManagement.active") == true;
            text.AppendLine($"  application {Text(item, "application.displayLabel")} ({Text(item, "application.name")}): "
                + $"{(isActive ? "active" : "not active")}, Identity Management {(isProvisioning ? "active" : "not active")}, "
                + $"bound to {Names(item["userGroups"])}");
        }
    }

    private static void WriteOrganization(StringBuilder text, JObject organization)
    {
        text.AppendLine();
        text.AppendLine($"Pulumi Cloud, organization {Text(organization, "login")} ({Text(organization, "kind")}): "
            + $"signs in with {Text(organization, "saml.entityId") ?? "no SAML identity provider"}, "
            + $"{((bool)organization["hasScimToken"]! ? "has a SCIM token" : "has no SCIM token")}");
        foreach (var team in Items(organization, "teams"))
            text.AppendLine($"  team {Text(team, "displayName")} ({Text(team, "kind")}): {Names(team["members"])}");
        foreach (var member in Items(organization, "members"))
            text.AppendLine($"  member {Text(member, "login")}: {Text(member, "role")}, {((bool)member["active"]! ? "active" : "deactivated")}");
    }

    private static IEnumerable<JObject> Items(JToken parent, string name) => ((JArray)parent[name]!).OfType<JObject>();

    private static string? Text(JObject item, string path) => (string?)JumpCloudJson.At(item, path);

    private static string Names(JToken? names) => names is JArray { Count: > 0 } some ? string.Join(", ", some) : "nobody";
}
