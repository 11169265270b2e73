namespace JumpCloud.Tests.Conventions;

/// <summary>The generated C# SDK, as it stands in the repository.</summary>
internal static class SdkFiles
{
    private static string Folder => Path.Combine(Sources.Root, "sdk", "dotnet");

    /// <summary>All files, by their path from the SDK's folder.</summary>
    public static IEnumerable<string> All() =>
        Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'))
            .Where(path => !path.StartsWith("obj/", StringComparison.Ordinal) && !path.StartsWith("bin/", StringComparison.Ordinal));

    /// <summary>The text of a file, or nothing where there is none.</summary>
    public static string Text(string path) =>
        File.Exists(Path.Combine(Folder, path)) ? File.ReadAllText(Path.Combine(Folder, path)) : "";

    /// <summary>The name that a token, a property or a choice has in C#.</summary>
    public static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
