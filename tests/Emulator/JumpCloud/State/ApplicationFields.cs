namespace JumpCloud.Emulator;

/// <summary>The fields of v1's application [S].</summary>
internal static class ApplicationFields
{
    public static readonly string[] Colors =
    [
        "", "#202D38", "#005466", "#3E8696", "#006CAC", "#0617AC", "#7C6ADA", "#D5779D", "#9E2F00", "#FFB000", "#58C469",
        "#57C49F", "#FF6C03",
    ];

    public static readonly string[] SsoDates = ["idpCertificateUpdatedAt", "idpPrivateKeyUpdatedAt", "spCertificateUpdatedAt"];

    /// <summary>What only the service writes is taken and not looked at: a read-merge-write sends it back.</summary>
    public static readonly BodyFields Table = new()
    {
        ["_id"] = Body.Text,
        ["id"] = Body.Text,
        ["active"] = Body.Bool,
        ["aiReady"] = Body.Bool,
        ["beta"] = Body.Bool,
        ["color"] = Body.OneOf(Colors),
        ["config"] = Body.AnyObject,
        ["created"] = Body.Text,
        ["databaseAttributes"] = Body.ListOf(Body.AnyObject),
        ["description"] = Body.TextOf(256),
        ["displayLabel"] = Body.Text,
        ["displayName"] = Body.Text,
        ["learnMore"] = Body.Text,
        ["logo"] = Body.Object(new BodyFields { ["color"] = Body.OneOf(Colors), ["url"] = Body.Text }),
        ["name"] = Body.Text,
        ["organization"] = Body.Text,
        ["parentApp"] = Body.Text,
        ["sso"] = Body.AnyObject,
        ["ssoUrl"] = Body.Text,
    };

    public static readonly BodyFields Sso = new()
    {
        ["type"] = Body.OneOf("saml", "oidc", "bookmark"),
        ["hidden"] = Body.Bool,
        ["jit"] = Body.Bool,
        ["beta"] = Body.Bool,
        ["idpCertExpirationAt"] = Body.Text,
        ["idpCertificateUpdatedAt"] = Body.Text,
        ["idpPrivateKeyUpdatedAt"] = Body.Text,
        ["spCertificateUpdatedAt"] = Body.Text,
    };
}
