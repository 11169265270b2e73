using System.Globalization;
using JumpCloud.Clients;

namespace JumpCloud.Functions;

/// <summary>
/// Where a call of <c>getImportableUsers</c> ended, as a text: the place of a page, and how many users of it were given already.
/// </summary>
internal sealed record ImportCursor(ImportPosition Position, int Drop)
{
    private const int Parts = 5;

    public static readonly ImportCursor Start = new(ImportPosition.Start, 0);

    /// <summary>Null where the text is not one that <see cref="ToString"/> made.</summary>
    public static ImportCursor? TryParse(string text)
    {
        var parts = text.Split('/');
        if (parts.Length != Parts || Number(parts[0]) is not { } skip || Number(parts[1]) is not { } drop)
            return null;
        var total = Number(parts[2]);
        if (total is null && parts[2].Length > 0)
            return null;
        return new ImportCursor(
            new ImportPosition(skip, total, Uri.UnescapeDataString(parts[3]), Uri.UnescapeDataString(parts[4])), drop);
    }

    /// <summary>The place after <paramref name="taken"/> more users of a page; null at the end of the list.</summary>
    public ImportCursor? After(ImportPage page, int taken)
    {
        var given = Drop + taken;
        if (given >= page.Users.Count)
            return page.Next is null ? null : new ImportCursor(page.Next, 0);
        return this with { Drop = given, Position = Position with { TotalCount = page.TotalCount } };
    }

    public override string ToString()
    {
        var numbers = string.Create(CultureInfo.InvariantCulture, $"{Position.Skip}/{Drop}/{Position.TotalCount}");
        return $"{numbers}/{Uri.EscapeDataString(Position.Session)}/{Uri.EscapeDataString(Position.Cursor)}";
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
