using System.Collections.Immutable;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>The inputs of an application. The rows say what each one is.</summary>
internal sealed record SsoApplicationArgs
{
    public required Input<string> Template { get; init; }

    public required Input<string> DisplayLabel { get; init; }

    public required Input<string> Description { get; init; }

    public required Input<PropertyValue> Logo { get; init; }

    public required Input<string> Color { get; init; }

    public required Input<bool> ShowInUserPortal { get; init; }

    public required Input<bool> Active { get; init; }

    public required Input<string> SsoIdpUrl { get; init; }

    public required Input<string> BookmarkUrl { get; init; }

    /// <summary>Known values only; a key whose value is not known yet is in <see cref="PlaceholderNames"/>.</summary>
    public required Input<ImmutableSortedDictionary<string, string>> Placeholders { get; init; }

    public required ImmutableSortedSet<string> PlaceholderNames { get; init; }

    public required Input<SamlArgs> Saml { get; init; }

    public required Input<string> DeletionPolicy { get; init; }

    /// <summary>The SAML settings that the program gives; none of them where it gives none.</summary>
    public SamlArgs SamlOrNone => Saml.OrDefault() ?? SamlArgs.None;

    public bool HasSamePlaceholders(SsoApplicationArgs other) =>
        !Placeholders.IsUnknown
        && PlaceholderNames.SetEquals(other.PlaceholderNames)
        && Placeholders.Or(ImmutableSortedDictionary<string, string>.Empty)
            .SequenceEqual(other.Placeholders.Or(ImmutableSortedDictionary<string, string>.Empty));

    public static SsoApplicationArgs Read(PropertyReader reader) => new()
    {
        Template = reader.String("template"),
        DisplayLabel = reader.String("displayLabel"),
        Description = reader.String("description"),
        Logo = reader.Any("logo"),
        Color = reader.String("color"),
        ShowInUserPortal = reader.Boolean("showInUserPortal"),
        Active = reader.Boolean("active"),
        SsoIdpUrl = reader.String("ssoIdpUrl"),
        BookmarkUrl = reader.String("bookmarkUrl"),
        Placeholders = reader.StringMap("placeholders"),
        PlaceholderNames = [.. reader.Map.Find("placeholders")?.AsMap?.Keys ?? []],
        Saml = reader.Object("saml", SamlArgs.Read),
        DeletionPolicy = reader.String("deletionPolicy"),
    };
}

/// <summary>The SAML settings of an application.</summary>
internal sealed record SamlArgs
{
    public static readonly SamlArgs None = Read(new PropertyReader(PropertyMap.Empty));

    public required Input<string> IdpEntityId { get; init; }

    public required Input<string> SpEntityId { get; init; }

    public required Input<ImmutableArray<string>> AcsUrls { get; init; }

    public required Input<string> DefaultRelayState { get; init; }

    public required Input<string> LoginUrl { get; init; }

    public required Input<string> NameIdAttribute { get; init; }

    public required Input<string> NameIdFormat { get; init; }

    public required Input<string> SignatureAlgorithm { get; init; }

    public required Input<bool> SignAssertion { get; init; }

    public required Input<bool> SignResponse { get; init; }

    public required Input<bool> DeclareRedirectEndpoint { get; init; }

    public required Input<string> GroupsAttribute { get; init; }

    public required Input<ImmutableArray<SamlAttribute>> UserAttributes { get; init; }

    public required Input<ImmutableArray<SamlAttribute>> ConstantAttributes { get; init; }

    /// <summary>PEM.</summary>
    public required Input<string> IdpCertificate { get; init; }

    /// <summary>PEM; secret.</summary>
    public required Input<string> IdpPrivateKey { get; init; }

    /// <summary>PEM.</summary>
    public required Input<string> SpCertificate { get; init; }

    public static SamlArgs Read(PropertyReader reader)
    {
        var nameId = reader.Object("nameId", fields => (Attribute: fields.String("attribute"), Format: fields.String("format")));
        return new()
        {
            IdpEntityId = reader.String("idpEntityId"),
            SpEntityId = reader.String("spEntityId"),
            AcsUrls = reader.Strings("acsUrls"),
            DefaultRelayState = reader.String("defaultRelayState"),
            LoginUrl = reader.String("loginUrl"),
            NameIdAttribute = nameId.IsUnknown ? Input<string>.Unknown : nameId.OrDefault().Attribute,
            NameIdFormat = nameId.IsUnknown ? Input<string>.Unknown : nameId.OrDefault().Format,
            SignatureAlgorithm = reader.String("signatureAlgorithm"),
            SignAssertion = reader.Boolean("signAssertion"),
            SignResponse = reader.Boolean("signResponse"),
            DeclareRedirectEndpoint = reader.Boolean("declareRedirectEndpoint"),
            GroupsAttribute = reader.String("groupsAttribute"),
            UserAttributes = reader.Objects("userAttributes", SamlAttribute.Read),
            ConstantAttributes = reader.Objects("constantAttributes", SamlAttribute.Read),
            IdpCertificate = reader.String("idpCertificate"),
            IdpPrivateKey = reader.String("idpPrivateKey"),
            SpCertificate = reader.String("spCertificate"),
        };
    }
}

/// <summary>An attribute of the assertion.</summary>
internal sealed record SamlAttribute(Input<string> Name, Input<string> Value)
{
    public bool IsKnown => Name.IsKnown && Value.IsKnown;

    public static SamlAttribute Read(PropertyReader reader) => new(reader.String("name"), reader.String("value"));
}
