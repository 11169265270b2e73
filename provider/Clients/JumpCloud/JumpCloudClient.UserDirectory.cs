namespace JumpCloud.Clients;

/// <summary>All users of the directory, as they were a moment ago.</summary>
internal sealed class UserDirectory(IReadOnlyCollection<DirectoryUser> users)
{
    private readonly ILookup<string, DirectoryUser> _byId = users.ToLookup(user => user.Id, StringComparer.Ordinal);
    private readonly ILookup<string, DirectoryUser> _byUsername = users.ToLookup(user => user.Username, StringComparer.Ordinal);
    private readonly ILookup<string, DirectoryUser> _byEmail = users.ToLookup(user => user.Email, StringComparer.Ordinal);

    /// <param name="field"><c>_id</c>, <c>username</c> or <c>email</c>.</param>
    public IReadOnlyList<DirectoryUser> Find(string field, string value)
    {
        var lookup = field switch { "_id" => _byId, "email" => _byEmail, _ => _byUsername };
        return [.. lookup.Contains(value) ? lookup[value] : lookup[value.ToLowerInvariant()]];
    }
}

/// <summary>
/// Users of whom many are asked for in one command. The engine checks one resource after the other: a thousand memberships would
/// wait for a thousand answers in a row.
/// </summary>
internal sealed partial class JumpCloudClient
{
    // So many are asked for one by one, whatever the directory's size is.
    private const int FewUsers = 10;

    // Kept in memory, a quarter of a KiB each.
    private const int MostUsersKept = 20_000;

    private readonly SharedLookup<int> _userCount;
    private readonly SharedLookup<UserDirectory> _userDirectory;
    private int _usersAsked;

    /// <summary>
    /// All users, once as many were asked for one by one as the directory has pages: then reading them all costs no more than what was
    /// spent already. Null until then, and in a directory that is too large to keep.
    /// </summary>
    private async Task<UserDirectory?> TryReadUserDirectoryAsync(CancellationToken cancellation)
    {
        var asked = Interlocked.Increment(ref _usersAsked);
        if (asked <= FewUsers)
            return null;
        var count = await _userCount.GetAsync("all", CountUsersAsync, cancellation);
        return count > MostUsersKept || count > asked * PageSize
            ? null
            : await _userDirectory.GetAsync("all", token => ReadUserDirectoryAsync(count, token), cancellation);
    }

    private async Task<int> CountUsersAsync(CancellationToken cancellation)
    {
        const string path = "api/systemusers?fields=username&limit=1";
        var answer = (await SendAsync(ApiRequest.Get(path), cancellation)).Object;

        // Where the service does not tell, nothing is known to be small.
        return answer.Integer("totalCount") ?? int.MaxValue;
    }

    private async Task<UserDirectory> ReadUserDirectoryAsync(int count, CancellationToken cancellation)
    {
        const string path = "api/systemusers?fields=username%20email%20state&sort=_id";
        var pages = await Task.WhenAll(Enumerable.Range(0, (count + PageSize - 1) / PageSize).Select(async page =>
            ResultsOf(await SendAsync(ApiRequest.Get($"{path}&limit={PageSize}&skip={page * PageSize}"), cancellation))
                .Objects().Select(UserOf).ToList()));

        // When somebody deletes a user meanwhile, another is missed: who is not here is asked for.
        return new UserDirectory([.. pages.SelectMany(users => users).DistinctBy(user => user.Id)]);
    }
}
