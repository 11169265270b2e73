using System.Text.RegularExpressions;

namespace JumpCloud.Tests.Specs;

/// <summary>Where a better fact beats a spec. A <c>*</c> stands for anything.</summary>
/// <param name="What">As a violation says it.</param>
/// <param name="Source">Of the fact.</param>
internal sealed record SpecException(string Operation, string Place, string What, string Reason, string Source)
{
    public bool Covers(Violation violation) =>
        violation.What == What && IsLike(Operation, violation.Operation) && IsLike(Place, violation.Place);

    private static bool IsLike(string pattern, string text) => Regex.IsMatch(
        text, $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal)}$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
}

/// <summary>All of them. What the tests plant on purpose, as a newer portal would, is named at the end.</summary>
internal static class SpecExceptions
{
    private const string Reference = "JumpCloud's public API reference (docs.jumpcloud.com), newer than the SDK's file";
    private const string Tests = "the tests that things survive which this provider does not model";

    public static readonly IReadOnlyList<SpecException> All =
    [
        new("* /api/applications*", "* #/*config.*.options[].value", "IntegerExpected",
            "the SDK's file numbers a setting's options, while the setting itself is a text; the reference leaves them open", Reference),
        new("GET /api/application-templates*", "answer 200 #/*color", "NotInEnumeration",
            "a template without a color has an empty one, which the SDK's generator drops", Reference),
        new("GET /api/application-templates*", "answer 200 #/*status", "NotInEnumeration",
            "a template that is not about to go has an empty status, which the SDK's generator drops", Reference),
        new("GET /api/applications", "answer 200 #/results[].*", "PropertyRequired",
            "the parameter fields asks for some of an application; what is required is so in a write", Reference),
        new("DELETE /api/applications/{}", "answer 204", "is not specified",
            "a switch of the emulator's; clients expect either", "JumpCloud's command line, and a Terraform provider's observed fake"),
        new("GET /api/systemusers", "request query filter[]", "is not specified",
            "several filters that all hold are numbered; repeated, only one would", "observed by a Terraform provider (loadsmart)"),
        new("POST /insights/directory/v1/events", "request #/search_term.and", "ObjectExpected",
            "the terms of a conjunction are a list in all of the prose's examples, and its type is called one of sub-values", Reference),
        new("POST /insights/directory/v1/events", "request #/search_after[]", "StringExpected",
            "it is a copy of the header X-Search_after, which begins with a number", Reference),
        new("* /api/v2/usergroups*", "* #/memberQuery.filters[]", "StringExpected",
            "the filters of a FilterQuery are objects of field, operator and value", Reference),
        new("PUT /api/applications/{}", "request #/portalTheme", "is not specified", "planted as a newer portal's", Tests),
        new("PUT /api/applications/{}", "request #/config.riskScore", "is not specified", "planted as a newer portal's", Tests),
        new("PUT /api/v2/usergroups/{}", "request #/badge", "is not specified", "planted as a newer portal's", Tests),
    ];

    public static bool Cover(Violation violation) => All.Any(exception => exception.Covers(violation));
}
