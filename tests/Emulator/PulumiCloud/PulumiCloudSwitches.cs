namespace JumpCloud.Emulator;

/// <summary>What becomes of IdP metadata that breaks a rule.</summary>
public enum InvalidMetadata
{
    /// <summary>Stored, 200, <c>validationError</c> set, derived fields absent.</summary>
    Stored,

    /// <summary>400, nothing stored.</summary>
    Refused,
}

/// <summary>How an answer says that there is nothing.</summary>
public enum NotFoundForm
{
    Json,
    PlainText,
}

/// <summary>How the stored XML comes back.</summary>
public enum XmlEcho
{
    ByteIdentical,
    Reindented,
}

/// <summary>Whether requests are refused for their number.</summary>
public enum RateLimit
{
    Off,

    /// <summary>429 with <c>Retry-After: 1</c>.</summary>
    WithRetryAfter,
    WithoutRetryAfter,
}

/// <summary>The single sign-on session of people with personal tokens.</summary>
public enum SsoSession
{
    Live,

    /// <summary>401 <c>saml_reauth_required</c>.</summary>
    ReauthRequired,

    /// <summary>401 <c>saml_login_required</c>.</summary>
    LoginRequired,
}

/// <content>Pulumi Cloud's REST switches.</content>
public sealed partial class Switches
{
    /// <summary>PATCH <c>/saml</c> with metadata that breaks a rule. Inferred: the spec has both a 400 and <c>validationError</c>.</summary>
    public InvalidMetadata SamlInvalidMetadata { get; set; } = InvalidMetadata.Stored;

    /// <summary>GET and PATCH <c>/saml</c> of an organization that is not SAML. 404 is official for PATCH; its form is inferred.</summary>
    public NotFoundForm SamlNotFound { get; set; } = NotFoundForm.Json;

    /// <summary>The XML in GET <c>/saml</c>. Inferred: no source says that it is kept byte for byte.</summary>
    public XmlEcho SamlXmlEcho { get; set; } = XmlEcho.ByteIdentical;

    /// <summary>429 to every request of Pulumi Cloud while it is on. Official that it exists; limits and header are unpublished.</summary>
    public RateLimit PulumiRateLimit { get; set; } = RateLimit.Off;

    /// <summary>Requests of personal tokens on SAML organizations. Official client: the answer's form.</summary>
    public SsoSession PulumiSsoSession { get; set; } = SsoSession.Live;

    /// <summary>Members of a page with <c>type=backend</c>. Inferred: the size is unpublished.</summary>
    public int PulumiMemberPageSize { get; set; } = 50;

    /// <summary>Lists the organization itself among its backend members. Official client: "may contain".</summary>
    public bool PulumiSyntheticMember { get; set; }
}
