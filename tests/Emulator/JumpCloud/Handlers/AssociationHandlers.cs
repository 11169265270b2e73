using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>v2: bindings of applications to groups and users, from all three sides, and the traversals.</summary>
internal static class AssociationHandlers
{
    private static readonly string[] ApplicationTargets = ["user", "user_group"];

    private static readonly string[] OtherTargets =
    [
        "active_directory", "application", "g_suite", "idp_routing_policy", "ldap_server", "office_365", "password_manager_item",
        "radius_server", "system", "system_group",
    ];

    private static readonly BodyFields Operation = new()
    {
        ["op"] = Body.OneOf("add", "remove", "update"),
        ["type"] = Body.Text,
        ["id"] = Body.Text,
        ["attributes"] = Body.AnyObject,
    };

    public static Task<JumpCloudAnswer> ListApplicationAssociations(JumpCloudState state, JumpCloudCall call) =>
        Page(call, state.ListApplicationAssociations(call.Route("id"), Targets(call, ApplicationTargets)));

    public static Task<JumpCloudAnswer> ListGroupAssociations(JumpCloudState state, JumpCloudCall call)
    {
        var associations = state.ListGroupAssociations(call.Route("id"));
        return Page(call, Targets(call, OtherTargets) == "application" ? associations : []);
    }

    public static Task<JumpCloudAnswer> ListUserAssociations(JumpCloudState state, JumpCloudCall call)
    {
        var associations = state.ListUserAssociations(call.Route("id"));
        return Page(call, Targets(call, OtherTargets) == "application" ? associations : []);
    }

    public static async Task<JumpCloudAnswer> SetApplicationAssociation(JumpCloudState state, JumpCloudCall call)
    {
        var (operation, type, id) = await ReadAsync(state, call, ApplicationTargets);
        return Set(state, call, operation, call.Route("id"), type, id);
    }

    public static async Task<JumpCloudAnswer> SetGroupAssociation(JumpCloudState state, JumpCloudCall call)
    {
        var (operation, type, id) = await ReadAsync(state, call, OtherTargets);
        return type == "application"
            ? Set(state, call, operation, id, "user_group", call.Route("id"))
            : throw JumpCloudErrors.NotFound();
    }

    public static async Task<JumpCloudAnswer> SetUserAssociation(JumpCloudState state, JumpCloudCall call)
    {
        var (operation, type, id) = await ReadAsync(state, call, OtherTargets);
        return type == "application"
            ? Set(state, call, operation, id, "user", call.Route("id"))
            : throw JumpCloudErrors.NotFound();
    }

    public static Task<JumpCloudAnswer> TraverseGroups(JumpCloudState state, JumpCloudCall call) =>
        Page(call, state.TraverseGroups(call.Route("id")));

    public static Task<JumpCloudAnswer> TraverseUsers(JumpCloudState state, JumpCloudCall call) =>
        Page(call, state.TraverseUsers(call.Route("id")));

    public static Task<JumpCloudAnswer> TraverseGroupApplications(JumpCloudState state, JumpCloudCall call) =>
        Page(call, state.TraverseGroupApplications(call.Route("id")));

    public static Task<JumpCloudAnswer> TraverseUserApplications(JumpCloudState state, JumpCloudCall call) =>
        Page(call, state.TraverseUserApplications(call.Route("id")));

    /// <summary>Names the first field that a body lacks, or null.</summary>
    public static string? Missing(JObject body, params string[] names) =>
        names.Where(name => string.IsNullOrEmpty((string?)body[name])).Select(name => $"\"{name}\" is required").FirstOrDefault();

    private static Task<JumpCloudAnswer> Page(JumpCloudCall call, IEnumerable<JObject> records) =>
        Task.FromResult(RecordPage.V2(call).WrapV2(records));

    private static string Targets(JumpCloudCall call, string[] allowed)
    {
        var targets = call.QueryAll("targets").ToList();
        return targets.Count == 1 && allowed.Contains(targets[0], StringComparer.Ordinal)
            ? targets[0]
            : throw JumpCloudErrors.BadRequest($"\"targets\" must be one of [{string.Join(", ", allowed)}]");
    }

    private static async Task<(string Operation, string Type, string Id)> ReadAsync(
        JumpCloudState state, JumpCloudCall call, string[] types)
    {
        var body = await call.ObjectAsync();
        if ((Operation.Check(body) ?? Missing(body, "op", "type", "id")) is { } wrong)
            throw JumpCloudErrors.BadRequest(wrong);
        var type = (string)body["type"]!;
        if (!types.Contains(type, StringComparer.Ordinal))
        {
            throw state.Switches.BadAssociationTypeStatus == 404
                ? JumpCloudErrors.NotFound()
                : JumpCloudErrors.BadRequest($"\"type\" must be one of [{string.Join(", ", types)}]");
        }

        return ((string)body["op"]!, type, (string)body["id"]!);
    }

    private static JumpCloudAnswer Set(
        JumpCloudState state, JumpCloudCall call, string operation, string application, string type, string target)
    {
        switch (operation)
        {
            case "add":
                state.AddAssociation(application, type, target, call.Actor);
                break;
            case "remove":
                state.RemoveAssociation(application, type, target, call.Actor);
                break;
        }

        return JumpCloudAnswer.NoContent;
    }
}
