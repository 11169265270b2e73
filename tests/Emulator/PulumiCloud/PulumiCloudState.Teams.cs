using System.Globalization;
using System.Text;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <content>Teams, as the REST API sees them. The gate must be held.</content>
public sealed partial class PulumiCloudState
{
    internal const int LongestTeamName = 100;

    private static readonly int[] StackPermissions = [0, 101, 102, 103, 104];
    private static readonly string[] EnvironmentPermissions = ["none", "read", "open", "write", "admin"];

    internal IReadOnlyCollection<PulumiTeam> ListTeams(PulumiCaller caller, string name) => VisibleOrganization(caller, name).Teams;

    internal PulumiTeam GetTeam(PulumiCaller caller, string name, string team) => Team(VisibleOrganization(caller, name), team);

    internal PulumiTeam CreatePulumiTeam(PulumiCaller caller, string name, string team, string displayName, string description)
    {
        var organization = AdministeredOrganization(caller, name, "team:create");
        if (team.Length > LongestTeamName || displayName.Length > LongestTeamName)
            throw PulumiCloudErrors.TeamNameTooLong();
        if (organization.TeamsByName.ContainsKey(team))
            throw PulumiCloudErrors.TeamExists();
        var created = new PulumiTeam
        {
            Id = Ids.Uuid(),
            Name = team,
            Kind = "pulumi",
            DisplayName = displayName.Length > 0 ? displayName : team,
            Description = description,
        };
        organization.Add(created);
        Audit("team-created");
        return created;
    }

    internal void DeleteTeam(PulumiCaller caller, string name, string team)
    {
        var organization = AdministeredOrganization(caller, name, "team:delete");
        organization.Remove(Team(organization, team));
        Audit("team-deleted");
    }

    /// <summary>Carries out every change that the body names, or none.</summary>
    internal void UpdateTeam(PulumiCaller caller, string name, string team, JObject changes)
    {
        var organization = AdministeredOrganization(caller, name, "team:update");
        var target = Team(organization, team);
        if (((string?)changes["newDisplayName"])?.Length > LongestTeamName)
            throw PulumiCloudErrors.TeamNameTooLong();
        RequireGrants(changes, "StackPermission", grant => StackPermissions.Contains((int?)grant["permission"] ?? 0));
        RequireGrants(changes, "EnvironmentPermission", grant => EnvironmentPermissions.Contains((string?)grant["permission"]));
        UpdateMembership(organization, target, (string?)changes["member"], (string?)changes["memberAction"]);
        target.DisplayName = (string?)changes["newDisplayName"] ?? target.DisplayName;
        target.Description = (string?)changes["newDescription"] ?? target.Description;
        UpdateGrants(target.Stacks, changes["addStackPermission"] ?? changes["editStackPermission"], changes["removeStack"], "stackName");
        UpdateGrants(
            target.Environments, changes["addEnvironmentPermission"] ?? changes["editEnvironmentPermission"], changes["removeEnvironment"], "envName");
        Audit("team-updated");
    }

    /// <summary>A free team name for a display name: <c>platform-team</c>, <c>platform-team-2</c>. Inferred: the derivation is unpublished.</summary>
    internal static string FreeTeamName(PulumiOrganization organization, string displayName)
    {
        var slug = new StringBuilder();
        foreach (var character in displayName.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(character))
                slug.Append(character);
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }

        var stem = slug.ToString().TrimEnd('-') is { Length: > 0 } text ? text : "team";
        var name = stem;
        for (var number = 2; organization.TeamsByName.ContainsKey(name); number++)
            name = string.Create(CultureInfo.InvariantCulture, $"{stem}-{number}");
        return name;
    }

    private static PulumiTeam Team(PulumiOrganization organization, string team) =>
        organization.TeamsByName.GetValueOrDefault(team) ?? throw PulumiCloudErrors.NotFound("Team");

    private static void UpdateMembership(PulumiOrganization organization, PulumiTeam team, string? login, string? action)
    {
        if (login is null && action is null)
            return;
        if (action is not ("add" or "remove" or "promote" or "demote") || login is null)
            throw PulumiCloudErrors.InvalidBody("memberAction is one of add, remove, promote, demote and needs a member.");
        if (team.Kind != "pulumi")
            throw PulumiCloudErrors.TeamManagedElsewhere(team.Kind);
        var member = ActiveMember(organization, login).Account.Login;
        if (action == "remove")
            team.Roles.Remove(member);
        else
            team.Roles[member] = action == "promote" ? "admin" : "member";
    }

    private static void RequireGrants(JObject changes, string suffix, Func<JToken, bool> isKnown)
    {
        foreach (var verb in new[] { "add", "edit" })
        {
            if (changes[verb + suffix] is { } grant && !isKnown(grant))
                throw PulumiCloudErrors.UnknownPermission();
        }
    }

    private static void UpdateGrants(List<JObject> grants, JToken? set, JToken? removed, string nameField)
    {
        bool Same(JObject grant, JToken other) =>
            (string?)grant["projectName"] == (string?)other["projectName"] && (string?)grant[nameField] == (string?)other[nameField];
        if (removed is not null)
            grants.RemoveAll(grant => Same(grant, removed));
        if (set is null)
            return;
        grants.RemoveAll(grant => Same(grant, set));
        grants.Add((JObject)set.DeepClone());
    }
}
