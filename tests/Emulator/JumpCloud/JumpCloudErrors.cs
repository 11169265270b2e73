using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>What JumpCloud answers when it refuses. The bodies are as different as the real ones (facts, section 1.4).</summary>
internal sealed class JumpCloudException(int status, JObject body) : Exception((string?)body["message"] ?? (string?)body["error"])
{
    public int Status => status;

    public JObject Body => body;
}

/// <summary>Every refusal of JumpCloud's, with its wording and the sureness of it.</summary>
internal static class JumpCloudErrors
{
    /// <summary>[L]</summary>
    public static JumpCloudException Unauthorized() => new(401, new JObject { ["error"] = "Unauthorized" });

    /// <summary>[C] the status; [I] the body.</summary>
    public static JumpCloudException Forbidden() => new(403, new JObject { ["message"] = "Forbidden" });

    /// <summary>[L]</summary>
    public static JumpCloudException NotFound() => new(404, new JObject { ["message"] = "Not Found" });

    /// <summary>[L]</summary>
    public static JumpCloudException AlreadyExists() => new(409, new JObject { ["message"] = "Already Exists" });

    /// <summary>[L] v1's applications; status is a number here.</summary>
    public static JumpCloudException ApplicationRefused(string error) =>
        new(400, new JObject { ["status"] = 400, ["error"] = error });

    /// <summary>[L]</summary>
    public static JumpCloudException IdpUrlRequired() => ApplicationRefused("The IdP URL is required");

    /// <summary>[L]</summary>
    public static JumpCloudException SsoUrlNotAllowed() => ApplicationRefused("ssoUrl is not allowed for OIDC apps");

    /// <summary>[L] the status, on a POST with empty certificate or key; [I] the body.</summary>
    public static JumpCloudException EmptyCertificate() => new(503, new JObject { ["message"] = "Service Unavailable" });

    /// <summary>[S] the shape (<c>Error</c>).</summary>
    public static JumpCloudException BadRequest(string message) => Error(400, message);

    /// <summary>[S] the shape (<c>Error</c>).</summary>
    public static JumpCloudException Error(int status, string message) =>
        new(status, new JObject { ["code"] = status, ["message"] = message });

    /// <summary>[L]</summary>
    public static JumpCloudException UnknownUserGroup() =>
        new(400, new JObject { ["error"] = "INVALID_ARGUMENT", ["message"] = "user_group not found" });

    /// <summary>[L]</summary>
    public static JumpCloudException PosixGroupsMayNotChange() => BadRequest("existing attribute posixGroups may not be changed");

    /// <summary>[L]</summary>
    public static JumpCloudException NoOidcConfig() => new(404, new JObject { ["message"] = "oidc config not found" });

    /// <summary>[L] the status; [I] the body.</summary>
    public static JumpCloudException MalformedCertificate() => new(500, new JObject { ["message"] = "Internal Server Error" });

    /// <summary>[I] What a tenant answers on a path that it does not offer to API keys.</summary>
    public static JumpCloudException NotOffered(int status) => status switch
    {
        401 => Unauthorized(),
        403 => Forbidden(),
        405 => new(405, new JObject { ["message"] = "Method Not Allowed" }),
        _ => NotFound(),
    };

    /// <summary>[I] The service provider could not be verified with the base URL and the token given.</summary>
    public static JumpCloudException NotVerified(string reason) => Error(400, $"Unable to verify the connection: {reason}");

    /// <summary>[S] the status and the shape; [I] the text.</summary>
    public static JumpCloudException InsightsNotInPlan() =>
        new(402, new JObject { ["message"] = "Directory Insights is not in your plan" });

    /// <summary>[S] Directory Insights' shape.</summary>
    public static JumpCloudException BadEventQuery(string message) => new(400, new JObject { ["message"] = message });
}
