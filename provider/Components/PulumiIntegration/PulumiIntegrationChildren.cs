using System.Collections.Immutable;
using JumpCloud.Clients;
using JumpCloud.Core;
using JumpCloud.Resources;

namespace JumpCloud.Components;

/// <summary>
/// The children of the component. Their names come from its name and, for a binding, from the group as the program calls it:
/// groups may come, go and change places without touching another group's binding.
/// </summary>
internal sealed class PulumiIntegrationChildren(PropertyMap inputs, IComponentScope scope, OperationContext operation)
{
    public const string PulumiTemplate = "pulumi";

    // The only installation whose addresses JumpCloud's template has.
    private const string PulumiCloudHost = "api.pulumi.com";

    private static readonly ImmutableArray<string> OfApplication =
        ["template", "displayLabel", "description", "logo", "color", "showInUserPortal", "ssoIdpUrl", "saml", "deletionPolicy"];

    private static readonly ImmutableArray<string> OfSaml = ["organization", "onDelete"];

    private static readonly ImmutableArray<string> OfBinding = ["existingGroup", "waitForSync"];

    private static readonly ImmutableArray<string> OfProvisioning = ["manageGroups", "mode", "testUserEmail", "waitForActivation"];

    private readonly Uri _pulumiApiUrl = operation.Clients.Config.PulumiApiUrl;

    public bool DeprovisionOnDestroy => new PropertyReader(inputs).Boolean("deprovisionOnDestroy").Or(false);

    private PropertyValue Organization => inputs["organization"];

    private bool HasTemplateAddresses =>
        _pulumiApiUrl.Host == PulumiCloudHost && new PropertyReader(inputs).String("template").Or(PulumiTemplate) == PulumiTemplate;

    public ChildResource Application()
    {
        var properties = Pick(OfApplication);
        properties = HasTemplateAddresses
            ? properties.With("placeholders", PropertyValue.Of(PropertyMap.Of(("YOUR_ORGANIZATION", Organization))))
            : properties.With("saml", WithAddresses(inputs.Find("saml")));
        return Child("SsoApplication", "application", properties, OfApplication);
    }

    public ChildResource Saml(RegisteredResource application) => Child(
        "SamlConfiguration", "saml", Pick(OfSaml).With("idpMetadataXml", application.Output("metadataXml")), OfSaml);

    public ChildResource Binding(
        PropertyValue group, RegisteredResource application, RegisteredResource saml, ImmutableArray<string> after)
    {
        var name = group.AsString!;
        var serviceProvider = PropertyMap.Of(("scimBaseUrl", saml.Output("scimBaseUrl")), ("scimToken", inputs["scimToken"]));
        var properties = Pick(OfBinding)
            .With("applicationId", application.IdOutput)
            .With(JumpCloudId.IsOne(name) ? "userGroupId" : "userGroupName", group)
            .With("serviceProvider", PropertyValue.Of(serviceProvider));

        // Provisioning ends right after the bindings: whom it is to deactivate must be deactivated by then.
        if (DeprovisionOnDestroy && inputs.Find("waitForSync") is null)
            properties = properties.With("waitForSync", PropertyValue.True);
        return Child("GroupBinding", $"binding-{name}", properties, OfBinding, ("scimToken", "serviceProvider.scimToken")) with
        {
            DependsOn = after,
        };
    }

    public ChildResource Provisioning(RegisteredResource application, RegisteredResource saml, ImmutableArray<string> bindings)
    {
        var properties = Pick(OfProvisioning)
            .With("applicationId", application.IdOutput)
            .With("baseUrl", saml.Output("scimBaseUrl"))
            .With("token", inputs["scimToken"]);
        return Child("IdmIntegration", "provisioning", properties, OfProvisioning, ("scimToken", "token")) with
        {
            DependsOn = [saml.Urn, .. bindings],
        };
    }

    /// <summary>The groups whose names are known, each with the resources that its name came from.</summary>
    public async ValueTask<ImmutableArray<PropertyValue>> KnownGroupsAsync()
    {
        var list = inputs["groups"];
        var groups = list.AsList ?? [];
        var unknown = groups.Count(group => group.IsUnknown);
        if (list.IsUnknown || unknown > 0)
        {
            var what = list.IsUnknown ? "The groups are" : unknown == 1 ? "One group is" : $"{unknown} groups are";
            await operation.Log.InfoAsync($"{what} not known yet and left out of this preview.");
        }

        return [.. groups.Where(group => !group.IsUnknown).Select(group =>
            list is PropertyValue.OutputValue output && group is not PropertyValue.OutputValue ? output with { Value = group } : group)];
    }

    /// <summary>Where sign-in begins at Pulumi.</summary>
    public PropertyValue ServiceProviderStartUrl(RegisteredResource saml) => saml.Output("relayState") is PropertyValue.OutputValue relayState
        ? relayState with { Value = relayState.Value is null ? null : Derive(Organization, name => Addresses(name).StartUrl).Plain }
        : PropertyValue.Null;

    // What the program says of a setting is not overwritten.
    private PropertyValue WithAddresses(PropertyValue? saml)
    {
        var addresses = PropertyMap.Of(
            ("spEntityId", Derive(Organization, name => Addresses(name).SpEntityId)),
            ("acsUrls", PropertyValue.Of([Derive(Organization, name => Addresses(name).AcsUrl)])),
            ("defaultRelayState", Derive(Organization, name => Addresses(name).RelayState)));
        return saml switch
        {
            null => PropertyValue.Of(addresses),
            PropertyValue.SecretValue secret => PropertyValue.Secret(WithAddresses(secret.Inner)),
            PropertyValue.OutputValue { Value: { } value } output => output with { Value = WithAddresses(value) },
            PropertyValue.MapValue map => PropertyValue.Of(addresses.Merge(map.Map)),
            _ => saml,
        };
    }

    private PulumiCloudAddresses Addresses(string organization) => new(_pulumiApiUrl, organization);

    /// <summary>A text made of a value: as secret, as unknown, and from the same resources as the value.</summary>
    private static PropertyValue Derive(PropertyValue value, Func<string, string> make) => value switch
    {
        PropertyValue.SecretValue secret => PropertyValue.Secret(Derive(secret.Inner, make)),
        PropertyValue.OutputValue { Value: { } inner } output => output with { Value = Derive(inner, make) },
        PropertyValue.StringValue text => PropertyValue.Of(make(text.Value)),
        _ => value,
    };

    private PropertyMap Pick(ImmutableArray<string> names) =>
        PropertyMap.Of(inputs.Where(input => names.Contains(input.Key)));

    private ChildResource Child(
        string type, string name, PropertyMap properties, ImmutableArray<string> sameNames, params (string Of, string As)[] otherNames) =>
        new($"jumpcloud:index:{type}", $"{scope.Name}-{name}", properties)
        {
            IgnoreChanges = [.. scope.IgnoreChanges.SelectMany(path => IgnoredBy(path, sameNames, otherNames))],
        };

    private static IEnumerable<string> IgnoredBy(string path, ImmutableArray<string> sameNames, (string Of, string As)[] otherNames) =>
        path == "*" || sameNames.Contains(PropertyPath.Head(path))
            ? [path]
            : otherNames.Where(name => name.Of == path).Select(name => name.As);
}
