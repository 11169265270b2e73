namespace JumpCloud.Benchmarks;

/// <summary>What one figure was, each time that it was measured.</summary>
internal sealed class Samples
{
    private readonly List<double> _values = [];

    public IReadOnlyList<double> Values => _values;

    public double Median => Quantile(0.5);

    public void Add(double value) => _values.Add(value);

    /// <summary>The value below which <paramref name="share"/> of all are, between two neighbours by their distance.</summary>
    public double Quantile(double share)
    {
        var sorted = _values.Order().ToList();
        var place = share * (sorted.Count - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }

    /// <summary>The median of the ratios of what was measured in the same round: a busy minute slows both.</summary>
    public double RatioTo(Samples other)
    {
        var ratios = new Samples();
        foreach (var (mine, theirs) in _values.Zip(other._values))
            ratios.Add(mine / theirs);
        return ratios.Median;
    }
}
