using JumpCloud.Tests.Interop;

namespace JumpCloud.Tests.Programs;

/// <summary>
/// A folder with a small Node program on @pulumi/pulumi; a test that asks for it is skipped where that cannot be had.
/// </summary>
internal static class NodeSdk
{
    private const string Program = """
        const pulumi = require("@pulumi/pulumi");
        class Thing extends pulumi.CustomResource {
            constructor(name, args, options) { super("wire:index:Thing", name, { gen: undefined, ...args }, options); }
        }
        const one = new Thing("one", { label: "alpha", pw: new pulumi.Config().requireSecret("pw") });
        new Thing("two", { label: one.gen });
        exports.gen = one.gen;
        """;

    /// <summary>Writes the program into <paramref name="folder"/>, with the packages beside it.</summary>
    public static async Task WriteAsync(string folder, CancellationToken ct)
    {
        var packages = await NodePackages.FolderAsync();
        await File.WriteAllTextAsync(Path.Combine(folder, "index.js"), Program, ct);
        Directory.CreateSymbolicLink(Path.Combine(folder, "node_modules"), Path.Combine(packages, "node_modules"));
    }
}
