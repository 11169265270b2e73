using System.Text;

namespace JumpCloud.Emulator;

/// <summary>The page's files, which are part of the program.</summary>
internal static class PageAssets
{
    private const string Script = "text/javascript; charset=utf-8";

    /// <summary>The files that the page asks for, with their content types.</summary>
    public static IReadOnlyDictionary<string, string> Served { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["page.css"] = "text/css; charset=utf-8",
        ["icon.svg"] = "image/svg+xml",
        ["page.js"] = Script,
        ["draw.js"] = Script,
        ["act.js"] = Script,
        ["jumpcloud.js"] = Script,
        ["applications.js"] = Script,
        ["groups.js"] = Script,
        ["pulumi.js"] = Script,
        ["events.js"] = Script,
    };

    public static string Text(string name)
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"the file {name} of the page is not embedded");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
