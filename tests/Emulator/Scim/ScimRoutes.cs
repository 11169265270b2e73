namespace JumpCloud.Emulator;

/// <summary>Which operation answers which method and path of Pulumi Cloud's SCIM 2.0 server, and who may ask.</summary>
internal static class ScimRoutes
{
    private const string Scheme = "Bearer ";

    public static void Map(IEndpointRouteBuilder routes, PulumiCloudState state)
    {
        var handlers = new ScimHandlers(state);
        void On(string method, string path, Func<HttpContext, PulumiOrganization, Task> handler) =>
            routes.MapMethods("/scim/v2/{org}" + path, [method], context => AnswerAsync(context, state, handler));

        On("POST", "/Users", handlers.CreateUser);
        On("GET", "/Users", handlers.ListUsers);
        On("GET", "/Users/{id}", handlers.GetUser);
        On("PUT", "/Users/{id}", handlers.ReplaceUser);
        On("PATCH", "/Users/{id}", handlers.UpdateUser);
        On("DELETE", "/Users/{id}", handlers.DeleteUser);
        On("POST", "/Groups", handlers.CreateGroup);
        On("GET", "/Groups", handlers.ListGroups);
        On("GET", "/Groups/{id}", handlers.GetGroup);
        On("PUT", "/Groups/{id}", handlers.ReplaceGroup);
        On("PATCH", "/Groups/{id}", handlers.UpdateGroup);
        On("DELETE", "/Groups/{id}", handlers.DeleteGroup);
        On("GET", "/ServiceProviderConfig", handlers.GetServiceProviderConfig);
        On("GET", "/ResourceTypes", handlers.ListResourceTypes);
        On("GET", "/ResourceTypes/{id}", handlers.GetResourceType);
        On("GET", "/Schemas", handlers.ListSchemas);
        On("GET", "/Schemas/{id}", handlers.GetSchema);
    }

    private static async Task AnswerAsync(HttpContext context, PulumiCloudState state, Func<HttpContext, PulumiOrganization, Task> handler)
    {
        context.Response.Headers["X-Pulumi-Request-ID"] = state.Ids.Uuid();
        try
        {
            RequireQuota(context, state.Switches.PulumiRateLimit);
            await handler(context, Authorize(context, state));
        }
        catch (ScimException exception)
        {
            await context.WriteJsonAsync(
                exception.Status, ScimErrors.ToJson(exception, state.Switches.ScimErrorForm), ScimHandlers.MediaType);
        }
    }

    /// <summary>The organization of the token, which must be the one in the path, in its case.</summary>
    private static PulumiOrganization Authorize(HttpContext context, PulumiCloudState state)
    {
        var header = context.Request.Headers.Authorization.ToString();
        lock (state.Gate)
        {
            var organization = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
                ? state.ScimOrganization(header[Scheme.Length..].Trim())
                : null;
            if (organization is not null && organization.Login == context.RouteText("org"))
                return organization;
            state.Audit("auth-failure-scim-access-token");
            throw organization is not null && state.Switches.ScimWrongOrganization == ScimWrongOrganization.NotFound
                ? ScimErrors.OrganizationNotFound()
                : ScimErrors.Unauthorized();
        }
    }

    private static void RequireQuota(HttpContext context, RateLimit limit)
    {
        if (limit == RateLimit.Off)
            return;
        if (limit == RateLimit.WithRetryAfter)
            context.Response.Headers.RetryAfter = "1";
        throw ScimErrors.RateLimited();
    }
}
