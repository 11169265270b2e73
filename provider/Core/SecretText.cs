using System.Globalization;
using System.Text;

namespace JumpCloud.Core;

/// <summary>
/// A text that is looked for in every notation: letters and digits are the same in all of them, others may stand behind the backslashes
/// of JSON within JSON, as \uXXXX, %XX or %25XX, &amp;#XX;, or by their name in HTML.
/// </summary>
internal sealed class SecretText(string text)
{
    // A shorter one may well be a part of a word.
    private const int ShortestWithinWord = 16;

    private static readonly (char Letter, string Name)[] Names = [('"', "quot"), ('&', "amp"), ('\'', "apos"), ('<', "lt"), ('>', "gt")];

    private readonly Rune[] _runes = [.. text.EnumerateRunes()];

    // Most texts are told by it to be without the secret.
    private readonly string _mark = Marks(text).MaxBy(mark => mark.Length) ?? "";
    private readonly string _beginning = Marks(text).First();

    public int Length => text.Length;

    public bool IsIn(string other) => Find(other, 0) is not null;

    public string TakeOut(string from)
    {
        if (Find(from, 0) is not { } found)
            return from;
        var rest = new StringBuilder();
        var start = 0;
        for (var next = (Range?)found; next is { } range; next = Find(from, start))
        {
            rest.Append(from, start, range.Start.Value - start).Append("[secret]");
            start = range.End.Value;
        }

        return rest.Append(from, start, from.Length - start).ToString();
    }

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

    private Range? Find(string other, int from)
    {
        if (other.IndexOf(_mark, from, StringComparison.Ordinal) < 0)
            return null;
        for (var start = other.IndexOf(_beginning, from, StringComparison.Ordinal);
            start >= 0 && start < other.Length;
            start = other.IndexOf(_beginning, start + 1, StringComparison.Ordinal))
        {
            if (EndOf(other, start) is { } end && end > start && (text.Length >= ShortestWithinWord || IsWord(other, start, end)))
                return start..end;
        }

        return null;
    }

    private static bool IsWord(string other, int start, int end) =>
        !(start > 0 && char.IsLetterOrDigit(other[start - 1]) && char.IsLetterOrDigit(other[start]))
        && !(end < other.Length && char.IsLetterOrDigit(other[end]) && char.IsLetterOrDigit(other[end - 1]));

    // The end of the secret that begins at a place, if one does. An ampersand may be one, or begin the name of one.
    private int? EndOf(string other, int place, int index = 0)
    {
        for (; index < _runes.Length; index++)
        {
            var (coded, plain) = (ReadCoded(_runes[index], other, place), ReadPlain(_runes[index], other, place));
            if (coded is { } next && plain is not null && EndOf(other, next, index + 1) is { } end)
                return end;
            if ((plain ?? coded) is not { } after)
                return null;
            place = after;
        }

        return place;
    }

    private static int? ReadCoded(Rune rune, string other, int place) =>
        rune.IsAscii && char.IsAsciiLetterOrDigit((char)rune.Value) ? null : ReadPercent(rune, other, place) ?? ReadEntity(rune, other, place);

    private static int? ReadPlain(Rune rune, string other, int place)
    {
        if (rune.IsAscii && char.IsAsciiLetterOrDigit((char)rune.Value))
            return place < other.Length && other[place] == rune.Value ? place + 1 : null;
        var after = place;
        while (after < other.Length && other[after] == '\\')
            after++;
        if (rune.Value == '\\' && after > 0 && other[after - 1] == '\\')
            return after;
        var units = rune.ToString();
        if (string.CompareOrdinal(other, after, units, 0, units.Length) == 0)
            return after + units.Length;
        if (after == 0 || other[after - 1] != '\\')
            return null;
        if (after < other.Length && (rune.Value, other[after]) is ('\n', 'n') or ('\r', 'r') or ('\t', 't'))
            return after + 1;
        return ReadUnits(units, other, after - 1);
    }

    // \uXXXX, twice where the letter takes two.
    private static int? ReadUnits(string units, string other, int place)
    {
        foreach (var unit in units)
        {
            while (place < other.Length && other[place] == '\\')
                place++;
            var escape = string.Create(CultureInfo.InvariantCulture, $"u{(int)unit:x4}");
            if (!StartsWith(other, place, escape))
                return null;
            place += escape.Length;
        }

        return place;
    }

    private static int? ReadPercent(Rune rune, string other, int place)
    {
        foreach (var unit in Encoding.UTF8.GetBytes(rune.ToString()))
        {
            if (place >= other.Length || other[place] != '%')
                return null;
            place++;
            while (StartsWith(other, place, "25") && unit != '%')
                place += 2;
            if (!StartsWith(other, place, unit.ToString("x2", CultureInfo.InvariantCulture)))
                return null;
            place += 2;
        }

        return place;
    }

    private static int? ReadEntity(Rune rune, string other, int place)
    {
        if (place >= other.Length || other[place] != '&')
            return null;
        place++;
        while (StartsWith(other, place, "amp;") && rune.Value != '&')
            place += "amp;".Length;
        var name = Array.Find(Names, entry => entry.Letter == rune.Value).Name;
        string[] forms = [$"{name};", $"#{rune.Value};", $"#x{rune.Value:x};"];
        return Array.Find(forms, form => form.Length > 1 && StartsWith(other, place, form)) is { } found ? place + found.Length : null;
    }

    private static bool StartsWith(string other, int place, string what) =>
        string.Compare(other, place, what, 0, what.Length, StringComparison.OrdinalIgnoreCase) == 0;
}
