namespace JumpCloud.Emulator;

/// <content>What people do in the console, and what seeds do.</content>
public sealed partial class PulumiCloudState
{
    /// <summary>Makes an organization.</summary>
    /// <exception cref="ArgumentException">The login is taken.</exception>
    public PulumiOrganization AddOrganization(
        string login, string? name = null, string kind = "saml", bool? samlSsoEnabled = true, bool scimEnabled = true, string idpMetadata = "")
    {
        lock (Gate)
        {
            var organization = new PulumiOrganization
            {
                Id = Ids.Uuid(),
                Login = login,
                Name = name ?? login,
                Kind = kind,
                Created = Now,
                SamlSsoEnabled = samlSsoEnabled,
                ScimEnabled = scimEnabled,
                IdpMetadata = idpMetadata,
            };
            _organizations.Add(login, organization);
            return organization;
        }
    }

    /// <summary>Signs a person up; an ordinary account with a personal organization.</summary>
    /// <exception cref="ArgumentException">Login or email is taken.</exception>
    public PulumiAccount AddAccount(string login, string? email = null, string? name = null, int personalStacks = 0, int personalEnvironments = 0)
    {
        lock (Gate)
        {
            if (_accounts.ContainsKey(login) || (email is not null && _accountsByEmail.ContainsKey(email)))
                throw new ArgumentException($"An account with the login {login} or the email {email} exists at Pulumi Cloud.");
            var account = new PulumiAccount
            {
                Id = Ids.Uuid(),
                Login = login,
                Email = email,
                Name = name,
                PersonalStacks = personalStacks,
                PersonalEnvironments = personalEnvironments,
            };
            Register(account);
            return account;
        }
    }

    /// <summary>Lets a person join by invitation.</summary>
    /// <exception cref="KeyNotFoundException">Organization or account is unknown.</exception>
    public void AddMember(string organization, string login, string role = "member")
    {
        lock (Gate)
        {
            var account = FindAccount(login) ?? throw new KeyNotFoundException($"There is no account {login} at Pulumi Cloud.");
            var target = Organization(organization);
            target.Join(new PulumiMember(account, role, Now));
            if (role == "admin" && target is { Kind: "saml", SamlAdmin: null })
                target.SamlAdmin = login;
        }
    }

    /// <summary>Makes a team in the console (<c>pulumi</c>) or by import (<c>github</c>).</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public PulumiTeam AddTeam(string organization, string name, string? displayName = null, string kind = "pulumi", params string[] members)
    {
        lock (Gate)
        {
            var target = Organization(organization);
            if (target.TeamsByName.ContainsKey(name))
                throw new ArgumentException($"A team {name} exists in {organization}.");
            var team = new PulumiTeam { Id = Ids.Uuid(), Name = name, Kind = kind, DisplayName = displayName ?? name };
            foreach (var member in members)
                team.Roles[member] = "member";
            target.Add(team);
            Audit("team-created");
            return team;
        }
    }

    /// <summary>A new personal token.</summary>
    /// <exception cref="KeyNotFoundException">The account is unknown.</exception>
    public string IssueAccessToken(string login)
    {
        lock (Gate)
        {
            var account = FindAccount(login) ?? throw new KeyNotFoundException($"There is no account {login} at Pulumi Cloud.");
            return Issue(new PulumiCaller(account, null));
        }
    }

    /// <summary>A new organization token with admin rights.</summary>
    /// <exception cref="KeyNotFoundException">The organization is unknown.</exception>
    public string IssueOrganizationToken(string organization)
    {
        lock (Gate)
            return Issue(new PulumiCaller(null, Organization(organization).Login));
    }

    /// <summary>Generates a SCIM token; the earlier one dies at this moment (documented).</summary>
    /// <exception cref="ArgumentException">The organization is not SAML, or its edition lacks SCIM.</exception>
    public string RotateScimToken(string organization)
    {
        lock (Gate)
        {
            var target = Organization(organization);
            if (target is not { Kind: "saml", ScimEnabled: true })
                throw new ArgumentException($"{organization} is not a SAML organization with SCIM.");
            RevokeScimToken(organization);
            target.ScimToken = Ids.Token(64);
            _scimTokens.Add(target.ScimToken, target.Login);
            return target.ScimToken;
        }
    }

    public void RevokeScimToken(string organization)
    {
        lock (Gate)
        {
            var target = Organization(organization);
            if (target.ScimToken is { } earlier)
                _scimTokens.Remove(earlier);
            target.ScimToken = null;
        }
    }

    /// <summary>Stores IdP metadata as the console does.</summary>
    public void SetIdpMetadata(string organization, string xml)
    {
        lock (Gate)
        {
            Organization(organization).IdpMetadata = xml;
            Audit("saml-configuration-updated");
        }
    }

    /// <summary>Moves the organization to another identity provider. Leaving SAML drops its configuration and the SCIM token (documented).</summary>
    public void ChangeBackend(string organization, string kind)
    {
        lock (Gate)
        {
            var target = Organization(organization);
            if (kind != "saml")
            {
                RevokeScimToken(organization);
                target.IdpMetadata = "";
                target.SamlAdmin = null;
            }

            target.Kind = kind;
            Audit("organization-backend-changed");
        }
    }

    private string Issue(PulumiCaller caller)
    {
        var token = "pul-" + Ids.Token(40);
        _accessTokens.Add(token, caller);
        return token;
    }
}
