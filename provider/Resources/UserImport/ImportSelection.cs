using System.Collections.Immutable;
using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>Whom the inputs choose, among the users that the service provider has now.</summary>
/// <param name="Candidates">All that are named; of all new ones, the new ones.</param>
/// <param name="SkippedCount">Of all new ones: how many others there are, whom JumpCloud has.</param>
internal sealed record ImportSelection(ImmutableArray<ImportCandidate> Candidates, int SkippedCount)
{
    public IEnumerable<ImportCandidate> New => Candidates.Where(candidate => candidate.IsNew);

    public int AlreadyCount => SkippedCount + Candidates.Count(candidate => !candidate.IsNew);

    /// <exception cref="UserErrorException">Somebody who is named is not there, or see <see cref="ImportList"/>.</exception>
    public static ValueTask<ImportSelection> ReadAsync(UserImportArgs args, OperationContext operation) =>
        args.AllNew.Or(false) ? ReadNewAsync(args, operation) : ReadNamedAsync(args, operation);

    private static async ValueTask<ImportSelection> ReadNewAsync(UserImportArgs args, OperationContext operation)
    {
        var found = ImmutableArray.CreateBuilder<ImportCandidate>();
        var skipped = 0;
        var pages = ImportList.ReadAllAsync(args.ApplicationId.Value, operation, operation.Cancellation);
        await foreach (var (_, candidates) in ImportCandidate.CompareAllAsync(pages, operation))
        {
            found.AddRange(candidates.Where(candidate => candidate.IsNew));
            skipped += candidates.Count(candidate => !candidate.IsNew);
        }

        return new ImportSelection(found.ToImmutable(), skipped);
    }

    private static async ValueTask<ImportSelection> ReadNamedAsync(UserImportArgs args, OperationContext operation)
    {
        var usernames = new Wanted("usernames", args.Usernames.Or([]), user => user.Username);
        var emails = new Wanted("emails", args.Emails.Or([]), user => user.Email);
        var found = new List<ImportUser>();
        await foreach (var page in ImportList.ReadAllAsync(args.ApplicationId.Value, operation, operation.Cancellation))
        {
            // Both must see every user, or the one that is named twice would be missed once.
            found.AddRange(page.Users.Where(user => usernames.Takes(user) | emails.Takes(user)));
            usernames.NoteNear(page.Users);
            emails.NoteNear(page.Users);
            if (usernames.IsComplete && emails.IsComplete)
                break;
        }

        string[] missing = [.. usernames.Missing(), .. emails.Missing()];
        if (missing.Length > 0)
        {
            throw new UserErrorException(
                ErrorKind.NotFound,
                $"{string.Join("; ", missing)}. Nobody was imported: correct the program, or take out who has left the service "
                    + "provider");
        }

        return new ImportSelection([.. await ImportCandidate.CompareAsync(found, operation)], 0);
    }

    /// <summary>The texts of one input that have not been met yet.</summary>
    private sealed class Wanted(string property, ImmutableArray<string> texts, Func<ImportUser, string> field)
    {
        private readonly Dictionary<string, HashSet<string>> _rest = texts
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToDictionary(text => text, _ => new HashSet<string>(StringComparer.Ordinal), StringComparer.OrdinalIgnoreCase);

        public bool IsComplete => _rest.Count == 0;

        public bool Takes(ImportUser user) => _rest.Remove(field(user));

        /// <summary>Of each page only the nearest text is kept: the list may be long.</summary>
        public void NoteNear(IReadOnlyCollection<ImportUser> users)
        {
            foreach (var (text, near) in _rest)
            {
                if (NearMatch.Find(text, users.Select(field)) is { } nearest)
                    near.Add(nearest);
            }
        }

        public IEnumerable<string> Missing() => _rest.OrderBy(rest => rest.Key, StringComparer.Ordinal).Select(rest =>
            $"{property}: the service provider has no user {rest.Key}"
            + (NearMatch.Find(rest.Key, rest.Value) is { } near ? $"; did you mean {near}?" : ""));
    }
}
