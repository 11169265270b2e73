using System.Text.RegularExpressions;
using FluentAssertions;
using JumpCloud.Tests.Conventions.Documentation;
using Xunit;

namespace JumpCloud.Tests.Conventions;

/// <summary>docs/troubleshooting.md quotes what the product says.</summary>
[Trait("Checks", "Documentation")]
public sealed partial class TroubleshootingTests
{
    private const string Page = "docs/troubleshooting.md";

    private static readonly Lazy<string> Sentences = new(() =>
        string.Join('\n', Sources.CSharp("provider").Select(file => Joined().Replace(file.Text, "").Replace("\\\"", "\"", StringComparison.Ordinal))));

    [Theory]
    [MemberData(nameof(Quotes))]
    public void Every_quoted_error_is_one_of_the_product(string quote)
    {
        foreach (var part in quote.Split('…').Select(part => part.Trim(' ', ':', '"', ',')).Where(part => part.Length > 0))
            Sentences.Value.Contains(part, StringComparison.Ordinal).Should().BeTrue($"the product says: {part}");
    }

    public static TheoryData<string> Quotes => [.. Markdown.LinesOf(Sources.Read(Page))
        .Where(line => !line.IsCode && line.Line.StartsWith("### `", StringComparison.Ordinal))
        .Select(line => line.Line[5..^1])];

    // The seams of a sentence that is written on several lines.
    [GeneratedRegex("\"\\s*\\+\\s*\\$?\"")]
    private static partial Regex Joined();
}
