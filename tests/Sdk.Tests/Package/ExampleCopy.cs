using JumpCloud.Tests.Interop;

namespace JumpCloud.Sdk.Tests;

/// <summary>An example where its reader has it: outside of the repository, with nothing around it. It goes at the end.</summary>
internal sealed class ExampleCopy : IDisposable
{
    public ExampleCopy(string example)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "examples", example)))
            File.Copy(file, Path.Combine(Folder, Path.GetFileName(file)));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("jumpcloud-copy-").FullName;

    public string Read(params IReadOnlyList<string> path) => File.ReadAllText(Path.Combine([Folder, .. path]));

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
