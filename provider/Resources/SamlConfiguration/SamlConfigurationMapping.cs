using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>An organization's SAML configuration from and to inputs and state.</summary>
internal static class SamlConfigurationMapping
{
    public static SamlConfigurationState ToState(
        string organization, SamlOrganization live, SamlConfigurationArgs? args, string? previousIdpMetadataXml, Uri apiUrl)
    {
        var addresses = new PulumiCloudAddresses(apiUrl, organization);
        return new SamlConfigurationState
        {
            Organization = organization,
            IdpMetadataXml = live.IdpSsoDescriptor,
            EntityId = live.EntityId,
            SsoUrl = live.SsoUrl,
            NameIdFormat = live.NameIdFormat,
            ValidUntil = live.ValidUntil,
            AcsUrl = addresses.AcsUrl,
            SpEntityId = addresses.SpEntityId,
            RelayState = addresses.RelayState,
            ScimBaseUrl = addresses.ScimBaseUrl,
            OnDelete = args?.OnDelete.Or(SamlConfiguration.Forget) ?? SamlConfiguration.Forget,
            PreviousIdpMetadataXml = previousIdpMetadataXml,
        };
    }

    /// <summary>
    /// The outputs that follow from the inputs alone: the addresses from the name, the rest from the XML where it is one-valued.
    /// </summary>
    public static PropertyMap Plan(SamlConfigurationArgs args, Uri apiUrl)
    {
        var outputs = PropertyMap.Of(
            ("acsUrl", PropertyValue.Unknown),
            ("spEntityId", PropertyValue.Unknown),
            ("relayState", PropertyValue.Unknown),
            ("scimBaseUrl", PropertyValue.Unknown),
            ("previousIdpMetadataXml", PropertyValue.Unknown),

            // Its format is not documented.
            ("validUntil", PropertyValue.Unknown));
        if (args.Organization.IsKnown)
        {
            var addresses = new PulumiCloudAddresses(apiUrl, args.Organization.Value);
            outputs = outputs
                .With("acsUrl", PropertyValue.Of(addresses.AcsUrl))
                .With("spEntityId", PropertyValue.Of(addresses.SpEntityId))
                .With("relayState", PropertyValue.Of(addresses.RelayState))
                .With("scimBaseUrl", PropertyValue.Of(addresses.ScimBaseUrl));
        }

        var metadata = args.IdpMetadataXml.IsKnown ? SamlMetadata.Parse(args.IdpMetadataXml.Value) : null;
        return outputs
            .With("entityId", metadata is null ? PropertyValue.Unknown : PropertyValue.Of(metadata.EntityId))
            .With("ssoUrl", OnlyOne(metadata?.SsoEndpoints.Select(endpoint => endpoint.Location)))
            .With("nameIdFormat", OnlyOne(metadata?.NameIdFormats));
    }

    private static PropertyValue OnlyOne(IEnumerable<string>? values) =>
        values?.Distinct(StringComparer.Ordinal).ToList() is [var only] ? PropertyValue.Of(only) : PropertyValue.Unknown;
}
