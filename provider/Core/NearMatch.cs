namespace JumpCloud.Core;

/// <summary>Finds what somebody probably meant.</summary>
internal static class NearMatch
{
    private const int MostNames = 5;

    /// <summary>The candidate nearest to <paramref name="name"/>, or null when none is near.</summary>
    public static string? Find(string name, IEnumerable<string> candidates) =>
        Rank(name, candidates).FirstOrDefault();

    /// <summary>A few candidates for "did you mean": the near ones, then those that hold <paramref name="name"/>.</summary>
    public static IReadOnlyList<string> Few(string name, IReadOnlyCollection<string> candidates) =>
    [
        .. Rank(name, candidates)
            .Concat(candidates.Where(candidate => candidate.Contains(name, StringComparison.OrdinalIgnoreCase)))
            .Distinct(StringComparer.Ordinal)
            .Take(MostNames),
    ];

    /// <summary>The candidates near to <paramref name="name"/>, nearest first: a third of its letters may differ.</summary>
    private static IEnumerable<string> Rank(string name, IEnumerable<string> candidates) =>
        candidates
            .Where(candidate => Math.Abs(candidate.Length - name.Length) <= Math.Max(1, name.Length / 3))
            .Select(candidate => (candidate, distance: Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .Where(pair => pair.distance <= Math.Max(1, name.Length / 3))
            .OrderBy(pair => pair.distance)
            .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .Select(pair => pair.candidate);

    // Levenshtein's distance, two rows at a time.
    private static int Distance(string left, string right)
    {
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        var current = new int[right.Length + 1];
        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var substitution = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(substitution, Math.Min(previous[j], current[j - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[right.Length];
    }
}
