namespace JumpCloud.Emulator;

/// <summary>Which operation answers which method and path of Pulumi Cloud's REST API, and who may ask.</summary>
internal static class PulumiCloudRoutes
{
    private const string Scheme = "token ";

    public static void Map(IEndpointRouteBuilder routes, PulumiCloudState state)
    {
        var handlers = new PulumiCloudHandlers(state);
        void On(string method, string path, Func<HttpContext, PulumiCaller, Task> handler) =>
            routes.MapMethods("/api" + path, [method], context => AuthorizedAsync(context, state, handler));

        On("GET", "/user", handlers.GetUser);
        On("GET", "/orgs/{org}", handlers.GetOrganization);
        On("GET", "/orgs/{org}/metadata", handlers.GetOrganizationMetadata);
        On("GET", "/orgs/{org}/saml", handlers.GetSamlOrganization);
        On("PATCH", "/orgs/{org}/saml", handlers.UpdateSamlOrganization);
        On("GET", "/orgs/{org}/saml/admins", handlers.ListSamlOrganizationAdmins);
        On("POST", "/orgs/{org}/saml/admins/{user}", handlers.UpdateSamlOrganizationAdmins);
        On("GET", "/orgs/{org}/members", handlers.ListOrganizationMembers);
        On("POST", "/orgs/{org}/members/{user}", handlers.AddOrganizationMember);
        On("PATCH", "/orgs/{org}/members/{user}", handlers.UpdateOrganizationMember);
        On("DELETE", "/orgs/{org}/members/{user}", handlers.DeleteOrganizationMember);
        On("POST", "/orgs/{org}/members/{user}/set-admin", handlers.SetSoleOrganizationAdmin);
        On("GET", "/orgs/{org}/members/{user}/teams", handlers.GetOrganizationMemberTeams);
        On("GET", "/orgs/{org}/teams", handlers.ListTeams);
        On("POST", "/orgs/{org}/teams/pulumi", handlers.CreatePulumiTeam);
        On("GET", "/orgs/{org}/teams/{team}", handlers.GetTeam);
        On("PATCH", "/orgs/{org}/teams/{team}", handlers.UpdateTeam);
        On("DELETE", "/orgs/{org}/teams/{team}", handlers.DeleteTeam);
        ServiceProviderRoutes.Map(routes, state);

        // An unknown route answers in plain text (observed by official clients, words inferred).
        routes.Map("/{**path}", context => AnswerAsync(context, state, () => context.WriteTextAsync(404, "404 page not found\n")));
    }

    /// <summary>Puts a request id on the answer, and the rate limit's and every refusal's answer in the REST form.</summary>
    internal static async Task AnswerAsync(HttpContext context, PulumiCloudState state, Func<Task> carryOut)
    {
        context.Response.Headers["X-Pulumi-Request-ID"] = state.Ids.Uuid();
        try
        {
            RequireQuota(context, state.Switches.PulumiRateLimit);
            await carryOut();
        }
        catch (PulumiCloudException exception)
        {
            await (exception.PlainText
                ? context.WriteTextAsync(exception.Status, exception.Message)
                : context.WriteJsonAsync(exception.Status, PulumiCloudErrors.ToJson(exception)));
        }
    }

    private static Task AuthorizedAsync(HttpContext context, PulumiCloudState state, Func<HttpContext, PulumiCaller, Task> handler) =>
        AnswerAsync(context, state, () =>
        {
            var header = context.Request.Headers.Authorization.ToString();
            PulumiCaller? caller;
            lock (state.Gate)
                caller = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? state.Caller(header[Scheme.Length..].Trim()) : null;
            return handler(context, caller ?? throw PulumiCloudErrors.Unauthorized());
        });

    private static void RequireQuota(HttpContext context, RateLimit limit)
    {
        if (limit == RateLimit.Off)
            return;
        if (limit == RateLimit.WithRetryAfter)
            context.Response.Headers.RetryAfter = "1";
        throw PulumiCloudErrors.RateLimited();
    }
}
