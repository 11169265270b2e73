using Google.Protobuf.WellKnownTypes;
using JumpCloud.EngineHost.Wire;
using Pulumirpc;

namespace JumpCloud.EngineHost.Deployment;

/// <summary>The resource options that work on property paths: ignoreChanges and replaceOnChanges.</summary>
internal static class PathOptions
{
    /// <summary>A copy of the new inputs with the old value at each ignored path; nothing where there was none.</summary>
    public static Struct Ignore(Struct news, Struct olds, IReadOnlyList<string> paths)
    {
        var reset = news.Clone();
        foreach (var path in paths)
            Reset(Value.ForStruct(reset), Value.ForStruct(olds), PropertyPath.Parse(path), 0);
        return reset;
    }

    /// <summary>A diff whose changes at the given paths, or below them, are replacements.</summary>
    public static DiffResult ReplaceOn(DiffResult diff, IReadOnlyList<string> paths)
    {
        if (paths.Count == 0 || diff.Changed != true)
            return diff;
        var parsed = paths.Select(PropertyPath.Parse).ToList();
        var detailed = diff.Detailed.ToDictionary(
            pair => pair.Key,
            pair => parsed.Any(path => Covers(path, PropertyPath.Parse(pair.Key))) ? AsReplace(pair.Value) : pair.Value);
        var keys = diff.Diffs.Where(key => parsed.Any(path => Covers(path, [key]) || path[0] is string head && head == key));
        return diff with { Detailed = detailed, Replaces = [.. diff.Replaces.Union(keys)] };
    }

    private static bool Covers(IReadOnlyList<object> option, IReadOnlyList<object> path) =>
        option.Count <= path.Count && option.Zip(path).All(pair => pair.First is "*" || pair.First.Equals(pair.Second));

    private static PropertyDiff AsReplace(PropertyDiff diff) => new()
    {
        InputDiff = diff.InputDiff,
        Kind = diff.Kind switch
        {
            PropertyDiff.Types.Kind.Add => PropertyDiff.Types.Kind.AddReplace,
            PropertyDiff.Types.Kind.Delete => PropertyDiff.Types.Kind.DeleteReplace,
            PropertyDiff.Types.Kind.Update => PropertyDiff.Types.Kind.UpdateReplace,
            _ => diff.Kind,
        },
    };

    private static void Reset(Value news, Value olds, IReadOnlyList<object> path, int depth)
    {
        (news, olds) = (Values.Unwrap(news), Values.Unwrap(olds));
        if (path[depth] is "*")
            foreach (var element in Elements(news).Union(Elements(olds)).ToList())
                ResetAt(news, olds, element, path, depth);
        else
            ResetAt(news, olds, path[depth], path, depth);
    }

    private static IEnumerable<object> Elements(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.StructValue => value.StructValue.Fields.Keys,
        Value.KindOneofCase.ListValue => Enumerable.Range(0, value.ListValue.Values.Count).Cast<object>(),
        _ => [],
    };

    private static void ResetAt(Value news, Value olds, object element, IReadOnlyList<object> path, int depth)
    {
        var old = Child(olds, element);
        var last = depth == path.Count - 1;
        if (!last)
        {
            if (old is not null && Child(news, element) is { } below)
                Reset(below, old, path, depth + 1);
            return;
        }

        if (element is string key && news.KindCase == Value.KindOneofCase.StructValue)
        {
            if (old is null)
                news.StructValue.Fields.Remove(key);
            else
                news.StructValue.Fields[key] = old.Clone();
        }
        else if (element is int index && old is not null && news.KindCase == Value.KindOneofCase.ListValue
            && index < news.ListValue.Values.Count)
        {
            news.ListValue.Values[index] = old.Clone();
        }
    }

    private static Value? Child(Value value, object element) => element switch
    {
        string key when value.KindCase == Value.KindOneofCase.StructValue =>
            value.StructValue.Fields.GetValueOrDefault(key),
        int index when value.KindCase == Value.KindOneofCase.ListValue && index < value.ListValue.Values.Count =>
            value.ListValue.Values[index],
        _ => null,
    };
}
