using Google.Protobuf.WellKnownTypes;
using JumpCloud.Emulator;
using JumpCloud.EngineHost.Wire;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Benchmarks;

/// <summary>
/// What a program gives each resource. In a preview without changes they are old and new inputs alike, and nobody is asked about
/// them: what is measured then is the provider's own work.
/// </summary>
internal static class Inputs
{
    private const string Id = "6567a1b2c300000000000080";

    private static readonly JObject Token = new() { [Values.SignatureKey] = Values.SecretSignature, ["value"] = "scim-token-0123456789" };

    /// <summary>By the type's token.</summary>
    public static readonly IReadOnlyDictionary<string, JObject> All = new Dictionary<string, JObject>
    {
        ["jumpcloud:index:GroupBinding"] = new()
        {
            ["applicationId"] = Id,
            ["userGroupId"] = "5d0000000000000000000005",
            ["serviceProvider"] = new JObject { ["scimBaseUrl"] = "https://api.pulumi.com/scim/v2/acme", ["scimToken"] = Token },
        },
        ["jumpcloud:index:IdmIntegration"] = new()
        {
            ["applicationId"] = Id, ["baseUrl"] = "https://api.pulumi.com/scim/v2/acme", ["token"] = Token, ["mode"] = "auto",
        },
        ["jumpcloud:index:SamlConfiguration"] = new() { ["organization"] = "acme", ["idpMetadataXml"] = EarlierIdentityProvider.Metadata },
        ["jumpcloud:index:SsoApplication"] = new()
        {
            ["template"] = "pulumi",
            ["displayLabel"] = "Pulumi Cloud",
            ["placeholders"] = new JObject { ["YOUR_ORGANIZATION"] = "acme" },
            ["saml"] = new JObject
            {
                ["spEntityId"] = "https://api.pulumi.com/login/acme/sso/saml/metadata",
                ["acsUrls"] = new JArray("https://api.pulumi.com/login/acme/sso"),
                ["constantAttributes"] = new JArray(new JObject { ["name"] = "team", ["value"] = "platform" }),
            },
        },
        ["jumpcloud:index:UserGroup"] = new() { ["name"] = "Guild", ["description"] = "Of all", ["email"] = "guild@acme.test" },
        ["jumpcloud:index:UserGroupMembership"] = new()
        {
            ["userGroupId"] = "5d0000000000000000000005", ["userId"] = "5e0000000000000000000001",
        },
        ["jumpcloud:index:UserImport"] = new() { ["applicationId"] = Id, ["usernames"] = new JArray("olga-acme", "pavel-acme") },
    };

    /// <summary>Whether a plugin is one of JumpCloud's, ours or another, and not one that it is compared with.</summary>
    public static bool AreOf(string plugin) => Path.GetFileName(plugin).Contains("jumpcloud", StringComparison.Ordinal);

    /// <summary>Of a provider that has no service to ask.</summary>
    public static Struct Provider => StructOf(new JObject
    {
        ["apiKey"] = "0123456789abcdef0123456789abcdef01234567", ["pulumiAccessToken"] = "pul-0123456789abcdef0123456789abcdef01234567",
    });

    /// <summary>The urn of a resource of a type.</summary>
    public static string UrnOf(string token) => $"urn:pulumi:dev::shop::{token}::it";

    public static Struct StructOf(JObject inputs) => JsonValues.FromJson(inputs).StructValue;
}
