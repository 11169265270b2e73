using FluentAssertions;
using JumpCloud.Tests.Conventions;
using JumpCloud.Tests.Conventions.Documentation;
using JumpCloud.Tests.Functions;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests;

/// <summary>The YAML program of every page runs as it is written there, on services that have what it refers to.</summary>
[Trait("Checks", "Documentation")]
public sealed class PageExampleTests
{
    [Theory]
    [MemberData(nameof(Pages))]
    public async Task The_example_of_a_page_is_deployed_stays_as_it_is_and_is_destroyed(string path, string heading)
    {
        await using var stack = await ServicesAsync();
        var yaml = Page.YamlOf(Markdown.Parse(Sources.Read(path)), heading);
        var program = yaml[(yaml.IndexOf("runtime: yaml\n", StringComparison.Ordinal) + "runtime: yaml\n".Length)..]
            .Replace("secret: true", $"secret: true, default: {Programs.ScimToken(stack)}", StringComparison.Ordinal);

        var up = await stack.UpAsync(program);
        up.Succeeded.Should().BeTrue(up.Text);
        var preview = await stack.PreviewAsync(program);
        var destroy = await stack.DestroyAsync();

        Lifecycle.CountsOf(preview).Should().MatchRegex("^same [0-9]+$", preview.Text);
        destroy.Succeeded.Should().BeTrue(destroy.Text);
    }

    [Fact]
    public void Every_YAML_program_of_a_page_is_one_of_these() => Page.All
        .SelectMany(page => Markdown.Blocks(Sources.Read(page.Path), "yaml").Select(block => (page.Name, block)))
        .Where(page => !page.block.StartsWith("name: ", StringComparison.Ordinal))
        .Where(page => !page.block.StartsWith("on:", StringComparison.Ordinal))
        .Should().BeEmpty("what is neither a program nor a workflow cannot be tried");

    public static TheoryData<string, string> Pages =>
    [
        .. Page.All.Select(page => (page.Path, Page.Example)), ("docs/getting-started.md", "The program"),
    ];

    // An integration that somebody made by hand, and people at Pulumi Cloud whom JumpCloud does not have.
    private static async Task<ProviderFixture> ServicesAsync()
    {
        var stack = await ProviderFixture.StartAsync();
        await stack.ApplicationAsync();
        var portal = stack.Services.JumpCloud.Portal;
        portal.PatchApplication(BadInput.ApplicationId, new JObject { ["displayLabel"] = "Pulumi Cloud" });
        portal.CreateUser(new JObject { ["username"] = "ada.lovelace", ["email"] = "ada.lovelace@acme.test" });
        stack.AddMember("ada", "ada@acme.test");
        stack.AddMember("grace", "grace@acme.test");
        return stack;
    }
}
