using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>The inputs of a membership. The rows say what each one is.</summary>
internal sealed record UserGroupMembershipArgs
{
    public required Input<string> UserGroupId { get; init; }

    /// <summary>Given, or what <see cref="Username"/> or <see cref="Email"/> was resolved to.</summary>
    public required Input<string> UserId { get; init; }

    public required Input<string> Username { get; init; }

    public required Input<string> Email { get; init; }

    public static UserGroupMembershipArgs Read(PropertyReader reader) => new()
    {
        UserGroupId = reader.String("userGroupId"),
        UserId = reader.String("userId"),
        Username = reader.String("username"),
        Email = reader.String("email"),
    };
}
