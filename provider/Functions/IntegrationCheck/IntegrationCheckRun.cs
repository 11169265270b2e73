using System.Collections.Immutable;
using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Functions;

/// <summary>What a check found, and where a person tries it out.</summary>
internal sealed record IntegrationReport(CheckTarget Target, string Label, ImmutableArray<Finding> Findings, StartUrls StartUrls)
{
    /// <summary>Whether both services told at least what the two things are, or that they are not there.</summary>
    public required bool IsChecked { get; init; }

    public bool IsHealthy => Count(Severity.Error) == 0;

    public int Count(Severity severity) => Findings.Count(finding => finding.Severity == severity);

    public PropertyMap ToResult() => PropertyMap.Of(
        ("applicationId", PropertyValue.Of(Target.ApplicationId)),
        ("displayLabel", PropertyValue.Of(Label)),
        ("organization", PropertyValue.Of(Target.Organization)),
        ("healthy", PropertyValue.Of(IsHealthy)),
        ("errors", PropertyValue.Of(Count(Severity.Error))),
        ("warnings", PropertyValue.Of(Count(Severity.Warning))),
        ("findings", PropertyValue.Of(Findings.Select(finding => PropertyValue.Of(PropertyMap.Of(
            ("severity", PropertyValue.Of(finding.SeverityName)),
            ("subject", PropertyValue.Of(finding.Subject)),
            ("side", PropertyValue.Of(finding.Side)),
            ("seen", PropertyValue.Of(finding.Seen)),
            ("remedy", PropertyValue.Of(finding.Remedy))))))),
        ("startUrls", PropertyValue.Of(StartUrls.ToResult())));
}

/// <summary>Where a person begins to sign in: the last two steps of a validation, which nobody else can do.</summary>
/// <param name="IdpStartUrl">The application's own address at JumpCloud; null where it is not known.</param>
/// <param name="UserPortalUrl">JumpCloud's User Portal.</param>
/// <param name="SpStartUrl">The organization's address at Pulumi.</param>
/// <param name="SignInUrl">Pulumi's page that asks for the organization.</param>
internal sealed record StartUrls(string? IdpStartUrl, string UserPortalUrl, string SpStartUrl, string SignInUrl)
{
    public PropertyMap ToResult()
    {
        var others = PropertyMap.Of(
            ("userPortalUrl", PropertyValue.Of(UserPortalUrl)),
            ("spStartUrl", PropertyValue.Of(SpStartUrl)),
            ("signInUrl", PropertyValue.Of(SignInUrl)));
        return IdpStartUrl is null ? others : PropertyMap.Of(("idpStartUrl", PropertyValue.Of(IdpStartUrl))).Merge(others);
    }
}

/// <summary>Asks both sides, and judges what they tell. Changes nothing.</summary>
internal static class IntegrationCheckRun
{
    public static async ValueTask<IntegrationReport> RunAsync(CheckTarget target, OperationContext operation)
    {
        using var questions = new Questions(operation.Time, operation.Cancellation);
        var config = operation.Clients.Config;
        var addresses = new PulumiCloudAddresses(config.PulumiApiUrl, target.Organization);
        var jumpCloudFacts = JumpCloudFacts.GatherAsync(target.ApplicationId, questions, operation);
        var pulumi = await PulumiFacts.GatherAsync(target.Organization, questions, operation);
        var scim = await ScimFacts.GatherAsync(target, addresses, pulumi, questions, operation);
        var jumpCloud = await jumpCloudFacts;

        var findings = new Findings();
        RightsFindings.Add(findings, jumpCloud, pulumi, target, config);
        ApplicationFindings.Add(findings, jumpCloud, target);
        if (jumpCloud.IsSaml)
        {
            MetadataFindings.Add(findings, jumpCloud, pulumi, target, operation.Time.GetUtcNow());
            SamlSettingFindings.Add(findings, jumpCloud, pulumi, addresses, target.Organization);
        }

        PeopleFindings.Add(findings, jumpCloud);
        ProvisioningFindings.Add(findings, jumpCloud, pulumi, scim, target);
        AdministratorFindings.Add(findings, pulumi, target);
        return new IntegrationReport(target, jumpCloud.Label, findings.ToImmutable(), UrlsOf(jumpCloud, addresses, config))
        {
            IsChecked = jumpCloud.Application is { IsGiven: true } or { Status: 404 }
                && pulumi.Organization is { IsGiven: true } or { Status: 404 },
        };
    }

    private static StartUrls UrlsOf(JumpCloudFacts jumpCloud, PulumiCloudAddresses addresses, ProviderConfig config)
    {
        var ssoUrl = jumpCloud.Application.Value?.Text("ssoUrl");
        return new StartUrls(
            jumpCloud.IsSaml && ssoUrl is { Length: > 0 } ? Resources.SsoIdpUrl.FromService(ssoUrl, config.SsoUrl) : null,
            $"{config.ConsoleUrl.GetLeftPart(UriPartial.Authority)}/userconsole",
            addresses.StartUrl,
            addresses.SignInUrl);
    }
}
