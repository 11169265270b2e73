using FluentAssertions;
using JumpCloud.Tests.Conventions.Documentation;
using Xunit;

namespace JumpCloud.Tests.Conventions;

/// <summary>The pages, schema.json's texts and docs/reference say the same, because they are made of one another.</summary>
[Trait("Checks", "Documentation")]
public sealed class DocumentationTests
{
    private const string GettingStarted = "docs/getting-started.md";
    private const string TestYourProgram = "docs/test-your-program.md";

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_has_the_sections_that_its_siblings_have(string name)
    {
        var page = PageOf(name);
        var markdown = page.Read();

        markdown.Title.Should().Be(name);
        markdown.Sections.Select(section => section.Heading).Should()
            .ContainInOrder(page.RequiredSections).And.OnlyHaveUniqueItems();
        markdown.Sections[^1].Heading.Should().Be(Page.Example);
        markdown.ToString().Should().NotContain("](", "a page is read in three places, from where a link leads elsewhere");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_has_its_example_in_five_languages(string name)
    {
        var page = PageOf(name);

        Golden.Verify(page.Path, page.Complete().ToString());
    }

    [Fact]
    public void The_first_program_is_there_in_five_languages() => Golden.Verify(
        GettingStarted, Page.Complete(Markdown.Parse(Sources.Read(GettingStarted)), "The program").ToString());

    [Fact]
    public void What_is_shown_of_a_test_is_a_part_of_a_test_that_runs()
    {
        var tests = Sources.CSharp("tests/Sdk.Tests").Select(file => file.Text.ReplaceLineEndings("\n")).ToList();

        Markdown.Blocks(Sources.Read(TestYourProgram), "csharp").Should().HaveCount(2)
            .And.OnlyContain(block => tests.Exists(text => text.Contains(block, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("sdk/package.md")]
    public void The_program_of_a_front_page_is_that_of_an_example(string page) =>
        Markdown.Blocks(Sources.Read(page), "csharp").Single().Split('\n').Select(line => line.Trim())
            .Except(Sources.Read("examples/pulumi-cloud/Program.cs").Split('\n').Select(line => line.Trim()))
            .Should().BeEmpty();

    // Written from the schema, its names are right; what somebody wrote is not held to anything.
    [Theory]
    [InlineData("csharp")]
    [InlineData("typescript")]
    [InlineData("python")]
    [InlineData("go")]
    public void No_program_is_written_by_hand(string language) => Sources.Markdown()
        .Where(path => path is not (TestYourProgram or "README.md" or "sdk/package.md") && !path.StartsWith(ReferencePage.Folder, StringComparison.Ordinal))
        .Select(path => (path, Count: Markdown.Blocks(Sources.Read(path), language).Count))
        .Where(file => file.Count != (file.path == GettingStarted || Page.All.Any(page => page.Path == file.path) ? 1 : 0))
        .Should().BeEmpty();

    [Fact]
    public void The_schema_is_described_by_the_pages() => Golden.Verify(SchemaText.Path, SchemaText.Of(Page.Schema, Page.All));

    [Fact]
    public void The_reference_is_made_of_the_schema_and_the_pages()
    {
        var reference = Page.All.ToDictionary(ReferencePage.PathOf, page => ReferencePage.Of(Page.Schema, page));
        reference.Add(ReferencePage.Provider, ReferencePage.OfProvider(Page.Schema));
        reference.Add($"{ReferencePage.Folder}/README.md", ReferencePage.Index(Page.All));

        foreach (var (path, text) in reference)
            Golden.Verify(path, text);
        Golden.VerifyNoOthers(ReferencePage.Folder, reference.Keys);
    }

    public static TheoryData<string> Names => [.. Page.All.Select(page => page.Name)];

    private static Page PageOf(string name) => Page.All.Single(page => page.Name == name);
}
