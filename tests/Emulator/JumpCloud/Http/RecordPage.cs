using System.Globalization;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>
/// A list's filter, sort, page and fields, and its two wrappings: v1's object and v2's bare array (facts, section 1.5).
/// </summary>
internal sealed record RecordPage(IReadOnlyList<RecordFilter> Filters, string[] Sort, string[] Fields, int Limit, int Skip)
{
    private const int DefaultLimit = 10;
    private const int MaxLimit = 100;

    public static RecordPage V1(JumpCloudCall call) => new(
        RecordFilter.ParseV1(call.QueryAll("filter")), Split(call, "sort", ' '), Split(call, "fields", ' '),
        LimitOf(call), Number(call, "skip", 0));

    public static RecordPage V2(JumpCloudCall call) => new(
        RecordFilter.ParseV2(call.QueryAll("filter")), Split(call, "sort", ','), Split(call, "fields", ','),
        LimitOf(call), Number(call, "skip", 0));

    public JumpCloudAnswer WrapV1(IEnumerable<JObject> records)
    {
        var (page, total, _) = Take(records);
        return JumpCloudAnswer.Ok(new JObject { ["totalCount"] = total, ["results"] = page });
    }

    /// <param name="row">Makes a list's row of a record; the record itself when left out.</param>
    public JumpCloudAnswer WrapV2(IEnumerable<JObject> records, Func<JObject, JObject>? row = null)
    {
        var (page, total, unfiltered) = Take(records, row);
        return JumpCloudAnswer.Ok(page) with
        {
            Headers = new Dictionary<string, string>
            {
                ["x-total-count"] = total.ToString(CultureInfo.InvariantCulture),
                ["x-unfiltered-total-count"] = unfiltered.ToString(CultureInfo.InvariantCulture),
            },
        };
    }

    private (JArray Page, int Total, int Unfiltered) Take(IEnumerable<JObject> records, Func<JObject, JObject>? row = null)
    {
        var all = records.ToList();
        var matching = Filters.Count == 0 ? all : all.FindAll(record => Filters.All(filter => filter.Matches(record)));
        var page = Sorted(matching).Skip(Skip).Take(Limit).Select(record => Project(row?.Invoke(record) ?? record, Fields));
        return (new JArray(page), matching.Count, all.Count);
    }

    private IEnumerable<JObject> Sorted(IEnumerable<JObject> records)
    {
        IOrderedEnumerable<JObject>? sorted = null;
        foreach (var key in Sort)
        {
            var name = key.TrimStart('-', '+');
            string Value(JObject record) => JumpCloudJson.At(record, name) is { } token ? JumpCloudJson.Scalar(token) : "";
            sorted = (sorted, key.StartsWith('-')) switch
            {
                (null, false) => records.OrderBy(Value, StringComparer.Ordinal),
                (null, true) => records.OrderByDescending(Value, StringComparer.Ordinal),
                (_, false) => sorted.ThenBy(Value, StringComparer.Ordinal),
                (_, true) => sorted.ThenByDescending(Value, StringComparer.Ordinal),
            };
        }

        return sorted ?? records;
    }

    /// <summary>The fields asked for, and the id as always.</summary>
    public static JObject Project(JObject record, string[] fields)
    {
        if (fields.Length == 0)
            return (JObject)record.DeepClone();
        var kept = record.Properties().Where(property => property.Name is "_id" or "id" || fields.Contains(property.Name));
        return new JObject(kept.Select(property => new JProperty(property.Name, property.Value.DeepClone())));
    }

    public static string[] Split(JumpCloudCall call, string name, char separator) =>
        [.. call.QueryAll(name).SelectMany(text =>
            text.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    private static int LimitOf(JumpCloudCall call)
    {
        var limit = Number(call, "limit", DefaultLimit);
        return limit == 0 ? DefaultLimit : Math.Min(limit, MaxLimit);
    }

    private static int Number(JumpCloudCall call, string name, int otherwise)
    {
        if (call.Query(name) is not { Length: > 0 } text)
            return otherwise;
        if (!int.TryParse(text, CultureInfo.InvariantCulture, out var number) || number < 0)
            throw JumpCloudErrors.BadRequest($"\"{name}\" must be a number of 0 or more");
        return number;
    }
}
