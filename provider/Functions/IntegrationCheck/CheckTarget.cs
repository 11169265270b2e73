using JumpCloud.Clients;

namespace JumpCloud.Functions;

/// <summary>What is to be checked.</summary>
/// <param name="ScimBaseUrl">Null for the organization's own.</param>
/// <param name="ScimToken">A secret; null where the token is not to be proven.</param>
internal sealed record CheckTarget(string ApplicationId, string Organization, string? ScimBaseUrl, string? ScimToken)
{
    public override string ToString() => $"{ApplicationId} with {Organization}";
}

/// <summary>A group that is bound to the application.</summary>
/// <param name="Group">Null where it was deleted meanwhile.</param>
internal sealed record BoundGroup(UserGroup? Group, string Id, IReadOnlyList<string> MemberIds)
{
    public string Name => Group?.Name ?? Id;
}
