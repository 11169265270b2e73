using System.IO.Compression;
using System.Xml.Linq;
using FluentAssertions;
using JumpCloud.Emulator;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Sdk.Tests;

/// <summary>The NuGet package, as somebody gets it who has nothing else of this repository.</summary>
[Collection(ExampleLifecycleTests.ThroughAnEngine)]
public sealed class PackageTests(PackedSdk package) : IClassFixture<PackedSdk>
{
    [Fact]
    public void It_has_the_assembly_what_it_says_of_itself_and_the_plugin_that_it_asks_for()
    {
        using var archive = package.Open();

        archive.Entries.Select(entry => entry.FullName).Should().Contain(
        [
            "lib/net6.0/Community.JumpCloud.dll", "lib/net6.0/Community.JumpCloud.xml", "content/pulumi-plugin.json", "content/version.txt",
            "README.md", "logo.png",
        ]);
        JObject.Parse(Text(archive, "content/pulumi-plugin.json")).ToString(Newtonsoft.Json.Formatting.None)
            .Should().Be("""{"resource":true,"name":"jumpcloud","version":"0.1.0"}""");
        XDocument.Parse(Text(archive, "lib/net6.0/Community.JumpCloud.xml")).Descendants("member")
            .Single(member => (string?)member.Attribute("name") == "P:Community.JumpCloud.IdmIntegrationArgs.ManageGroups")
            .Value.Should().Contain("groups");
    }

    [Fact]
    public void It_says_what_it_is_under_which_licence_and_of_which_commit()
    {
        using var archive = package.Open();
        var metadata = XDocument.Parse(Text(archive, $"{PackedSdk.Id}.nuspec")).Root!.Elements().Single();
        XElement Element(string name) => metadata.Elements().Single(element => element.Name.LocalName == name);

        Element("id").Value.Should().Be("Community.JumpCloud");
        Element("license").Value.Should().Be("Apache-2.0");
        Element("license").Attribute("type")!.Value.Should().Be("expression");
        Element("readme").Value.Should().Be("README.md");
        Text(archive, "README.md").Should().StartWith("# JumpCloud for Pulumi");
        Element("icon").Value.Should().Be("logo.png");
        Element("description").Value.Should().StartWith("Sets up JumpCloud application integrations");
        Element("repository").Attribute("type")!.Value.Should().Be("git");
        Element("repository").Attribute("commit")!.Value.Should().MatchRegex("^[0-9a-f]{40}$");
        metadata.Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => element.Attribute("id")!.Value)
            .Should().Equal("Pulumi");
    }

    [Fact]
    public async Task A_program_outside_of_the_repository_restores_it_and_previews()
    {
        await using var services = await EmulatorHost.StartAsync(new EmulatorOptions { Seed = "company" }, TestContext.Current.CancellationToken);
        using var program = new ExampleCopy("pulumi-cloud");
        using var stack = new ExampleStack(
            program.Folder,
            services,
            program.Folder,
            new Dictionary<string, string?> { ["RestoreAdditionalProjectSources"] = package.Folder });
        await stack.InitialiseAsync(("organization", "acme"), ("!scimToken", services.PulumiCloud.Organization("acme").ScimToken!));

        (await stack.SucceedAsync("preview")).Should().Contain("+ 8 to create");

        JObject.Parse(program.Read("obj", "project.assets.json")).SelectToken($"libraries.['{PackedSdk.Id}/{package.Version}'].type")!
            .ToString().Should().Be("package");
    }

    private static string Text(ZipArchive archive, string name)
    {
        using var reader = new StreamReader(archive.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }
}
