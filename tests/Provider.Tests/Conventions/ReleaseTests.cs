using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using FluentAssertions;
using JumpCloud.Rpc;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests.Conventions;

/// <summary>The command ./release, as far as it goes without a native build: in a folder of its own, with a stand-in for the plugin.</summary>
public sealed class ReleaseTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jumpcloud-release-").FullName;

    public ReleaseTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the stand-in would have to be an .exe");
        Directory.CreateDirectory(Path.Combine(_folder, ".ci"));
        Directory.CreateDirectory(Path.Combine(_folder, "provider"));
        foreach (var file in new[] { "release", ".ci/dotnet.sh", "Directory.Build.props", "global.json", "LICENSE", "provider/schema.json" })
            File.Copy(Path.Combine(Sources.Root, file), Path.Combine(_folder, file));
        Publish("published", "pulumi-resource-jumpcloud");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_archive_is_named_as_the_engine_looks_for_it_and_has_the_plugin_at_its_root()
    {
        (await RunAsync("plugin", "--from", "published")).ExitCode.Should().Be(0);

        using var reader = new TarReader(new GZipStream(File.OpenRead(Archive), CompressionMode.Decompress));
        var entries = new List<TarEntry>();
        while (reader.GetNextEntry() is { } entry)
            entries.Add(entry);
        entries.Select(entry => entry.Name).Should().Equal("pulumi-resource-jumpcloud", "LICENSE");
        entries.Should().OnlyContain(entry => entry.Uid == 0 && entry.Gid == 0 && entry.ModificationTime == new DateTime(2000, 1, 1));
        entries[0].Mode.Should().HaveFlag(UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
    }

    [Fact]
    public async Task The_same_plugin_makes_the_same_archive()
    {
        await RunAsync("plugin", "--from", "published");
        var first = await File.ReadAllBytesAsync(Archive, TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(Path.Combine(_folder, "published", "pulumi-resource-jumpcloud"), new DateTime(2020, 2, 2, 2, 2, 2));

        await RunAsync("plugin", "--from", "published");

        (await File.ReadAllBytesAsync(Archive, TestContext.Current.CancellationToken)).Should().Equal(first);
    }

    [Fact]
    public async Task The_sums_are_of_everything_that_is_there()
    {
        await RunAsync("plugin", "--from", "published");
        Publish(Path.Combine("artifacts", "release"), "other.nupkg");

        (await RunAsync("sums")).ExitCode.Should().Be(0);

        (await File.ReadAllLinesAsync(Path.Combine(_folder, "artifacts", "release", "SHA256SUMS"), TestContext.Current.CancellationToken))
            .Select(line => line[66..]).Should().Equal("other.nupkg", Path.GetFileName(Archive));
    }

    [Fact]
    public async Task A_plugin_that_needs_NET_is_not_packed()
    {
        Publish("published", "pulumi-resource-jumpcloud.dll");

        var (exitCode, text) = await RunAsync("plugin", "--from", "published");

        exitCode.Should().Be(1);
        text.Should().Contain(
            "published was published without -p:PublishAot=true: it would need .NET on every machine that installs it.");
        File.Exists(Archive).Should().BeFalse();
    }

    [Fact]
    public async Task A_release_says_where_its_plugin_is_downloaded_from()
    {
        var schema = JObject.Parse(PackageSchema.Text);
        schema.Property("license")!.AddAfterSelf(new JProperty("pluginDownloadURL", "github://api.github.com/acme/pulumi-jumpcloud"));
        schema.Property("license")!.AddAfterSelf(new JProperty("repository", "https://github.com/acme/pulumi-jumpcloud"));

        (await RunAsync("schema", "--repository", "acme/pulumi-jumpcloud")).ExitCode.Should().Be(0);

        JObject.Parse(await ReadSchemaAsync()).ToString().Should().Be(schema.ToString());
    }

    [Fact]
    public async Task Without_a_repository_the_schema_is_as_it_stands()
    {
        (await RunAsync("schema")).ExitCode.Should().Be(0);

        (await ReadSchemaAsync()).ReplaceLineEndings().Should().Be(Sources.Read("provider/schema.json").ReplaceLineEndings());
    }

    [Theory]
    [InlineData("acme")]
    [InlineData("https://github.com/acme/pulumi-jumpcloud")]
    [InlineData("acme/pulumi jumpcloud")]
    public async Task What_is_no_repository_is_in_no_schema(string repository)
    {
        var (exitCode, text) = await RunAsync("schema", "--repository", repository);

        exitCode.Should().Be(1);
        text.Trim().Should().Be($"{repository} is not the owner and the name of a repository at GitHub; give it as owner/name.");
    }

    [Fact]
    public async Task The_version_is_the_schemas() =>
        (await RunAsync("version")).Text.Trim().Should().Be((string?)JObject.Parse(PackageSchema.Text)["version"]);

    private string Archive
    {
        get
        {
            var os = OperatingSystem.IsMacOS() ? "darwin" : "linux";
            var architecture = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "amd64";
            return Path.Combine(_folder, "artifacts", "release", $"pulumi-resource-jumpcloud-v0.1.0-{os}-{architecture}.tar.gz");
        }
    }

    private Task<string> ReadSchemaAsync() =>
        File.ReadAllTextAsync(Path.Combine(_folder, "artifacts", "schema.json"), TestContext.Current.CancellationToken);

    private void Publish(string folder, string file)
    {
        Directory.CreateDirectory(Path.Combine(_folder, folder));
        File.WriteAllText(Path.Combine(_folder, folder, file), "stand-in");
    }

    private async Task<(int ExitCode, string Text)> RunAsync(params IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", [Path.Combine(_folder, "release"), .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }
}
