using System.Text.RegularExpressions;
using CheckFailure = Pulumirpc.CheckFailure;
using EnginePath = JumpCloud.EngineHost.Wire.PropertyPath;

namespace JumpCloud.Tests.Generated;

/// <summary>What every refusal of an input owes to who reads it: the property, and a sentence.</summary>
internal static partial class FailureRules
{
    private const int LongestReason = 2000;

    /// <param name="names">Of the rows.</param>
    /// <param name="given">By the program.</param>
    public static IEnumerable<string> ProblemsOf(CheckFailure failure, IReadOnlyCollection<string> names, IEnumerable<string> given)
    {
        var head = PropertyOf(failure, names);
        if (head is null)
            yield return "names no property";
        else if (failure.Property.Length > 0 && !names.Contains(head) && !given.Contains(head))
            yield return "names a property that nobody knows";
        var reason = failure.Reason;
        if (!reason.Trim().Contains(' ', StringComparison.Ordinal) || reason.Trim() != reason)
            yield return "is no sentence";
        else if (reason.EndsWith('.') || reason.EndsWith(':') || reason.EndsWith(','))
            yield return "does not end as a sentence that the engine ends";
        if (reason.Length > LongestReason)
            yield return "is too long to be read";
        if (Innards().Match(reason) is { Success: true } match)
            yield return $"tells of the program's innards: {match.Value}";
    }

    // A failure of the whole resource names the property in its reason.
    private static string? PropertyOf(CheckFailure failure, IReadOnlyCollection<string> names)
    {
        if (failure.Property.Length > 0)
            return HeadOf(failure.Property);
        if (failure.Reason.StartsWith("the environment variable ", StringComparison.Ordinal))
            return "environment";
        return names.FirstOrDefault(name => Regex.IsMatch(failure.Reason, $@"\b{name}\b", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    // As the engine reads it; a path has no way to write every name.
    private static string HeadOf(string path)
    {
        try
        {
            return (string)EnginePath.Parse(path)[0];
        }
        catch (FormatException)
        {
            return path;
        }
    }

    [GeneratedRegex(@"\w*Exception\b|\bSystem\.[A-Z]\w*|\bJumpCloud\.[A-Z]\w*|Newtonsoft|`\d|<\w+>[a-z]__|\bnull reference\b|\bat line \d+ in\b|Parameter '")]
    private static partial Regex Innards();
}
