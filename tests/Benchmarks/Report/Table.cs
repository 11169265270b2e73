using System.Globalization;

namespace JumpCloud.Benchmarks;

/// <summary>A table in Markdown, as docs/performance.md has them.</summary>
internal sealed class Table(params IReadOnlyList<string> headings)
{
    private readonly List<IReadOnlyList<string>> _rows = [headings];

    public void Add(params IReadOnlyList<string> cells) => _rows.Add(cells);

    public void Print(TextWriter output)
    {
        var widths = headings.Select((_, column) => _rows.Max(row => row[column].Length)).ToList();
        _rows.Insert(1, [.. widths.Select((width, column) => new string('-', column == 0 ? width : width - 1) + (column == 0 ? "" : ":"))]);
        foreach (var row in _rows)
        {
            var cells = row.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            output.WriteLine($"| {string.Join(" | ", cells)} |");
        }

        output.WriteLine();
    }

    /// <summary>Three digits that count, as more than that no measurement here tells.</summary>
    public static string Number(double value) => value switch
    {
        >= 100 => value.ToString("0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.00", CultureInfo.InvariantCulture),
    };

    public static string Spread(Samples samples) => $"{Number(samples.Quantile(0.1))}–{Number(samples.Quantile(0.9))}";
}
