using System.Text;

namespace JumpCloud.Core;

/// <summary>
/// The secrets that a provider instance was given or has fetched, to be taken out of every sentence: a service may repeat what it was
/// told, as it was or written for JSON, an address or HTML. Thread-safe.
/// </summary>
internal sealed class KnownSecrets
{
    // Fewer letters are no credential, and taking them out would only make sentences unreadable; the engine does the same.
    private const int FewestLetters = 3;

    // Parts of a text of several lines, a private key say, are secret, too.
    private const int ShortestLine = 16;
    private const int LineLength = 64;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    // The longest first: one secret may be a part of another.
    private volatile IReadOnlyList<SecretText> _parts = [];

    public void Add(string? secret)
    {
        if (secret is null || secret.Count(char.IsLetterOrDigit) < FewestLetters)
            return;
        lock (_gate)
        {
            if (_known.Contains(secret))
                return;
            var added = PartsOf(secret).Where(_known.Add).Select(part => new SecretText(part)).ToList();
            _parts = [.. _parts.Concat(added).OrderByDescending(part => part.Length)];
        }
    }

    /// <summary>Adds every text that is in a secret.</summary>
    public void Add(PropertyMap values)
    {
        foreach (var value in values.Values)
            Add(value, isSecret: false);
    }

    /// <summary><paramref name="text"/> with <c>[secret]</c> in the place of every secret.</summary>
    public string Scrub(string text)
    {
        foreach (var part in _parts)
            text = part.TakeOut(text);
        return text;
    }

    public bool AreIn(string text) => _parts.Any(part => part.IsIn(text));

    private void Add(PropertyValue value, bool isSecret)
    {
        isSecret |= value.IsSecret;
        switch (value.Plain)
        {
            case PropertyValue.StringValue text when isSecret:
                Add(text.Value);
                break;
            case PropertyValue.ListValue list:
                foreach (var item in list.Items)
                    Add(item, isSecret);
                break;
            case PropertyValue.MapValue map:
                foreach (var item in map.Map.Values)
                    Add(item, isSecret);
                break;
            default:
                break;
        }
    }

    // JumpCloud takes files in base64.
    private static IEnumerable<string> PartsOf(string secret)
    {
        yield return secret;
        var base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(secret));
        if (!secret.Contains('\n', StringComparison.Ordinal))
        {
            yield return base64;
            yield break;
        }

        foreach (var line in secret.Split('\n').Concat(base64.Chunk(LineLength).Select(line => new string(line))).Select(line => line.Trim()))
        {
            if (line.Length >= ShortestLine && !line.StartsWith("-----", StringComparison.Ordinal))
                yield return line;
        }
    }
}
