using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using FluentAssertions;
using JumpCloud.Tests.Interop;
using Xunit;

namespace JumpCloud.Sdk.Tests;

/// <summary>
/// <c>./release package --repository</c>, in a copy of what it reads. The CLI is a stand-in that hands the committed SDK back: the real
/// one downloads an icon.
/// </summary>
public sealed class ReleasedPackageTests : IDisposable
{
    private const string StandIn =
        """
        #!/usr/bin/env bash
        # package gen-sdk <schema> --language dotnet --out <folder>
        grep -q '"pluginDownloadURL": "github://api.github.com/acme/pulumi-jumpcloud"' "$3" && cp -r "$SDK" "$7/dotnet"
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("jumpcloud-released-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_package_of_a_repository_has_all_of_the_SDK_in_it()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("the stand-in is a shell script");
            return;
        }

        foreach (var file in new[]
            {
                "release", ".ci/dotnet.sh", "Directory.Build.props", "global.json", "provider/schema.json", "sdk/Directory.Build.props",
                "sdk/Directory.Build.targets", "sdk/package.md",
            })
        {
            Write(file, await File.ReadAllTextAsync(Path.Combine(Repository.Root, file), TestContext.Current.CancellationToken));
        }

        Write("bin/pulumi", StandIn);
        File.SetUnixFileMode(Path.Combine(_folder, "bin", "pulumi"), UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var released = await Command.RunAsync(
            "bash",
            new Dictionary<string, string?>
            {
                ["PATH"] = $"{Path.Combine(_folder, "bin")}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}",
                ["SDK"] = Path.Combine(Repository.Root, "sdk", "dotnet"),
            },
            [Path.Combine(_folder, "release"), "package", "--repository", "acme/pulumi-jumpcloud"]);

        released.ExitCode.Should().Be(0, released.Text);
        using var archive = ZipFile.OpenRead(Path.Combine(_folder, "artifacts", "release", "Community.JumpCloud.0.1.0.nupkg"));
        archive.Entries.Select(entry => entry.FullName).Should().Contain("README.md").And.Contain("content/pulumi-plugin.json");
        TypesOf(archive.GetEntry("lib/net6.0/Community.JumpCloud.dll")!)
            .Should().Contain(["PulumiIntegration", "SsoApplication", "UserImport", "CheckIntegration", "ScimServiceProviderArgs"]);
    }

    private static List<string> TypesOf(ZipArchiveEntry assembly)
    {
        using var file = assembly.Open();
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        copy.Position = 0;
        using var image = new PEReader(copy);
        var metadata = image.GetMetadataReader();
        return [.. metadata.TypeDefinitions.Select(handle => metadata.GetString(metadata.GetTypeDefinition(handle).Name))];
    }

    private void Write(string path, string text)
    {
        var file = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
