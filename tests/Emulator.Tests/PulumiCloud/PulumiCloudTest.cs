using JumpCloud.Emulator;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Tests;

/// <summary>
/// The organization <c>acme</c> (SAML and SCIM) with its SAML admin <c>olga</c>, the admin <c>pavel</c> and the member <c>mia</c>;
/// <c>plainco</c> is no SAML organization, and pavel is an admin there too.
/// </summary>
public abstract class PulumiCloudTest : EmulatorTest
{
    protected override EmulatorOptions Options => new()
    {
        Arrange = host =>
        {
            var cloud = host.PulumiCloud;
            cloud.AddOrganization("acme", "Acme Inc", idpMetadata: IdpMetadata.Valid);
            cloud.AddOrganization("plainco", kind: "github");
            foreach (var name in new[] { "olga", "pavel", "mia" })
                cloud.AddAccount(name, $"{name}@pulumi.test");
            cloud.AddMember("acme", "olga", "admin");
            cloud.AddMember("acme", "pavel", "admin");
            cloud.AddMember("acme", "mia");
            cloud.AddMember("plainco", "pavel", "admin");
            cloud.RotateScimToken("acme");
        },
    };

    /// <summary>A REST request, with the personal token of this account.</summary>
    protected Task<Answer> RestAsync(string method, string path, string? body = null, string by = "olga") =>
        SendAsync(Host.PulumiApiUrl, method, path, body, "application/json", $"Authorization: token {Host.PulumiCloud.IssueAccessToken(by)}");

    /// <summary>A SCIM request to <c>acme</c> with its live token.</summary>
    protected Task<Answer> ScimAsync(string method, string path, string? body = null) =>
        ScimAsync(method, path, body, Host.PulumiCloud.Organization("acme").ScimToken ?? "none");

    protected Task<Answer> ScimAsync(string method, string path, string? body, string token, string organization = "acme") =>
        SendAsync(
            Host.PulumiApiUrl, method, $"/scim/v2/{organization}/{path}", body, "application/scim+json", $"Authorization: Bearer {token}");

    /// <summary>Provisions a user and gives its id.</summary>
    protected async Task<string> CreateUserAsync(string userName)
    {
        var answer = await ScimAsync("POST", "Users", UserBody(userName));
        return (string?)answer.Json["id"] ?? throw new InvalidOperationException(answer.Text);
    }

    protected async Task<string> CreateGroupAsync(string displayName, params string[] members)
    {
        var answer = await ScimAsync("POST", "Groups", GroupBody(displayName, members));
        return (string?)answer.Json["id"] ?? throw new InvalidOperationException(answer.Text);
    }

    protected static string UserBody(string userName) => $$"""
        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"{{userName}}","displayName":"The {{userName}}",
         "name":{"givenName":"Given","familyName":"Family"},"emails":[{"value":"{{userName}}@acme.test","type":"work","primary":true}],"active":true}
        """;

    protected static string GroupBody(string displayName, params string[] members) => new JObject
    {
        ["schemas"] = new JArray("urn:ietf:params:scim:schemas:core:2.0:Group"),
        ["displayName"] = displayName,
        ["members"] = new JArray(members.Select(id => new JObject { ["value"] = id })),
    }.ToString();

    protected static string PatchBody(string operations) =>
        $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{{operations}}]}""";

    /// <summary>The ids in a group.</summary>
    protected async Task<IEnumerable<string>> MembersAsync(string group) =>
        (await ScimAsync("GET", $"Groups/{group}")).Json["members"]!.Select(member => (string)member["value"]!);
}
