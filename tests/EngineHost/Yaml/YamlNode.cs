namespace JumpCloud.EngineHost.Yaml;

/// <summary>The program's text as a tree, scalars resolved by YAML's core rules as the real YAML host resolves them.</summary>
internal abstract record YamlNode(SourceMark Mark)
{
    /// <summary>The node's kind in an error text.</summary>
    public abstract string Kind { get; }
}

internal sealed record NullNode(SourceMark Mark) : YamlNode(Mark)
{
    public override string Kind => "null";
}

internal sealed record BooleanNode(SourceMark Mark, bool Value) : YamlNode(Mark)
{
    public override string Kind => "a boolean";
}

/// <param name="Text">As it is written.</param>
internal sealed record NumberNode(SourceMark Mark, double Value, string Text) : YamlNode(Mark)
{
    public override string Kind => "a number";
}

internal sealed record StringNode(SourceMark Mark, string Value) : YamlNode(Mark)
{
    public override string Kind => "a string";
}

internal sealed record ListNode(SourceMark Mark, IReadOnlyList<YamlNode> Items) : YamlNode(Mark)
{
    public override string Kind => "a list";
}

internal sealed record ObjectNode(SourceMark Mark, IReadOnlyList<YamlEntry> Entries) : YamlNode(Mark)
{
    public override string Kind => "an object";

    public YamlNode? this[string key] => Entries.FirstOrDefault(e => e.Key.Value == key)?.Value;
}

internal sealed record YamlEntry(StringNode Key, YamlNode Value);
