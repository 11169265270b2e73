using System.Collections.Immutable;

namespace JumpCloud.Functions;

/// <summary>How bad a finding is; one error makes the integration unhealthy.</summary>
internal enum Severity
{
    Ok,
    Info,
    Warning,
    Error,
}

/// <summary>One thing that was looked at.</summary>
/// <param name="Subject">A short code, such as <c>certificate</c>; it does not change between versions.</param>
/// <param name="Side">Where: <c>jumpcloud</c>, <c>pulumi</c> or <c>both</c>.</param>
/// <param name="Seen">What was seen, a sentence.</param>
/// <param name="Remedy">What to do, a sentence; empty where there is nothing to do.</param>
internal sealed record Finding(Severity Severity, string Subject, string Side, string Seen, string Remedy)
{
    public const string JumpCloud = "jumpcloud";
    public const string Pulumi = "pulumi";
    public const string Both = "both";

    /// <summary>As results have it.</summary>
    public string SeverityName => Severity.ToString().ToLowerInvariant();
}

/// <summary>The findings in the order of the checks.</summary>
internal sealed class Findings
{
    private readonly List<Finding> _items = [];

    public ImmutableArray<Finding> ToImmutable() => [.. _items];

    public void Ok(string subject, string side, string seen) => _items.Add(new Finding(Severity.Ok, subject, side, seen, ""));

    public void Info(string subject, string side, string seen, string remedy = "") =>
        _items.Add(new Finding(Severity.Info, subject, side, seen, remedy));

    public void Warning(string subject, string side, string seen, string remedy) =>
        _items.Add(new Finding(Severity.Warning, subject, side, seen, remedy));

    public void Error(string subject, string side, string seen, string remedy) =>
        _items.Add(new Finding(Severity.Error, subject, side, seen, remedy));

    /// <param name="isBad">An error rather than a warning.</param>
    public void Problem(bool isBad, string subject, string side, string seen, string remedy) =>
        _items.Add(new Finding(isBad ? Severity.Error : Severity.Warning, subject, side, seen, remedy));

    /// <summary>A check that could not be made, because its service did not tell.</summary>
    public void NotRead<T>(string subject, string side, string what, Answer<T> answer) => Warning(
        subject, side, $"{what} could not be read: {answer.Why}.", "Run the check again when this can be read; until then it "
            + "is not known.");
}
