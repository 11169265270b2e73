using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>Who caused a change, as Directory Insights names it.</summary>
/// <param name="Type"><c>admin</c>, <c>system</c> or <c>service</c>.</param>
/// <param name="AuthMethod"><c>api-key</c>, <c>session</c>, or null for the system.</param>
public sealed record Actor(string Type, string? Id = null, string? Email = null, string? AuthMethod = null)
{
    /// <summary>JumpCloud itself, as it provisions.</summary>
    public static Actor System { get; } = new("system");

    /// <summary>An administrator in the Admin Portal.</summary>
    public static Actor Portal { get; } = new("admin", "5f00000000000000000000a1", "admin@acme.test", "session");

    /// <summary>False for a role that may only read.</summary>
    internal bool MayWrite { get; init; } = true;

    internal JObject ToJson()
    {
        var json = new JObject { ["type"] = Type };
        if (Id is not null)
            json["id"] = Id;
        if (Email is not null)
            json["email"] = Email;
        return json;
    }
}
