using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <content>The whole state, for people and tests.</content>
public sealed partial class PulumiCloudState
{
    /// <summary>Every organization with its members and teams; no tokens.</summary>
    public JObject Describe()
    {
        lock (Gate)
        {
            return new JObject
            {
                ["organizations"] = new JArray(_organizations.Values.Select(Describe)),
                ["auditLog"] = new JArray(_auditLog),
            };
        }
    }

    /// <summary>Per organization: the tokens that a client needs.</summary>
    internal JObject DescribeCredentials()
    {
        lock (Gate)
        {
            var json = new JObject();
            foreach (var organization in _organizations.Values)
            {
                json[organization.Login] = new JObject
                {
                    ["accessToken"] = TokenOf(caller => caller.Account is { } account && organization.Member(account.Login) is { Role: "admin", Active: true }),
                    ["organizationToken"] = TokenOf(caller => caller.Organization == organization.Login),
                    ["scimToken"] = organization.ScimToken,
                    ["scimBaseUrl"] = $"{BaseUrl}/scim/v2/{organization.Login}",
                };
            }

            return json;
        }
    }

    private string? TokenOf(Func<PulumiCaller, bool> belongs) =>
        _accessTokens.Where(token => belongs(token.Value)).Select(token => token.Key).FirstOrDefault();

    private JObject Describe(PulumiOrganization organization) => new()
    {
        ["login"] = organization.Login,
        ["name"] = organization.Name,
        ["kind"] = organization.Kind,
        ["samlSsoEnabled"] = organization.SamlSsoEnabled,
        ["saml"] = Describe(SamlMetadata.Read(organization.IdpMetadata, Now)),
        ["scimEnabled"] = organization.ScimEnabled,
        ["samlAdmin"] = organization.SamlAdmin,
        ["idpSsoDescriptor"] = organization.IdpMetadata,
        ["hasScimToken"] = organization.ScimToken is not null,
        ["members"] = new JArray(organization.Members.Select(member => new JObject
        {
            ["id"] = member.Account.Id,
            ["login"] = member.Account.Login,
            ["name"] = member.Account.Name,
            ["email"] = member.Account.Email,
            ["role"] = member.Role,
            ["active"] = member.Active,
            ["managed"] = member.Account.ManagedBy is not null,
        })),
        ["teams"] = new JArray(organization.Teams.Select(team => new JObject
        {
            ["id"] = team.Id,
            ["name"] = team.Name,
            ["displayName"] = team.DisplayName,
            ["kind"] = team.Kind,
            ["members"] = new JArray(team.Members),
            ["stacks"] = new JArray(team.Stacks.Select(grant => grant.DeepClone())),
        })),
    };

    private static JObject Describe(SamlMetadata metadata) => new()
    {
        ["entityId"] = metadata.EntityId,
        ["ssoUrl"] = metadata.SsoUrl,
        ["validUntil"] = metadata.ValidUntil,
        ["problem"] = metadata.Problem,
    };
}
