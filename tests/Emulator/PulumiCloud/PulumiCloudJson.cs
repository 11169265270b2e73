using System.Globalization;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>Pulumi Cloud's documents, field by field as its OpenAPI spec has them.</summary>
internal static class PulumiCloudJson
{
    private static readonly string[] FeaturesOn =
    [
        "aiAgentsEnabled", "aleEnabled", "approvalsEnabled", "auditLogsEnabled", "crossGuardEnabled", "customRolesEnabled", "deployEnabled",
        "driftDetectionEnabled", "environmentsEnabled", "resourceSearchEnabled", "teamsEnabled", "webhooksEnabled",
    ];

    private static readonly string[] FeaturesOff =
    [
        "agentIntegrationCatalogEnabled", "agentPoolRegistrationEnabled", "agentScheduledTasksEnabled", "auditLogUIFilteringEnabled",
        "bitbucketVCSEnabled", "bringYourOwnKeyEnabled", "cliIntegrationCatalogEnabled", "customRoleCondition", "customTemplatesEnabled",
        "customVCSEnabled", "dependencyCachingEnabled", "discoveredStacksEnabled", "environmentRevisionTagsEnabled",
        "environmentSecretRotationEnabled", "environmentsRestoreEnabled", "escEditorRevampEnabled", "escOnboardingAzureOAuthClientEnabled",
        "escOnboardingEnabled", "escOnboardingGcpOAuthClientEnabled", "escOnboardingV2Enabled", "fixDriftWithNeoEnabled",
        "ghAppDetailedDiffEnabled", "gitHubEnterpriseIntegrationEnabled", "iacCloudImportEnabled", "insightsAutoPolicyPacksEnabled",
        "insightsMonetizationEnabled", "integrationAssistantEnabled", "legacyDeploymentsOrgToken", "neoByokEnabled", "neoPlanModeEnabled",
        "neoTaskSharingEnabled", "nlpSearchEnabled", "pangeaAccountsScanPageEnabled", "policyIssueManagementEnabled",
        "policyManagementV2Enabled", "propertySearchUIEnabled", "resourceExportEnabled", "restoreStacksEnabled",
        "selfHostedDeploymentsEnabled", "selfServeIDPRemoval", "serviceBackedConfigEnabled", "themingEnabled",
    ];

    /// <summary>The signed-in user (official client; no schema is published).</summary>
    public static JObject User(PulumiCaller caller, IEnumerable<PulumiOrganization> organizations)
    {
        var account = caller.Account;
        var login = account?.Login ?? caller.Organization!;
        var token = new JObject { ["name"] = account is null ? "organization token" : "personal token" };
        if (account is null)
            token["organization"] = caller.Organization;
        return new JObject
        {
            ["id"] = account?.Id ?? caller.Organization,
            ["githubLogin"] = login,
            ["name"] = account?.ShownName ?? login,
            ["email"] = account?.Email ?? "",
            ["avatarUrl"] = "",
            ["organizations"] = new JArray(organizations.Select(Summary)),
            ["isOrgManaged"] = account?.ManagedBy is not null,
            ["tokenInfo"] = token,
        };
    }

    /// <summary>Schema <c>Organization</c>.</summary>
    public static JObject Organization(PulumiOrganization organization)
    {
        var json = Summary(organization);
        json["repos"] = new JArray();
        return json;
    }

    /// <summary>Schema <c>OrganizationMetadata</c>: every required field.</summary>
    public static JObject Metadata(PulumiOrganization organization, string userRole) => new()
    {
        ["id"] = organization.Id,
        ["kind"] = organization.Kind,
        ["created"] = Time(organization.Created),
        ["userRole"] = userRole,
        ["memberCount"] = organization.Members.Count(member => member.Active),
        ["stackCount"] = 0,
        ["environmentCount"] = 0,
        ["accountCount"] = 0,
        ["defaultStackPermission"] = 101,
        ["defaultEnvironmentPermission"] = "none",
        ["defaultAccountPermission"] = 0,
        ["membersCanCreateStacks"] = true,
        ["membersCanDeleteStacks"] = false,
        ["membersCanTransferStacks"] = false,
        ["membersCanCreateTeams"] = false,
        ["membersCanCreateAccounts"] = false,
        ["neoEnabled"] = false,
        ["neoAgentDisabled"] = false,
        ["neoApprovalMode"] = "manual",
        ["neoTaskSharingMode"] = "none",
        ["neoCLIExplanationsDisabled"] = false,
        ["naturalLanguageSearchDisabled"] = false,
        ["insightsTrialUsingPolicy"] = false,
        ["aiEnablement"] = "disabled",
        ["preferredVCS"] = organization.Kind is "github" or "gitlab" or "bitbucket" ? organization.Kind : "none",
        ["auditLogsEnabled"] = true,
        ["webhooksEnabled"] = true,
        ["product"] = organization.ScimEnabled ? "enterprise" : "team-pro",
        ["subscriptionStatus"] = "active",
        ["features"] = Features(organization),
    };

