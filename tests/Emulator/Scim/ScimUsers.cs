namespace JumpCloud.Emulator;

/// <summary>What SCIM does to an organization's people. Knows no HTTP. The state's gate must be held.</summary>
internal sealed class ScimUsers(PulumiCloudState state)
{
    public const int LargestCount = 100;

    public PulumiMember CreateUser(PulumiOrganization organization, ScimUserDraft draft)
    {
        var userName = draft.UserName ?? throw ScimErrors.InvalidValue("Attribute 'userName' is required.");
        RequireEmail(draft, mayLack: state.Switches.ScimAcceptsMissingEmail);
        if (state.FindAccount(userName) is not null)
            throw ScimErrors.UserNameTaken(userName);
        RequireFreeEmail(draft.Email, null);
        var account = new PulumiAccount
        {
            Id = state.Ids.Uuid(),
            Login = userName,
            Name = draft.DisplayName,
            GivenName = draft.GivenName,
            FamilyName = draft.FamilyName,
            Email = draft.Email,
            ManagedBy = organization.Login,
        };
        state.Register(account);
        var member = new PulumiMember(account, "member", state.Now) { Active = draft.Active };
        organization.Join(member);
        state.Audit("member-added");
        return member;
    }

    public static PulumiMember GetUser(PulumiOrganization organization, string id) =>
        organization.MemberById(id) ?? throw ScimErrors.ResourceNotFound(id);

    /// <summary>One page of users and how many there are in all.</summary>
    public (IReadOnlyList<PulumiMember> Page, int Total, int StartIndex) ListUsers(
        PulumiOrganization organization, string? filter, int? startIndex, int? count)
    {
        if (count > LargestCount)
            throw ScimErrors.CountTooLarge();
        var found = filter is null ? organization.Members : Search(organization, ScimFilter.Parse(filter, "userName"));
        var start = Math.Max(startIndex ?? 1, 1);
        var length = Math.Max(count ?? state.Switches.ScimDefaultCount, 0);
        return ([.. found.Skip(start - 1).Take(length)], found.Count, start);
    }

    /// <summary>Replaces a user; what the body leaves out is cleared (RFC 7644 section 3.5.1).</summary>
    public PulumiMember ReplaceUser(PulumiOrganization organization, string id, ScimUserDraft draft)
    {
        var member = GetUser(organization, id);
        if (draft.UserName is null)
            throw ScimErrors.InvalidValue("Attribute 'userName' is required.");
        return Commit(organization, member, draft);
    }

    /// <summary>Carries out every operation, or none.</summary>
    public PulumiMember UpdateUser(PulumiOrganization organization, string id, IReadOnlyList<ScimOperation> operations)
    {
        var member = GetUser(organization, id);
        var account = member.Account;
        var draft = new ScimUserDraft
        {
            UserName = account.Login,
            DisplayName = account.Name,
            GivenName = account.GivenName,
            FamilyName = account.FamilyName,
            Email = account.Email,
            Active = member.Active,
        };
        foreach (var operation in operations)
            draft.Apply(operation);
        return Commit(organization, member, draft);
    }

    private PulumiMember Commit(PulumiOrganization organization, PulumiMember member, ScimUserDraft draft)
    {
        var account = member.Account;
        if (!account.Login.Equals(draft.UserName, StringComparison.OrdinalIgnoreCase))
            throw ScimErrors.UserNameImmutable(state.Switches.ScimUserNameType);
        RequireEmail(draft, mayLack: account.Email is null || state.Switches.ScimAcceptsMissingEmail);
        RequireFreeEmail(draft.Email, account);
        (account.Name, account.GivenName, account.FamilyName) = (draft.DisplayName, draft.GivenName, draft.FamilyName);
        state.ChangeEmail(account, draft.Email);
        if (draft.SetsActive)
            ConvertIfFree(organization, account);
        if (member.Active && !draft.Active && !state.Switches.ScimDeactivationKeepsTeams)
            organization.LeaveTeams(account.Login);
        member.Active = draft.Active;
        return member;
    }

    /// <summary>
    /// An ordinary account becomes the organization's when the IdP activates or deactivates it, if nothing of its own is left
    /// behind (documented).
    /// </summary>
    private void ConvertIfFree(PulumiOrganization organization, PulumiAccount account)
    {
        var isFree = account is { ManagedBy: null, PersonalStacks: 0, PersonalEnvironments: 0 }
            && state.OrganizationsOf(account).All(other => other == organization);
        if (!isFree)
            return;
        account.ManagedBy = organization.Login;
        state.Audit("member-converted");
    }

    private IReadOnlyList<PulumiMember> Search(PulumiOrganization organization, string userName)
    {
        var member = organization.Member(userName);
        if (member is not null && state.Switches.ScimUserNameFilterCaseExact && member.Account.Login != userName)
            member = null;
        return member is null ? [] : [member];
    }

    private void RequireFreeEmail(string? email, PulumiAccount? owner)
    {
        if (email is not null && state.FindAccountByEmail(email) is { } other && other != owner)
            throw ScimErrors.EmailInUse(email);
    }

    private static void RequireEmail(ScimUserDraft draft, bool mayLack)
    {
        if (draft.Email is null && !mayLack)
            throw ScimErrors.InvalidValue("Attribute 'emails[type eq \"work\"].value' is required.");
    }
}
