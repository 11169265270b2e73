using System.Collections.Immutable;

namespace JumpCloud.Core;

/// <summary>
/// Reads typed inputs out of a map. Total: what is absent, null or of another kind reads as absent (the rows have reported a
/// wrong kind already), what is unknown reads as unknown.
/// </summary>
internal readonly struct PropertyReader(PropertyMap map)
{
    public PropertyMap Map => map;

    public Input<string> String(string name) => Read(name, value => value.AsString);

    public Input<bool> Boolean(string name) => Read(name, value => value.AsBool is { } b ? Input<bool>.Of(b) : default);

    public Input<int> Integer(string name) =>
        Read(name, value => value.AsNumber is { } n && n == Math.Floor(n) && Math.Abs(n) <= int.MaxValue
            ? Input<int>.Of((int)n)
            : default);

    public Input<PropertyValue> Any(string name) => Read(name, value => Input<PropertyValue>.Of(value.Plain));

    /// <summary>A list of strings; unknown as a whole as soon as one element is.</summary>
    public Input<ImmutableArray<string>> Strings(string name) =>
        Read(name, value => value.AsList is not { } items ? default
            : items.Any(item => item.IsUnknown) ? Input<ImmutableArray<string>>.Unknown
            : Input<ImmutableArray<string>>.Of([.. items.Select(item => item.AsString).OfType<string>()]));

    /// <summary>A map of strings; unknown values are left out of it, so look at <see cref="Map"/> where they matter.</summary>
    public Input<ImmutableSortedDictionary<string, string>> StringMap(string name) =>
        Read(name, value => value.AsMap is not { } entries ? default
            : Input<ImmutableSortedDictionary<string, string>>.Of(entries
                .Where(entry => entry.Value.AsString is not null)
                .ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value.AsString!, StringComparer.Ordinal)));

    /// <summary>A nested object, read by <paramref name="read"/>.</summary>
    public Input<T> Object<T>(string name, Func<PropertyReader, T> read) =>
        Read(name, value => value.AsMap is { } fields ? Input<T>.Of(read(new PropertyReader(fields))) : default);

    /// <summary>A list of nested objects, read by <paramref name="read"/>; unknown elements make the list unknown.</summary>
    public Input<ImmutableArray<T>> Objects<T>(string name, Func<PropertyReader, T> read) =>
        Read(name, value => value.AsList is not { } items ? default
            : items.Any(item => item.IsUnknown) ? Input<ImmutableArray<T>>.Unknown
            : Input<ImmutableArray<T>>.Of([.. items.Select(item => item.AsMap).OfType<PropertyMap>()
                .Select(fields => read(new PropertyReader(fields)))]));

    private Input<string> Read(string name, Func<PropertyValue, string?> read) =>
        Read(name, value => read(value) is { } text ? Input<string>.Of(text) : default);

    private Input<T> Read<T>(string name, Func<PropertyValue, Input<T>> read) =>
        map.Find(name) switch
        {
            null => Input<T>.Absent,
            { IsUnknown: true } => Input<T>.Unknown,
            var value => read(value),
        };
}
