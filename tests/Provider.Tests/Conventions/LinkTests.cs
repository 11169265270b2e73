using System.Text.RegularExpressions;
using FluentAssertions;
using JumpCloud.Tests.Conventions.Documentation;
using Xunit;

namespace JumpCloud.Tests.Conventions;

/// <summary>The repository's Markdown leads where it says, and the reader of README.md finds all of docs.</summary>
[Trait("Checks", "Documentation")]
public sealed partial class LinkTests
{
    private const string Start = "README.md";

    [Fact]
    public void Every_relative_link_leads_to_a_file_and_to_a_heading_of_it() => Sources.Markdown()
        .SelectMany(path => LinksOf(path).Select(link => (path, link)))
        .Where(found => !Exists(found.link))
        .Should().BeEmpty();

    [Fact]
    public void Every_page_of_docs_is_reached_from_the_README()
    {
        var (seen, next) = (new HashSet<string> { Start }, new Queue<string>([Start]));
        while (next.TryDequeue(out var path))
        {
            var pages = LinksOf(path).Select(link => link.File).Where(file => file.EndsWith(".md", StringComparison.Ordinal));
            foreach (var page in pages.Where(page => File.Exists(Path.Combine(Sources.Root, page)) && seen.Add(page)))
                next.Enqueue(page);
        }

        Sources.Markdown().Where(path => path.StartsWith("docs/", StringComparison.Ordinal)).Except(seen).Should().BeEmpty();
    }

    private static bool Exists((string File, string Heading) link)
    {
        var file = Path.Combine(Sources.Root, link.File);
        return link.Heading.Length == 0
            ? File.Exists(file) || Directory.Exists(file)
            : File.Exists(file) && HeadingsOf(link.File).Contains(link.Heading);
    }

    private static IEnumerable<(string File, string Heading)> LinksOf(string path) => Markdown.LinesOf(Sources.Read(path))
        .Where(line => !line.IsCode)
        .SelectMany(line => Link().Matches(InlineCode().Replace(line.Line, "")).Select(link => link.Groups[1].Value))
        .Where(link => !Absolute().IsMatch(link))
        .Select(link => link.Split('#', 2))
        .Select(link => (link[0].Length == 0 ? path : Resolve(path, link[0]), link.Length > 1 ? link[1] : ""));

    private static string Resolve(string from, string link)
    {
        var target = Path.Combine(Sources.Root, Path.GetDirectoryName(from)!, link);
        return Path.GetRelativePath(Sources.Root, target).Replace('\\', '/');
    }

    // As GitHub names the anchors of headings.
    private static IEnumerable<string> HeadingsOf(string path) => Markdown.LinesOf(Sources.Read(path))
        .Where(line => !line.IsCode && line.Line.StartsWith('#'))
        .Select(line => NotInAnchor().Replace(line.Line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex InlineCode();

    [GeneratedRegex("^[a-z]+:")]
    private static partial Regex Absolute();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();
}
