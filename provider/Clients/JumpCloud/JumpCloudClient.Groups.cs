using Newtonsoft.Json.Linq;

namespace JumpCloud.Clients;

/// <summary>User groups and who is in them (v2 <c>/usergroups</c>).</summary>
internal sealed partial class JumpCloudClient
{
    private readonly SharedLookup<UserGroupDirectory> _userGroups;
    private readonly SharedLookup<int> _memberCounts;

    /// <summary>The group of an id; null when there is none. Operations of one command share one list of all groups.</summary>
    public async Task<UserGroup?> FindUserGroupAsync(string id, CancellationToken cancellation)
    {
        var directory = await ReadUserGroupDirectoryAsync(cancellation);
        return directory.Find(id) ?? await ReadUserGroupAsync(id, cancellation);
    }

    /// <summary>The groups of exactly a name; more than one where JumpCloud let it happen.</summary>
    public async Task<IReadOnlyList<UserGroup>> FindUserGroupsNamedAsync(string name, CancellationToken cancellation)
    {
        var directory = await ReadUserGroupDirectoryAsync(cancellation);
        var found = directory.Named(name);

        // Made since the list was read. A comma separates filters, so a name with one cannot be asked for.
        return found.Count > 0 || name.Contains(',', StringComparison.Ordinal)
            ? found
            : await ListUserGroupsAsync($"?filter={Escape($"name:eq:{name}")}", group => group.Name == name, cancellation);
    }

    /// <summary>The names of all groups, for somebody who misspelt one.</summary>
    public async Task<IReadOnlyList<string>> ListUserGroupNamesAsync(CancellationToken cancellation)
    {
        var directory = await ReadUserGroupDirectoryAsync(cancellation);
        return [.. directory.Names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>
    /// The number of users in a group, in one request where JumpCloud tells it. Operations of one command share it, until a change
    /// of ours.
    /// </summary>
    public Task<int> CountUserGroupMembersAsync(string id, CancellationToken cancellation) =>
        _memberCounts.GetAsync(id, token => AskForMemberCountAsync(id, token), cancellation);

    /// <summary>The ids of the users in a group.</summary>
    public async Task<IReadOnlyList<string>> ListUserGroupMembersAsync(string id, CancellationToken cancellation)
    {
        var members = await ListTargetsAsync($"{UserGroupPath(id)}/members", "user", cancellation);
        return [.. members];
    }

    private async Task<int> AskForMemberCountAsync(string id, CancellationToken cancellation)
    {
        var response = await SendAsync(ApiRequest.Get($"{UserGroupPath(id)}/members?limit=1"), cancellation);
        return CountOf(response.Header(TotalCount)) ?? (await ListUserGroupMembersAsync(id, cancellation)).Count;
    }

    private Task<UserGroupDirectory> ReadUserGroupDirectoryAsync(CancellationToken cancellation) =>
        _userGroups.GetAsync(
            "all",
            async token => new UserGroupDirectory(await ListUserGroupsAsync("?sort=name", _ => true, token)),
            cancellation);

    private async Task<UserGroup?> ReadUserGroupAsync(string id, CancellationToken cancellation)
    {
        var path = UserGroupPath(id);
        try
        {
            return UserGroupOf(ExpectGroup(await SendAsync(ApiRequest.Get(path), cancellation), id));
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<UserGroup>> ListUserGroupsAsync(
        string query, Func<UserGroup, bool> isWanted, CancellationToken cancellation)
    {
        // A page may repeat what the one before it ended with, when somebody adds a group meanwhile.
        var groups = new Dictionary<string, UserGroup>(StringComparer.Ordinal);
        await foreach (var document in ListV2Async($"api/v2/usergroups{query}", cancellation))
        {
            if (UserGroupOf(document) is var group && isWanted(group))
                groups[group.Id] = group;
        }

        return [.. groups.Values];
    }

    private static UserGroup UserGroupOf(JObject document) => new(RequiredIdOf(document), document.RequiredText("name"));

    private static string UserGroupPath(string id) => $"api/v2/usergroups/{Segment(id)}";
}
