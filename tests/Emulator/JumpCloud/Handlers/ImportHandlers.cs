using System.Globalization;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>v2: what can be imported from an application, and the bulk job that creates users.</summary>
internal static class ImportHandlers
{
    private const int MaxLimit = 100;

    private static readonly string[] Sources =
    [
        "jumpcloud:bulk", "jumpcloud:gapps", "jumpcloud:o365", "jumpcloud:workday", "jumpcloud:scim",
        "jumpcloud:custom_integration",
    ];

    private static readonly string[] Sorts = ["", "firstname", "lastname", "email"];

    public static async Task<JumpCloudAnswer> ListImportUsers(JumpCloudState state, JumpCloudCall call)
    {
        if (call.Query("sort") is { } sort && !Sorts.Contains(sort, StringComparer.Ordinal))
            throw JumpCloudErrors.BadRequest("\"sort\" must be one of [firstname, lastname, email]");
        if (call.Query("sortOrder") is { } order && order is not ("asc" or "desc"))
            throw JumpCloudErrors.BadRequest("\"sortOrder\" must be one of [asc, desc]");
        var limit = Math.Clamp(Number(call, "limit", 10), 1, MaxLimit);
        var skip = Number(call, "skip", 0);
        return JumpCloudAnswer.Ok(
            await state.Idm.ImportUsersAsync(call.Route("id"), call.Query("filter"), limit, skip, call.Cancellation));
    }

    /// <summary>[S] For custom API integrations only, of which the emulator has none.</summary>
    public static Task<JumpCloudAnswer> CreateImportJob(JumpCloudState state, JumpCloudCall call) =>
        throw JumpCloudErrors.NotFound();

    public static async Task<JumpCloudAnswer> CreateBulkUsers(JumpCloudState state, JumpCloudCall call)
    {
        var source = call.Header("creation-source") ?? "jumpcloud:bulk";
        if (!Sources.Contains(source, StringComparer.Ordinal))
            throw JumpCloudErrors.BadRequest($"\"creation-source\" must be one of [{string.Join(", ", Sources)}]");
        var users = new List<JObject>();
        foreach (var item in await call.BodyAsync<JArray>())
        {
            if (item is not JObject user)
                throw JumpCloudErrors.BadRequest("each user must be an object");
            if (UserFields.Table.Check(user) is { } wrong)
                throw JumpCloudErrors.BadRequest(wrong);
            users.Add(user);
        }

        var job = state.CreateBulkJob(users, source, call.Actor);
        return new JumpCloudAnswer(state.Switches.BulkUsersStatus) { Json = new JObject { ["jobId"] = job } };
    }

    public static Task<JumpCloudAnswer> ListBulkResults(JumpCloudState state, JumpCloudCall call) =>
        Task.FromResult(RecordPage.V2(call).WrapV2(state.ListBulkResults(call.Route("id"))));

    private static int Number(JumpCloudCall call, string name, int otherwise) =>
        int.TryParse(call.Query(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
