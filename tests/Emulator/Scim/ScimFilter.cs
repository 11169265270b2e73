using System.Text.RegularExpressions;

namespace JumpCloud.Emulator;

/// <summary>The one filter that a resource type supports: <c>attribute eq "text"</c> (documented).</summary>
internal static partial class ScimFilter
{
    /// <summary>The text that the attribute must equal.</summary>
    /// <exception cref="ScimException">Another operator, another attribute, or no filter at all.</exception>
    public static string Parse(string filter, string attribute)
    {
        var match = FilterPattern().Match(filter.Trim());
        if (!match.Success)
            throw ScimErrors.InvalidFilter(filter);
        if (!match.Groups["operator"].Value.Equals("eq", StringComparison.OrdinalIgnoreCase))
            throw ScimErrors.UnsupportedOperator(match.Groups["operator"].Value);
        var name = ScimPath.WithoutSchema(match.Groups["attribute"].Value);
        if (!name.Equals(attribute, StringComparison.OrdinalIgnoreCase))
            throw ScimErrors.UnsupportedAttribute(name);
        var operand = OperandPattern().Match(match.Groups["operand"].Value);
        if (!operand.Success)
            throw ScimErrors.InvalidFilter(filter);
        if (operand.Groups["more"].Success)
            throw ScimErrors.UnsupportedOperator(operand.Groups["more"].Value);
        return ScimPath.Unquote(operand.Groups["text"].Value);
    }

    [GeneratedRegex("""^(?<attribute>[A-Za-z][\w$.:-]*)\s+(?<operator>[A-Za-z]+)(\s+(?<operand>.+))?$""", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex FilterPattern();

    [GeneratedRegex("""^(?<text>"(\\.|[^"\\])*")(\s+(?<more>and|or)\s.*)?$""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex OperandPattern();
}
