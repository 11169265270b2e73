using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>
/// The body of <c>POST /search/systemusers</c> [S]: <c>filter</c> with <c>and</c> / <c>or</c> lists of <c>{field: value}</c>,
/// <c>{field: {"$op": value}}</c> or <c>"field:$op:value"</c>, and <c>searchFilter</c> with <c>searchTerm</c> and <c>fields</c>.
/// </summary>
internal static class UserSearch
{
    private static readonly BodyFields Fields = new()
    {
        ["fields"] = Body.Text,
        ["filter"] = Body.AnyObject,
        ["searchFilter"] = Body.Object(new BodyFields { ["searchTerm"] = Body.Anything, ["fields"] = Body.ListOf(Body.Text) }),
        ["skip"] = Body.Integer,
        ["limit"] = Body.Integer,
        ["sort"] = Body.Text,
    };

    public static RecordPage Page(JObject body)
    {
        if (Fields.Check(body) is { } wrong)
            throw JumpCloudErrors.BadRequest(wrong);
        var fields = ((string?)body["fields"] ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var sort = ((string?)body["sort"] ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new RecordPage([], sort, fields, Math.Clamp((int?)body["limit"] ?? 10, 1, 100),
            Math.Max(0, (int?)body["skip"] ?? 0));
    }

    public static Func<JObject, bool> Filter(JObject body)
    {
        var filter = body["filter"] is JObject filters ? All(filters) : _ => true;
        var search = body["searchFilter"] is JObject searchFilter ? Search(searchFilter) : _ => true;
        return record => filter(record) && search(record);
    }

    private static Func<JObject, bool> All(JObject filters)
    {
        var parts = filters.Properties().Select(property => property.Name switch
        {
            "and" => Every(property.Value),
            "or" => Some(property.Value),
            _ => Field(property.Name, property.Value),
        }).ToList();
        return record => parts.TrueForAll(part => part(record));
    }

    private static Func<JObject, bool> Every(JToken list)
    {
        var parts = list.Select(Part).ToList();
        return record => parts.TrueForAll(part => part(record));
    }

    private static Func<JObject, bool> Some(JToken list)
    {
        var parts = list.Select(Part).ToList();
        return record => parts.Exists(part => part(record));
    }

    private static Func<JObject, bool> Part(JToken part) => part switch
    {
        JObject filters => All(filters),
        { Type: JTokenType.String } => RecordFilter.ParseV1([(string)part!])[0].Matches,
        _ => throw JumpCloudErrors.BadRequest("a filter must be an object or a text"),
    };

    private static Func<JObject, bool> Field(string name, JToken value)
    {
        if (value is not JObject operations)
            return new RecordFilter(name, "eq", JumpCloudJson.Scalar(value)).Matches;
        var filters = operations.Properties()
            .Select(property => new RecordFilter(name, property.Name.TrimStart('$'), Operand(property.Value)))
            .ToList();
        return record => filters.TrueForAll(filter => filter.Matches(record));
    }

    private static string Operand(JToken value) =>
        value is JArray list ? string.Join('|', list.Select(JumpCloudJson.Scalar)) : JumpCloudJson.Scalar(value);

    private static Func<JObject, bool> Search(JObject search)
    {
        var words = search["searchTerm"] is JArray list ? list : [search["searchTerm"] ?? ""];
        var terms = words.Select(JumpCloudJson.Scalar).ToList();
        var names = search["fields"] as JArray ?? ["username", "email", "firstname", "lastname"];
        var fields = names.Select(JumpCloudJson.Scalar).ToList();
        return record => terms.Exists(term => fields.Exists(field => new RecordFilter(field, "search", term).Matches(record)));
    }
}
