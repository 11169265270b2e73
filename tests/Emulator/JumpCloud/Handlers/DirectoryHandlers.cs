namespace JumpCloud.Emulator;

/// <summary>v1: organizations, templates, users.</summary>
internal static class DirectoryHandlers
{
    public static Task<JumpCloudAnswer> ListOrganizations(JumpCloudState state, JumpCloudCall call)
    {
        var organization = state.GetOrganization();
        organization.Remove("settings");
        return Task.FromResult(RecordPage.V1(call).WrapV1([organization]));
    }

    public static Task<JumpCloudAnswer> GetOrganization(JumpCloudState state, JumpCloudCall call) =>
        call.Route("id") == state.OrganizationId
            ? Task.FromResult(JumpCloudAnswer.Ok(state.GetOrganization()))
            : throw JumpCloudErrors.NotFound();

    public static Task<JumpCloudAnswer> ListTemplates(JumpCloudState state, JumpCloudCall call) =>
        Task.FromResult(RecordPage.V1(call).WrapV1(state.Templates.All()));

    public static Task<JumpCloudAnswer> GetTemplate(JumpCloudState state, JumpCloudCall call) =>
        Task.FromResult(JumpCloudAnswer.Ok(
            state.Templates.All().FirstOrDefault(template => (string?)template["_id"] == call.Route("id"))
                ?? throw JumpCloudErrors.NotFound()));

    public static Task<JumpCloudAnswer> ListUsers(JumpCloudState state, JumpCloudCall call)
    {
        var page = RecordPage.V1(call);
        return Task.FromResult(page.WrapV1(state.ListUsers(page.Filters)));
    }

    public static Task<JumpCloudAnswer> GetUser(JumpCloudState state, JumpCloudCall call) =>
        Task.FromResult(JumpCloudAnswer.Ok(
            RecordPage.Project(state.GetUser(call.Route("id")), RecordPage.Split(call, "fields", ' '))));

    public static async Task<JumpCloudAnswer> CreateUser(JumpCloudState state, JumpCloudCall call) =>
        JumpCloudAnswer.Ok(state.CreateUser(await call.ObjectAsync(), call.Actor));

    public static async Task<JumpCloudAnswer> SetUser(JumpCloudState state, JumpCloudCall call) =>
        JumpCloudAnswer.Ok(state.SetUser(call.Route("id"), await call.ObjectAsync(), call.Actor));

    public static Task<JumpCloudAnswer> DeleteUser(JumpCloudState state, JumpCloudCall call) =>
        Task.FromResult(JumpCloudAnswer.Ok(state.DeleteUser(call.Route("id"), call.Actor)));

    public static async Task<JumpCloudAnswer> SearchUsers(JumpCloudState state, JumpCloudCall call)
    {
        var body = await call.ObjectAsync();
        var page = UserSearch.Page(body);
        return page.WrapV1(state.ListUsers().Where(UserSearch.Filter(body)));
    }
}
