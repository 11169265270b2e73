namespace JumpCloud.Emulator;

/// <summary>The hosts that the emulator plays, each on a listener of its own.</summary>
public enum Face
{
    /// <summary>console.jumpcloud.com: <c>/api</c>, <c>/api/v2</c>, and the emulator's own <c>/_control</c>.</summary>
    Console,

    /// <summary>api.jumpcloud.com: Directory Insights.</summary>
    Insights,

    /// <summary>admin-oauth.id.jumpcloud.com: tokens of service accounts.</summary>
    Oauth,

    /// <summary>sso.jumpcloud.com: the IdP URLs.</summary>
    Sso,

    /// <summary>api.pulumi.com: REST, SCIM and the SAML endpoints.</summary>
    Pulumi,
}
