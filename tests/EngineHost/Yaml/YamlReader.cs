using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace JumpCloud.EngineHost.Yaml;

/// <summary>YAML text to a tree. Aliases and tags are errors, as they are to the real YAML host.</summary>
internal sealed class YamlReader
{
    private readonly YamlDiagnostics _diagnostics;
    private readonly IParser _parser;

    private YamlReader(string text, YamlDiagnostics diagnostics)
    {
        _diagnostics = diagnostics;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>The document's top object; null, with an error noted, where there is none.</summary>
    public static ObjectNode? Read(string text, YamlDiagnostics diagnostics)
    {
        try
        {
            var reader = new YamlReader(text, diagnostics);
            reader._parser.Consume<StreamStart>();
            if (!reader._parser.TryConsume<DocumentStart>(out _))
            {
                diagnostics.Error(SourceMark.None, "the program is empty");
                return null;
            }
            var root = reader.ReadNode();
            reader._parser.Consume<DocumentEnd>();
            if (reader._parser.TryConsume<DocumentStart>(out var second))
                diagnostics.Error(MarkOf(second), "a program is one YAML document; a second one starts here");
            if (root is ObjectNode top)
                return top;
            diagnostics.Error(root.Mark, $"the program must be an object, not {root.Kind}");
        }
        catch (YamlException e)
        {
            diagnostics.Error(
                new SourceMark((int)e.Start.Line, (int)e.Start.Column), $"the YAML text cannot be read: {e.Message}");
        }
        return null;
    }

    private YamlNode ReadNode()
    {
        switch (_parser.Consume<ParsingEvent>())
        {
            case Scalar scalar:
                CheckTag(scalar.Tag, MarkOf(scalar));
                return ScalarOf(scalar);
            case SequenceStart start:
                CheckTag(start.Tag, MarkOf(start));
                return ReadList(MarkOf(start));
            case MappingStart start:
                CheckTag(start.Tag, MarkOf(start));
                return ReadObject(MarkOf(start));
            case AnchorAlias alias:
                _diagnostics.Error(MarkOf(alias), "alias nodes are not supported");
                return new NullNode(MarkOf(alias));
            case var other:
                throw new InvalidOperationException($"a YAML node cannot start with {other.GetType().Name}");
        }
    }

    private ListNode ReadList(SourceMark mark)
    {
        var items = new List<YamlNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
            items.Add(ReadNode());
        return new ListNode(mark, items);
    }

    private ObjectNode ReadObject(SourceMark mark)
    {
        var entries = new List<YamlEntry>();
        var seen = new HashSet<string>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var keyNode = ReadNode();
            var value = ReadNode();
            if (keyNode is not StringNode key)
            {
                _diagnostics.Error(keyNode.Mark, $"mapping keys must be strings, not {keyNode.Kind}");
                continue;
            }
            if (!seen.Add(key.Value))
                _diagnostics.Error(key.Mark, $"the key '{key.Value}' is there twice");
            entries.Add(new YamlEntry(key, value));
        }
        return new ObjectNode(mark, entries);
    }

    private void CheckTag(TagName tag, SourceMark mark)
    {
        if (!tag.IsEmpty && !tag.IsNonSpecific)
            _diagnostics.Error(mark, $"the tag {tag.Value} is not supported");
    }

    private static YamlNode ScalarOf(Scalar scalar)
    {
        var (mark, text) = (MarkOf(scalar), scalar.Value);
        if (scalar.Style != ScalarStyle.Plain)
            return new StringNode(mark, text);
        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => new NullNode(mark),
            "true" or "True" or "TRUE" => new BooleanNode(mark, true),
            "false" or "False" or "FALSE" => new BooleanNode(mark, false),
            _ => YamlNumber.Parse(text) is { } number ? new NumberNode(mark, number, text) : new StringNode(mark, text),
        };
    }

    private static SourceMark MarkOf(ParsingEvent e) => new((int)e.Start.Line, (int)e.Start.Column);
}
