using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>What is known of a live membership.</summary>
internal sealed record UserGroupMembershipState
{
    public required string UserGroupId { get; init; }

    public required string UserGroupName { get; init; }

    public required string UserId { get; init; }

    public required string Username { get; init; }

    public required string Email { get; init; }

    public static UserGroupMembershipState Read(PropertyReader reader) => new()
    {
        UserGroupId = reader.String("userGroupId").Or(""),
        UserGroupName = reader.String("userGroupName").Or(""),
        UserId = reader.String("userId").Or(""),
        Username = reader.String("username").Or(""),
        Email = reader.String("email").Or(""),
    };

    public PropertyMap Write() => PropertyMap.Of(
        ("userGroupId", PropertyValue.Of(UserGroupId)),
        ("userGroupName", PropertyValue.Of(UserGroupName)),
        ("userId", PropertyValue.Of(UserId)),
        ("username", PropertyValue.Of(Username)),
        ("email", PropertyValue.Of(Email)));
}
