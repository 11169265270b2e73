using System.Text;

namespace JumpCloud.EngineHost.Display;

/// <summary>Where a command prints: the text is kept, and every secret of the stack's configuration is blanked in it.</summary>
internal sealed class Screen(TextWriter output, ProjectSettings settings)
{
    // The CLI's own filter leaves out what is too short to be told from other text.
    private const int ShortestSecret = 3;
    private readonly StringBuilder _text = new();
    private readonly List<string> _secrets =
    [
        .. settings.Config.Values
            .Where(value => value.Secret && value.Value.Length >= ShortestSecret)
            .Select(value => value.Value)
            .OrderByDescending(value => value.Length),
    ];

    public string Text => _text.ToString();

    public void Write(string line = "")
    {
        var shown = _secrets.Aggregate(line, (text, secret) => text.Replace(secret, "[secret]", StringComparison.Ordinal));
        _text.Append(shown).Append('\n');
        output.WriteLine(shown);
    }
}
