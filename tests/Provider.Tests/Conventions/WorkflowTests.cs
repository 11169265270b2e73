using System.Text.RegularExpressions;
using FluentAssertions;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace JumpCloud.Tests.Conventions;

/// <summary>What GitHub runs for this repository, and what it shows others to run, is what was looked at, and may do what it must.</summary>
public sealed partial class WorkflowTests
{
    private const string Example = "examples/github-actions/pulumi-preview.yml";

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Every_action_is_pinned_by_its_commit_and_named_by_its_version(string path)
    {
        var uses = Uses().Matches(Sources.Read(path)).Select(match => match.Value.Trim()).ToList();

        uses.Should().HaveCountGreaterThan(1).And.OnlyContain(line => Pinned().IsMatch(line));
        uses.Should().HaveCount(StepsOf(path).Count(step => step.Children.ContainsKey("uses")), "each stands in a line of its own");
    }

    [Fact]
    public void An_action_is_the_same_everywhere() => Workflows
        .SelectMany(row => Uses().Matches(Sources.Read(row)).Select(match => match.Value.Trim()))
        .Distinct().GroupBy(line => Pinned().Match(line).Groups["action"].Value).Where(action => action.Count() > 1)
        .Should().BeEmpty();

    // Two pages say it: what is written beside the code, and the reference that is made of it.
    [Fact]
    public void A_page_uses_an_action_as_the_workflows_do()
    {
        var pinned = Workflows.SelectMany(row => Uses().Matches(Sources.Read(row)).Select(match => match.Value.Trim())).ToHashSet();

        Sources.Markdown().SelectMany(page => Uses().Matches(Sources.Read(page)).Select(match => match.Value.Trim()))
            .Should().HaveCount(2).And.OnlyContain(line => pinned.Contains(line));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void A_workflow_may_read_and_its_jobs_say_what_more_they_need(string path)
    {
        var permissions = (YamlMappingNode)Parse(path)["permissions"];

        permissions.Children.Should().ContainSingle();
        permissions["contents"].ToString().Should().Be("read");
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void A_job_ends_some_time_and_keeps_no_credentials_in_the_clone(string path)
    {
        JobsOf(path).Should().OnlyContain(job => job.Children.ContainsKey("timeout-minutes"));
        StepsOf(path).Where(step => step.Children.TryGetValue("uses", out var action) && $"{action}".StartsWith("actions/checkout@", StringComparison.Ordinal))
            .Should().NotBeEmpty().And.OnlyContain(step => $"{step["with"]["persist-credentials"]}" == "false");
    }

    // What somebody may choose, as the title of a pull request, would be a part of the script.
    [Theory]
    [MemberData(nameof(Workflows))]
    public void A_script_gets_values_by_its_environment(string path) => StepsOf(path)
        .Where(step => step.Children.TryGetValue("run", out var script) && $"{script}".Contains("${{", StringComparison.Ordinal))
        .Should().BeEmpty();

    [Fact]
    public void What_is_kept_up_to_date_is_there() =>
        ((YamlSequenceNode)Parse(".github/dependabot.yml")["updates"]).Cast<YamlMappingNode>()
            .SelectMany(update => update.Children.TryGetValue("directories", out var several) ? (YamlSequenceNode)several : [update["directory"]])
            .Should().OnlyContain(folder => Directory.Exists(Path.Combine(Sources.Root, $"{folder}".TrimStart('/'))));

    public static TheoryData<string> Workflows =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Sources.Root, ".github", "workflows"), "*.yml")
            .Select(file => $".github/workflows/{Path.GetFileName(file)}").Order(StringComparer.Ordinal),
        Example,
    ];

    private static YamlMappingNode Parse(string path)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(Sources.Read(path)));
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }

    private static IEnumerable<YamlMappingNode> JobsOf(string path) =>
        ((YamlMappingNode)Parse(path)["jobs"]).Children.Values.Cast<YamlMappingNode>();

    private static IEnumerable<YamlMappingNode> StepsOf(string path) =>
        JobsOf(path).SelectMany(job => (YamlSequenceNode)job["steps"]).Cast<YamlMappingNode>();

    [GeneratedRegex(@"^.*\buses:.*$", RegexOptions.Multiline)]
    private static partial Regex Uses();

    [GeneratedRegex(@"^(- )?uses: (?<action>[\w.-]+/[\w./-]+)@[0-9a-f]{40} # v\d+\.\d+\.\d+$")]
    private static partial Regex Pinned();
}
