using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>
/// Imports whom the inputs choose and JumpCloud does not have yet, a job for each hundred. Who is there is never asked for again,
/// so that a run after one that was interrupted imports the rest.
/// </summary>
internal sealed class UserImportRun(string id, UserImportArgs args, UserImportState? earlier, OperationContext operation)
{
    // A job that was just made may not show yet.
    private const int MostMisses = 5;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly JumpCloudClient _jumpCloud = operation.Clients.JumpCloud;
    private readonly List<string> _jobs = [.. earlier?.JobIds ?? []];
    private readonly List<(ImportUser? User, ImportResult Result)> _results = [];
    private readonly Dictionary<string, string> _before = new(StringComparer.OrdinalIgnoreCase);
    private int _skipped;
    private bool _hasAsked;

    /// <exception cref="UserErrorException">Nobody was imported.</exception>
    /// <exception cref="PartialStateException{TState}">Not all were imported, or it is not known.</exception>
    public async ValueTask<UserImportState> RunAsync()
    {
        var selection = await ImportSelection.ReadAsync(args, operation);
        Begin(selection);
        try
        {
            foreach (var batch in selection.New.Select(candidate => candidate.User).Chunk(JumpCloudClient.MostImportUsers))
                await ImportAsync(batch);
        }
        catch (ApiException exception) when (_hasAsked)
        {
            throw Unfinished(exception.Message.TrimEnd('.'));
        }
        catch (OperationCanceledException) when (_hasAsked)
        {
            throw Unfinished("The import was stopped, or its time was up (the resource option customTimeouts allows it more)");
        }

        var state = State();
        if (!state.IsComplete)
            throw new PartialStateException<UserImportState>(id, state, state.WhyIncomplete());
        await TellAsync(state);
        return state;
    }

    private void Begin(ImportSelection selection)
    {
        foreach (var result in earlier?.Results ?? [])
            _before[KeyOf(result)] = result.Status;
        foreach (var candidate in selection.Candidates)
            _results.Add((candidate.User, ResultOf(candidate)));
        if (!args.AllNew.Or(false))
            return;

        // Whom the run before imported is not new any more.
        var chosen = _results.Select(item => KeyOf(item.Result)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        _results.AddRange((earlier?.Results ?? [])
            .Where(result => IsAsked(result.Status) && !chosen.Contains(KeyOf(result)))
            .Select(result => ((ImportUser?)null, result with { Status = ImportResult.Imported })));
        _skipped = Math.Max(0, selection.SkippedCount - (_results.Count - chosen.Count));
    }

    // A user whose job was asked for and who is there now was imported by it, whatever became of its answer.
    private ImportResult ResultOf(ImportCandidate candidate)
    {
        var result = new ImportResult(candidate.User.Username, candidate.User.Email, ImportResult.Pending);
        return candidate.IsNew ? result : result with
        {
            Status = IsAsked(_before.GetValueOrDefault(KeyOf(result))) ? ImportResult.Imported : ImportResult.Already,
        };
    }

    private async ValueTask ImportAsync(ImportUser[] batch)
    {
        await StatusAsync();
        var hadAsked = _hasAsked;
        _hasAsked = true;
        try
        {
            var users = UserImportMapping.ToUsers(batch);
            _jobs.Add(await _jumpCloud.CreateBulkUsersAsync(users, args.SuppressEmail.Or(false), operation.Cancellation));
        }
        catch (ApiException exception) when (exception.Outcome != ApiOutcome.Lost)
        {
            _hasAsked = hadAsked;
            throw;
        }

        await NoteAsync(batch, await PollAsync(_jobs[^1], batch.Length));
    }

    private async ValueTask<IReadOnlyList<BulkResult>> PollAsync(string job, int size)
    {
        var (misses, before, steady) = (0, 0, 0);
        for (var wait = FirstWait; ; wait = wait * 1.5 < LongestWait ? wait * 1.5 : LongestWait)
        {
            await Task.Delay(wait, operation.Time, operation.Cancellation);
            try
            {
                var results = await _jumpCloud.ListBulkResultsAsync(job, operation.Cancellation);
                steady = results.Count == before ? steady + 1 : 0;
                before = results.Count;

                // Users may appear one by one; a list that stays shorter than the job is taken for all of it in the end.
                if (results.All(BulkStatus.IsFinal) && (before >= size || (before > 0 && steady >= MostMisses)))
                    return results;
            }
            catch (ApiException exception) when (exception.IsUnavailable || (exception.IsNotFound && ++misses < MostMisses))
            {
                await operation.Log.DebugAsync($"The import's job could not be read: {exception.Message}");
            }

            await StatusAsync();
        }
    }

    // Where JumpCloud does not say that it went well, the directory decides: somebody else may have made the user meanwhile.
    private async ValueTask NoteAsync(ImportUser[] batch, IReadOnlyList<BulkResult> results)
    {
        var told = batch.ToDictionary(
            user => user, user => results.FirstOrDefault(result => IsOf(result.Username, result.Email, user)));
        var doubtful = batch.Where(user => told[user] is not { } result || !BulkStatus.IsGood(result)).ToList();
        var known = (await ImportCandidate.CompareAsync(doubtful, operation)).ToDictionary(candidate => candidate.User);
        for (var index = 0; index < _results.Count; index++)
        {
            var (user, result) = _results[index];
            if (user is null || !told.TryGetValue(user, out var answer))
                continue;
            _results[index] = (user, !known.TryGetValue(user, out var candidate) ? result with { Status = ImportResult.Imported }
                : !candidate.IsNew ? result with { Status = answer is null ? ImportResult.Imported : ImportResult.Already }
                : result with { Status = ImportResult.Failed, Message = WhyNot(answer) });
        }
    }

    private static string WhyNot(BulkResult? answer) => answer switch
    {
        null => "the job's results do not name the user",
        { Message.Length: > 0 } => answer.Message,
        _ => answer.Status,
    };

    private static bool IsAsked(string? status) => status is ImportResult.Imported or ImportResult.Pending;

    private static string KeyOf(ImportResult result) => $"{result.Email}\n{result.Username}";

    private static bool IsOf(string username, string email, ImportUser user) =>
        (email.Length > 0 && email.Equals(user.Email, StringComparison.OrdinalIgnoreCase))
        || (username.Length > 0 && username.Equals(user.Username, StringComparison.OrdinalIgnoreCase));

    private ValueTask StatusAsync()
    {
        var done = _results.Count(item => item.Result.Status != ImportResult.Pending);
        return operation.Waiting.TellAsync($"Importing users: {done} of {_results.Count} done", operation.Left);
    }

    private async ValueTask TellAsync(UserImportState state)
    {
        if (_hasAsked)
        {
            await operation.Log.InfoAsync(
                $"{state.ImportedCount} {(state.ImportedCount == 1 ? "user is" : "users are")} imported. "
                    + UserImportPlan.BoundToNothing);
        }
    }

    private UserImportState State() => new()
    {
        ApplicationId = args.ApplicationId.Value,
        JobIds = [.. _jobs],
        Results = [.. _results.Select(item => item.Result)],
        AlreadyCount = _skipped + _results.Count(item => item.Result.Status == ImportResult.Already),
    };

    private PartialStateException<UserImportState> Unfinished(string why)
    {
        var state = State();
        return new PartialStateException<UserImportState>(id, state, $"{why}; {state.WhyIncomplete()}");
    }
}
