using System.Text;
using FluentAssertions;
using JumpCloud.Tests.Conventions.Documentation;
using Xunit;

namespace JumpCloud.Tests.Conventions;

/// <summary>docs/messages.md has every sentence that a user may be shown, for somebody to read when one changes.</summary>
[Trait("Checks", "Documentation")]
public sealed class MessageTests
{
    private const string Page = "docs/messages.md";
    private const int FewestWords = 4;

    private static readonly Lazy<IReadOnlyList<(string Area, string Text)>> Messages = new(() =>
    [
        .. Sources.CSharp("provider")
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .SelectMany(file => SourceSentences.Of(file.Text).Select(text => (Area: AreaOf(file.Path), Text: text)))
            .Where(message => IsSentence(message.Text))
            .DistinctBy(message => message.Text),
    ]);

    [Fact]
    public void Every_message_of_the_product_stands_in_the_catalogue()
    {
        var page = new StringBuilder(
            """
            # Messages

            Every sentence that the provider may print, or a part of one, by where it comes from; `…` stands for what is put in. What to do about the
            frequent ones: [troubleshooting](troubleshooting.md).

            """);
        foreach (var area in Messages.Value.GroupBy(message => message.Area))
        {
            page.Append("\n## ").Append(area.Key).Append("\n\n");
            foreach (var (_, text) in area)
                page.Append("- ").Append(text.Replace("<", "&lt;", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal)).Append('\n');
        }

        Golden.Verify(Page, page.ToString());
    }

    [Theory]
    [InlineData("Exception")]
    [InlineData("exception")]
    [InlineData("null")]
    [InlineData("unexpected")]
    [InlineData("something went wrong")]
    [InlineData("internal error")]
    [InlineData("invalid")]
    [InlineData("failed to")]
    [InlineData("  ")]
    public void No_message_says_what_helps_nobody(string word) =>
        Messages.Value.Where(message => message.Text.Split(' ').Contains(word, StringComparer.Ordinal)
            || (word.Contains(' ', StringComparison.Ordinal) && message.Text.Contains(word, StringComparison.Ordinal)))
            .Should().BeEmpty();

    private static bool IsSentence(string text) =>
        text.Split(' ').Count(word => word.Any(char.IsLetter)) >= FewestWords && !text.StartsWith("{", StringComparison.Ordinal);

    private static string AreaOf(string path) => string.Join('/', path.Split('/')[1..^1]) is { Length: > 0 } folder ? folder : "Start";
}
