using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>
/// The discovery documents (RFC 7643 sections 5 to 7). Inferred as a whole: that they exist and what they say is composed from the
/// documented capabilities.
/// </summary>
internal static class ScimDiscovery
{
    private const string ConfigSchema = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig";
    private const string TypeSchema = "urn:ietf:params:scim:schemas:core:2.0:ResourceType";
    private const string SchemaSchema = "urn:ietf:params:scim:schemas:core:2.0:Schema";

    public static JObject ServiceProviderConfig(string baseUrl) => new()
    {
        ["schemas"] = new JArray(ConfigSchema),
        ["patch"] = Supported(true),
        ["bulk"] = new JObject { ["supported"] = false, ["maxOperations"] = 0, ["maxPayloadSize"] = 0 },
        ["filter"] = new JObject { ["supported"] = true, ["maxResults"] = ScimUsers.LargestCount },
        ["changePassword"] = Supported(false),
        ["sort"] = Supported(false),
        ["etag"] = Supported(false),
        ["authenticationSchemes"] = new JArray(new JObject
        {
            ["type"] = "oauthbearertoken",
            ["name"] = "Bearer token",
            ["description"] = "SCIM token",
            ["primary"] = true,
        }),
        ["meta"] = ScimJson.Meta("ServiceProviderConfig", baseUrl + "/ServiceProviderConfig"),
    };

    public static IReadOnlyList<JObject> ResourceTypes(string baseUrl) =>
        [ResourceType("User", "/Users", ScimPath.UserSchema, baseUrl), ResourceType("Group", "/Groups", ScimPath.GroupSchema, baseUrl)];

    public static IReadOnlyList<JObject> Schemas(string baseUrl) =>
    [
        Schema(ScimPath.UserSchema, "User", baseUrl, [
            Attribute("userName", "string", required: true, mutability: "immutable", uniqueness: "global"),
            Attribute("displayName", "string"),
            Complex("name", multiValued: false, Attribute("givenName", "string"), Attribute("familyName", "string")),
            Complex("emails", multiValued: true, Attribute("value", "string", required: true, uniqueness: "global"), Attribute("type", "string"), Attribute("primary", "boolean")),
            Attribute("active", "boolean"),
        ]),
        Schema(ScimPath.GroupSchema, "Group", baseUrl, [
            Attribute("displayName", "string", required: true),
            Complex("members", multiValued: true, Attribute("value", "string", mutability: "immutable"), Attribute("display", "string", mutability: "readOnly")),
        ]),
    ];

    private static JObject Supported(bool supported) => new() { ["supported"] = supported };

    private static JObject ResourceType(string name, string endpoint, string schema, string baseUrl) => new()
    {
        ["schemas"] = new JArray(TypeSchema),
        ["id"] = name,
        ["name"] = name,
        ["endpoint"] = endpoint,
        ["schema"] = schema,
        ["meta"] = ScimJson.Meta("ResourceType", $"{baseUrl}/ResourceTypes/{name}"),
    };

    private static JObject Schema(string id, string name, string baseUrl, IEnumerable<JObject> attributes) => new()
    {
        ["schemas"] = new JArray(SchemaSchema),
        ["id"] = id,
        ["name"] = name,
        ["attributes"] = new JArray(attributes),
        ["meta"] = ScimJson.Meta("Schema", $"{baseUrl}/Schemas/{id}"),
    };

    private static JObject Complex(string name, bool multiValued, params JObject[] parts)
    {
        var attribute = Attribute(name, "complex");
        attribute["multiValued"] = multiValued;
        attribute["subAttributes"] = new JArray(parts.AsEnumerable());
        return attribute;
    }

    private static JObject Attribute(
        string name, string type, bool required = false, string mutability = "readWrite", string uniqueness = "none") => new()
    {
        ["name"] = name,
        ["type"] = type,
        ["multiValued"] = false,
        ["required"] = required,
        ["caseExact"] = false,
        ["mutability"] = mutability,
        ["returned"] = "default",
        ["uniqueness"] = uniqueness,
    };
}
