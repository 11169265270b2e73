using System.Globalization;

namespace JumpCloud.Emulator;

/// <content>Members, as the REST API sees them: the deprovisioned are not among them. The gate must be held.</content>
public sealed partial class PulumiCloudState
{
    /// <summary>The built-in roles by their ids.</summary>
    internal static IReadOnlyDictionary<string, string> BuiltInRoleIds { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["r-member"] = "member",
        ["r-admin"] = "admin",
        ["r-billing-manager"] = "billing-manager",
    };

    /// <summary>One page of members and the token of the next. <paramref name="type"/>: <c>frontend</c> (default, inferred) or <c>backend</c>.</summary>
    internal (IReadOnlyList<PulumiMember> Page, string? Next) ListOrganizationMembers(
        PulumiCaller caller, string name, string? type, string? continuationToken)
    {
        const int FrontendLimit = 50;
        var members = VisibleOrganization(caller, name).Members.Where(member => member.Active).ToList();
        if (type is null or "frontend")
            return (members.Take(FrontendLimit).ToList(), null);
        if (type != "backend")
            throw PulumiCloudErrors.InvalidQuery();
        var start = 0;
        if (!string.IsNullOrEmpty(continuationToken)
            && (!int.TryParse(continuationToken, NumberStyles.None, CultureInfo.InvariantCulture, out start) || start > members.Count))
            throw PulumiCloudErrors.InvalidQuery();
        var next = start + Switches.PulumiMemberPageSize;
        var page = members.Skip(start).Take(Switches.PulumiMemberPageSize).ToList();
        return (page, next < members.Count ? next.ToString(CultureInfo.InvariantCulture) : null);
    }

    internal PulumiMember AddOrganizationMember(PulumiCaller caller, string name, string login, string? role)
    {
        var organization = AdministeredOrganization(caller, name, "organization:update_member");
        var given = Role(role) ?? throw PulumiCloudErrors.InvalidRole();
        var account = FindAccount(login) ?? throw PulumiCloudErrors.NotFound("User");
        if (organization.Member(login) is not null)
            throw PulumiCloudErrors.AlreadyMember();
        if (account.ManagedBy is { } manager && manager != organization.Login)
            throw PulumiCloudErrors.ManagedElsewhere();
        var member = new PulumiMember(account, given, Now);
        organization.Join(member);
        Audit("member-added");
        return member;
    }

    internal void UpdateOrganizationMember(PulumiCaller caller, string name, string login, string? role, string? fgaRoleId)
    {
        var organization = AdministeredOrganization(caller, name, "organization:update_member");
        var member = ActiveMember(organization, login);
        if (fgaRoleId is not null)
            member.Role = BuiltInRoleIds.GetValueOrDefault(fgaRoleId) ?? throw PulumiCloudErrors.InvalidRoleId();
        else if (role is not null)
            member.Role = Role(role) ?? throw PulumiCloudErrors.InvalidRole();
        Audit("member-role-updated");
    }

    internal void DeleteOrganizationMember(PulumiCaller caller, string name, string login)
    {
        var organization = AdministeredOrganization(caller, name, "organization:remove_member");
        var member = ActiveMember(organization, login);
        if (caller.Account == member.Account)
            throw PulumiCloudErrors.CannotRemoveYourself();
        organization.Leave(member);
        Audit("member-removed");
    }

    internal void SetSoleOrganizationAdmin(PulumiCaller caller, string name, string login)
    {
        ActiveMember(AdministeredOrganization(caller, name, "organization:update_member"), login);
        throw PulumiCloudErrors.WrongAdminApi();
    }

    internal IReadOnlyList<string> GetOrganizationMemberTeams(PulumiCaller caller, string name, string login)
    {
        var organization = VisibleOrganization(caller, name);
        return [.. organization.Teams.Where(team => team.Roles.ContainsKey(login)).Select(team => team.DisplayName)];
    }

    private static PulumiMember ActiveMember(PulumiOrganization organization, string login) =>
        organization.Member(login) is { Active: true } member ? member : throw PulumiCloudErrors.NotFound("User");

    /// <summary>The spec's prose says <c>billingManager</c>, its enum <c>billing-manager</c>: both are taken.</summary>
    private static string? Role(string? role) => role switch
    {
        "member" or "admin" or "billing-manager" => role,
        "billingManager" => "billing-manager",
        _ => null,
    };
}
