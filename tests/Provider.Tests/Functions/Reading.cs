using FluentAssertions;
using JumpCloud.Core;
using JumpCloud.Functions;

namespace JumpCloud.Tests.Functions;

/// <summary>Runs checkIntegration and reads its findings as lines: "error jumpcloud: what was seen -> what to do".</summary>
internal static class Reading
{
    public static async Task<PropertyMap> CheckAsync(this HealthyCompany company, bool withToken = true, string organization = "acme")
    {
        var serviceProvider = PropertyValue.Of(PropertyMap.Of(
            ("scimBaseUrl", PropertyValue.Of($"{company.Pulumi}/scim/v2/{organization}")),
            ("scimToken", PropertyValue.Secret(PropertyValue.Of(company.ScimToken)))));
        var result = await company.InvokeAsync(
            new CheckIntegration(),
            ("applicationId", PropertyValue.Of(company.ApplicationId)),
            ("organization", PropertyValue.Of(organization)),
            ("serviceProvider", withToken ? serviceProvider : PropertyValue.Null));
        result.Failures.Should().BeEmpty();
        return result.Return;
    }

    /// <summary>The findings that are not ok, each with its code.</summary>
    public static IReadOnlyList<string> Complaints(this HealthyCompany company, PropertyMap result) =>
        [.. company.Lines(result).Where(line => !line.Contains(": ok ", StringComparison.Ordinal))];

    public static IReadOnlyList<string> Lines(this HealthyCompany company, PropertyMap result) =>
    [
        .. result["findings"].AsList!.Value.Select(item => item.AsMap!).Select(finding =>
        {
            var remedy = finding["remedy"].AsString!;
            return company.Name(
                $"{finding["subject"].AsString}: {finding["severity"].AsString} {finding["side"].AsString}: "
                    + $"{finding["seen"].AsString}"
                + (remedy.Length > 0 ? $" -> {remedy}" : ""));
        }),
    ];
}
