namespace JumpCloud.Clients;

/// <summary>Users looked up by what people call them (v1 <c>/systemusers</c>).</summary>
internal sealed partial class JumpCloudClient
{
    // What a misspelt name most likely has right.
    private const int SureLetters = 2;

    // With the other fields of a user they are a request per 50; beyond this a request per user is cheaper.
    private const int MostTogether = 500;

    private readonly SharedLookup<IReadOnlyList<DirectoryUser>> _users;

    /// <summary>
    /// The users whose name or address is exactly this, but for the case of letters. Operations of one command share the answer.
    /// </summary>
    /// <param name="field"><c>username</c> or <c>email</c>.</param>
    public Task<IReadOnlyList<DirectoryUser>> FindUsersAsync(string field, string value, CancellationToken cancellation) =>
        _users.GetAsync($"{field}:{value}", async token =>
        {
            if (await TryReadUserDirectoryAsync(token) is { } directory && directory.Find(field, value) is { Count: > 0 } listed)
                return listed;

            // The filter heeds the case; how JumpCloud keeps a text, as written or in lower case, is not documented.
            var found = await ListUsersAsync(token, $"{field}:$eq:{value}");
            var lower = value.ToLowerInvariant();
            return found.Count > 0 || lower == value ? found : await ListUsersAsync(token, $"{field}:$eq:{lower}");
        }, cancellation);

    /// <summary>The user of an id, or null. Operations of one command share the answer.</summary>
    public async Task<DirectoryUser?> FindUserAsync(string id, CancellationToken cancellation)
    {
        var found = await _users.GetAsync(
            $"_id:{id}",
            async token => await TryReadUserDirectoryAsync(token) is { } directory && directory.Find("_id", id) is { Count: > 0 } listed
                ? listed
                : await ReadUsersAsync([id], token),
            cancellation);
        return found.FirstOrDefault(user => user.Id == id);
    }

    /// <summary>A member of a group, read together with the others: many of them are asked about in one command.</summary>
    /// <returns>Null when the user is not in the group.</returns>
    public async Task<DirectoryUser?> FindUserGroupMemberAsync(string userGroupId, string userId, CancellationToken cancellation)
    {
        var members = await ListSharedMembersAsync(userGroupId, cancellation);
        if (!members.Contains(userId))
            return null;
        if (members.Count > MostTogether)
            return await FindUserAsync(userId, cancellation);
        var users = await _users.GetAsync($"group:{userGroupId}", token => ReadUsersAsync(members, token), cancellation);

        // A member may have joined since the others were read.
        return users.FirstOrDefault(user => user.Id == userId) ?? await FindUserAsync(userId, cancellation);
    }

    /// <summary>Some names or addresses that begin as this one does, for somebody who misspelt it.</summary>
    /// <inheritdoc cref="FindUsersAsync" path="/param"/>
    public async Task<IReadOnlyList<string>> ListUserNamesLikeAsync(string field, string value, CancellationToken cancellation)
    {
        var start = value.ToLowerInvariant()[..Math.Min(SureLetters, value.Length)];
        var end = start[..^1] + (char)(start[^1] + 1);
        var users = await ListUsersAsync(cancellation, $"{field}:$gte:{start}", $"{field}:$lt:{end}");
        return [.. users.Select(user => field == "email" ? user.Email : user.Username)];
    }

    private async Task<IReadOnlyList<DirectoryUser>> ListUsersAsync(CancellationToken cancellation, params string[] filters)
    {
        var query = string.Concat(filters.Select((filter, index) => $"&filter[{index}]={Escape(filter)}"));
        if (filters.Length == 1)
            query = $"&filter={Escape(filters[0])}";
        var users = new List<DirectoryUser>();
        await foreach (var document in ListV1Async($"api/systemusers?fields=username%20email%20state&sort=_id{query}", cancellation))
            users.Add(UserOf(document));
        return users;
    }
}
