namespace JumpCloud.Emulator;

/// <summary>What an operation does with a call.</summary>
internal delegate Task<JumpCloudAnswer> JumpCloudHandler(JumpCloudState state, JumpCloudCall call);

/// <summary>Lets a request in by its credentials, and writes what the operation answers or refuses.</summary>
internal static class JumpCloudDoor
{
    private const string Bearer = "Bearer ";

    /// <summary>For operations that need an API key or a service account's token.</summary>
    public static RequestDelegate Signed(JumpCloudState state, JumpCloudHandler handler) => context =>
        AnswerAsync(context, state, handler, SignIn);

    /// <summary>For pages and for the token endpoint, which looks at credentials itself.</summary>
    public static RequestDelegate Open(JumpCloudState state, JumpCloudHandler handler) => context =>
        AnswerAsync(context, state, handler, (_, _) => Actor.System);

    private static async Task AnswerAsync(
        HttpContext context, JumpCloudState state, JumpCloudHandler handler, Func<JumpCloudState, HttpContext, Actor> signIn)
    {
        JumpCloudAnswer answer;
        try
        {
            answer = await handler(state, new JumpCloudCall(context, signIn(state, context)));
        }
        catch (JumpCloudException refusal)
        {
            answer = new JumpCloudAnswer(refusal.Status) { Json = refusal.Body };
        }

        await answer.WriteAsync(context);
    }

    private static Actor SignIn(JumpCloudState state, HttpContext context)
    {
        var headers = context.Request.Headers;
        var authorization = headers.Authorization.ToString();
        var actor = headers.TryGetValue("x-api-key", out var key) ? state.FindApiKey(key.ToString())
            : authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
                ? state.FindToken(authorization[Bearer.Length..].Trim())
                : null;
        if (actor is null)
            throw JumpCloudErrors.Unauthorized();
        // Several organizations may be named to Directory Insights.
        if (headers.TryGetValue("x-org-id", out var organizations)
            && !organizations.SelectMany(value => value!.Split(',')).All(id => id.Trim() == state.OrganizationId))
            throw JumpCloudErrors.Forbidden();
        if (!actor.MayWrite && !IsRead(context.Request))
            throw JumpCloudErrors.Forbidden();
        return actor;
    }

    private static bool IsRead(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        || request.Path.StartsWithSegments("/api/search", StringComparison.Ordinal)
        || request.Path.StartsWithSegments("/insights", StringComparison.Ordinal);
}
