using System.Globalization;
using System.Text;
using Google.Protobuf.WellKnownTypes;

namespace JumpCloud.EngineHost.Wire;

/// <summary>A property path as the engine reads it: <c>a.b</c>, <c>a[0]</c>, <c>a["key.with.dot"]</c>
/// (sdk/go/common/resource/property_path.go).</summary>
public static class PropertyPath
{
    /// <summary>The path's elements: a key is a string, an index an int.</summary>
    /// <exception cref="FormatException">The text is no property path.</exception>
    public static IReadOnlyList<object> Parse(string path)
    {
        var elements = new List<object>();
        var position = 0;
        while (position < path.Length)
        {
            if (path[position] == '[')
                elements.Add(ReadBracket(path, ref position));
            else
                elements.Add(ReadKey(path, ref position, first: elements.Count == 0));
        }

        return elements.Count > 0 ? elements : throw new FormatException("a property path is empty");
    }

    /// <summary>The value at a path, looking through secrets; null where there is none.</summary>
    public static Value? Get(Struct properties, IReadOnlyList<object> path)
    {
        var value = Value.ForStruct(properties);
        foreach (var element in path)
        {
            value = Values.Unwrap(value);
            if (element is string key && value.KindCase == Value.KindOneofCase.StructValue
                && value.StructValue.Fields.TryGetValue(key, out var field))
                value = field;
            else if (element is int index && value.KindCase == Value.KindOneofCase.ListValue
                && index < value.ListValue.Values.Count)
                value = value.ListValue.Values[index];
            else
                return null;
        }

        return value;
    }

    private static string ReadKey(string path, ref int position, bool first)
    {
        if (path[position] == '.')
            position++;
        else if (!first)
            throw new FormatException($"property path '{path}' lacks a dot at {position}");
        var end = path.IndexOfAny(['.', '['], position);
        end = end < 0 ? path.Length : end;
        if (end == position)
            throw new FormatException($"property path '{path}' has an empty key at {position}");
        var key = path[position..end];
        position = end;
        return key;
    }

    private static object ReadBracket(string path, ref int position)
    {
        position++;
        if (position < path.Length && path[position] == '"')
            return ReadQuoted(path, ref position);
        var end = path.IndexOf(']', position);
        if (end < 0)
            throw new FormatException($"property path '{path}' has an open bracket");
        var text = path[position..end];
        position = end + 1;
        if (text == "*")
            return text;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : throw new FormatException($"property path '{path}' has an index that is no number");
    }

    private static string ReadQuoted(string path, ref int position)
    {
        var key = new StringBuilder();
        for (position++; position < path.Length && path[position] != '"'; position++)
        {
            // A backslash stands for itself before any other letter.
            if (path[position] == '\\' && position + 1 < path.Length && path[position + 1] == '"')
                position++;
            key.Append(path[position]);
        }

        if (position + 1 >= path.Length || path[position + 1] != ']')
            throw new FormatException($"property path '{path}' has an open quote");
        position += 2;
        return key.ToString();
    }
}
