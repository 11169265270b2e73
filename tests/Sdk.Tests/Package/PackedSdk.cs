using System.IO.Compression;
using FluentAssertions;
using JumpCloud.Tests.Interop;
using Xunit;

namespace JumpCloud.Sdk.Tests;

/// <summary>What <c>dotnet pack sdk/dotnet</c> makes, in a folder that programs can restore from.</summary>
public sealed class PackedSdk : IAsyncLifetime
{
    public const string Id = "Community.JumpCloud";

    /// <summary>A later one than that of any other run: NuGet keeps what it restored once under a version.</summary>
    public string Version { get; } = $"0.1.{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}";

    public string Folder { get; } = Directory.CreateTempSubdirectory("jumpcloud-package-").FullName;

    public async ValueTask InitializeAsync()
    {
        var packed = await Command.RunAsync(
            "dotnet",
            new Dictionary<string, string?>(),
            ["pack", Path.Combine(Repository.Root, "sdk", "dotnet"), "-o", Folder, "-v", "quiet", $"-p:PackageVersion={Version}"]);
        packed.ExitCode.Should().Be(0, packed.Text);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        var restored = Path.Combine(
            Environment.GetEnvironmentVariable("NUGET_PACKAGES")
                ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"),
            Id.ToLowerInvariant(),
            Version);
        if (Directory.Exists(restored))
            Directory.Delete(restored, recursive: true);
        return ValueTask.CompletedTask;
    }

    public ZipArchive Open() => ZipFile.OpenRead(Path.Combine(Folder, $"{Id}.{Version}.nupkg"));
}
