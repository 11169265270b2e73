using Xunit;

namespace JumpCloud.Tests.Interop;

/// <summary>
/// The Node packages of <c>tests/Interop/node</c>, installed once for all who run programs on them; a test that asks for them is
/// skipped, with npm's reason, where they cannot be had.
/// </summary>
internal static class NodePackages
{
    private static readonly SemaphoreSlim OneAtATime = new(1);

    /// <summary>The folder whose <c>node_modules</c> holds the packages.</summary>
    public static async Task<string> FolderAsync()
    {
        var folder = Path.Combine(Repository.Root, "tests", "Interop", "node");
        await OneAtATime.WaitAsync();
        try
        {
            if (!IsInstalled(folder))
                await InstallAsync(folder);
        }
        finally
        {
            OneAtATime.Release();
        }

        return folder;
    }

    private static bool IsInstalled(string folder)
    {
        // npm writes this file last.
        var installed = Path.Combine(folder, "node_modules", ".package-lock.json");
        return File.Exists(installed)
            && File.GetLastWriteTimeUtc(installed) >= File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json"));
    }

    private static async Task InstallAsync(string folder)
    {
        await Tool.RunOrSkipAsync("node", ["--version"], folder);

        // A cache of our own: npm hangs where it cannot write to the home.
        var cache = Path.Combine(Repository.Root, "artifacts", "npm");
        string[] arguments = ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--cache", cache];
        var install = await Tool.RunOrSkipAsync("npm", arguments, folder);
        Assert.SkipWhen(install.ExitCode != 0, $"npm cannot install the packages of tests/Interop/node: {install.Error.Trim()}");
    }
}
