using System.Collections.Immutable;
using JumpCloud.Clients;
using JumpCloud.Core;
using JumpCloud.Resources;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Functions;

/// <param name="DisplayLabel">Used where there is no id.</param>
internal sealed record GetSsoApplicationArgs(Input<string> ApplicationId, Input<string> DisplayLabel);

/// <summary>Reads an application that exists, whoever made it. See getSsoApplication.md.</summary>
internal sealed class GetSsoApplication : Function<GetSsoApplicationArgs>
{
    public override string Token => "jumpcloud:index:getSsoApplication";

    public override ImmutableArray<Property> Arguments { get; } =
    [
        new("applicationId", PropertyKind.String),
        new("displayLabel", PropertyKind.String),
    ];

    public override ImmutableArray<Property> Results { get; } =
    [
        new("applicationId", PropertyKind.String),
        new("template", PropertyKind.String),
        new("displayLabel", PropertyKind.String),
        new("description", PropertyKind.String),
        new("color", PropertyKind.String),
        new("showInUserPortal", PropertyKind.Boolean),
        new("active", PropertyKind.Boolean),
        new("ssoIdpUrl", PropertyKind.String),
        new("bookmarkUrl", PropertyKind.String),
        new("saml", PropertyKind.Object) { Fields = SsoApplication.SamlFields },
        new("metadataXml", PropertyKind.String),
        new("idpCertificate", PropertyKind.String),
        new("idpCertificateExpiresAt", PropertyKind.String),
        new("idpEntityId", PropertyKind.String),
        new("organizationId", PropertyKind.String),
        new("supportsProvisioning", PropertyKind.Boolean),
        new("supportsGroups", PropertyKind.Boolean),
        new("provisioningActive", PropertyKind.Boolean),
    ];

    protected override GetSsoApplicationArgs ReadArgs(PropertyReader reader) =>
        new(reader.String("applicationId"), reader.String("displayLabel"));

    protected override void Check(GetSsoApplicationArgs args, Failures failures)
    {
        if (args.ApplicationId.IsPresent == args.DisplayLabel.IsPresent)
            failures.Add("", "give either applicationId or displayLabel");
        JumpCloudId.CheckApplication(args.ApplicationId, failures);
    }

    protected override async ValueTask<PropertyMap> InvokeAsync(GetSsoApplicationArgs args, OperationContext operation)
    {
        var id = args.ApplicationId.OrDefault()
            ?? await ApplicationLookup.FindByLabelAsync(args.DisplayLabel.Or(""), operation);
        try
        {
            return await ReadAsync(id, operation);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            throw new UserErrorException(ErrorKind.NotFound, $"{id} {JumpCloudId.NoApplication}", exception);
        }
    }

    private async ValueTask<PropertyMap> ReadAsync(string id, OperationContext operation)
    {
        var jumpCloud = operation.Clients.JumpCloud;
        var isActive = jumpCloud.IsProvisioningActiveAsync(id, operation.Cancellation);
        var application = await jumpCloud.ReadApplicationAsync(id, operation.Cancellation);
        var name = application.Text("name") ?? "";
        var template = jumpCloud.FindApplicationTemplateAsync(name, operation.Cancellation);
        var organizationId = application.Text("organization")
            ?? await jumpCloud.ReadOrganizationIdAsync(operation.Cancellation);
        var metadata = HasMetadata(application)
            ? ReadMetadataAsync(organizationId, id, operation)
            : Task.FromResult<string?>(null);
        var state = SsoApplicationMapping.ToState(
            application, null, null, await template, await metadata, operation.Clients.Config.SsoUrl);
        var outputs = (state with { OrganizationId = organizationId }).Write()
            .With("provisioningActive", PropertyValue.Of(await isActive));
        return PropertyMap.Of(Results
            .Where(row => outputs.Find(row.Name) is not null)
            .Select(row => (row.Name, outputs[row.Name]))
            .ToArray());
    }

    private static bool HasMetadata(JObject application) =>
        !SsoApplicationMapping.IsBookmark(application) && application.Text("sso.type") != "oidc";

    private static async Task<string?> ReadMetadataAsync(string organizationId, string id, OperationContext operation)
    {
        var xml = await operation.Clients.JumpCloud.ReadApplicationMetadataAsync(organizationId, id, operation.Cancellation);
        try
        {
            SamlMetadata.Parse(xml);
            return xml;
        }
        catch (SamlMetadataException exception)
        {
            throw new UserErrorException(
                ErrorKind.FailedPrecondition, $"the metadata that JumpCloud gives of the application {id} "
                    + $"{exception.Message}", exception);
        }
    }
}
