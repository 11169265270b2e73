using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>
/// Directory Insights' <c>search_term</c>: one of <c>and</c>, <c>or</c>, <c>not</c> with a list of <c>{field: value}</c> or
/// nested terms [S]. Values are kept in lower case, so that a search in another case finds nothing [S].
/// </summary>
internal static class EventSearch
{
    private static readonly string[] NotSearchable = ["changes", "useragent", "system_timestamp"];

    public static Func<JObject, bool> Read(JObject term)
    {
        if (term.Count != 1 || term.Properties().First() is not { Name: "and" or "or" or "not" } only)
            throw JumpCloudErrors.BadEventQuery("\"search_term\" must have exactly one of [and, or, not]");
        var items = only.Value is JArray list ? list : [only.Value];
        if (only.Name == "and")
            RefuseRepeats(items);
        var parts = items.SelectMany(ReadItem).ToList();
        return only.Name switch
        {
            "and" => record => parts.TrueForAll(part => part(record)),
            "or" => record => parts.Exists(part => part(record)),
            _ => record => !parts.Exists(part => part(record)),
        };
    }

    private static void RefuseRepeats(JArray items)
    {
        var repeated = items.OfType<JObject>().SelectMany(item => item.Properties()).Select(property => property.Name)
            .Where(name => name is not ("and" or "or" or "not"))
            .GroupBy(name => name, StringComparer.Ordinal)
            .FirstOrDefault(group => group.Count() > 1);
        if (repeated is not null)
            throw JumpCloudErrors.BadEventQuery($"\"{repeated.Key}\" may not be repeated inside \"and\"");
    }

    private static IEnumerable<Func<JObject, bool>> ReadItem(JToken item)
    {
        if (item is not JObject fields)
            throw JumpCloudErrors.BadEventQuery("a search term must be an object");
        foreach (var (name, value) in fields)
        {
            if (name is "and" or "or" or "not")
                yield return Read(new JObject { [name] = value });
            else
                yield return Field(name, value!);
        }
    }

    private static Func<JObject, bool> Field(string name, JToken value)
    {
        if (NotSearchable.Contains(name.Split('.')[0], StringComparer.Ordinal))
            throw JumpCloudErrors.BadEventQuery($"\"{name}\" is not searchable");
        var wanted = (value is JArray list ? list.Select(JumpCloudJson.Scalar) : [JumpCloudJson.Scalar(value)])
            .ToHashSet(StringComparer.Ordinal);
        return record => JumpCloudJson.At(record, name) is { } actual
            && wanted.Contains(JumpCloudJson.Scalar(actual).ToLowerInvariant());
    }
}