    /// <summary>Schema <c>SAMLOrganization</c>.</summary>
    public static JObject SamlOrganization(PulumiOrganization organization, DateTimeOffset now, XmlEcho echo)
    {
        var metadata = SamlMetadata.Read(organization.IdpMetadata, now);
        var json = new JObject
        {
            ["organization"] = Organization(organization),
            ["idpSsoDescriptor"] = echo == XmlEcho.Reindented ? SamlMetadata.Reindent(organization.IdpMetadata) : organization.IdpMetadata,
        };
        AddIfAny(json, "entityId", metadata.EntityId);
        AddIfAny(json, "ssoUrl", metadata.SsoUrl);
        AddIfAny(json, "nameIdFormat", metadata.NameIdFormat);
        AddIfAny(json, "validUntil", metadata.ValidUntil);
        AddIfAny(json, "validationError", metadata.Problem);
        return json;
    }

    /// <summary>Schema <c>UserInfo</c>.</summary>
    public static JObject UserInfo(PulumiAccount account, bool withEmail)
    {
        var json = new JObject { ["githubLogin"] = account.Login, ["name"] = account.ShownName, ["avatarUrl"] = "" };
        AddIfAny(json, "email", withEmail ? account.Email : null);
        return json;
    }

    /// <summary>Schema <c>OrganizationMember</c>.</summary>
    public static JObject Member(PulumiMember member) => new()
    {
        ["role"] = member.Role,
        ["created"] = Time(member.Created),
        ["knownToPulumi"] = true,
        ["virtualAdmin"] = false,
        ["user"] = UserInfo(member.Account, withEmail: true),
        ["fgaRole"] = new JObject
        {
            ["id"] = PulumiCloudState.BuiltInRoleIds.First(role => role.Value == member.Role).Key,
            ["name"] = member.Role switch { "admin" => "Admin", "billing-manager" => "Billing Manager", _ => "Member" },
            ["modifiedAt"] = Time(member.Created),
        },
    };

    /// <summary>The organization among its own backend members, which the official client filters out.</summary>
    public static JObject SyntheticMember(PulumiOrganization organization) =>
        Member(new PulumiMember(new PulumiAccount { Id = organization.Id, Login = organization.Login, Name = organization.Name }, "member", organization.Created));

    /// <summary>Schema <c>Team</c>.</summary>
    public static JObject Team(PulumiTeam team, PulumiOrganization organization) => new()
    {
        ["kind"] = team.Kind,
        ["name"] = team.Name,
        ["displayName"] = team.DisplayName,
        ["description"] = team.Description,
        ["members"] = new JArray(team.Roles.Select(role => TeamMember(role.Key, role.Value, organization))),
        ["stacks"] = new JArray(team.Stacks.Select(grant => grant.DeepClone())),
        ["environments"] = new JArray(team.Environments.Select(grant => grant.DeepClone())),
        ["roleIds"] = new JArray(),
    };

    private static JObject TeamMember(string login, string role, PulumiOrganization organization)
    {
        var json = organization.Member(login) is { } member
            ? UserInfo(member.Account, withEmail: false)
            : new JObject { ["githubLogin"] = login, ["name"] = login, ["avatarUrl"] = "" };
        json["role"] = role;
        return json;
    }

    private static JObject Features(PulumiOrganization organization)
    {
        var json = new JObject();
        foreach (var name in FeaturesOn)
            json[name] = true;
        foreach (var name in FeaturesOff)
            json[name] = false;
        json["scimEnabled"] = organization.ScimEnabled;
        if (organization.SamlSsoEnabled is { } saml)
            json["samlSsoEnabled"] = saml;
        return json;
    }

    private static JObject Summary(PulumiOrganization organization) => new()
    {
        ["githubLogin"] = organization.Login,
        ["name"] = organization.Name,
        ["avatarUrl"] = "",
    };

    private static void AddIfAny(JObject json, string name, string? value)
    {
        if (value is not null)
            json[name] = value;
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
