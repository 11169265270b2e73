using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>
/// Lets reads see a thing for a while as it was before its last change (facts, section 1.6). Writes and provisioning see the
/// truth. Not thread-safe: the state's lock guards it.
/// </summary>
internal sealed class ReadLag(Switches switches, TimeProvider clock)
{
    private readonly SortedDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <param name="before">The thing as reads saw it until now; null when there was none.</param>
    public void Changing(string key, Func<JObject?> before)
    {
        if (switches.HasReadLag)
            _entries[key] = new Entry(before(), switches.ReadLagReads, clock.GetUtcNow() + switches.ReadLagTime);
    }

    public JObject? Seen(string key, JObject? current)
    {
        if (!_entries.TryGetValue(key, out var entry))
            return current;
        if (entry.ReadsLeft <= 0 && clock.GetUtcNow() >= entry.Until)
        {
            _entries.Remove(key);
            return current;
        }

        _entries[key] = entry with { ReadsLeft = entry.ReadsLeft - 1 };
        return entry.Before;
    }

    /// <summary>A list of things whose keys all begin with the prefix, as reads see it.</summary>
    public IEnumerable<JObject> SeenAll(string prefix, IEnumerable<(string Key, JObject Thing)> current)
    {
        if (_entries.Count == 0)
            return current.Select(pair => pair.Thing);
        var things = current.ToDictionary(pair => pair.Key, JObject? (pair) => pair.Thing, StringComparer.Ordinal);
        foreach (var key in _entries.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).ToList())
            things[key] = Seen(key, things.GetValueOrDefault(key));
        return things.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value).OfType<JObject>();
    }

    public void Clear() => _entries.Clear();

    public Action Keep() => Held.Of(_entries);

    private sealed record Entry(JObject? Before, int ReadsLeft, DateTimeOffset Until);
}
