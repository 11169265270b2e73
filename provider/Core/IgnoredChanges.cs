namespace JumpCloud.Core;

/// <summary>Takes out of a difference what the program's <c>ignoreChanges</c> names.</summary>
internal static class IgnoredChanges
{
    public static DiffResult Remove(DiffResult diff, IReadOnlyCollection<string> ignored)
    {
        if (ignored.Count == 0 || diff.Changes.IsEmpty)
            return diff;
        var paths = ignored.Select(Segments).ToList();
        return diff with { Changes = [.. diff.Changes.Where(change => !paths.Exists(path => Covers(path, Segments(change.Path))))] };
    }

    // a.b covers a.b, a.b.c and a.b[0]; * stands for any one key or index.
    private static bool Covers(List<string> ignored, List<string> path)
    {
        if (ignored.Count > path.Count)
            return false;
        for (var index = 0; index < ignored.Count; index++)
        {
            if (ignored[index] != "*" && ignored[index] != path[index])
                return false;
        }

        return true;
    }

    private static List<string> Segments(string path) =>
        [.. path.Replace("[\"", ".", StringComparison.Ordinal).Replace("\"]", "", StringComparison.Ordinal)
            .Split(['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries)];
}
