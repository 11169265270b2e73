using System.Buffers;
using System.Collections.Concurrent;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Wire = JumpCloud.EngineHost.Wire.Values;

namespace JumpCloud.Tests.Secrets;

/// <summary>Looks for canaries in every place that somebody may look at, and counts both. Thread-safe.</summary>
internal sealed class SecretSearch
{
    private const int Context = 60;

    private readonly ConcurrentDictionary<string, int> _canaries = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _leaks = new(StringComparer.Ordinal);

    /// <summary>How many secrets were looked for, each kind of it once.</summary>
    public int Canaries => _canaries.Count;

    public IReadOnlyCollection<string> Places => [.. _places.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Each place and canary once, with what stood around it.</summary>
    public IReadOnlyCollection<string> Leaks => [.. _leaks.Select(leak => $"{leak.Key}: {leak.Value}")];

    public string Summary => $"secrets: {Canaries} canaries searched in {Places.Count} places, {_leaks.Count} leaks";

    /// <param name="occasion">What was going on, for who reads of a leak.</param>
    public void Look(IReadOnlyList<Canary> canaries, string place, string text, string occasion, Func<Canary, bool>? mayHold = null)
    {
        _places.AddOrUpdate(place, 1, (_, count) => count + 1);
        foreach (var canary in canaries)
            _canaries.TryAdd(canary.Name, 0);
        if (text.Length == 0 || !text.AsSpan().ContainsAny(Needles(canaries)))
            return;
        foreach (var canary in canaries)
        {
            if (mayHold?.Invoke(canary) != true && Find(canary, text) is { } context)
                _leaks.TryAdd($"{canary.Name} in {place}", $"...{context}... ({occasion})");
        }
    }

    /// <summary>What may be looked at of a message: everything but what stands in a secret.</summary>
    public static string Plain(JToken message)
    {
        var copy = message.DeepClone();
        foreach (var secret in copy.SelectTokens("$..*").OfType<JObject>().Where(IsSecret).ToList())
            secret.RemoveAll();
        return copy.ToString(Formatting.None);
    }

    private static bool IsSecret(JObject value) =>
        (string?)value[Wire.SignatureKey] == Wire.SecretSignature
        || ((string?)value[Wire.SignatureKey] == Wire.OutputSignature && value["secret"] is JValue { Value: true });

    private static SearchValues<string> Needles(IReadOnlyList<Canary> canaries) =>
        SearchValues.Create([.. canaries.SelectMany(canary => canary.Forms)], StringComparison.OrdinalIgnoreCase);

    private static string? Find(Canary canary, string text)
    {
        foreach (var form in canary.Forms)
        {
            if (text.IndexOf(form, StringComparison.OrdinalIgnoreCase) is var start and >= 0)
                return text[Math.Max(0, start - Context)..Math.Min(text.Length, start + form.Length + Context)].ReplaceLineEndings(" ");
        }

        return null;
    }
}
