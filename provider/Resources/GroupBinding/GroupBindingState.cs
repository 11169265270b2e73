using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>What is known of a live binding.</summary>
internal sealed record GroupBindingState
{
    public required string ApplicationId { get; init; }

    public required string UserGroupId { get; init; }

    public required string UserGroupName { get; init; }

    public required int MemberCount { get; init; }

    /// <summary>Null where there is none, or nobody could ask.</summary>
    public string? ServiceProviderGroupId { get; init; }

    public bool EmptyGroup => MemberCount == 0;

    public static GroupBindingState Read(PropertyReader reader) => new()
    {
        ApplicationId = reader.String("applicationId").Or(""),
        UserGroupId = reader.String("userGroupId").Or(""),
        UserGroupName = reader.String("userGroupName").Or(""),
        MemberCount = reader.Integer("memberCount").Or(0),
        ServiceProviderGroupId = reader.String("serviceProviderGroupId").OrDefault(),
    };

    public PropertyMap Write()
    {
        var map = PropertyMap.Of(
            ("applicationId", PropertyValue.Of(ApplicationId)),
            ("userGroupId", PropertyValue.Of(UserGroupId)),
            ("userGroupName", PropertyValue.Of(UserGroupName)),
            ("memberCount", PropertyValue.Of(MemberCount)),
            ("emptyGroup", PropertyValue.Of(EmptyGroup)));
        return ServiceProviderGroupId is { } id ? map.With("serviceProviderGroupId", PropertyValue.Of(id)) : map;
    }
}
