using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>The items of an application's <c>config</c>, as the templates carry them (facts, section 2.3) [S][L].</summary>
internal static class ConfigItems
{
    public const string PrivateKey = "idpPrivateKey";
    public const string Certificate = "idpCertificate";
    public const string SpCertificate = "spCertificate";

    private static readonly string[] Signatures = ["RSA-SHA1", "RSA-SHA256"];

    private static readonly string[] Subjects = ["email", "username", "employeeIdentifier", "company"];

    private static readonly string[] NameIdFormats =
    [
        "urn:oasis:names:tc:SAML:1.0:nameid-format:unspecified",
        "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
        "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
        "urn:oasis:names:tc:SAML:2.0:nameid-format:transient",
    ];

    private static readonly BodyFields ConstantRow = new()
    {
        ["name"] = Body.Text, ["value"] = Body.Text, ["readOnly"] = Body.Bool, ["required"] = Body.Bool, ["visible"] = Body.Bool,
    };

    private static readonly BodyFields DatabaseRow = new BodyFields
    {
        ["mutable"] = Body.Bool, ["isCustomAttribute"] = Body.Bool, ["tempId"] = Body.Anything,
    }.With(ConstantRow);

    private static readonly BodyFields Members = new()
    {
        ["type"] = Body.Text, ["label"] = Body.Text, ["position"] = Body.Integer, ["required"] = Body.Bool,
        ["visible"] = Body.Bool, ["readOnly"] = Body.Bool, ["tooltip"] = Body.AnyObject, ["options"] = Body.Anything,
        ["toggle"] = Body.Anything, ["mutable"] = Body.Bool, ["dependsOnProperty"] = Body.Text,
    };

    /// <summary>What is wrong with a written item, or null.</summary>
    /// <param name="stored">The item as the template or the application has it; null for a key that neither has.</param>
    public static string? Check(string key, JToken written, JObject? stored)
    {
        if (written is not JObject item)
            return $"\"config.{key}\" must be an object";
        if (key == "authClaimConfiguration")
            return null;
        var fields = new BodyFields { ["value"] = ValueRule(key, stored) }.With(Members);
        return fields.Check(item, $"config.{key}.", name => stored?.ContainsKey(name) == true);
    }

    private static BodyRule ValueRule(string key, JObject? stored) => key switch
    {
        "constantAttributes" => Body.ListOf(Body.Object(ConstantRow)),
        "databaseAttributes" => Body.ListOf(Body.Object(DatabaseRow)),
        _ => (string?)stored?["type"] switch
        {
            "bool" => Body.Bool,
            null => Body.Anything,
            _ => Body.Text,
        },
    };

    public static JObject Text(string label, int position, string value, bool required = false) =>
        Item("text", label, position, value, required);

    public static JObject File(string label, int position, bool required) => Item("file", label, position, "", required);

    public static JObject Bool(string label, int position, bool value) => Item("bool", label, position, value, false);

    /// <summary>Whether assertions or answers are signed: the one kind of item without a tooltip [S].</summary>
    public static JObject Sign(string label, int position, bool value)
    {
        var item = Bool(label, position, value);
        item.Remove("tooltip");
        return item;
    }

    public static JObject Subject(string value) => Select("SAMLSubject NameID", 5, value, Subjects);

    public static JObject NameIdFormat(string value) => Select("SAMLSubject NameID Format", 6, value, NameIdFormats);

    public static JObject Signature() => Select("Signature Algorithm", 7, "RSA-SHA256", Signatures);

    public static JObject Constants()
    {
        var item = Item("constantAttributes", "Constant Attributes", 8, new JArray(), false);
        item["mutable"] = true;
        return item;
    }

    /// <param name="rows">Attribute of the service provider, property of JumpCloud.</param>
    public static JObject Database(params (string Name, string Value)[] rows) =>
        Item("databaseAttributes", "User Attributes", 9, new JArray(rows.Select(row => new JObject
        {
            ["name"] = row.Name, ["value"] = row.Value, ["readOnly"] = false, ["required"] = false, ["visible"] = true,
        })), false);

    public static JObject GroupsName(string value)
    {
        var item = Text("Groups Attribute Name", 11, value);
        item["dependsOnProperty"] = "includeGroups";
        return item;
    }

    private static JObject Select(string label, int position, string value, string[] options)
    {
        var item = Item("select", label, position, value, false);
        item["options"] = new JArray(options.Select(option => new JObject { ["text"] = option, ["value"] = option }));
        return item;
    }

    private static JObject Item(string type, string label, int position, JToken value, bool required) => new()
    {
        ["type"] = type,
        ["label"] = label,
        ["value"] = value,
        ["position"] = position,
        ["required"] = required,
        ["visible"] = true,
        ["readOnly"] = false,
        ["tooltip"] = new JObject { ["template"] = "", ["variables"] = new JObject { ["icon"] = "", ["message"] = "" } },
    };
}
