using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace JumpCloud.Core;

/// <summary>
/// The secrets that a provider instance was given or has fetched, to be taken out of every sentence: a service may repeat what it was
/// told, as it was or written for JSON, an address or HTML. Thread-safe.
/// </summary>
internal sealed class KnownSecrets
{
    // A shorter one is no credential, and taking it out would only make sentences unreadable; the engine does the same.
    private const int ShortestSecret = 3;

    // A shorter one may well be a part of a word.
    private const int ShortestWithinWord = 8;

    // Parts of a text of several lines, a private key say, are secret, too.
    private const int ShortestLine = 16;
    private const int LineLength = 64;

    private readonly Lock _gate = new();
    private ImmutableSortedDictionary<string, Part> _parts =
        ImmutableSortedDictionary.Create<string, Part>(Comparer<string>.Create(LongestFirst));

    public void Add(string? secret)
    {
        if (secret is null || secret.Length < ShortestSecret)
            return;
        lock (_gate)
        {
            if (_parts.ContainsKey(secret))
                return;
            foreach (var text in PartsOf(secret).Distinct().Where(text => !_parts.ContainsKey(text)))
                _parts = _parts.Add(text, new Part(text));
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
        foreach (var part in _parts.Values)
            text = part.TakeOut(text);
        return text;
    }

    public bool AreIn(string text) => _parts.Values.Any(part => part.IsIn(text));

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

    private static int LongestFirst(string left, string right) =>
        left.Length == right.Length ? string.CompareOrdinal(left, right) : right.Length.CompareTo(left.Length);

    /// <param name="text">A secret, or a line of one.</param>
    private sealed class Part(string text)
    {
        // Letters and digits are the same in every notation: most texts are told by them to be without the secret.
        private readonly string _mark = Marks(text).MaxBy(mark => mark.Length) ?? "";
        private readonly Lazy<Regex> _pattern = new(() => new Regex(PatternOf(text), RegexOptions.CultureInvariant));

        public bool IsIn(string other) => other.Contains(_mark, StringComparison.Ordinal) && _pattern.Value.IsMatch(other);

        public string TakeOut(string from) =>
            from.Contains(_mark, StringComparison.Ordinal) ? _pattern.Value.Replace(from, "[secret]") : from;

        private static IEnumerable<string> Marks(string text)
        {
            var start = 0;
            for (var index = 0; index <= text.Length; index++)
            {
                if (index < text.Length && char.IsAsciiLetterOrDigit(text[index]))
                    continue;
                yield return text[start..index];
                start = index + 1;
            }
        }

        private static string PatternOf(string text)
        {
            var pattern = string.Concat(text.EnumerateRunes().Select(PatternOf));
            return text.Length < ShortestWithinWord ? $@"(?<!\w){pattern}(?!\w)" : pattern;
        }

        // As it is, behind the backslashes of JSON within JSON, as \uXXXX, %XX, &#XX; or by its name in HTML.
        private static string PatternOf(Rune rune)
        {
            if (rune.Value is >= '0' and <= '9' or >= 'A' and <= 'Z' or >= 'a' and <= 'z')
                return rune.ToString();
            var units = string.Concat(rune.ToString().Select(unit => $@"\\*u{Hex(unit)}"));
            var bytes = string.Concat(Encoding.UTF8.GetBytes(rune.ToString()).Select(unit => $"%(?:25)*{unit:X2}"));
            var plain = rune.Value switch
            {
                '\n' => @"\r?\n|\\+n",
                '\r' => @"\r?|\\+r",
                '\t' => @"\t|\\+t",
                ' ' => @"[ +]",
                '\\' => @"\\+",
                _ => $@"\\*{Regex.Escape(rune.ToString())}",
            };
            return $"(?:{plain}|(?i:{units}|{bytes}|&(?:amp;)*(?:#0*{rune.Value}|#x0*{rune.Value:X}|{NameOf(rune)});))";
        }

        private static string Hex(char unit) => ((int)unit).ToString("X4", CultureInfo.InvariantCulture);

        private static string NameOf(Rune rune) => rune.Value switch
        {
            '"' => "quot",
            '&' => "amp",
            '\'' => "apos",
            '<' => "lt",
            '>' => "gt",
            _ => "none",
        };
    }
}
