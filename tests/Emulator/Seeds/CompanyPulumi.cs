using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>
/// The company's organizations at Pulumi Cloud: <c>acme</c> (SAML and SCIM, two admins, a console-made team "Platform" with a grant),
/// <c>plainco</c> (not SAML) and <c>noscim</c> (SAML in an edition without SCIM).
/// </summary>
internal static class CompanyPulumi
{
    public static void Plant(PulumiCloudState state)
    {
        state.AddOrganization("acme", "Acme Inc", idpMetadata: EarlierIdentityProvider.Metadata);
        state.AddOrganization("plainco", "Plain Company", kind: "github", scimEnabled: false);
        state.AddOrganization("noscim", "No SCIM Ltd", scimEnabled: false, idpMetadata: EarlierIdentityProvider.Metadata);

        // The SAML administrator belongs to acme alone; the other admin's token sees all three organizations.
        state.AddAccount("olga-acme", "olga.pulumi@acme.test", "Olga Orlova");
        state.AddAccount("pavel-acme", "pavel.pulumi@acme.test", "Pavel Petrov", personalStacks: 2);
        state.AddMember("acme", "olga-acme", "admin");
        foreach (var organization in new[] { "acme", "plainco", "noscim" })
        {
            state.AddMember(organization, "pavel-acme", "admin");
            state.IssueOrganizationToken(organization);
        }

        state.IssueAccessToken("pavel-acme");
        state.IssueAccessToken("olga-acme");
        state.RotateScimToken("acme");
        var platform = state.AddTeam("acme", "platform", "Platform", "pulumi", "pavel-acme");
        platform.Stacks.Add(new JObject { ["projectName"] = "network", ["stackName"] = "production", ["permission"] = 103 });
    }
}
