using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>Directory Insights (facts, section 6).</summary>
internal static class EventHandlers
{
    public static async Task<JumpCloudAnswer> ListEvents(JumpCloudState state, JumpCloudCall call)
    {
        var query = await ReadAsync(state, call);
        var page = query.Page(query.Run(state));
        var last = page.Count == 0
            ? []
            : new JArray(page[^1].Time.ToUnixTimeMilliseconds(), page[^1].Document["id"]!);
        return JumpCloudAnswer.Ok(new JArray(page.Select(item => query.Project(item.Document)))) with
        {
            Headers = new Dictionary<string, string>
            {
                ["X-Result-Count"] = page.Count.ToString(CultureInfo.InvariantCulture),
                ["X-Limit"] = query.Limit.ToString(CultureInfo.InvariantCulture),
                ["X-Sort"] = query.Sort,
                ["X-Search_after"] = last.ToString(Formatting.None),
                ["X-Request-Id"] = call.TraceId,
            },
        };
    }

    public static async Task<JumpCloudAnswer> CountEvents(JumpCloudState state, JumpCloudCall call) =>
        JumpCloudAnswer.Ok(new JObject { ["count"] = (await ReadAsync(state, call)).Run(state).Count });

    public static async Task<JumpCloudAnswer> CountDistinct(JumpCloudState state, JumpCloudCall call)
    {
        var query = await ReadAsync(state, call);
        var field = query.Field ?? throw JumpCloudErrors.BadEventQuery("\"field\" is required");
        var buckets = query.Run(state)
            .Select(item => JumpCloudJson.At(item.Document, field))
            .OfType<JToken>()
            .GroupBy(value => JumpCloudJson.Scalar(value).ToLowerInvariant(), StringComparer.Ordinal)
            .OrderByDescending(group => group.Count())
            .Select(group => new JObject { ["key"] = group.Key, ["doc_count"] = group.Count() });
        return JumpCloudAnswer.Ok(new JObject
        {
            ["buckets"] = new JArray(buckets), ["sum_other_doc_count"] = 0, ["doc_count_error_upper_bound"] = 0,
        });
    }

    public static async Task<JumpCloudAnswer> CountByInterval(JumpCloudState state, JumpCloudCall call)
    {
        var query = await ReadAsync(state, call);
        var width = (long)query.Interval.TotalMilliseconds;
        var buckets = query.Run(state)
            .GroupBy(item => item.Time.ToUnixTimeMilliseconds() / width * width)
            .OrderBy(group => group.Key)
            .Select(group => new JObject
            {
                ["key"] = group.Key,
                ["key_as_string"] = JumpCloudJson.Date(DateTimeOffset.FromUnixTimeMilliseconds(group.Key)),
                ["doc_count"] = group.Count(),
            });
        return JumpCloudAnswer.Ok(new JObject { ["buckets"] = new JArray(buckets) });
    }

    private static async Task<EventQuery> ReadAsync(JumpCloudState state, JumpCloudCall call) =>
        state.Switches.DirectoryInsightsInPlan
            ? EventQuery.Read(await call.ObjectAsync(), state.Clock.GetUtcNow())
            : throw JumpCloudErrors.InsightsNotInPlan();
}
