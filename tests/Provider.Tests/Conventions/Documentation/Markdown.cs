namespace JumpCloud.Tests.Conventions.Documentation;

/// <summary>A Markdown text: what stands before the first heading of the second level, and what below each.</summary>
internal sealed record Markdown(string Title, string Lead, IReadOnlyList<(string Heading, string Text)> Sections)
{
    public static Markdown Parse(string text)
    {
        var (title, lead) = ("", new List<string>());
        var sections = new List<(string Heading, List<string> Lines)>();
        foreach (var (line, isCode) in LinesOf(text))
        {
            if (!isCode && line.StartsWith("# ", StringComparison.Ordinal))
                title = line[2..];
            else if (!isCode && line.StartsWith("## ", StringComparison.Ordinal))
                sections.Add((line[3..], []));
            else
                (sections.Count == 0 ? lead : sections[^1].Lines).Add(line);
        }

        return new Markdown(title, Trim(lead), [.. sections.Select(section => (section.Heading, Trim(section.Lines)))]);
    }

    public string? Section(string heading) => Sections.FirstOrDefault(section => section.Heading == heading).Text;

    public Markdown With(string heading, string text) =>
        this with { Sections = [.. Sections.Select(section => section.Heading == heading ? (heading, text) : section)] };

    public Markdown Without(string heading) =>
        this with { Sections = [.. Sections.Where(section => section.Heading != heading)] };

    public override string ToString() =>
        $"# {Title}\n\n{Lead}\n{string.Concat(Sections.Select(section => $"\n## {section.Heading}\n\n{section.Text}\n"))}";

    /// <summary>The fenced blocks of a language.</summary>
    public static IReadOnlyList<string> Blocks(string text, string language)
    {
        var blocks = new List<string>();
        var isOpen = false;
        foreach (var (line, isCode) in LinesOf(text))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                isOpen = isCode && line == $"```{language}";
                if (isOpen)
                    blocks.Add("");
            }
            else if (isOpen)
            {
                blocks[^1] += line + "\n";
            }
        }

        return blocks;
    }

    /// <summary>Each line, and whether it belongs to a fenced block; the fence that closes one does not.</summary>
    public static IEnumerable<(string Line, bool IsCode)> LinesOf(string text)
    {
        var isCode = false;
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                isCode = !isCode;
            yield return (line, isCode);
        }
    }

    private static string Trim(List<string> lines) => string.Join('\n', lines).Trim('\n');
}
