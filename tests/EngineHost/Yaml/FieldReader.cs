namespace JumpCloud.EngineHost.Yaml;

/// <summary>
/// Fields of an object that must be literals of one type; what is of another type is noted as an error and read as absent.
/// </summary>
internal sealed class FieldReader(ObjectNode node, string owner, YamlDiagnostics diagnostics)
{
    /// <summary>Notes an error for every key that is not among <paramref name="known"/>, and lists those.</summary>
    public static void RefuseOthers(ObjectNode node, string owner, YamlDiagnostics diagnostics, params string[] known)
    {
        foreach (var (key, _) in node.Entries.Where(e => !known.Contains(e.Key.Value)))
            diagnostics.Error(
                key.Mark, $"{key.Value} does not exist on {owner}. Existing fields are: {string.Join(", ", known)}");
    }

    public string? Text(string field)
    {
        switch (node[field])
        {
            case null or NullNode:
                return null;
            case StringNode text:
                return text.Value;
            // A version such as 1.0 is a number to YAML.
            case NumberNode number:
                return number.Text;
            case var other:
                return Refuse<string>(other, field, "a string");
        }
    }

    public bool? Boolean(string field) => node[field] switch
    {
        null or NullNode => null,
        BooleanNode boolean => boolean.Value,
        var other => Refuse(other, field, "a boolean value"),
    };

    public ObjectNode? Object(string field) => node[field] switch
    {
        null or NullNode => null,
        ObjectNode o => o,
        var other => Refuse<ObjectNode>(other, field, "an object"),
    };

    public IReadOnlyList<string> Texts(string field)
    {
        switch (node[field])
        {
            case null or NullNode:
                return [];
            case ListNode list:
                foreach (var item in list.Items.Where(i => i is not StringNode))
                    Refuse<string>(item, $"{field}[]", "a string");
                return [.. list.Items.OfType<StringNode>().Select(s => s.Value)];
            case var other:
                Refuse<string>(other, field, "a list");
                return [];
        }
    }

    private T? Refuse<T>(YamlNode value, string field, string expected)
        where T : class
    {
        diagnostics.Error(value.Mark, $"{owner}: {field} must be {expected}, not {value.Kind}");
        return null;
    }

    private bool? Refuse(YamlNode value, string field, string expected)
    {
        diagnostics.Error(value.Mark, $"{owner}: {field} must be {expected}, not {value.Kind}");
        return null;
    }
}
