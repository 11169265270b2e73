using System.Globalization;
using System.Text;

namespace JumpCloud.EngineHost.Yaml;

/// <summary>
/// <c>text ${root.name[0]["key"]} text</c>; <c>$$</c> stands for one dollar sign, so <c>$${x}</c> is the text <c>${x}</c>.
/// The error texts are the real YAML host's.
/// </summary>
internal sealed class InterpolationParser(string text, SourceMark mark, YamlDiagnostics diagnostics)
{
    private int _position;

    public IReadOnlyList<InterpolationPart> Parse()
    {
        var parts = new List<InterpolationPart>();
        var literal = new StringBuilder();
        while (_position < text.Length)
        {
            if (IsNext("$$"))
            {
                literal.Append('$');
                _position += 2;
            }
            else if (IsNext("${"))
            {
                _position += 2;
                if (ParseAccess() is not { } access)
                    return [];
                parts.Add(new InterpolationPart(literal.ToString(), access));
                literal.Clear();
            }
            else
            {
                literal.Append(text[_position++]);
            }
        }
        if (literal.Length > 0)
            parts.Add(new InterpolationPart(literal.ToString(), null));
        return parts;
    }

    private PropertyAccess? ParseAccess()
    {
        var accessors = new List<PropertyAccessor>();
        while (_position < text.Length)
        {
            switch (text[_position])
            {
                case '}':
                    _position++;
                    return accessors is [{ Key: { } root }, .. var tail]
                        ? new PropertyAccess(root, tail)
                        : Error("an interpolation must name a resource, a variable or a config value");
                case '.':
                    _position++;
                    break;
                case '[':
                    if (ParseSubscript(accessors.Count == 0) is not { } subscript)
                        return null;
                    accessors.Add(subscript);
                    break;
                default:
                    var start = _position;
                    while (_position < text.Length && !".[}".Contains(text[_position]))
                        _position++;
                    accessors.Add(new PropertyAccessor(text[start.._position], 0));
                    break;
            }
        }
        return Error("unterminated interpolation");
    }

    private PropertyAccessor? ParseSubscript(bool isRoot)
    {
        _position++;
        if (IsNext("\""))
            return ParseKey();

        var end = text.IndexOf(']', _position);
        if (end < 0)
            return SubscriptError("missing closing bracket in list index");
        if (!int.TryParse(
            text.AsSpan(_position, end - _position), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
            return SubscriptError("invalid list index");
        if (isRoot)
            return SubscriptError("the root property must be a string subscript or a name");
        _position = end + 1;
        return new PropertyAccessor(null, index);
    }

    private PropertyAccessor? ParseKey()
    {
        var key = new StringBuilder();
        for (_position++; _position < text.Length && text[_position] != '"'; _position++)
        {
            if (IsNext("\\\""))
                _position++;
            key.Append(text[_position]);
        }
        if (_position >= text.Length)
            return SubscriptError("missing closing quote in property name");
        _position++;
        if (!IsNext("]"))
            return SubscriptError("missing closing bracket in property access");
        _position++;
        return new PropertyAccessor(key.ToString(), 0);
    }

    private bool IsNext(string expected) => string.CompareOrdinal(text, _position, expected, 0, expected.Length) == 0;

    private PropertyAccess? Error(string message)
    {
        diagnostics.Error(mark, $"{message}: \"{text}\"");
        return null;
    }

    private PropertyAccessor? SubscriptError(string message)
    {
        diagnostics.Error(mark, $"{message}: \"{text}\"");
        return null;
    }
}
