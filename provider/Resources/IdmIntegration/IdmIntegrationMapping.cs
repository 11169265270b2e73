using System.Security.Cryptography;
using System.Text;
using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>What JumpCloud and the SCIM server say, as properties.</summary>
internal static class IdmIntegrationMapping
{
    /// <summary>The attribute mappings of JumpCloud's Pulumi integration (article): six of users, one of groups.</summary>
    public static readonly PropertyValue Mappings = PropertyValue.Of(new[]
    {
        Mapping("username", "userName", "user"),
        Mapping("email", "emails.value", "user"),
        Mapping("firstname", "name.givenName", "user"),
        Mapping("lastname", "name.familyName", "user"),
        Mapping("displayName", "displayName", "user"),
        Mapping("status", "active", "user"),
        Mapping("name", "displayName", "group"),
    });

    public static PropertyMap? Features(ScimFeatures? features)
    {
        if (features is null)
            return null;
        var map = PropertyMap.Of(
            ("patch", PropertyValue.Of(features.Patch)),
            ("bulk", PropertyValue.Of(features.Bulk)),
            ("filter", PropertyValue.Of(features.Filter)),
            ("changePassword", PropertyValue.Of(features.ChangePassword)),
            ("sort", PropertyValue.Of(features.Sort)),
            ("etag", PropertyValue.Of(features.Etag)),
            ("authenticationSchemes", PropertyValue.Of(features.AuthenticationSchemes)));
        return features.FilterMaxResults is { } most ? map.With("filterMaxResults", PropertyValue.Of(most)) : map;
    }

    /// <summary>The state of a connection that has the settings of <paramref name="args"/>.</summary>
    public static IdmIntegrationState ToState(
        string applicationId, IdmIntegrationArgs args, string status, string? activatedAt, PropertyMap? features,
        PendingSteps? pending) => new()
        {
            ApplicationId = applicationId,
            BaseUrl = args.BaseUrl.OrDefault(),
            Token = args.Token.OrDefault(),
            ManageGroups = args.ManageGroups.Or(true),
            Status = status,
            ActivatedAt = activatedAt,
            ServiceProviderFeatures = features,
            PendingSteps = pending,
        };

    /// <summary>Tells whether two settings are the same without telling what they are: 64 bits of a SHA-256.</summary>
    public static string Fingerprint(ProvisionSettings settings) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            $"{settings.BaseUrl}\n{settings.Token}\n{settings.ManageGroups}\n{settings.TestUserEmail}")))[..16];

    private static PropertyValue Mapping(string jumpCloudAttribute, string scimAttribute, string appliesTo) =>
        PropertyValue.Of(PropertyMap.Of(
            ("jumpCloudAttribute", PropertyValue.Of(jumpCloudAttribute)),
            ("scimAttribute", PropertyValue.Of(scimAttribute)),
            ("appliesTo", PropertyValue.Of(appliesTo))));
}
