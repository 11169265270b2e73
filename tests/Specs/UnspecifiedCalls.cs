using JumpCloud.Emulator;

namespace JumpCloud.Tests.Specs;

/// <summary>Why no spec can hold a call.</summary>
internal enum Gap
{
    /// <summary>The vendor publishes the path without any method.</summary>
    WithoutMethods,

    /// <summary>The file has the path, but not this method.</summary>
    OtherMethods,

    /// <summary>The vendor publishes an API of this host, but this path is not in it.</summary>
    NotInSpec,

    /// <summary>The vendor publishes no OpenAPI file of this host.</summary>
    NoSpec,
}

/// <param name="Template">Its parameters are <c>{}</c>.</param>
internal sealed record UnspecifiedCall(Face Face, string Method, string Template, Gap Gap, string Reason)
{
    public override string ToString() => $"{Face} {Method} {Template}";
}

/// <summary>Every call that the emulator answers and no vendor specifies. A call in neither fails the tests.</summary>
internal static class UnspecifiedCalls
{
    private const string Metadata = "the portal's Export Metadata; its use by API key was observed by several Terraform providers";
    private const string Directory = "changes people in tests; the plugin does not call it, so the trimmed file leaves it out";
    private const string Views = "read by official and other clients, which were observed to get the same views as from the single one";
    private const string Oidc = "the settings of an OIDC application, observed by a Terraform provider";
    private const string Activation = "Identity Management has no public API: verb and body are inferred, and a switch refuses them";
    private const string Token = "OAuth 2.0 client credentials (RFC 6749, 4.4), known from the official command line";
    private const string SignIn = "where people sign in: SAML 2.0, no API";
    private const string User = "Pulumi's command line uses it; no schema of it is published";
    private const string Scim = "SCIM 2.0 (RFC 7643 and 7644), which has schemas of its own; its behaviour is documented in prose";

    public static readonly IReadOnlyList<UnspecifiedCall> All =
    [
        new(Face.Console, "GET", "/api/organizations/{}/applications/{}/metadata.xml", Gap.WithoutMethods, Metadata),
        new(Face.Console, "POST", "/api/systemusers", Gap.OtherMethods, Directory),
        new(Face.Console, "PUT", "/api/systemusers/{}", Gap.OtherMethods, Directory),
        new(Face.Console, "DELETE", "/api/systemusers/{}", Gap.OtherMethods, Directory),
        new(Face.Console, "GET", "/api/v2/applications", Gap.WithoutMethods, Views),
        new(Face.Console, "GET", "/api/v2/applications/{}/sso", Gap.WithoutMethods, Oidc),
        new(Face.Console, "GET", "/api/v2/applications/{}/provision", Gap.WithoutMethods, Activation),
        new(Face.Console, "PUT", "/api/v2/applications/{}/provision", Gap.WithoutMethods, Activation),
        new(Face.Console, "PATCH", "/api/v2/applications/{}/provision", Gap.WithoutMethods, Activation),
        new(Face.Console, "DELETE", "/api/v2/applications/{}/provision", Gap.WithoutMethods, Activation),
        new(Face.Console, "POST", "/api/v2/applications/{}/provision/activate", Gap.WithoutMethods, Activation),
        new(Face.Console, "PUT", "/api/v2/applications/{}/provision/activate", Gap.WithoutMethods, Activation),
        new(Face.Console, "POST", "/api/v2/applications/{}/provision/reactivate", Gap.WithoutMethods, Activation),
        new(Face.Console, "PUT", "/api/v2/applications/{}/provision/reactivate", Gap.WithoutMethods, Activation),
        new(Face.Oauth, "POST", "/oauth2/token", Gap.NoSpec, Token),
        new(Face.Sso, "GET", "/saml2/{}", Gap.NoSpec, SignIn),
        new(Face.Pulumi, "GET", "/api/user", Gap.NotInSpec, User),
        new(Face.Pulumi, "GET", "/login/{}/sso", Gap.NotInSpec, SignIn),
        new(Face.Pulumi, "GET", "/login/{}/sso/saml/metadata", Gap.NotInSpec, SignIn),
        new(Face.Pulumi, "GET", "/scim/v2/{}/ServiceProviderConfig", Gap.NotInSpec, Scim),
        new(Face.Pulumi, "GET", "/scim/v2/{}/ResourceTypes", Gap.NotInSpec, Scim),
        new(Face.Pulumi, "GET", "/scim/v2/{}/ResourceTypes/{}", Gap.NotInSpec, Scim),
        new(Face.Pulumi, "GET", "/scim/v2/{}/Schemas", Gap.NotInSpec, Scim),
        new(Face.Pulumi, "GET", "/scim/v2/{}/Schemas/{}", Gap.NotInSpec, Scim),
        new(Face.Pulumi, "GET", "/scim/v2/{}/Users", Gap.NotInSpec, Scim),
        new(Face.Pulumi, "POST", "/scim/v2/{}/Users", Gap.NotInSpec, Scim),
        new(Face.Pulumi, "GET", "/scim/v2/{}/Users/{}", Gap.NotInSpec, Scim),
        new(Face.Pulumi, "PUT", "/scim/v2/{}/Users/{}", Gap.NotInSpec, Scim),
        new(Face.Pulumi, "PATCH", "/scim/v2/{}/Users/{}", Gap.NotInSpec, Scim),
        new(Face.Pulumi, "DELETE", "/scim/v2/{}/Users/{}", Gap.NotInSpec, Scim),
        new(Face.Pulumi, "GET", "/scim/v2/{}/Groups", Gap.NotInSpec, Scim),
        new(Face.Pulumi, "POST", "/scim/v2/{}/Groups", Gap.NotInSpec, Scim),
        new(Face.Pulumi, "GET", "/scim/v2/{}/Groups/{}", Gap.NotInSpec, Scim),
        new(Face.Pulumi, "PUT", "/scim/v2/{}/Groups/{}", Gap.NotInSpec, Scim),
        new(Face.Pulumi, "PATCH", "/scim/v2/{}/Groups/{}", Gap.NotInSpec, Scim),
        new(Face.Pulumi, "DELETE", "/scim/v2/{}/Groups/{}", Gap.NotInSpec, Scim),
    ];

    public static UnspecifiedCall? Find(Face face, string method, string path) =>
        All.FirstOrDefault(call => call.Face == face && call.Method == method && Paths.Match(call.Template, path));
}
