using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace JumpCloud.Core;

/// <summary>An immutable map of property names to values that compares by content, whatever the order of its keys.</summary>
internal sealed class PropertyMap : IReadOnlyDictionary<string, PropertyValue>, IEquatable<PropertyMap>
{
    public static readonly PropertyMap Empty = new(new Dictionary<string, PropertyValue>(StringComparer.Ordinal));

    private readonly Dictionary<string, PropertyValue> _entries;

    private PropertyMap(Dictionary<string, PropertyValue> entries) => _entries = entries;

    public int Count => _entries.Count;

    public IEnumerable<string> Keys => _entries.Keys;

    public IEnumerable<PropertyValue> Values => _entries.Values;

    public PropertyValue this[string key] => _entries[key];

    public static PropertyMap Of(IEnumerable<KeyValuePair<string, PropertyValue>> entries) =>
        new(new Dictionary<string, PropertyValue>(entries, StringComparer.Ordinal));

    public static PropertyMap Of(params ReadOnlySpan<(string Key, PropertyValue Value)> entries)
    {
        var map = new Dictionary<string, PropertyValue>(entries.Length, StringComparer.Ordinal);
        foreach (var (key, value) in entries)
            map.Add(key, value);
        return new(map);
    }

    /// <summary>A map of these very entries: nobody may change them afterwards.</summary>
    /// <param name="entries">By <see cref="StringComparer.Ordinal"/>.</param>
    public static PropertyMap Taking(Dictionary<string, PropertyValue> entries) => new(entries);

    /// <summary>The value of <paramref name="key"/>, or null where it is absent or null: the two mean the same to a resource.</summary>
    public PropertyValue? Find(string key) => _entries.TryGetValue(key, out var value) && !value.IsNull ? value : null;

    public PropertyMap With(string key, PropertyValue value)
    {
        var entries = new Dictionary<string, PropertyValue>(_entries, StringComparer.Ordinal) { [key] = value };
        return new(entries);
    }

    public PropertyMap Without(string key)
    {
        if (!_entries.ContainsKey(key))
            return this;
        var entries = new Dictionary<string, PropertyValue>(_entries, StringComparer.Ordinal);
        entries.Remove(key);
        return new(entries);
    }

    /// <summary>This map with the entries of <paramref name="other"/> laid over it.</summary>
    public PropertyMap Merge(PropertyMap other)
    {
        if (other.Count == 0)
            return this;
        var entries = new Dictionary<string, PropertyValue>(_entries, StringComparer.Ordinal);
        foreach (var (key, value) in other._entries)
            entries[key] = value;
        return new(entries);
    }

    public PropertyMap Select(Func<PropertyValue, PropertyValue> change)
    {
        var entries = new Dictionary<string, PropertyValue>(_entries.Count, StringComparer.Ordinal);
        foreach (var (key, value) in _entries)
            entries.Add(key, change(value));
        return new(entries);
    }

    public bool ContainsKey(string key) => _entries.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out PropertyValue value) => _entries.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, PropertyValue>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(PropertyMap? other)
    {
        if (other is null || other.Count != Count)
            return false;
        foreach (var (key, value) in _entries)
        {
            if (!other._entries.TryGetValue(key, out var theirs) || !value.Equals(theirs))
                return false;
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as PropertyMap);

    public override int GetHashCode()
    {
        var hash = Count;
        foreach (var (key, value) in _entries)
            hash ^= HashCode.Combine(key, value);
        return hash;
    }

    public override string ToString() => $"{{{string.Join(", ", _entries.Keys)}}}";
}
