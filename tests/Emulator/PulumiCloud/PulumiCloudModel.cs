using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>A person's account, unique over all of Pulumi Cloud.</summary>
public sealed class PulumiAccount
{
    /// <summary>Opaque; also the person's SCIM id.</summary>
    public required string Id { get; init; }

    /// <summary>Login name; a SCIM-made account's <c>userName</c> (inferred).</summary>
    public required string Login { get; init; }

    public string? Name { get; internal set; }

    public string? GivenName { get; internal set; }

    public string? FamilyName { get; internal set; }

    public string? Email { get; internal set; }

    /// <summary>The organization that the account belongs to alone; null for an ordinary account.</summary>
    public string? ManagedBy { get; internal set; }

    /// <summary>Stacks of the personal organization; they keep an account ordinary.</summary>
    public int PersonalStacks { get; internal set; }

    /// <summary>Environments of the personal organization; they keep an account ordinary.</summary>
    public int PersonalEnvironments { get; internal set; }

    internal Action Keep()
    {
        var (name, given, family, email) = (Name, GivenName, FamilyName, Email);
        var (managedBy, stacks, environments) = (ManagedBy, PersonalStacks, PersonalEnvironments);
        return () =>
        {
            (Name, GivenName, FamilyName, Email) = (name, given, family, email);
            (ManagedBy, PersonalStacks, PersonalEnvironments) = (managedBy, stacks, environments);
        };
    }

    /// <summary>What people see: the display name, else given and family name, else the login.</summary>
    internal string ShownName =>
        Name ?? (string.Join(' ', new[] { GivenName, FamilyName }.OfType<string>()) is { Length: > 0 } full ? full : Login);
}

/// <summary>An account's place in an organization.</summary>
public sealed class PulumiMember(PulumiAccount account, string role, DateTimeOffset created)
{
    public PulumiAccount Account { get; } = account;

    /// <summary><c>member</c>, <c>admin</c> or <c>billing-manager</c>.</summary>
    public string Role { get; internal set; } = role;

    /// <summary>False after deprovisioning: no access, but the account and its history stay.</summary>
    public bool Active { get; internal set; } = true;

    public DateTimeOffset Created { get; } = created;

    internal Action Keep()
    {
        var (role, active) = (Role, Active);
        return () => (Role, Active) = (role, active);
    }
}

/// <summary>A team; one that SCIM made has the kind <c>scim</c>.</summary>
public sealed class PulumiTeam
{
    /// <summary>The SCIM group id.</summary>
    public required string Id { get; init; }

    /// <summary>Unique in the organization; part of REST paths.</summary>
    public required string Name { get; init; }

    /// <summary><c>github</c>, <c>pulumi</c> or <c>scim</c>.</summary>
    public required string Kind { get; init; }

    public required string DisplayName { get; set; }

    public string Description { get; internal set; } = "";

    internal Dictionary<string, string> Roles { get; } = new(StringComparer.Ordinal);

    /// <summary>Logins of the members.</summary>
    public IReadOnlyCollection<string> Members => Roles.Keys;

    /// <summary>Grants on stacks, as in the REST API.</summary>
    internal List<JObject> Stacks { get; } = [];

    /// <summary>Grants on environments, as in the REST API.</summary>
    internal List<JObject> Environments { get; } = [];

    internal Action Keep()
    {
        var (displayName, description) = (DisplayName, Description);
        return Held.All(
            () => (DisplayName, Description) = (displayName, description),
            Held.Of(Roles),
            Held.Of(Stacks),
            Held.Of(Environments));
    }
}

/// <summary>An organization.</summary>
public sealed class PulumiOrganization
{
    private readonly List<PulumiMember> _inOrder = [];
    private readonly Dictionary<string, PulumiMember> _byLogin = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, PulumiMember> _byId = new(StringComparer.Ordinal);

    public required string Id { get; init; }

    /// <summary>The login name, with its case, as in URLs.</summary>
    public required string Login { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset Created { get; init; }

    /// <summary><c>single-user</c>, <c>bitbucket</c>, <c>github</c>, <c>gitlab</c>, <c>pulumi</c> or <c>saml</c>.</summary>
    public required string Kind { get; set; }

    /// <summary>Whether the edition has SAML; null leaves the field out.</summary>
    public bool? SamlSsoEnabled { get; set; } = true;

    /// <summary>Whether the edition has SCIM.</summary>
    public bool ScimEnabled { get; set; } = true;

    /// <summary>The stored IdP metadata as it was sent.</summary>
    public string IdpMetadata { get; internal set; } = "";

    /// <summary>Login of the one SAML administrator.</summary>
    public string? SamlAdmin { get; internal set; }

    /// <summary>The one live SCIM token; null before the first and after a revocation.</summary>
    public string? ScimToken { get; internal set; }

    /// <summary>In the order in which they joined; the deprovisioned are among them.</summary>
    public IReadOnlyList<PulumiMember> Members => _inOrder;

    internal Dictionary<string, PulumiTeam> TeamsByName { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal Dictionary<string, PulumiTeam> TeamsById { get; } = new(StringComparer.Ordinal);

    public IReadOnlyCollection<PulumiTeam> Teams => TeamsByName.Values;

    public PulumiMember? Member(string login) => _byLogin.GetValueOrDefault(login);

    internal PulumiMember? MemberById(string id) => _byId.GetValueOrDefault(id);

    internal Action Keep()
    {
        var (kind, saml, scim) = (Kind, SamlSsoEnabled, ScimEnabled);
        var (metadata, admin, token) = (IdpMetadata, SamlAdmin, ScimToken);
        return Held.All(
            () => (Kind, SamlSsoEnabled, ScimEnabled, IdpMetadata, SamlAdmin, ScimToken) = (kind, saml, scim, metadata, admin, token),
            Held.Of(_inOrder, member => member.Keep()),
            Held.Of(_byLogin),
            Held.Of(_byId),
            Held.Of(TeamsByName, pair => pair.Value.Keep()),
            Held.Of(TeamsById));
    }

    internal void Join(PulumiMember member)
    {
        _byLogin.Add(member.Account.Login, member);
        _byId.Add(member.Account.Id, member);
        _inOrder.Add(member);
    }

    internal void Leave(PulumiMember member)
    {
        _byLogin.Remove(member.Account.Login);
        _byId.Remove(member.Account.Id);
        _inOrder.Remove(member);
        LeaveTeams(member.Account.Login);
    }

    internal void LeaveTeams(string login)
    {
        foreach (var team in TeamsByName.Values)
            team.Roles.Remove(login);
    }

    internal void Add(PulumiTeam team)
    {
        TeamsByName.Add(team.Name, team);
        TeamsById.Add(team.Id, team);
    }

    internal void Remove(PulumiTeam team)
    {
        TeamsByName.Remove(team.Name);
        TeamsById.Remove(team.Id);
    }
}
