using System.Globalization;
using System.Text;
using JumpCloud.Core;
using JumpCloud.Functions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Cli;

/// <summary>A report as text: for a person, and for a program.</summary>
internal static class ReportText
{
    /// <summary>The worst first.</summary>
    public static string Table(IntegrationReport report)
    {
        var text = new StringBuilder();
        Line(text, $"{report.Label} ({report.Target.ApplicationId}) with {report.Target.Organization}");
        Line(text, "");
        var severityWidth = report.Findings.Max(finding => finding.SeverityName.Length);
        var subjectWidth = report.Findings.Max(finding => finding.Subject.Length);
        var sideWidth = report.Findings.Max(finding => finding.Side.Length);
        var indent = new string(' ', severityWidth + subjectWidth + sideWidth + 6);
        foreach (var finding in report.Findings.OrderByDescending(finding => finding.Severity))
        {
            Line(text, $"{finding.SeverityName.PadRight(severityWidth)}  {finding.Subject.PadRight(subjectWidth)}  "
                + $"{finding.Side.PadRight(sideWidth)}  {finding.Seen}");
            if (finding.Remedy.Length > 0)
                Line(text, $"{indent}-> {finding.Remedy}");
        }

        Line(text, "");
        Line(text, Summary(report));
        Line(text, "");
        var (urls, width) = (report.StartUrls, "begin at JumpCloud".Length);
        Line(text, "What is left for a person is to sign in once from each side:");
        Line(text, $"  {"begin at JumpCloud".PadRight(width)}  {Joined(urls.IdpStartUrl, urls.UserPortalUrl)}");
        Line(text, $"  {"begin at Pulumi".PadRight(width)}  {Joined(urls.SpStartUrl, urls.SignInUrl)}");
        return text.ToString();
    }

    /// <summary>The function's result, and nothing else.</summary>
    public static string Json(PropertyMap result) =>
        $"{TokenOf(PropertyValue.Of(result)).ToString(Formatting.Indented)}\n".ReplaceLineEndings("\n");

    private static string Summary(IntegrationReport report)
    {
        var (errors, warnings) = (report.Count(Severity.Error), report.Count(Severity.Warning));
        var counts = $"{errors} {(errors == 1 ? "error" : "errors")}, {warnings} {(warnings == 1 ? "warning" : "warnings")}";
        return report switch
        {
            { IsChecked: false } => $"Could not be checked: {counts}.",
            { IsHealthy: false } => $"Not healthy: {counts}.",
            _ => $"Healthy: {counts}.",
        };
    }

    private static string Joined(params string?[] urls) =>
        string.Join(" or ", urls.OfType<string>().Distinct(StringComparer.Ordinal));

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');

    private static JToken TokenOf(PropertyValue value) => value.Plain switch
    {
        { AsString: { } text } => new JValue(text),
        { AsBool: { } flag } => new JValue(flag),
        { AsNumber: { } number } => number == Math.Floor(number)
            ? new JValue(Convert.ToInt64(number, CultureInfo.InvariantCulture)) : new JValue(number),
        { AsList: { } items } => new JArray(items.Select(TokenOf)),
        { AsMap: { } map } => new JObject(map.Select(entry => new JProperty(entry.Key, TokenOf(entry.Value)))),
        _ => JValue.CreateNull(),
    };
}
