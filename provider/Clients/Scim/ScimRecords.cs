using System.Collections.Immutable;

namespace JumpCloud.Clients;

/// <summary>What a SCIM server says that it can do (RFC 7643 section 5, ServiceProviderConfig).</summary>
/// <param name="FilterMaxResults">The greatest page; null where it is not told.</param>
/// <param name="AuthenticationSchemes">Their types, such as <c>oauthbearertoken</c>.</param>
internal sealed record ScimFeatures(
    bool Patch, bool Bulk, bool Filter, int? FilterMaxResults, bool ChangePassword, bool Sort, bool Etag,
    ImmutableArray<string> AuthenticationSchemes);

/// <summary>A user at the service provider.</summary>
internal sealed record ScimUser(string Id, string UserName, bool Active);

/// <summary>A group at the service provider.</summary>
internal sealed record ScimGroup(string Id, string DisplayName, ImmutableHashSet<string> MemberIds);
