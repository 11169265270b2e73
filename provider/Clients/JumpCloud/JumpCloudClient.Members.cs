using Newtonsoft.Json.Linq;

namespace JumpCloud.Clients;

/// <summary>Who is in a user group, changed by hand, and what a user has by it (v2 <c>/usergroups/{id}/members</c>).</summary>
internal sealed partial class JumpCloudClient
{
    private readonly SharedLookup<IReadOnlySet<string>> _groupMembers;
    private readonly SharedLookup<IReadOnlySet<string>> _boundApplications;

    /// <summary>
    /// The ids of the users in a group; none for a group that is gone. Operations of one command share one list, which a change
    /// of ours ends.
    /// </summary>
    public Task<IReadOnlySet<string>> ListSharedMembersAsync(string userGroupId, CancellationToken cancellation) =>
        _groupMembers.GetAsync(userGroupId, async token =>
        {
            try
            {
                return await ListTargetsAsync($"{UserGroupPath(userGroupId)}/members", "user", token);
            }
            catch (ApiException exception) when (IsUnknownGroup(exception))
            {
                return new HashSet<string>();
            }
        }, cancellation);

    /// <summary>Puts a user into a group; false when the user was in it already.</summary>
    /// <exception cref="ApiException">See <see cref="IsUnknownGroup"/>; not found: there is no such user.</exception>
    public async Task<bool> AddUserGroupMemberAsync(string userGroupId, string userId, CancellationToken cancellation)
    {
        try
        {
            await ChangeMemberAsync(userGroupId, userId, "add", cancellation);
            return true;
        }
        catch (ApiException exception) when (exception.IsConflict)
        {
            return false;
        }
    }

    /// <summary>Takes a user out of a group; false when the user was not in it, or one of the two is gone.</summary>
    public async Task<bool> RemoveUserGroupMemberAsync(string userGroupId, string userId, CancellationToken cancellation)
    {
        try
        {
            await ChangeMemberAsync(userGroupId, userId, "remove", cancellation);
            return true;
        }
        catch (ApiException exception) when (exception.IsNotFound || IsUnknownGroup(exception))
        {
            return false;
        }
    }

    /// <summary>The ids of the groups that a user is in; none for a user that is gone.</summary>
    public async Task<IReadOnlySet<string>> ListGroupsOfUserAsync(string userId, CancellationToken cancellation)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var group in ListV2Async($"{UserPath(userId)}/memberof", cancellation))
        {
            if (group.RequiredText("type") == UserGroupType)
                ids.Add(RequiredIdOf(group));
        }

        return ids;
    }

    /// <summary>The ids of the applications that a user is bound to directly, not through a group.</summary>
    public async Task<IReadOnlySet<string>> ListApplicationsOfUserAsync(string userId, CancellationToken cancellation) =>
        await ListTargetsAsync($"{UserPath(userId)}/associations?targets={ApplicationType}", ApplicationType, cancellation);

    /// <summary>
    /// The ids of the applications that a group is bound to, in one list for operations of one command. A change of ours ends it.
    /// </summary>
    public Task<IReadOnlySet<string>> ListSharedApplicationsAsync(string userGroupId, CancellationToken cancellation) =>
        _boundApplications.GetAsync(userGroupId, token => ListBoundApplicationsAsync(userGroupId, token), cancellation);

    /// <summary>Whether JumpCloud answered of members that there is no such group: with 400, not with 404 (seen, not documented).</summary>
    public static bool IsUnknownGroup(ApiException exception) =>
        exception.Status == 400 && exception.ServiceMessage.Contains("user_group not found", StringComparison.OrdinalIgnoreCase);

    // Carried out twice, either change is answered with an error that means success: a lost answer can be repeated.
    private async Task ChangeMemberAsync(string userGroupId, string userId, string operation, CancellationToken cancellation)
    {
        var body = new JObject { ["op"] = operation, ["type"] = "user", ["id"] = userId };
        try
        {
            var request = ApiRequest.Post($"{UserGroupPath(userGroupId)}/members", body) with { IsRepeatable = true };
            await SendAsync(request, cancellation);
        }
        finally
        {
            _groupMembers.Forget(userGroupId);
            _memberCounts.Forget(userGroupId);
        }
    }

    private static string UserPath(string userId) => $"api/v2/users/{Segment(userId)}";
}
