using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>
/// What an administrator does by hand in the Admin Portal, under <c>/_control/drift/jumpcloud</c>, from a shell. Applications are
/// named by id or label, groups by id or name, users by id or username. 204, or 400 with the reason.
/// </summary>
internal static class JumpCloudControl
{
    public static void Map(IEndpointRouteBuilder drift, JumpCloudState state)
    {
        var portal = drift.MapGroup("/jumpcloud");
        MapApplications(portal.MapGroup("/applications/{application}"), state);
        MapGroups(portal, state);
        MapUsers(portal, state);
        portal.MapPatch("/settings", Do((_, body) =>
        {
            if ((string?)body["applicationImport"] is { } imported)
                state.ApplicationImportState = imported;
            return Task.CompletedTask;
        }));
    }

    private static void MapApplications(RouteGroupBuilder application, JumpCloudState state)
    {
        application.MapPatch("", Do((context, body) =>
            Done(() => state.Portal.PatchApplication(Application(state, context), body))));
        application.MapDelete("", Do((context, _) => Done(() => state.Portal.DeleteApplication(Application(state, context)))));
        application.MapPost("/idm/activate", Do((context, body) =>
            state.Portal.ActivateIdmAsync(Application(state, context), Settings(body), context.RequestAborted)));
        application.MapPost("/idm/reactivate", Do((context, body) =>
            state.Portal.ReactivateIdmAsync(Application(state, context), Settings(body), context.RequestAborted)));
        application.MapPatch("/idm", Do((context, body) =>
            state.Portal.UpdateIdmAsync(Application(state, context), Settings(body), context.RequestAborted)));
        application.MapPost("/idm/deactivate", Do((context, _) =>
            Done(() => state.Portal.DeactivateIdm(Application(state, context)))));
        application.MapPut("/groups/{group}", Do((context, _) =>
            Done(() => state.Portal.BindGroup(Application(state, context), Group(state, context)))));
        application.MapDelete("/groups/{group}", Do((context, _) =>
            Done(() => state.Portal.UnbindGroup(Application(state, context), Group(state, context)))));
        application.MapPut("/users/{user}", Do((context, _) =>
            Done(() => state.Portal.BindUser(Application(state, context), User(state, context)))));
        application.MapDelete("/users/{user}", Do((context, _) =>
            Done(() => state.Portal.UnbindUser(Application(state, context), User(state, context)))));
    }

    private static void MapGroups(RouteGroupBuilder portal, JumpCloudState state)
    {
        portal.MapPost("/groups", Do((_, body) => Done(() => state.Portal.CreateGroup((string?)body["name"] ?? ""))));
        portal.MapPatch("/groups/{group}", Do((context, body) =>
            Done(() => state.Portal.PatchGroup(Group(state, context), body))));
        portal.MapDelete("/groups/{group}", Do((context, _) => Done(() => state.Portal.DeleteGroup(Group(state, context)))));
        portal.MapPut("/groups/{group}/members/{user}", Do((context, _) =>
            Done(() => state.Portal.AddMember(Group(state, context), User(state, context)))));
        portal.MapDelete("/groups/{group}/members/{user}", Do((context, _) =>
            Done(() => state.Portal.RemoveMember(Group(state, context), User(state, context)))));
    }

    private static void MapUsers(RouteGroupBuilder portal, JumpCloudState state)
    {
        portal.MapPost("/users", Do((_, body) => Done(() => state.Portal.CreateUser(body))));
        portal.MapPatch("/users/{user}", Do((context, body) => Done(() => state.Portal.PatchUser(User(state, context), body))));
        portal.MapDelete("/users/{user}", Do((context, _) => Done(() => state.Portal.DeleteUser(User(state, context)))));
    }

    private static RequestDelegate Do(Func<HttpContext, JObject, Task> action) =>
        ControlRoutes.Handle(async (context, body) =>
        {
            try
            {
                await action(context, body);
            }
            catch (JumpCloudException refusal)
            {
                throw new ArgumentException(refusal.Message, refusal);
            }

            await context.WriteStatusAsync(StatusCodes.Status204NoContent);
        });

    private static Task Done(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    private static IdmSettings Settings(JObject body) => new(
        (string?)body["baseUrl"] is { } url ? new Uri(url) : null,
        (string?)body["token"],
        (bool?)body["manageGroups"],
        (string?)body["testUserEmail"]);

    private static string Application(JumpCloudState state, HttpContext context)
    {
        var name = context.RouteText("application");
        return state.Applications().FirstOrDefault(item => item.Id == name || item.DisplayLabel == name)?.Id
            ?? throw new ArgumentException($"There is no application {name}.");
    }

    private static string Group(JumpCloudState state, HttpContext context)
    {
        var name = context.RouteText("group");
        return (state.FindGroup(name) ?? state.FindGroupByName(name))?.Id
            ?? throw new ArgumentException($"There is no group {name}.");
    }

    private static string User(JumpCloudState state, HttpContext context)
    {
        var name = context.RouteText("user");
        return (state.FindUser(name) ?? state.FindUserByName(name))?.Id
            ?? throw new ArgumentException($"There is no user {name}.");
    }
}
