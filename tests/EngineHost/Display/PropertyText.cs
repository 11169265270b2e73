using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using JumpCloud.EngineHost.Wire;
using Newtonsoft.Json;

namespace JumpCloud.EngineHost.Display;

/// <summary>Property values and their differences as the CLI prints them (pkg/engine/diff.go). Secrets are never shown.</summary>
internal sealed class PropertyText
{
    private const int ShortHash = 7;
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines => _lines;

    /// <summary>All entries of an object, labels aligned, in order of their names.</summary>
    public void Object(Struct properties, int indent, char mark = ' ')
    {
        var width = Width(properties.Fields.Keys);
        foreach (var (key, value) in Sorted(properties))
            Entry(key.PadRight(width), value, indent, mark);
    }

    /// <summary>One labelled value.</summary>
    public void Entry(string label, Value value, int indent, char mark)
    {
        if (Values.IsPlainObject(value) && value.StructValue.Fields.Count > 0)
        {
            Line(indent, mark, $"{label}: {{");
            Object(value.StructValue, indent + 4, mark);
            Line(indent, ' ', "}");
        }
        else if (value.KindCase == Value.KindOneofCase.ListValue && value.ListValue.Values.Count > 0)
        {
            Line(indent, mark, $"{label}: [");
            for (var index = 0; index < value.ListValue.Values.Count; index++)
                Entry($"[{index}]", value.ListValue.Values[index], indent + 4, mark);
            Line(indent, ' ', "]");
        }
        else
        {
            Line(indent, mark, $"{label}: {Scalar(value)}");
        }
    }

    /// <summary>One labelled change; null on one side is an addition or removal. Objects and lists are compared inside.</summary>
    public void Change(string label, Value? old, Value? @new, int indent)
    {
        if (old is null || @new is null)
        {
            Entry(label, (@new ?? old)!, indent, old is null ? '+' : '-');
            return;
        }

        if (Values.IsPlainObject(old) && Values.IsPlainObject(@new))
            ChangedObject(label, old.StructValue, @new.StructValue, indent);
        else if (IsList(old) && IsList(@new))
            ChangedList(label, old.ListValue, @new.ListValue, indent);
        else if (IsScalar(old) && IsScalar(@new))
            Line(indent, '~', $"{label}: {Scalar(old)} => {Scalar(@new)}");
        else
        {
            Entry(label, old, indent, '-');
            Entry(label, @new, indent, '+');
        }
    }

    /// <summary>A line of its own; a mark stands in the two columns before the indentation.</summary>
    public void Line(int indent, char mark, string text) =>
        _lines.Add(mark == ' ' ? new string(' ', indent) + text : $"{new string(' ', Math.Max(0, indent - 2))}{mark} {text}");

    public static int Width(IEnumerable<string> keys) => keys.Select(key => key.Length).DefaultIfEmpty().Max();

    private static IEnumerable<KeyValuePair<string, Value>> Sorted(Struct properties) =>
        properties.Fields.OrderBy(pair => pair.Key, StringComparer.Ordinal);

    private static bool IsList(Value value) => value.KindCase == Value.KindOneofCase.ListValue;

    private static bool IsScalar(Value value) => !IsList(value) && !Values.IsPlainObject(value);

    private static string Scalar(Value value)
    {
        if (Values.IsUnknown(value))
            return "[unknown]";
        return Values.Signature(value) switch
        {
            Values.SecretSignature => "[secret]",
            Values.OutputSignature => Scalar(Values.LowerOutputs(value)),
            Values.ReferenceSignature => JsonConvert.ToString(value.StructValue.Fields["urn"].StringValue),
            Values.AssetSignature => Asset("asset", value),
            Values.ArchiveSignature => Asset("archive", value),
            _ => Plain(value),
        };
    }

    private static string Plain(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.StringValue => JsonConvert.ToString(value.StringValue),
        Value.KindOneofCase.BoolValue => value.BoolValue ? "true" : "false",
        Value.KindOneofCase.NumberValue => value.NumberValue.ToString("R", CultureInfo.InvariantCulture),
        Value.KindOneofCase.ListValue => "[]",
        Value.KindOneofCase.StructValue => "{}",
        _ => "<null>",
    };

    private static string Asset(string kind, Value value)
    {
        var fields = value.StructValue.Fields;
        if (fields.TryGetValue("path", out var path))
            return $"{kind}(file:{Hash(value)}) {{ {path.StringValue} }}";
        return fields.TryGetValue("uri", out var uri)
            ? $"{kind}(uri:{Hash(value)}) {{ {uri.StringValue} }}"
            : $"{kind}(text:{Hash(value)})";
    }

    private static string Hash(Value value) =>
        value.StructValue.Fields.TryGetValue("hash", out var hash)
            ? hash.StringValue[..Math.Min(ShortHash, hash.StringValue.Length)]
            : "";

    private void ChangedObject(string label, Struct old, Struct @new, int indent)
    {
        Line(indent, '~', $"{label}: {{");
        var changed = old.Fields.Keys.Union(@new.Fields.Keys)
            .Where(key => !Same(old.Fields.GetValueOrDefault(key), @new.Fields.GetValueOrDefault(key)))
            .Order(StringComparer.Ordinal)
            .ToList();
        foreach (var key in changed)
            Change(
                key.PadRight(Width(changed)),
                old.Fields.GetValueOrDefault(key),
                @new.Fields.GetValueOrDefault(key),
                indent + 4);
        Line(indent, ' ', "}");
    }

    private void ChangedList(string label, ListValue old, ListValue @new, int indent)
    {
        Line(indent, '~', $"{label}: [");
        for (var index = 0; index < Math.Max(old.Values.Count, @new.Values.Count); index++)
        {
            var (before, after) = (old.Values.ElementAtOrDefault(index), @new.Values.ElementAtOrDefault(index));
            if (!Same(before, after))
                Change($"[{index}]", before, after, indent + 4);
        }

        Line(indent, ' ', "]");
    }

    private static bool Same(Value? old, Value? @new) => old is not null && @new is not null && Values.DeepEquals(old, @new);
}
