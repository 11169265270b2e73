using System.Text.RegularExpressions;
using FluentAssertions;
using Xunit;

namespace JumpCloud.Tests.Conventions;

/// <summary>docs/article.md names tests that there are.</summary>
[Trait("Checks", "Documentation")]
public sealed partial class ArticleTests
{
    private const int Steps = 17;

    [Fact]
    public void Every_step_of_the_article_is_there_and_names_its_tests()
    {
        var rows = Rows();

        rows.Select(row => row.Step).Should().Equal(Enumerable.Range(1, Steps));
        rows.Where(row => row.Tests.Count == 0).Select(row => row.Step).Should().BeEmpty("a step is proven by a test");
    }

    [Fact]
    public void Every_test_that_the_article_names_exists()
    {
        var files = Sources.CSharp("tests").Select(file => file.Text).ToList();

        Rows().SelectMany(row => row.Tests)
            .Where(test => !files.Exists(text => Has(text, test.Class, test.Method)))
            .Should().BeEmpty();
    }

    // A public method of a test class is a test: xUnit's analyzers refuse any other.
    private static bool Has(string text, string name, string method) =>
        text.Contains(method, StringComparison.Ordinal)
        && Regex.IsMatch(text, $@"\bclass {name}\b") && Regex.IsMatch(text, $@"\bpublic (async )?(Task|void) {method}\(");

    private static List<(int Step, List<(string Class, string Method)> Tests)> Rows() =>
    [
        .. Row().Matches(Sources.Read("docs/article.md")).Select(row => (
            int.Parse(row.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture),
            Test().Matches(row.Groups[2].Value).Select(test => (test.Groups[1].Value, test.Groups[2].Value)).ToList()))
    ];

    [GeneratedRegex(@"^\| (\d+) \|.*\| ([^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"`(\w+Tests)\.(\w+)`")]
    private static partial Regex Test();
}
