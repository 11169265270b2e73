using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>An SSO application with its bindings and its Identity Management.</summary>
public sealed class Application
{
    internal Application(JObject document) => Document = document;

    public string Id => (string)Document["_id"]!;

    /// <summary>The document of v1, as it is read; the private key is blank in it.</summary>
    public JObject Document { get; internal set; }

    public string Name => (string)Document["name"]!;

    public string DisplayLabel => (string?)Document["displayLabel"] ?? "";

    public string SsoUrl => (string?)Document["ssoUrl"] ?? "";

    public bool IsActive => (bool?)Document["active"] == true;

    /// <summary>The Identity Management document; kept, inactive, after a deactivation.</summary>
    public IdmConnection? Idm { get; internal set; }

    /// <summary>The uploaded image.</summary>
    public byte[]? Logo { get; internal set; }

    internal string PrivateKeyPem { get; set; } = "";

    /// <summary>Ids of the user groups bound to it.</summary>
    internal SortedSet<string> UserGroups { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids of the users bound to it directly.</summary>
    internal SortedSet<string> Users { get; } = new(StringComparer.Ordinal);

    internal bool IsProvisioning => Idm is { IsActive: true };

    internal Action Keep()
    {
        var (document, idm, logo, key) = (Document, Idm, Logo, PrivateKeyPem);
        return Held.All(
            () => (Document, Idm, Logo, PrivateKeyPem) = (document, idm, logo, key),
            Held.Of(UserGroups),
            Held.Of(Users),
            idm?.Keep() ?? (() => { }));
    }
}

/// <summary>Where and how an application's users are provisioned.</summary>
public sealed class IdmConnection
{
    public required string Id { get; init; }

    /// <summary>SCIM's base URL, such as <c>https://api.pulumi.com/scim/v2/acme</c>.</summary>
    public required Uri BaseUrl { get; set; }

    public required string Token { get; set; }

    /// <summary>"Enable management of User Groups and Group Membership in this application".</summary>
    public required bool ManageGroups { get; set; }

    /// <summary>Custom SCIM only: the address of the user that proves the connection.</summary>
    public string? TestUserEmail { get; set; }

    public bool IsActive { get; internal set; }

    public DateTimeOffset? ActivatedAt { get; internal set; }

    /// <summary>By JumpCloud's user id.</summary>
    internal Dictionary<string, UserLink> Users { get; } = new(StringComparer.Ordinal);

    /// <summary>By JumpCloud's group id.</summary>
    internal Dictionary<string, GroupLink> Groups { get; } = new(StringComparer.Ordinal);

    internal Action Keep()
    {
        var (url, token, groups, email, active, at) = (BaseUrl, Token, ManageGroups, TestUserEmail, IsActive, ActivatedAt);
        return Held.All(
            () => (BaseUrl, Token, ManageGroups, TestUserEmail, IsActive, ActivatedAt) = (url, token, groups, email, active, at),
            Held.Of(Users),
            Held.Of(Groups));
    }

    /// <summary>The settings without what was provisioned.</summary>
    internal IdmConnection Configured() =>
        new() { Id = Id, BaseUrl = BaseUrl, Token = Token, ManageGroups = ManageGroups, TestUserEmail = TestUserEmail };
}

/// <summary>A user at the service provider.</summary>
/// <param name="Sent">What was last written there.</param>
internal sealed record UserLink(string ScimId, bool IsActive, JObject Sent);

/// <summary>A group at the service provider.</summary>
/// <param name="Members">The users' ids there.</param>
internal sealed record GroupLink(string ScimId, string Name, IReadOnlySet<string> Members);
