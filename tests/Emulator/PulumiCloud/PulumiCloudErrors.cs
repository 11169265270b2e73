using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>A refusal of Pulumi Cloud's REST API.</summary>
internal sealed class PulumiCloudException(int status, string text) : Exception(text)
{
    public int Status { get; } = status;

    /// <summary>One entry of <c>errors</c>, where there is one.</summary>
    public JObject? Detail { get; init; }

    /// <summary>Answers the bare text instead of JSON.</summary>
    public bool PlainText { get; init; }
}

/// <summary>
/// The refusals and their words. <c>message</c> begins with the status text, as the official client's fixtures show; the words
/// after it are those of the OpenAPI spec where it has them. Those marked inferred have no public source.
/// </summary>
internal static class PulumiCloudErrors
{
    /// <summary>A missing or invalid token (documented; words inferred).</summary>
    public static PulumiCloudException Unauthorized() => new(401, "Unauthorized: No credentials provided or are invalid.");

    /// <summary>The SSO session of a personal token's owner lapsed (official client).</summary>
    public static PulumiCloudException SingleSignOn(string organization, string errorType) =>
        new(401, "Unauthorized: single sign-on session expired")
        {
            Detail = new JObject { ["resource"] = "organization", ["attribute"] = organization, ["errorType"] = errorType },
        };

    /// <summary>A valid token without the scope (inferred; the spec lists no 403).</summary>
    public static PulumiCloudException MissingScope(string scope) => new(403, $"Forbidden: Requires the scope {scope}.");

    /// <summary><paramref name="what"/> is the spec's short name: <c>User</c>, <c>Team</c>, <c>SAML Organization</c>.</summary>
    public static PulumiCloudException NotFound(string what) => new(404, $"Not Found: {what}");

    public static PulumiCloudException SamlOrganizationNotFound(bool plainText) =>
        plainText ? new PulumiCloudException(404, "404 page not found\n") { PlainText = true } : NotFound("SAML Organization");

    public static PulumiCloudException DescriptorRequired() => Bad("NewIDPSSODescriptor is required.");

    /// <summary>With the switch that refuses metadata instead of storing it (inferred).</summary>
    public static PulumiCloudException MetadataRefused(string problem) => Bad(problem);

    public static PulumiCloudException BelongsToOthers() => Bad("Requesting user belongs to other organizations");

    /// <summary>A SAML administrator must be an organization admin (documented; words inferred).</summary>
    public static PulumiCloudException SamlAdminMustBeAdmin() => Bad("The SAML admin must be an admin of the organization.");

    public static PulumiCloudException InvalidQuery() => Bad("invalid query parameter");

    public static PulumiCloudException InvalidRole() => Bad("Invalid organization role.");

    public static PulumiCloudException InvalidRoleId() => Bad("Invalid parameter 'roleID'.");

    public static PulumiCloudException AlreadyMember() => new(409, "Conflict: User is already an organization member.");

    /// <summary>An org-managed account belongs to its organization alone (documented; words inferred).</summary>
    public static PulumiCloudException ManagedElsewhere() => Bad("User is managed by another organization.");

    public static PulumiCloudException CannotRemoveYourself() => Bad("You cannot remove yourself from the organization.");

    public static PulumiCloudException WrongAdminApi() =>
        Bad("Wrong API. Use the regular update Pulumi organization member endpoint instead.");

    public static PulumiCloudException TeamExists() => new(409, "Conflict: Team with this name already exists");

    public static PulumiCloudException TeamNameTooLong() => Bad("Display name too long. Max length 100 characters.");

    /// <summary>A SCIM team's membership cannot be edited (documented; words inferred).</summary>
    public static PulumiCloudException TeamManagedElsewhere(string kind) => Bad($"Members of a team of kind {kind} are managed outside Pulumi.");

    /// <summary>A grant whose value the spec does not know.</summary>
    public static PulumiCloudException UnknownPermission() =>
        Bad("Teams are not available to individual orgs, or the stack or environment permission is not a recognized value.");

    /// <summary>A body that does not fit the operation's schema (the schema is official, the words inferred).</summary>
    public static PulumiCloudException InvalidBody(string problem) => Bad(problem);

    /// <summary>Too many requests; only with its switch.</summary>
    public static PulumiCloudException RateLimited() => new(429, "Too Many Requests: rate limit exceeded");

    public static JObject ToJson(PulumiCloudException exception)
    {
        var json = new JObject { ["code"] = exception.Status, ["message"] = exception.Message };
        if (exception.Detail is not null)
            json["errors"] = new JArray(exception.Detail);
        return json;
    }

    private static PulumiCloudException Bad(string text) => new(400, $"Bad Request: {text}");
}
