using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>The SCIM documents. Attributes without a value are left out.</summary>
internal static class ScimJson
{
    private const string ListSchema = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

    public static JObject User(PulumiMember member, string baseUrl)
    {
        var account = member.Account;
        var json = new JObject
        {
            ["schemas"] = new JArray(ScimPath.UserSchema),
            ["id"] = account.Id,
            ["userName"] = account.Login,
        };
        if (account.Name is not null)
            json["displayName"] = account.Name;
        var name = new JObject();
        if (account.GivenName is not null)
            name["givenName"] = account.GivenName;
        if (account.FamilyName is not null)
            name["familyName"] = account.FamilyName;
        if (name.Count > 0)
            json["name"] = name;
        if (account.Email is not null)
            json["emails"] = new JArray(new JObject { ["value"] = account.Email, ["type"] = "work", ["primary"] = true });
        json["active"] = member.Active;
        json["meta"] = Meta("User", $"{baseUrl}/Users/{account.Id}");
        return json;
    }

    public static JObject Group(PulumiTeam team, PulumiOrganization organization, string baseUrl) => new()
    {
        ["schemas"] = new JArray(ScimPath.GroupSchema),
        ["id"] = team.Id,
        ["displayName"] = team.DisplayName,
        ["members"] = new JArray(team.Members.Select(organization.Member).OfType<PulumiMember>().Select(member =>
            new JObject { ["value"] = member.Account.Id, ["display"] = member.Account.ShownName })),
        ["meta"] = Meta("Group", $"{baseUrl}/Groups/{team.Id}"),
    };

    public static JObject List(IReadOnlyCollection<JObject> resources, int total, int startIndex) => new()
    {
        ["schemas"] = new JArray(ListSchema),
        ["totalResults"] = total,
        ["startIndex"] = startIndex,
        ["itemsPerPage"] = resources.Count,
        ["Resources"] = new JArray(resources),
    };

    public static JObject Meta(string type, string location) => new() { ["resourceType"] = type, ["location"] = location };
}
