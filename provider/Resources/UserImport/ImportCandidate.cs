using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>A user of the service provider, with the user of the directory that it is.</summary>
/// <param name="DirectoryId">Null for one who is new to JumpCloud.</param>
internal sealed record ImportCandidate(ImportUser User, string? DirectoryId)
{
    // Two answers come for a page while one comes for the next.
    private const int MostPagesAhead = 3;

    public bool IsNew => DirectoryId is null;

    /// <summary>For people; some service providers have no user names.</summary>
    public string Name => User.Username.Length > 0 ? User.Username : User.Email;

    /// <summary>
    /// Tells new users from those that JumpCloud has. INFERRED: the portal's New and Imported are in no answer of the API; here a
    /// user is the one of the same e-mail address, or else of the same user name, whatever the case of letters.
    /// </summary>
    public static async ValueTask<IReadOnlyList<ImportCandidate>> CompareAsync(
        IReadOnlyCollection<ImportUser> users, OperationContext operation)
    {
        var jumpCloud = operation.Clients.JumpCloud;
        var byEmail = Ids(
            await jumpCloud.FindUsersByAsync("email", users.Select(user => user.Email), operation.Cancellation),
            user => user.Email);
        var rest = users.Where(user => !byEmail.ContainsKey(user.Email)).Select(user => user.Username);
        var byName = Ids(
            await jumpCloud.FindUsersByAsync("username", rest, operation.Cancellation),
            user => user.Username);
        return [.. users.Select(user => new ImportCandidate(
            user, byEmail.GetValueOrDefault(user.Email) ?? byName.GetValueOrDefault(user.Username)))];
    }

    /// <summary>
    /// The users of each page, told apart, in the pages' order. While a page is looked for in the directory the next ones are read:
    /// each is three answers in a row otherwise.
    /// </summary>
    /// <param name="drop">How many users of the first page to leave out.</param>
    public static async IAsyncEnumerable<(ImportPage Page, IReadOnlyList<ImportCandidate> Candidates)> CompareAllAsync(
        IAsyncEnumerable<ImportPage> pages, OperationContext operation, int drop = 0)
    {
        var under = new Queue<(ImportPage Page, Task<IReadOnlyList<ImportCandidate>> Comparing)>();
        try
        {
            await foreach (var page in pages)
            {
                under.Enqueue((page, CompareAsync([.. page.Users.Skip(drop)], operation).AsTask()));
                drop = 0;
                if (under.Count > MostPagesAhead)
                    yield return await FirstAsync();
            }

            while (under.Count > 0)
                yield return await FirstAsync();
        }
        finally
        {
            // Who has enough, or has failed, leaves no request behind that outlives the operation.
            foreach (var (_, comparing) in under)
                await ((Task)comparing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async ValueTask<(ImportPage, IReadOnlyList<ImportCandidate>)> FirstAsync()
        {
            var (page, comparing) = under.Dequeue();
            return (page, await comparing);
        }
    }

    private static Dictionary<string, string> Ids(IEnumerable<DirectoryUser> users, Func<DirectoryUser, string> key)
    {
        var ids = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var user in users)
            ids.TryAdd(key(user), user.Id);
        return ids;
    }
}
