using System.Collections.Immutable;
using JumpCloud.Core;
using JumpCloud.Resources;

namespace JumpCloud.Components;

/// <summary>All of an integration with Pulumi Cloud: sign-on on both sides, group access, provisioning. See PulumiIntegration.md.</summary>
internal sealed class PulumiIntegration : IComponent
{
    private static readonly ImmutableArray<Property> ApplicationRows = new SsoApplication().Properties;
    private static readonly ImmutableArray<Property> SamlRows = new SamlConfiguration().Properties;
    private static readonly ImmutableArray<Property> BindingRows = new GroupBinding().Properties;
    private static readonly ImmutableArray<Property> IntegrationRows = new IdmIntegration().Properties;

    public string Token => "jumpcloud:index:PulumiIntegration";

    // What is handed to a child as it is has the child's own row.
    public ImmutableArray<Property> Properties { get; } =
    [
        new("organization", PropertyKind.String) { Required = true },
        new("displayLabel", PropertyKind.String) { Required = true },
        new("groups", PropertyKind.List) { Required = true, Unordered = true },
        new("scimToken", PropertyKind.String) { Required = true, Secret = true, IsHeaderValue = true },
        From(ApplicationRows, "template") with { Required = false, Default = PropertyValue.Of(PulumiIntegrationChildren.PulumiTemplate) },
        From(ApplicationRows, "description"),
        From(ApplicationRows, "logo"),
        From(ApplicationRows, "color"),
        From(ApplicationRows, "showInUserPortal"),
        From(ApplicationRows, "ssoIdpUrl"),
        From(ApplicationRows, "saml"),
        From(ApplicationRows, "deletionPolicy"),
        From(SamlRows, "onDelete"),
        From(BindingRows, "existingGroup"),
        From(BindingRows, "waitForSync") with { Default = null },
        From(IntegrationRows, "manageGroups"),
        From(IntegrationRows, "mode"),
        From(IntegrationRows, "testUserEmail"),
        From(IntegrationRows, "waitForActivation"),
        new("deprovisionOnDestroy", PropertyKind.Boolean) { Default = PropertyValue.False },
        new("applicationId", PropertyKind.String) { OutputOnly = true },
        new("metadataXml", PropertyKind.String) { OutputOnly = true },
        new("idpCertificateExpiresAt", PropertyKind.String) { OutputOnly = true },
        new("idpStartUrl", PropertyKind.String) { OutputOnly = true },
        new("spStartUrl", PropertyKind.String) { OutputOnly = true },
        new("scimBaseUrl", PropertyKind.String) { OutputOnly = true },
        new("provisioningStatus", PropertyKind.String) { OutputOnly = true },
    ];

    public void Check(PropertyMap inputs, Failures failures) => new PulumiIntegrationCheck(inputs, failures).Run();

    public async ValueTask<PropertyMap> ConstructAsync(PropertyMap inputs, IComponentScope scope, OperationContext operation)
    {
        var children = new PulumiIntegrationChildren(inputs, scope, operation);
        var application = await scope.RegisterAsync(children.Application(), operation.Cancellation);
        var saml = await scope.RegisterAsync(children.Saml(application), operation.Cancellation);
        var provisioning = await RegisterAccessAsync(children, application, saml, scope, operation);
        return PropertyMap.Of(
            ("applicationId", application.Output("applicationId")),
            ("metadataXml", application.Output("metadataXml")),
            ("idpCertificateExpiresAt", application.Output("idpCertificateExpiresAt")),
            ("ssoIdpUrl", application.Output("ssoIdpUrl")),
            ("idpStartUrl", application.Output("ssoIdpUrl")),
            ("spStartUrl", children.ServiceProviderStartUrl(saml)),
            ("scimBaseUrl", saml.Output("scimBaseUrl")),
            ("provisioningStatus", provisioning.Output("status")));
    }

    /// <summary>
    /// What depends on what decides what a destroy takes away first: with provisioning gone first nobody is deactivated at
    /// Pulumi; with the bindings gone first everybody is.
    /// </summary>
    private static async ValueTask<RegisteredResource> RegisterAccessAsync(
        PulumiIntegrationChildren children, RegisteredResource application, RegisteredResource saml, IComponentScope scope,
        OperationContext operation)
    {
        if (children.DeprovisionOnDestroy)
        {
            var provisioning = await scope.RegisterAsync(children.Provisioning(application, saml, []), operation.Cancellation);
            await BindAsync([saml.Urn, provisioning.Urn]);
            return provisioning;
        }

        var bindings = await BindAsync([saml.Urn]);
        return await scope.RegisterAsync(
            children.Provisioning(application, saml, [.. bindings.Select(binding => binding.Urn)]), operation.Cancellation);

        async Task<RegisteredResource[]> BindAsync(ImmutableArray<string> after)
        {
            var known = await children.KnownGroupsAsync();
            return await Task.WhenAll(known.Select(group =>
                scope.RegisterAsync(children.Binding(group, application, saml, after), operation.Cancellation).AsTask()));
        }
    }

    // A component is never replaced: its children are.
    private static Property From(ImmutableArray<Property> rows, string name) =>
        rows.Single(row => row.Name == name) with { Replace = false };
}
