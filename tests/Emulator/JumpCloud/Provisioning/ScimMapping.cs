using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>The article's attribute mappings: six of users, one of groups [D].</summary>
internal static class ScimMapping
{
    private const string UserSchema = "urn:ietf:params:scim:schemas:core:2.0:User";
    private const string GroupSchema = "urn:ietf:params:scim:schemas:core:2.0:Group";
    private const string PatchSchema = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

    /// <summary>A user as it is exported; what JumpCloud's user lacks is left out.</summary>
    public static JObject User(JObject user)
    {
        var scim = new JObject { ["schemas"] = new JArray(UserSchema), ["userName"] = user["username"] };
        if (Text(user, "email") is { } email)
            scim["emails"] = new JArray(new JObject { ["value"] = email, ["type"] = "work", ["primary"] = true });
        var name = new JObject();
        if (Text(user, "firstname") is { } first)
            name["givenName"] = first;
        if (Text(user, "lastname") is { } last)
            name["familyName"] = last;
        if (name.HasValues)
            scim["name"] = name;
        if (Text(user, "displayname") is { } display)
            scim["displayName"] = display;
        scim["active"] = true;
        return scim;
    }

    public static JObject TestUser(string email) => new()
    {
        ["schemas"] = new JArray(UserSchema),
        ["userName"] = email,
        ["emails"] = new JArray(new JObject { ["value"] = email, ["type"] = "work", ["primary"] = true }),
        ["name"] = new JObject { ["givenName"] = "JumpCloud", ["familyName"] = "Test" },
        ["displayName"] = "JumpCloud Test",
        ["active"] = true,
    };

    public static JObject Group(string name, IEnumerable<string> members) => new()
    {
        ["schemas"] = new JArray(GroupSchema),
        ["displayName"] = name,
        ["members"] = Members(members),
    };

    public static JObject Deactivation() => Patch("replace", "active", false);

    public static JObject Renaming(string name) => Patch("replace", "displayName", name);

    /// <summary>A plain list of values, also to remove [T].</summary>
    public static JObject MemberChange(string operation, IEnumerable<string> members) =>
        Patch(operation, "members", Members(members));

    /// <summary>An imported user as <c>importUser</c> has it [S].</summary>
    public static JObject ImportUser(JObject scim)
    {
        var emails = (scim["emails"] as JArray ?? []).OfType<JObject>().ToList();
        var email = emails.Find(item => (bool?)item["primary"] == true) ?? emails.FirstOrDefault();
        return new JObject
        {
            ["id"] = (string?)scim["id"] ?? "",
            ["username"] = (string?)scim["userName"] ?? "",
            ["email"] = (string?)email?["value"] ?? "",
            ["firstname"] = (string?)JumpCloudJson.At(scim, "name.givenName") ?? "",
            ["lastname"] = (string?)JumpCloudJson.At(scim, "name.familyName") ?? "",
            ["displayname"] = (string?)scim["displayName"] ?? "",
        };
    }

    private static JArray Members(IEnumerable<string> ids) => new(ids.Select(id => new JObject { ["value"] = id }));

    private static JObject Patch(string operation, string path, JToken value) => new()
    {
        ["schemas"] = new JArray(PatchSchema),
        ["Operations"] = new JArray(new JObject { ["op"] = operation, ["path"] = path, ["value"] = value }),
    };

    private static string? Text(JObject user, string field) => (string?)user[field] is { Length: > 0 } text ? text : null;
}
