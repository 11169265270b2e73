namespace JumpCloud.Tests.Conventions.Documentation;

/// <summary>A fenced block of one of the repository's Markdown files.</summary>
/// <param name="Line">Of the fence that opens it, from 1.</param>
/// <param name="Language">What the fence says, or nothing.</param>
internal sealed record CodeBlock(string Path, int Line, string Language, string Text)
{
    public string Place => $"{Path}:{Line}";

    public static IReadOnlyList<CodeBlock> All { get; } = [.. Sources.Markdown().SelectMany(Of)];

    public static IReadOnlyList<CodeBlock> In(string language) => [.. All.Where(block => block.Language == language)];

    private static IEnumerable<CodeBlock> Of(string path)
    {
        CodeBlock? open = null;
        foreach (var (number, (line, isCode)) in Markdown.LinesOf(Sources.Read(path)).Index())
        {
            var isFence = line.StartsWith("```", StringComparison.Ordinal);
            if (isFence && isCode)
                open = new CodeBlock(path, number + 1, line[3..], "");
            else if (isFence)
                yield return open!;
            else if (isCode)
                open = open! with { Text = open.Text + line + "\n" };
        }
    }
}
