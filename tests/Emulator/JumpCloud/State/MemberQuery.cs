using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>
/// The query of a dynamic group. [S] that filters are <c>{"field","operator","value"}</c>, as objects (the API reference) or as texts
/// of JSON (the SDK's file), with <c>operation</c> in the second language; [I] that both are taken whatever the kind of the query is,
/// that all are to hold, and that a search filter compares fields for equality.
/// </summary>
internal sealed class MemberQuery
{
    private readonly List<RecordFilter> _filters = [];

    private MemberQuery()
    {
    }

    public static MemberQuery? Read(JObject group)
    {
        if (group["memberQuery"] is not JObject query)
            return null;
        var read = new MemberQuery();
        try
        {
            foreach (var filter in query["filters"] as JArray ?? [])
                read.AddFilters(filter is JObject ? filter : ParseFilter((string)filter!));
            if (query["searchFilters"] is { Type: JTokenType.String } search)
                read.AddSearch(HttpExtensions.ParseJson((string)search!));
        }
        catch (JsonReaderException exception)
        {
            throw JumpCloudErrors.BadRequest($"invalid memberQuery: {exception.Message}");
        }

        return read;
    }

    /// <summary>A query without a filter matches nobody.</summary>
    public bool Matches(SystemUser user) => _filters.Count > 0 && _filters.TrueForAll(filter => filter.Matches(user.Document));

    private static JToken ParseFilter(string text) =>
        text.TrimStart() is ['{' or '[', ..]
            ? HttpExtensions.ParseJson(text)
            : text.Split(':', 3) is [var field, var operation, var value]
                ? new JObject { ["field"] = field, ["operator"] = operation, ["value"] = value }
                : throw JumpCloudErrors.BadRequest($"invalid memberQuery filter: {text}");

    private void AddFilters(JToken token)
    {
        if (token is JArray list)
        {
            foreach (var item in list)
                AddFilters(item);
            return;
        }

        if (token is not JObject filter || (string?)filter["field"] is not { Length: > 0 } field
            || filter["value"] is not { } value)
            throw JumpCloudErrors.BadRequest("a memberQuery filter needs \"field\", \"operator\" and \"value\"");
        var operation = ((string?)(filter["operator"] ?? filter["operation"]) ?? "eq").TrimStart('$').ToLowerInvariant();
        _filters.Add(new RecordFilter(field, operation, Value(value)));
    }

    private void AddSearch(JToken token)
    {
        if (token is not JObject search)
            throw JumpCloudErrors.BadRequest("\"memberQuery.searchFilters\" must hold an object");
        foreach (var (field, value) in search)
            _filters.Add(new RecordFilter(field, value is JArray ? "in" : "eq", Value(value!)));
    }

    private static string Value(JToken value) =>
        value is JArray list ? string.Join('|', list.Select(JumpCloudJson.Scalar)) : JumpCloudJson.Scalar(value);
}
