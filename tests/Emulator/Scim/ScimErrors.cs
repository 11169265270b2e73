using System.Globalization;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>A refusal of the SCIM server.</summary>
internal sealed class ScimException(int status, string? scimType, string detail) : Exception(detail)
{
    public int Status { get; } = status;

    public string? ScimType { get; } = scimType;
}

/// <summary>
/// The refusals and their words. Those of Pulumi's docs (SCIM troubleshooting) come first; those marked inferred have a status
/// from RFC 7644 and words of our own.
/// </summary>
internal static class ScimErrors
{
    private const string ErrorSchema = "urn:ietf:params:scim:api:messages:2.0:Error";

    public static ScimException EmailInUse(string email) => new(409, "uniqueness", $"Email {email} already in use by another Pulumi account.");

    public static ScimException UserNameTaken(string userName) => new(409, "uniqueness", $"User with userName {userName} already exists.");

    public static ScimException UserNameImmutable(UserNameScimType type) =>
        new(400, type == UserNameScimType.Mutability ? "mutability" : "immutability", "Attribute 'userName' is immutable.");

    public static ScimException UnknownPath(string path) => new(400, "invalidPath", $"Unknown path: {path}.");

    public static ScimException InvalidMembers(IEnumerable<string> ids) =>
        new(400, "invalidValue", $"Cannot add invalid members to team. Invalid member ids: {string.Join(',', ids)}");

    public static ScimException DisplayNameTooLong() =>
        new(400, "invalidValue", "Display name is too long. It must be 100 characters or less");

    public static ScimException UnsupportedOperator(string name) => new(400, "invalidFilter", $"Unsupported filter operator: {name}");

    public static ScimException UnsupportedAttribute(string name) => new(400, "invalidFilter", $"Unsupported filter attribute: {name}");

    /// <summary>Inferred words.</summary>
    public static ScimException InvalidFilter(string filter) => new(400, "invalidFilter", $"Invalid filter: {filter}");

    /// <summary>Documented status; type and words are not stated.</summary>
    public static ScimException CountTooLarge() => new(400, null, "count must not be greater than 100.");

    /// <summary>Inferred words.</summary>
    public static ScimException InvalidValue(string detail) => new(400, "invalidValue", detail);

    /// <summary>Inferred words.</summary>
    public static ScimException InvalidSyntax(string detail) => new(400, "invalidSyntax", detail);

    /// <summary>Inferred words.</summary>
    public static ScimException NoTarget(string detail) => new(400, "noTarget", detail);

    /// <summary>Inferred status and words; that failed use is audited is documented.</summary>
    public static ScimException Unauthorized() => new(401, null, "The SCIM token is missing or invalid.");

    /// <summary>Inferred, with its switch.</summary>
    public static ScimException OrganizationNotFound() => new(404, null, "Organization not found.");

    /// <summary>Inferred words.</summary>
    public static ScimException ResourceNotFound(string id) => new(404, null, $"Resource {id} not found.");

    /// <summary>RFC 7644 section 4: discovery does not filter.</summary>
    public static ScimException DiscoveryFilter() => new(403, null, "Discovery endpoints do not support filters.");

    /// <summary>Inferred: RFC 7644 section 3.1 names two media types.</summary>
    public static ScimException UnsupportedMediaType() =>
        new(415, null, "The media type must be application/scim+json or application/json.");

    /// <summary>Too many requests; only with its switch.</summary>
    public static ScimException RateLimited() => new(429, null, "Too many requests.");

    public static JObject ToJson(ScimException exception, ScimErrorForm form)
    {
        var status = exception.Status.ToString(CultureInfo.InvariantCulture);
        var error = new JObject { ["schemas"] = new JArray(ErrorSchema), ["status"] = status };
        if (exception.ScimType is not null)
            error["scimType"] = exception.ScimType;
        error["detail"] = exception.Message;
        return form == ScimErrorForm.Bare ? error : new JObject { ["status"] = status, ["response"] = error };
    }
}
