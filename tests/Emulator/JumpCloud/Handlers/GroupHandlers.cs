namespace JumpCloud.Emulator;

/// <summary>v2: user groups and their members.</summary>
internal static class GroupHandlers
{
    private static readonly BodyFields MemberOperation = new()
    {
        ["op"] = Body.OneOf("add", "remove", "update"),
        ["type"] = Body.OneOf("user"),
        ["id"] = Body.Text,
        ["attributes"] = Body.AnyObject,
    };

    public static Task<JumpCloudAnswer> ListGroups(JumpCloudState state, JumpCloudCall call) =>
        Task.FromResult(RecordPage.V2(call).WrapV2(state.ListGroups(), GroupFields.Row));

    public static Task<JumpCloudAnswer> GetGroup(JumpCloudState state, JumpCloudCall call) =>
        Task.FromResult(JumpCloudAnswer.Ok(state.GetGroup(call.Route("id"))));

    public static async Task<JumpCloudAnswer> CreateGroup(JumpCloudState state, JumpCloudCall call) =>
        JumpCloudAnswer.Ok(state.CreateGroup(await call.ObjectAsync(), call.Actor)) with { Status = 201 };

    public static async Task<JumpCloudAnswer> SetGroup(JumpCloudState state, JumpCloudCall call) =>
        JumpCloudAnswer.Ok(state.SetGroup(call.Route("id"), await call.ObjectAsync(), call.Actor));

    public static Task<JumpCloudAnswer> DeleteGroup(JumpCloudState state, JumpCloudCall call)
    {
        var document = state.DeleteGroup(call.Route("id"), call.Actor);
        return Task.FromResult(state.Switches.DeleteAnswersNoContent ? JumpCloudAnswer.NoContent : JumpCloudAnswer.Ok(document));
    }

    public static Task<JumpCloudAnswer> ListMembers(JumpCloudState state, JumpCloudCall call) =>
        Task.FromResult(RecordPage.V2(call).WrapV2(state.ListMembers(call.Route("id"))));

    public static Task<JumpCloudAnswer> ListMembership(JumpCloudState state, JumpCloudCall call) =>
        Task.FromResult(RecordPage.V2(call).WrapV2(state.ListMembership(call.Route("id"))));

    public static Task<JumpCloudAnswer> ListMemberOf(JumpCloudState state, JumpCloudCall call) =>
        Task.FromResult(RecordPage.V2(call).WrapV2(state.ListMemberOf(call.Route("id"))));

    public static async Task<JumpCloudAnswer> SetMembers(JumpCloudState state, JumpCloudCall call)
    {
        var body = await call.ObjectAsync();
        if ((MemberOperation.Check(body) ?? AssociationHandlers.Missing(body, "op", "type", "id")) is { } wrong)
            throw JumpCloudErrors.BadRequest(wrong);
        var (group, user) = (call.Route("id"), (string)body["id"]!);
        switch ((string)body["op"]!)
        {
            case "add":
                state.AddMember(group, user, call.Actor);
                break;
            case "remove":
                state.RemoveMember(group, user, call.Actor);
                break;
        }

        return JumpCloudAnswer.NoContent;
    }
}
