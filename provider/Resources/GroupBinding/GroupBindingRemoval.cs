using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>
/// Takes access away and, with <c>waitForSync</c>, waits until JumpCloud has deactivated at the service provider whom it should:
/// what comes next in a destroy may end the provisioning that does it.
/// </summary>
internal sealed class GroupBindingRemoval(
    GroupBindingId id, GroupBindingArgs args, GroupBindingState state, OperationContext operation)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(0.5);

    // So that a wait that is taken up again finds what went wrong in the one before.
    private static readonly TimeSpan EventsFrom = TimeSpan.FromHours(1);

    private readonly JumpCloudClient _jumpCloud = operation.Clients.JumpCloud;
    private List<string> _left = [];
    private string? _lastProblem;

    private string Group => state.UserGroupName.Length > 0 ? state.UserGroupName : id.UserGroup;

    /// <exception cref="UserErrorException">The group is unbound, but not everybody is inactive; another delete goes on.</exception>
    public async ValueTask RunAsync()
    {
        await GroupBindingPlan.WarnOfUnbindingAsync(id, Group, operation);
        await GroupBindingChange.UnbindAsync(id, operation);
        if (!args.WaitForSync.Or(false)
            || args.ServiceProvider is not { IsKnown: true, Value: { IsKnown: true } serviceProvider })
        {
            return;
        }

        try
        {
            if (await HasToWaitAsync(serviceProvider.ScimBaseUrl.Value))
                await PollAsync(serviceProvider);
        }
        catch (ApiException exception)
        {
            throw new UserErrorException(
                exception.Kind,
                $"{Group} is unbound, but whether its members were deactivated could not be watched: {exception.Message}. "
                    + "Run this again to go on, or run up with a serviceProvider that can be asked, or with waitForSync false, first",
                exception);
        }
        catch (OperationCanceledException exception) when (operation.Cancellation.IsCancellationRequested)
        {
            var kind = operation.IsTimeUp ? ErrorKind.DeadlineExceeded : ErrorKind.Cancelled;
            throw new UserErrorException(kind, await WhyUnfinishedAsync(serviceProvider), exception);
        }
    }

    /// <summary>Not without provisioning, and not where another application goes on with it.</summary>
    private async ValueTask<bool> HasToWaitAsync(string scimBaseUrl)
    {
        if (await new LiveConnection(id.ApplicationId, operation).FindAsync() is not { IsProvisioning: true })
            return false;
        return !await ExistingGroup.IsProvisionedElsewhereAsync(id.UserGroup, scimBaseUrl, operation);
    }

    private async ValueTask PollAsync(ServiceProviderArgs serviceProvider)
    {
        var scim = ExistingGroup.Scim(serviceProvider, operation);
        var members = await MembersAsync();
        var covered = await CoveredAsync();
        _left = [.. members.Where(user => !covered.Contains(user.Id)).Select(user => user.Username)];
        for (var wait = FirstWait; ; wait = Patience.Longer(wait))
        {
            try
            {
                _left = await StillActiveAsync(scim);
                _lastProblem = null;
            }
            catch (ApiException exception) when (exception.IsUnavailable)
            {
                _lastProblem = exception.Message;
            }

            if (_left.Count == 0)
                return;
            await operation.Waiting.TellAsync($"Waiting for the service provider: {Left()} still active", operation.Left);
            await Task.Delay(wait, operation.Time, operation.Cancellation);
        }
    }

    private async ValueTask<IReadOnlyList<DirectoryUser>> MembersAsync()
    {
        try
        {
            return (await GroupMembers.ReadAsync(id.UserGroup, operation)).Active;
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            await operation.Log.DebugAsync($"The group {Group} is gone: nobody knows who was in it.");
            return [];
        }
    }

    private async ValueTask<HashSet<string>> CoveredAsync()
    {
        var covered = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var user in _jumpCloud.ListApplicationUsersAsync(id.ApplicationId, operation.Cancellation))
        {
            // The unbound group may still show.
            if (user.IsBoundDirectly || user.UserGroupIds.Any(group => group != id.UserGroup))
                covered.Add(user.Id);
        }

        return covered;
    }

    private async ValueTask<List<string>> StillActiveAsync(ScimClient scim)
    {
        var users = await scim.FindUsersAsync(_left, operation.Cancellation);
        var active = users.Where(user => user.Active).Select(user => user.UserName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. _left.Where(active.Contains)];
    }

    private string Left() => $"{_left.Count} {(_left.Count == 1 ? "member" : "members")} ({GroupMembers.Few(_left)}) of {Group} "
        + $"{(_left.Count == 1 ? "is" : "are")}";

    private async ValueTask<string> WhyUnfinishedAsync(ServiceProviderArgs serviceProvider)
    {
        var since = operation.Time.GetUtcNow() - EventsFrom;
        var events = await ApplicationEvents.TryReadAsync(id.ApplicationId, EventTypes.Provisioning, since, operation);
        var ours = events?.Where(item => item.Subject is { } who && _left.Contains(who, StringComparer.OrdinalIgnoreCase));
        var problem = _lastProblem is null ? "" : $" The last look at the service provider failed: {_lastProblem}.";
        var what = _left.Count == 0 ? "whom it leaves active is not known" : $"{Left()} still active";
        return $"{Group} is unbound, but waiting ended before its members were deactivated: {what} at "
            + $"{serviceProvider.ScimBaseUrl.Value}.{problem}{ApplicationEvents.Quote(ours)} "
            + "Run this again to go on waiting (Identity Management must stay active until then), or allow more time with the "
            + "resource option customTimeouts";
    }
}
