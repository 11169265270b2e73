using System.Collections.Immutable;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>What is known of a live application.</summary>
internal sealed record SsoApplicationState
{
    /// <summary>
    /// The output that has the names by which the template may be called, for Diff, which asks nobody. No property of the
    /// schema: an engine shows nothing that begins with two underscores.
    /// </summary>
    public const string TemplateNames = "__templateNames";

    public required string ApplicationId { get; init; }

    public required string Template { get; init; }

    /// <summary>The template's name and display name, whichever of them the program uses.</summary>
    public ImmutableArray<string> NamesOfTemplate { get; init; } = [];

    public required string DisplayLabel { get; init; }

    public required string Description { get; init; }

    public string? Color { get; init; }

    public required bool ShowInUserPortal { get; init; }

    public required bool Active { get; init; }

    /// <summary>Null for a bookmark.</summary>
    public string? SsoIdpUrl { get; init; }

    /// <summary>Null but for a bookmark.</summary>
    public string? BookmarkUrl { get; init; }

    /// <summary>The SAML settings under their names as inputs; null for a bookmark.</summary>
    public PropertyMap? Saml { get; init; }

    /// <summary>Of the inputs; JumpCloud knows nothing of it.</summary>
    public string DeletionPolicy { get; init; } = SsoApplication.Refuse;

    /// <summary>The image of the inputs has not reached JumpCloud: the state must not say that it has.</summary>
    public bool IsLogoMissing { get; init; }

    /// <summary>The image of the inputs, or one that should be gone and is not; null where there is none.</summary>
    public PropertyValue? Logo { get; init; }

    public string? MetadataXml { get; init; }

    /// <summary>PEM.</summary>
    public string? IdpCertificate { get; init; }

    /// <summary>RFC 3339, UTC.</summary>
    public string? IdpCertificateExpiresAt { get; init; }

    public string? IdpEntityId { get; init; }

    public string? OrganizationId { get; init; }

    public bool? SupportsProvisioning { get; init; }

    public bool? SupportsGroups { get; init; }

    public static SsoApplicationState Read(PropertyReader reader) => new()
    {
        ApplicationId = reader.String("applicationId").Or(""),
        Template = reader.String("template").Or(""),
        NamesOfTemplate = [.. reader.Strings(TemplateNames).Or([])],
        DisplayLabel = reader.String("displayLabel").Or(""),
        Description = reader.String("description").Or(""),
        Color = reader.String("color").OrDefault(),
        ShowInUserPortal = reader.Boolean("showInUserPortal").Or(true),
        Active = reader.Boolean("active").Or(true),
        SsoIdpUrl = reader.String("ssoIdpUrl").OrDefault(),
        BookmarkUrl = reader.String("bookmarkUrl").OrDefault(),
        Saml = reader.Map.Find("saml")?.AsMap,
        DeletionPolicy = reader.String("deletionPolicy").Or(SsoApplication.Refuse),
        IsLogoMissing = !reader.Any("logo").IsPresent,
        Logo = reader.Any("logo").OrDefault(),
        MetadataXml = reader.String("metadataXml").OrDefault(),
        IdpCertificate = reader.String("idpCertificate").OrDefault(),
        IdpCertificateExpiresAt = reader.String("idpCertificateExpiresAt").OrDefault(),
        IdpEntityId = reader.String("idpEntityId").OrDefault(),
        OrganizationId = reader.String("organizationId").OrDefault(),
        SupportsProvisioning = Flag(reader.Boolean("supportsProvisioning")),
        SupportsGroups = Flag(reader.Boolean("supportsGroups")),
    };

    private static bool? Flag(Input<bool> input) => input.IsKnown ? input.Value : null;

    public PropertyMap Write()
    {
        var map = new Dictionary<string, PropertyValue>(StringComparer.Ordinal)
        {
            ["applicationId"] = PropertyValue.Of(ApplicationId),
            ["template"] = PropertyValue.Of(Template),
            ["displayLabel"] = PropertyValue.Of(DisplayLabel),
            ["description"] = PropertyValue.Of(Description),
            ["showInUserPortal"] = PropertyValue.Of(ShowInUserPortal),
            ["active"] = PropertyValue.Of(Active),
            ["deletionPolicy"] = PropertyValue.Of(DeletionPolicy),
        };
        Add("color", Color);
        Add("ssoIdpUrl", SsoIdpUrl);
        Add("bookmarkUrl", BookmarkUrl);
        Add("metadataXml", MetadataXml);
        Add("idpCertificate", IdpCertificate);
        Add("idpCertificateExpiresAt", IdpCertificateExpiresAt);
        Add("idpEntityId", IdpEntityId);
        Add("organizationId", OrganizationId);
        if (Saml is not null)
            map["saml"] = PropertyValue.Of(Saml);
        if (IsLogoMissing)
            map["logo"] = PropertyValue.Null;
        else if (Logo is not null)
            map["logo"] = Logo;
        if (!NamesOfTemplate.IsEmpty)
            map[TemplateNames] = PropertyValue.Of(NamesOfTemplate);
        if (SupportsProvisioning is { } provisioning)
            map["supportsProvisioning"] = PropertyValue.Of(provisioning);
        if (SupportsGroups is { } groups)
            map["supportsGroups"] = PropertyValue.Of(groups);
        return PropertyMap.Of(map);

        void Add(string name, string? value)
        {
            if (value is not null)
                map[name] = PropertyValue.Of(value);
        }
    }
}
