using System.Text.RegularExpressions;

namespace JumpCloud.Tests.Specs;

/// <summary>Where an observed fact beats a spec.</summary>
/// <param name="Operation">A regular expression for all of it, such as <c>GET /api/applications.*</c>.</param>
/// <param name="Place">A regular expression for all of it.</param>
/// <param name="Source">Of the fact.</param>
internal sealed record SpecException(string Operation, string Place, string What, string Reason, string Source)
{
    public bool Covers(Violation violation) => violation.What == What && IsAll(Operation, violation.Operation) && IsAll(Place, violation.Place);

    private static bool IsAll(string pattern, string text) => Regex.IsMatch(text, $"^(?:{pattern})$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
}

internal static class SpecExceptions
{
    public static readonly IReadOnlyList<SpecException> All = [];

    public static bool Cover(Violation violation) => All.Any(exception => exception.Covers(violation));
}
