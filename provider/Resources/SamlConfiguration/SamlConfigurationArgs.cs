using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>The inputs of a SAML configuration. The rows say what each one is.</summary>
internal sealed record SamlConfigurationArgs
{
    public required Input<string> Organization { get; init; }

    public required Input<string> IdpMetadataXml { get; init; }

    public required Input<string> OnDelete { get; init; }

    public static SamlConfigurationArgs Read(PropertyReader reader) => new()
    {
        Organization = reader.String("organization"),
        IdpMetadataXml = reader.String("idpMetadataXml"),
        OnDelete = reader.String("onDelete"),
    };
}
