using System.Globalization;
using System.Text.RegularExpressions;

namespace JumpCloud.EngineHost.Wire;

/// <summary>Go's duration texts, the form of customTimeouts: <c>5m</c>, <c>1h30m</c>, <c>300ms</c>.</summary>
internal static partial class Duration
{
    /// <summary>Seconds of a duration text; null for an empty one.</summary>
    /// <exception cref="FormatException">The text is no duration.</exception>
    public static double? Seconds(string text)
    {
        if (text.Length == 0)
            return null;
        if (!Whole().IsMatch(text))
            throw new FormatException($"'{text}' is no duration such as 30s, 5m or 1h30m");
        return Part().Matches(text).Sum(part =>
            double.Parse(part.Groups[1].Value, CultureInfo.InvariantCulture) * Unit(part.Groups[2].Value));
    }

    private static double Unit(string unit) => unit switch
    {
        "h" => 3600,
        "m" => 60,
        "s" => 1,
        "ms" => 1e-3,
        "ns" => 1e-9,
        _ => 1e-6,
    };

    [GeneratedRegex(@"^(\d+(\.\d+)?(h|ms|m|s|us|µs|ns))+$")]
    private static partial Regex Whole();

    [GeneratedRegex(@"(\d+(?:\.\d+)?)(h|ms|m|s|us|µs|ns)")]
    private static partial Regex Part();
}
