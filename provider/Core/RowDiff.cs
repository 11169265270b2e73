using System.Collections.Immutable;

namespace JumpCloud.Core;

internal enum ChangeKind
{
    Add,
    Delete,
    Update,
}

/// <summary>One change of one property path, inputs compared with inputs.</summary>
internal sealed record PropertyChange(string Path, ChangeKind Kind, bool Replaces);

/// <param name="DeleteBeforeReplace">Two of the resource cannot exist side by side.</param>
internal sealed record DiffResult(ImmutableArray<PropertyChange> Changes, bool DeleteBeforeReplace = false)
{
    public bool Replaces => Changes.Any(change => change.Replaces);
}

/// <summary>The difference of two input maps, derived from the rows: pure, minimal, to the leaf.</summary>
internal static class RowDiff
{
    public static DiffResult Run(ImmutableArray<Property> rows, PropertyMap olds, PropertyMap news)
    {
        var changes = ImmutableArray.CreateBuilder<PropertyChange>();
        CompareFields(rows, olds, news, "", replaces: false, changes);
        return new DiffResult(changes.ToImmutable());
    }

    /// <summary>Whether two values of a property mean the same.</summary>
    public static bool IsSame(Property row, PropertyValue? old, PropertyValue? @new)
    {
        var changes = ImmutableArray.CreateBuilder<PropertyChange>();
        Compare(row, old, @new, row.Name, replaces: false, changes);
        return changes.Count == 0;
    }

    private static void CompareFields(
        ImmutableArray<Property> rows, PropertyMap olds, PropertyMap news, string path, bool replaces,
        ImmutableArray<PropertyChange>.Builder changes)
    {
        foreach (var row in rows)
        {
            if (!row.OutputOnly)
                Compare(row, olds.Find(row.Name), news.Find(row.Name), PropertyPath.Key(path, row.Name), replaces || row.Replace, changes);
        }
    }

    private static void Compare(
        Property row, PropertyValue? old, PropertyValue? @new, string path, bool replaces,
        ImmutableArray<PropertyChange>.Builder changes)
    {
        // A default that was not written down, as after an import, is no change.
        if (row.Default is { } @default && (old is null || @new is null) && @default.Equals((old ?? @new)?.PlainDeep))
            return;
        if (row.Kind == PropertyKind.Object && (old ?? @new) is not null && IsMapOrNull(old) && IsMapOrNull(@new))
        {
            CompareFields(row.Fields, old?.AsMap ?? PropertyMap.Empty, @new?.AsMap ?? PropertyMap.Empty, path, replaces, changes);
            return;
        }

        if (old is null && @new is null)
            return;
        if (old is null)
            changes.Add(new PropertyChange(path, ChangeKind.Add, replaces));
        else if (@new is null)
            changes.Add(new PropertyChange(path, ChangeKind.Delete, replaces));
        else if (@new.IsUnknown)
            changes.Add(new PropertyChange(path, ChangeKind.Update, replaces));
        else
            CompareValues(row, old.PlainDeep, @new.PlainDeep, path, replaces, changes);
    }

    private static void CompareValues(
        Property row, PropertyValue old, PropertyValue @new, string path, bool replaces,
        ImmutableArray<PropertyChange>.Builder changes)
    {
        if (old.Equals(@new) || (!@new.ContainsUnknown && row.Same is { } same && same(old, @new)))
            return;
        if (row.Kind == PropertyKind.Map && old.AsMap is { } oldMap && @new.AsMap is { } newMap)
        {
            CompareEntries(oldMap, newMap, path, replaces, changes);
            return;
        }

        if (row.Kind == PropertyKind.List && old.AsList is { } oldItems && @new.AsList is { } newItems)
        {
            if (row.Unordered && IsSameSet(oldItems, newItems))
                return;
            if (!row.Unordered)
            {
                CompareItems(oldItems, newItems, path, replaces, changes);
                return;
            }
        }

        changes.Add(new PropertyChange(path, ChangeKind.Update, replaces));
    }

    private static void CompareEntries(
        PropertyMap olds, PropertyMap news, string path, bool replaces, ImmutableArray<PropertyChange>.Builder changes)
    {
        foreach (var key in olds.Keys.Union(news.Keys).Order(StringComparer.Ordinal))
        {
            var (old, @new) = (olds.Find(key), news.Find(key));
            if (Equals(old, @new))
                continue;
            var kind = old is null ? ChangeKind.Add : @new is null ? ChangeKind.Delete : ChangeKind.Update;
            changes.Add(new PropertyChange(PropertyPath.Key(path, key), kind, replaces));
        }
    }

    private static void CompareItems(
        ImmutableArray<PropertyValue> olds, ImmutableArray<PropertyValue> news, string path, bool replaces,
        ImmutableArray<PropertyChange>.Builder changes)
    {
        for (var index = 0; index < Math.Max(olds.Length, news.Length); index++)
        {
            if (index < olds.Length && index < news.Length && olds[index].Equals(news[index]))
                continue;
            var kind = index >= olds.Length ? ChangeKind.Add : index >= news.Length ? ChangeKind.Delete : ChangeKind.Update;
            changes.Add(new PropertyChange(PropertyPath.Index(path, index), kind, replaces));
        }
    }

    private static bool IsMapOrNull(PropertyValue? value) => value is null || value.AsMap is not null;

    private static bool IsSameSet(ImmutableArray<PropertyValue> olds, ImmutableArray<PropertyValue> news)
    {
        if (olds.Length != news.Length)
            return false;
        var rest = new List<PropertyValue>(olds);
        return news.All(rest.Remove);
    }
}
