using System.Collections.Concurrent;

namespace JumpCloud.Clients;

/// <summary>Who has an application, for previews of what takes it away.</summary>
internal sealed partial class JumpCloudClient
{
    private readonly ConcurrentDictionary<string, bool> _replaced = new(StringComparer.Ordinal);

    /// <summary>The ids of the users who have an application through one of the groups, or are bound to it themselves.</summary>
    public async Task<IReadOnlySet<string>> ListUsersOfApplicationAsync(
        string applicationId, IEnumerable<string> userGroupIds, CancellationToken cancellation)
    {
        var users = await ListTargetsAsync($"{ApplicationAssociationsPath(applicationId)}?targets=user", "user", cancellation);
        foreach (var id in userGroupIds)
            users.UnionWith(await ListUserGroupMembersAsync(id, cancellation));
        return users;
    }

    /// <summary>This command has told what a replacement of the application does; its bindings need not tell it again.</summary>
    public void RememberReplaced(string applicationId) => _replaced[applicationId] = true;

    public bool IsReplaced(string applicationId) => _replaced.ContainsKey(applicationId);
}
