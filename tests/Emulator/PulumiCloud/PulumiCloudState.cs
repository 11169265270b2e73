namespace JumpCloud.Emulator;

/// <summary>Who sends a request: a person with a personal token, or an organization with its own.</summary>
internal sealed record PulumiCaller(PulumiAccount? Account, string? Organization);

/// <summary>
/// What Pulumi Cloud holds, and what it does with it; REST and SCIM are two doors to it. Knows no HTTP. Every member takes
/// <see cref="Gate"/> itself or says that its caller must hold it.
/// </summary>
public sealed partial class PulumiCloudState
{
    private readonly EmulatorContext _context;
    private readonly Dictionary<string, PulumiOrganization> _organizations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PulumiAccount> _accounts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, PulumiAccount> _accountsByEmail = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, PulumiCaller> _accessTokens = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _scimTokens = new(StringComparer.Ordinal);
    private readonly List<string> _auditLog = [];

    internal PulumiCloudState(EmulatorContext context) => _context = context;

    internal Lock Gate { get; } = new();

    internal Switches Switches => _context.Switches;

    internal IdSource Ids => _context.Ids;

    internal DateTimeOffset Now => _context.Clock.GetUtcNow();

    /// <summary>Where REST and SCIM are, without a slash at the end.</summary>
    internal string BaseUrl => _context.Urls[Face.Pulumi].GetLeftPart(UriPartial.Authority);

    /// <summary>Audit events by name, oldest first.</summary>
    public IReadOnlyList<string> AuditLog
    {
        get
        {
            lock (Gate)
                return [.. _auditLog];
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        lock (Gate)
        {
            _organizations.Clear();
            _accounts.Clear();
            _accountsByEmail.Clear();
            _accessTokens.Clear();
            _scimTokens.Clear();
            _auditLog.Clear();
        }
    }

    /// <summary>The organization with this login name, in its case.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public PulumiOrganization Organization(string login)
    {
        lock (Gate)
        {
            return _organizations.TryGetValue(login, out var organization)
                ? organization
                : throw new KeyNotFoundException($"There is no organization {login} at Pulumi Cloud.");
        }
    }

    internal void Audit(string name) => _auditLog.Add(name);

    /// <summary>The caller of an access token. The gate must be held.</summary>
    internal PulumiCaller? Caller(string token) => _accessTokens.GetValueOrDefault(token);

    /// <summary>The organization of a live SCIM token. The gate must be held.</summary>
    internal PulumiOrganization? ScimOrganization(string token) =>
        _scimTokens.TryGetValue(token, out var login) && _organizations[login] is { Kind: "saml", ScimEnabled: true } organization ? organization : null;

    /// <summary>Whether an organization of this name exists. The gate must be held.</summary>
    internal PulumiOrganization? FindOrganization(string login) => _organizations.GetValueOrDefault(login);

    internal PulumiAccount? FindAccount(string login) => _accounts.GetValueOrDefault(login);

    internal PulumiAccount? FindAccountByEmail(string email) => _accountsByEmail.GetValueOrDefault(email);

    /// <summary>Organizations of which the account is a member that may enter. The gate must be held.</summary>
    internal IEnumerable<PulumiOrganization> OrganizationsOf(PulumiAccount account) =>
        _organizations.Values.Where(organization => organization.Member(account.Login) is { Active: true });

    /// <summary>Adds an account to the whole of Pulumi Cloud. The gate must be held; login and email must be free.</summary>
    internal void Register(PulumiAccount account)
    {
        _accounts.Add(account.Login, account);
        if (account.Email is { } email)
            _accountsByEmail.Add(email, account);
    }

    /// <summary>The gate must be held; the new address must be free.</summary>
    internal void ChangeEmail(PulumiAccount account, string? email)
    {
        if (account.Email is { } earlier)
            _accountsByEmail.Remove(earlier);
        account.Email = email;
        if (email is not null)
            _accountsByEmail[email] = account;
    }
}
