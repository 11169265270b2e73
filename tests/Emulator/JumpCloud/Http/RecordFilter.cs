using System.Globalization;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>
/// A filter of a list: v1 <c>field:$op:value</c>, v2 <c>field:op:value</c> (facts, section 1.5). Several are all to hold.
/// </summary>
internal sealed record RecordFilter(string Field, string Operator, string Value)
{
    private static readonly HashSet<string> V1Operators = ["$eq", "$ne", "$gt", "$gte", "$lt", "$lte", "$in"];
    private static readonly HashSet<string> V2Operators = ["eq", "ne", "gt", "ge", "lt", "le", "between", "search", "in"];

    // Once, and not for each of ten thousand records.
    private readonly string[] _values = Value.Split('|');
    private readonly HashSet<string> _set = new(Value.Split('|'), StringComparer.Ordinal);

    /// <summary>The texts that a record's field is to be one of; null where the filter asks for something else.</summary>
    public IReadOnlyList<string>? Texts => Operator switch
    {
        "eq" => [Value],
        "in" => _values,
        _ => null,
    };

    public static IReadOnlyList<RecordFilter> ParseV1(IEnumerable<string> filters) =>
        [.. filters.Where(text => text.Length > 0).Select(text => Parse(text, V1Operators))];

    /// <summary>v2 takes a comma between filters; a value with a comma in it can therefore not be asked for [L].</summary>
    public static IReadOnlyList<RecordFilter> ParseV2(IEnumerable<string> filters) =>
        [.. filters.SelectMany(text => text.Split(',')).Where(text => text.Length > 0).Select(text => Parse(text, V2Operators))];

    private static RecordFilter Parse(string text, HashSet<string> operators)
    {
        var parts = text.Split(':', 3);
        if (parts.Length < 3 || parts[0].Length == 0 || !operators.Contains(parts[1]))
            throw JumpCloudErrors.BadRequest($"invalid filter: {text}");
        return new RecordFilter(parts[0], parts[1].TrimStart('$'), parts[2]);
    }

    public bool Matches(JObject record)
    {
        var token = JumpCloudJson.At(record, Field);
        return token is JArray list && Operator != "ne"
            ? list.Any(item => MatchesScalar(JumpCloudJson.Scalar(item)))
            : MatchesScalar(Text(token));
    }

    private static string? Text(JToken? token) => token is null ? null : JumpCloudJson.Scalar(token);

    private bool MatchesScalar(string? actual) => Operator switch
    {
        "eq" => actual == Value,
        "ne" => actual != Value,
        "in" => actual is not null && _set.Contains(actual),
        "search" => actual?.Contains(Value, StringComparison.OrdinalIgnoreCase) == true,
        "between" => _values is [var low, var high] && Compare(actual, low) >= 0 && Compare(actual, high) <= 0,
        "gt" => Compare(actual, Value) > 0,
        "gte" or "ge" => Compare(actual, Value) >= 0,
        "lt" => Compare(actual, Value) < 0,
        _ => Compare(actual, Value) <= 0,
    };

    private static double Compare(string? actual, string value)
    {
        if (actual is null)
            return double.NaN;
        return double.TryParse(actual, CultureInfo.InvariantCulture, out var left)
            && double.TryParse(value, CultureInfo.InvariantCulture, out var right)
                ? left - right
                : string.CompareOrdinal(actual, value);
    }
}
