using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>A user of the directory (v1's <c>systemusers</c>).</summary>
public sealed class SystemUser
{
    internal SystemUser(JObject document) => Document = document;

    public JObject Document { get; internal set; }

    public string Id => (string)Document["_id"]!;

    public string Username => (string?)Document["username"] ?? "";

    public string Email => (string?)Document["email"] ?? "";

    /// <summary>STAGED, ACTIVATED or SUSPENDED. Only ACTIVATED users are provisioned.</summary>
    public string State => (string?)Document["state"] ?? "";

    public bool IsActivated => State == "ACTIVATED";

    internal Action Keep()
    {
        var document = Document;
        return () => Document = document;
    }
}

/// <summary>A user group of the directory (v2's <c>usergroups</c>).</summary>
public sealed class UserGroup
{
    internal UserGroup(JObject document) => Document = document;

    public JObject Document { get; internal set; }

    public string Id => (string)Document["id"]!;

    public string Name => (string?)Document["name"] ?? "";

    /// <summary>Whether its query alone decides on the members.</summary>
    public bool IsDynamic => (string?)Document["membershipMethod"] == "DYNAMIC_AUTOMATED";

    internal SortedSet<string> Members { get; } = new(StringComparer.Ordinal);

    internal Action Keep()
    {
        var document = Document;
        return Held.All(() => Document = document, Held.Of(Members));
    }

    internal bool Exempts(string userId) =>
        Document["memberQueryExemptions"] is JArray exempt && exempt.Any(item => (string?)item["id"] == userId);
}
