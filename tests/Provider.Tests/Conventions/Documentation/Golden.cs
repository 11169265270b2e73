using FluentAssertions;

namespace JumpCloud.Tests.Conventions.Documentation;

/// <summary>Files that follow from others. ACCEPT_GOLDEN=1 writes them, for somebody to read the difference.</summary>
internal static class Golden
{
#pragma warning disable RS0030
    private static bool IsAccepting => Environment.GetEnvironmentVariable("ACCEPT_GOLDEN") == "1";
#pragma warning restore RS0030

    /// <param name="path">From the root of the repository.</param>
    public static void Verify(string path, string expected)
    {
        var file = Path.Combine(Sources.Root, path);
        var actual = File.Exists(file) ? Sources.Read(path) : "";
        if (IsAccepting && actual != expected)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, expected);
            return;
        }

        actual.Should().Be(expected, "{0} follows from other files; ACCEPT_GOLDEN=1 writes it", path);
    }

    /// <summary>Fails on files of a folder that no <see cref="Verify"/> is for, or deletes them.</summary>
    public static void VerifyNoOthers(string folder, IEnumerable<string> expected)
    {
        var others = Directory.EnumerateFiles(Path.Combine(Sources.Root, folder))
            .Select(file => $"{folder}/{Path.GetFileName(file)}").Except(expected).ToList();
        if (IsAccepting)
            others.ForEach(path => File.Delete(Path.Combine(Sources.Root, path)));
        else
            others.Should().BeEmpty("nothing makes them any more; ACCEPT_GOLDEN=1 deletes them");
    }
}
