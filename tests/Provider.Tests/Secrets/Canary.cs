using System.Text;
using JumpCloud.Emulator;

namespace JumpCloud.Tests.Secrets;

/// <summary>A part of a request of the plugin: where it goes and what of it this is.</summary>
/// <param name="Face">Null where it goes to no service of the emulator.</param>
/// <param name="Part"><c>address</c>, <c>body</c>, or a header's name.</param>
internal sealed record RequestPart(Face? Face, string Method, string Path, string Part, string Text);

/// <summary>A secret that is looked for everywhere.</summary>
/// <param name="MayGo">The part of a request that it is made for.</param>
internal sealed record Canary(string Name, string Value, Func<RequestPart, bool> MayGo)
{
    private const int FragmentLength = 16;

    /// <summary>
    /// Texts of which none may be seen: the first and the last letters of the secret that no encoding changes, as they are and in
    /// base64 and hexadecimal. A part of a secret is a leak, too.
    /// </summary>
    public IReadOnlyList<string> Forms { get; } = [.. Fragments(Value).SelectMany(FormsOf).Distinct()];

    // A private key begins with what stands in its certificate, too.
    private static IEnumerable<string> Fragments(string value)
    {
        var isPem = value.StartsWith("-----BEGIN", StringComparison.Ordinal);
        var lines = value.Split('\n');
        var text = isPem ? string.Join('\n', lines[(lines.Length / 2)..^2]) : value;
        var runs = Runs(text).Where(run => run.Length >= FragmentLength).ToList();
        if (runs.Count == 0)
            throw new ArgumentException("a canary needs a run of letters and digits", nameof(value));
        return [runs[0][..FragmentLength], runs[^1][^FragmentLength..]];
    }

    private static IEnumerable<string> Runs(string text)
    {
        var start = 0;
        for (var index = 0; index <= text.Length; index++)
        {
            if (index < text.Length && char.IsAsciiLetterOrDigit(text[index]))
                continue;
            yield return text[start..index];
            start = index + 1;
        }
    }

    private static IEnumerable<string> FormsOf(string fragment)
    {
        yield return fragment;
        yield return Convert.ToHexString(Encoding.UTF8.GetBytes(fragment));

        // Within a longer text it may begin at any of three places of a group; the letters that depend on its neighbours are left out.
        for (var before = 0; before < 3; before++)
        {
            var coded = Convert.ToBase64String([.. new byte[before], .. Encoding.UTF8.GetBytes(fragment)]);
            var first = (before * 8 + 5) / 6;
            var last = (before + fragment.Length) * 8 / 6;
            var inner = coded[first..last];
            yield return inner;
            yield return inner.Replace('+', '-').Replace('/', '_');
            yield return Uri.EscapeDataString(inner);
        }
    }
}
