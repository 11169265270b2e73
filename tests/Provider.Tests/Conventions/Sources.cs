using JumpCloud.Tests.Interop;

namespace JumpCloud.Tests.Conventions;

/// <summary>The repository's own files.</summary>
internal static class Sources
{
    private static readonly string[] MadeFolders = ["/obj/", "/bin/", "/node_modules/"];

    public static string Root => Repository.Root;

    /// <summary>A file's text, its lines ended as in the repository.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path)).ReplaceLineEndings("\n");

    /// <summary>The C# files below a folder, without what the build makes: path from the root, and text.</summary>
    public static IEnumerable<(string Path, string Text)> CSharp(string folder) =>
        Files(folder, "*.cs").Select(path => (path, File.ReadAllText(Path.Combine(Root, path))));

    /// <summary>The paths of all Markdown files of the repository.</summary>
    public static IEnumerable<string> Markdown() =>
        Directory.EnumerateFiles(Root, "*.md").Select(file => Path.GetFileName(file)!)
            .Concat(new[] { "docs", "examples", "provider", "sdk", "tests" }.SelectMany(folder => Files(folder, "*.md")));

    /// <summary>The paths of all files of the repository that people write.</summary>
    public static IEnumerable<string> All() =>
        Directory.EnumerateFiles(Root).Select(file => Path.GetFileName(file)!)
            .Concat(new[] { ".ci", "docs", "examples", "provider", "sdk", "tests" }.SelectMany(folder => Files(folder, "*")));

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(path => !MadeFolders.Any(made => path.Contains(made, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal);
}
