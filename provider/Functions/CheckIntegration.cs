using System.Collections.Immutable;
using JumpCloud.Core;
using JumpCloud.Resources;

namespace JumpCloud.Functions;

/// <param name="ServiceProvider">Given to have the SCIM token proven.</param>
internal sealed record CheckIntegrationArgs(
    Input<string> ApplicationId, Input<string> Organization, Input<ServiceProviderArgs> ServiceProvider);

/// <summary>Everything about an integration that can be checked without a person. See checkIntegration.md.</summary>
internal sealed class CheckIntegration : Function<CheckIntegrationArgs>
{
    private static readonly ImmutableArray<Property> ServiceProviderFields =
    [
        new("scimBaseUrl", PropertyKind.String) { Required = true },
        new("scimToken", PropertyKind.String) { Required = true, Secret = true, IsHeaderValue = true },
    ];

    private static readonly ImmutableArray<Property> FindingFields =
    [
        new("severity", PropertyKind.String),
        new("subject", PropertyKind.String),
        new("side", PropertyKind.String),
        new("seen", PropertyKind.String),
        new("remedy", PropertyKind.String),
    ];

    private static readonly ImmutableArray<Property> StartUrlFields =
    [
        new("idpStartUrl", PropertyKind.String),
        new("userPortalUrl", PropertyKind.String),
        new("spStartUrl", PropertyKind.String),
        new("signInUrl", PropertyKind.String),
    ];

    public override string Token => "jumpcloud:index:checkIntegration";

    public override ImmutableArray<Property> Arguments { get; } =
    [
        new("applicationId", PropertyKind.String) { Required = true },
        new("organization", PropertyKind.String) { Required = true },
        new("serviceProvider", PropertyKind.Object) { Fields = ServiceProviderFields },
    ];

    public override ImmutableArray<Property> Results { get; } =
    [
        new("applicationId", PropertyKind.String),
        new("displayLabel", PropertyKind.String),
        new("organization", PropertyKind.String),
        new("healthy", PropertyKind.Boolean),
        new("errors", PropertyKind.Integer),
        new("warnings", PropertyKind.Integer),
        new("findings", PropertyKind.List) { Fields = FindingFields, OutputOnly = true },
        new("startUrls", PropertyKind.Object) { Fields = StartUrlFields, OutputOnly = true },
    ];

    protected override CheckIntegrationArgs ReadArgs(PropertyReader reader) => new(
        reader.String("applicationId"),
        reader.String("organization"),
        reader.Object("serviceProvider", ServiceProviderArgs.Read));

    protected override void Check(CheckIntegrationArgs args, Failures failures)
    {
        JumpCloudId.CheckApplication(args.ApplicationId, failures);
        if (args.Organization.OrDefault() is { Length: > 0 } organization && !SamlConfigurationCheck.IsLoginName(organization))
            failures.Add("organization", SamlConfigurationCheck.NotALoginName);
        var baseUrl = args.ServiceProvider.OrDefault()?.ScimBaseUrl.OrDefault();
        if (baseUrl is { Length: > 0 } && ProblemOf(baseUrl) is { } problem)
            failures.Add("serviceProvider.scimBaseUrl", problem);
    }

    protected override async ValueTask<PropertyMap> InvokeAsync(CheckIntegrationArgs args, OperationContext operation)
    {
        var serviceProvider = args.ServiceProvider.OrDefault();
        var target = new CheckTarget(
            args.ApplicationId.Or(""),
            args.Organization.Or(""),
            serviceProvider?.ScimBaseUrl.OrDefault(),
            serviceProvider?.ScimToken.OrDefault());
        var report = await IntegrationCheckRun.RunAsync(target, operation);
        return report.ToResult();
    }

    // Which host is Pulumi Cloud's is a matter of the configuration; the form of an address is not.
    private static string? ProblemOf(string baseUrl) => ScimBaseUrl.ProblemOf(baseUrl, new ProviderConfig().PulumiApiUrl);
}
