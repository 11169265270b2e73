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
        var limit = Math.Min(Math.Clamp(Number(call, "limit", 10), 1, MaxLimit), Math.Max(1, state.Switches.ImportPageSize));
        var answer = await state.Idm.ImportUsersAsync(
            call.Route("id"), call.Query("filter"), limit, Start(state, call), call.Cancellation);
        if (call.Query("sessionId") is { Length: > 0 } session && session != (string?)answer["session_id"])
            throw JumpCloudErrors.BadRequest("\"sessionId\" is not the one of an earlier answer");
        Cursor(state, call, answer);
        return JumpCloudAnswer.Ok(answer);
    }

    // [I] What the cursor holds is the service's own affair.
    private static int Start(JumpCloudState state, JumpCloudCall call)
    {
        if (!state.Switches.ImportByCursor)
            return Number(call, "skip", 0);
        if (call.Query("cursor") is not { Length: > 0 } cursor)
            return 0;
        return call.Query("isCursor") == "true" && cursor.StartsWith("after-", StringComparison.Ordinal)
            && int.TryParse(cursor["after-".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var start)
                ? start
                : throw JumpCloudErrors.BadRequest("\"cursor\" is not the one of an earlier answer");
    }

    private static void Cursor(JumpCloudState state, JumpCloudCall call, JObject answer)
    {
        var next = Start(state, call) + ((JArray)answer["users"]!).Count;
        if (state.Switches.ImportByCursor && next < (int)answer["total_count"]!)
            answer["cursor"] = string.Create(CultureInfo.InvariantCulture, $"after-{next}");
        if (call.Query("isCount") != "true")
            answer["total_count"] = 0;
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
