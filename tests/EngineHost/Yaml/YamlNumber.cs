using System.Globalization;
using System.Text.RegularExpressions;

namespace JumpCloud.EngineHost.Yaml;

/// <summary>Which plain scalars are numbers: the rules of Go's yaml.v3, which the real YAML host reads programs with.</summary>
internal static partial class YamlNumber
{
    public static double? Parse(string text)
    {
        var digits = text.Replace("_", "");
        if (RadixNumber().Match(digits) is { Success: true } radix)
            return FromRadix(radix);
        if (DecimalNumber().IsMatch(digits))
            return double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
        return null;
    }

    private static double FromRadix(Match match)
    {
        var radix = match.Groups["prefix"].Value switch { "0x" or "0X" => 16, "0b" or "0B" => 2, _ => 8 };
        var value = match.Groups["digits"].Value.Aggregate(
            0.0, (sum, digit) => sum * radix + Convert.ToInt32(digit.ToString(), 16));
        return match.Groups["sign"].Value == "-" ? -value : value;
    }

    // A leading zero makes an octal number of a run of octal digits, as in YAML 1.1.
    [GeneratedRegex(
        "^(?<sign>[-+]?)(?:(?<prefix>0[xX])(?<digits>[0-9a-fA-F]+)|(?<prefix>0[bB])(?<digits>[01]+)"
        + "|(?<prefix>0[oO]?)(?<digits>[0-7]+))$")]
    private static partial Regex RadixNumber();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")]
    private static partial Regex DecimalNumber();
}
