using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>
/// What a person does by hand in the Pulumi Cloud console, under <c>/_control/drift/pulumi</c>. Unknown organizations and accounts
/// are 400.
/// </summary>
internal static class PulumiCloudControl
{
    public static void Map(IEndpointRouteBuilder drift, PulumiCloudState state)
    {
        void On(string method, string path, Func<HttpContext, JObject, JObject> handler) => drift.MapMethods(
            "/pulumi" + path,
            [method],
            ControlRoutes.Handle((context, body) => context.WriteJsonAsync(200, handler(context, body))));

        On("POST", "/organizations", (_, body) => AddOrganization(state, body));
        On("POST", "/accounts", (_, body) =>
        {
            var account = state.AddAccount(Text(body, "login"), (string?)body["email"], (string?)body["name"]);
            return new JObject { ["id"] = account.Id, ["accessToken"] = state.IssueAccessToken(account.Login) };
        });
        On("PATCH", "/orgs/{org}", (context, body) => ChangeOrganization(state, Org(context), body));
        On("PUT", "/orgs/{org}/saml", (context, body) =>
        {
            state.SetIdpMetadata(Org(context), Text(body, "idpSsoDescriptor"));
            return [];
        });
        On("POST", "/orgs/{org}/scim-token", (context, _) => new JObject { ["token"] = state.RotateScimToken(Org(context)) });
        On("DELETE", "/orgs/{org}/scim-token", (context, _) =>
        {
            state.RevokeScimToken(Org(context));
            return [];
        });
        On("POST", "/orgs/{org}/teams", (context, body) =>
        {
            var members = body["members"]?.Values<string>().OfType<string>().ToArray() ?? [];
            var team = state.AddTeam(Org(context), Text(body, "name"), (string?)body["displayName"], (string?)body["kind"] ?? "pulumi", members);
            return new JObject { ["id"] = team.Id };
        });
        On("POST", "/orgs/{org}/members", (context, body) =>
        {
            state.AddMember(Org(context), Text(body, "login"), (string?)body["role"] ?? "member");
            return [];
        });
    }

    private static string Org(HttpContext context) => context.RouteText("org");

    private static string Text(JObject body, string name) => (string?)body[name] ?? throw new FormatException($"{name} is missing.");

    private static JObject AddOrganization(PulumiCloudState state, JObject body)
    {
        var organization = state.AddOrganization(
            Text(body, "login"),
            (string?)body["name"],
            (string?)body["kind"] ?? "saml",
            (bool?)body["samlSsoEnabled"] ?? true,
            (bool?)body["scimEnabled"] ?? true,
            (string?)body["idpSsoDescriptor"] ?? "");
        return new JObject { ["organizationToken"] = state.IssueOrganizationToken(organization.Login) };
    }

    private static JObject ChangeOrganization(PulumiCloudState state, string login, JObject body)
    {
        var organization = state.Organization(login);
        if ((string?)body["kind"] is { } kind)
            state.ChangeBackend(login, kind);
        organization.SamlSsoEnabled = (bool?)body["samlSsoEnabled"] ?? organization.SamlSsoEnabled;
        organization.ScimEnabled = (bool?)body["scimEnabled"] ?? organization.ScimEnabled;
        return [];
    }
}
