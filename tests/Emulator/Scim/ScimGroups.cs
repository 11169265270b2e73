namespace JumpCloud.Emulator;

/// <summary>What SCIM does to an organization's teams, whoever made them. Knows no HTTP. The state's gate must be held.</summary>
internal sealed class ScimGroups(PulumiCloudState state)
{
    public PulumiTeam CreateGroup(PulumiOrganization organization, ScimGroupDraft draft)
    {
        var displayName = RequireDisplayName(draft);
        RequireMembers(organization, draft.Added);
        var team = new PulumiTeam
        {
            Id = state.Ids.Uuid(),
            Name = PulumiCloudState.FreeTeamName(organization, displayName),
            Kind = "scim",
            DisplayName = displayName,
        };
        SetMembers(organization, team, draft);
        organization.Add(team);
        state.Audit("team-created");
        return team;
    }

    public static PulumiTeam GetGroup(PulumiOrganization organization, string id) =>
        organization.TeamsById.GetValueOrDefault(id) ?? throw ScimErrors.ResourceNotFound(id);

    /// <summary>Every team, or every team with this display name, whatever its kind (documented). There is no paging.</summary>
    public IReadOnlyList<PulumiTeam> ListGroups(PulumiOrganization organization, string? filter)
    {
        if (filter is null)
            return [.. organization.Teams];
        var displayName = ScimFilter.Parse(filter, "displayName");
        var comparison = state.Switches.ScimGroupNameFilterCaseExact ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        return [.. organization.Teams.Where(team => team.DisplayName.Equals(displayName, comparison))];
    }

    /// <summary>Replaces a group; members that the body leaves out leave the team.</summary>
    public PulumiTeam ReplaceGroup(PulumiOrganization organization, string id, ScimGroupDraft draft) =>
        Commit(organization, GetGroup(organization, id), draft);

    /// <summary>Carries out every operation, or none.</summary>
    public PulumiTeam UpdateGroup(PulumiOrganization organization, string id, IReadOnlyList<ScimOperation> operations)
    {
        var team = GetGroup(organization, id);
        var members = team.Members.Select(login => organization.Member(login)?.Account.Id).OfType<string>();
        var draft = ScimGroupDraft.FromGroup(team.DisplayName, members);
        foreach (var operation in operations)
            draft.Apply(operation);
        return Commit(organization, team, draft);
    }

    /// <summary>Deletes any team, with its grants; nothing goes to the audit log (documented).</summary>
    public static void DeleteGroup(PulumiOrganization organization, string id) => organization.Remove(GetGroup(organization, id));

    private PulumiTeam Commit(PulumiOrganization organization, PulumiTeam team, ScimGroupDraft draft)
    {
        var displayName = RequireDisplayName(draft);
        RequireMembers(organization, draft.Added);
        team.DisplayName = displayName;
        SetMembers(organization, team, draft);
        return team;
    }

    private static string RequireDisplayName(ScimGroupDraft draft)
    {
        var displayName = draft.DisplayName ?? throw ScimErrors.InvalidValue("Attribute 'displayName' is required.");
        return displayName.Length > PulumiCloudState.LongestTeamName ? throw ScimErrors.DisplayNameTooLong() : displayName;
    }

    /// <summary>All or nothing: every id must be a person of this organization who is active, among the first 3000 identities (documented).</summary>
    private void RequireMembers(PulumiOrganization organization, IReadOnlyCollection<string> ids)
    {
        if (ids.Count == 0)
            return;
        var window = state.Switches.ScimMemberCheckWindow;
        var readable = organization.Members.Count <= window
            ? null
            : organization.Members.Take(window).Select(member => member.Account.Id).ToHashSet(StringComparer.Ordinal);
        var invalid = ids
            .Where(id => organization.MemberById(id) is not { Active: true } || (readable is not null && !readable.Contains(id)))
            .ToList();
        if (invalid.Count > 0)
            throw ScimErrors.InvalidMembers(invalid);
    }

    /// <summary>New members join as plain members; those who stay keep their role in the team.</summary>
    private static void SetMembers(PulumiOrganization organization, PulumiTeam team, ScimGroupDraft draft)
    {
        var earlier = new Dictionary<string, string>(team.Roles, StringComparer.Ordinal);
        team.Roles.Clear();
        foreach (var login in draft.Members.Select(id => organization.MemberById(id)!.Account.Login))
            team.Roles[login] = earlier.GetValueOrDefault(login, "member");
    }
}
