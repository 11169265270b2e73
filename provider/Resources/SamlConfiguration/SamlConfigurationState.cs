using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>What is known of an organization's live SAML configuration.</summary>
internal sealed record SamlConfigurationState
{
    public required string Organization { get; init; }

    /// <summary>As Pulumi Cloud stores it.</summary>
    public required string IdpMetadataXml { get; init; }

    public string? EntityId { get; init; }

    public string? SsoUrl { get; init; }

    public string? NameIdFormat { get; init; }

    public string? ValidUntil { get; init; }

    public required string AcsUrl { get; init; }

    public required string SpEntityId { get; init; }

    public required string RelayState { get; init; }

    public required string ScimBaseUrl { get; init; }

    /// <summary>Of the inputs; Pulumi Cloud knows nothing of it.</summary>
    public required string OnDelete { get; init; }

    /// <summary>What the organization had before this resource wrote to it; empty where it had nothing.</summary>
    public string? PreviousIdpMetadataXml { get; init; }

    public static SamlConfigurationState Read(PropertyReader reader) => new()
    {
        Organization = reader.String("organization").Or(""),
        IdpMetadataXml = reader.String("idpMetadataXml").Or(""),
        EntityId = reader.String("entityId").OrDefault(),
        SsoUrl = reader.String("ssoUrl").OrDefault(),
        NameIdFormat = reader.String("nameIdFormat").OrDefault(),
        ValidUntil = reader.String("validUntil").OrDefault(),
        AcsUrl = reader.String("acsUrl").Or(""),
        SpEntityId = reader.String("spEntityId").Or(""),
        RelayState = reader.String("relayState").Or(""),
        ScimBaseUrl = reader.String("scimBaseUrl").Or(""),
        OnDelete = reader.String("onDelete").Or(SamlConfiguration.Forget),
        PreviousIdpMetadataXml = reader.String("previousIdpMetadataXml").OrDefault(),
    };

    public PropertyMap Write()
    {
        var map = new Dictionary<string, PropertyValue>(StringComparer.Ordinal)
        {
            ["organization"] = PropertyValue.Of(Organization),
            ["idpMetadataXml"] = PropertyValue.Of(IdpMetadataXml),
            ["onDelete"] = PropertyValue.Of(OnDelete),
            ["acsUrl"] = PropertyValue.Of(AcsUrl),
            ["spEntityId"] = PropertyValue.Of(SpEntityId),
            ["relayState"] = PropertyValue.Of(RelayState),
            ["scimBaseUrl"] = PropertyValue.Of(ScimBaseUrl),
        };
        Add("entityId", EntityId);
        Add("ssoUrl", SsoUrl);
        Add("nameIdFormat", NameIdFormat);
        Add("validUntil", ValidUntil);
        Add("previousIdpMetadataXml", PreviousIdpMetadataXml);
        return PropertyMap.Of(map);

        void Add(string name, string? value)
        {
            if (value is not null)
                map[name] = PropertyValue.Of(value);
        }
    }
}
