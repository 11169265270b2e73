using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>An attribute path (RFC 7644 section 3.5.2): <c>attribute[filter eq "value"].sub</c>. Names compare without case.</summary>
/// <param name="Text">As it was sent, for messages.</param>
/// <param name="Attribute">In lower case, without a core schema's URN.</param>
/// <param name="FilterAttribute">In lower case; null without a filter.</param>
/// <param name="FilterValue">What the filter compares with.</param>
/// <param name="Sub">In lower case; null without a sub-attribute.</param>
internal sealed partial record ScimPath(string Text, string Attribute, string? FilterAttribute, string? FilterValue, string? Sub)
{
    public const string UserSchema = "urn:ietf:params:scim:schemas:core:2.0:User";
    public const string GroupSchema = "urn:ietf:params:scim:schemas:core:2.0:Group";

    /// <exception cref="ScimException">The text is no path of this form: unknown path.</exception>
    public static ScimPath Parse(string text)
    {
        var match = PathPattern().Match(WithoutSchema(text.Trim()));
        if (!match.Success)
            throw ScimErrors.UnknownPath(text);
        string? Part(string group) => match.Groups[group].Success ? match.Groups[group].Value : null;
        var value = Part("text") is { } quoted ? Unquote(quoted) : Part("word");
        return new ScimPath(
            text, match.Groups["attribute"].Value.ToLowerInvariant(), Part("filter")?.ToLowerInvariant(), value, Part("sub")?.ToLowerInvariant());
    }

    /// <summary>A core attribute may carry its schema's URN (RFC 7644 section 3.10).</summary>
    public static string WithoutSchema(string name)
    {
        foreach (var schema in new[] { UserSchema, GroupSchema })
        {
            if (name.StartsWith(schema + ":", StringComparison.OrdinalIgnoreCase))
                return name[(schema.Length + 1)..];
        }

        return name;
    }

    /// <exception cref="ScimException">The text is no JSON string.</exception>
    public static string Unquote(string quoted)
    {
        try
        {
            return (string?)JToken.Parse(quoted) ?? "";
        }
        catch (JsonException)
        {
            throw ScimErrors.InvalidFilter(quoted);
        }
    }

    [GeneratedRegex(
        """^(?<attribute>[A-Za-z$][\w$-]*)(\[\s*(?<filter>[A-Za-z$][\w$-]*)\s+(?i:eq)\s+((?<text>"(\\.|[^"\\])*")|(?<word>true|false))\s*\])?(\.(?<sub>[A-Za-z$][\w$-]*))?$""",
        RegexOptions.CultureInvariant)]
    private static partial Regex PathPattern();
}
