using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>Waits until the active members of a bound group, and the group, are at the service provider.</summary>
internal sealed class SyncWait(
    GroupBindingId id, GroupBindingState state, ServiceProviderArgs serviceProvider, OperationContext operation)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(0.5);

    // So that a wait that is taken up again finds what went wrong in the one before.
    private static readonly TimeSpan EventsFrom = TimeSpan.FromHours(1);

    private readonly ScimClient _scim = ExistingGroup.Scim(serviceProvider, operation);
    private readonly Dictionary<string, string?> _idsAtServiceProvider = new(StringComparer.OrdinalIgnoreCase);
    private string? _lastProblem;

    /// <exception cref="PartialStateException{TState}">It took too long, or was stopped: the binding exists.</exception>
    public async ValueTask<GroupBindingState> RunAsync()
    {
        try
        {
            await WarnIfInactiveAsync();
            var members = await GroupMembers.ReadAsync(state.UserGroupId, operation);
            if (members.Active.IsEmpty)
            {
                await operation.Log.InfoAsync($"{state.UserGroupName} has no active member: there is nothing to wait for.");
                return state;
            }

            foreach (var user in members.Active)
                _idsAtServiceProvider[user.Username] = null;
            return state with { ServiceProviderGroupId = await PollAsync() };
        }
        catch (ApiException exception)
        {
            throw new PartialStateException<GroupBindingState>(
                id.ToString(), state, $"{state.UserGroupName} is bound, but its synchronization could not be watched: "
                    + $"{exception.Message.TrimEnd('.')}.{await QuoteAsync()} Run up again to go on waiting");
        }
        catch (OperationCanceledException) when (operation.Cancellation.IsCancellationRequested)
        {
            throw new PartialStateException<GroupBindingState>(id.ToString(), state, await WhyUnfinishedAsync());
        }
    }

    private async ValueTask WarnIfInactiveAsync()
    {
        var jumpCloud = operation.Clients.JumpCloud;
        var application = await jumpCloud.ReadIntegratedApplicationAsync(state.ApplicationId, operation.Cancellation);
        if (!application.IsProvisioning)
        {
            await operation.Log.WarningAsync(
                $"waitForSync waits for {state.UserGroupName}, but Identity Management is not active on {application.Label}: "
                    + "nothing is provisioned until it is. Let this resource depend on the IdmIntegration.");
        }
    }

    private async ValueTask<string> PollAsync()
    {
        for (var wait = FirstWait; ; wait = Patience.Longer(wait))
        {
            try
            {
                if (await LookAsync() is { } group)
                    return group;
                _lastProblem = null;
            }
            catch (ApiException exception) when (exception.IsUnavailable)
            {
                _lastProblem = exception.Message;
            }

            await operation.Waiting.TellAsync($"Waiting for the service provider: {Missing()} not there yet", operation.Left);
            await Task.Delay(wait, operation.Time, operation.Cancellation);
        }
    }

    /// <returns>The id of the group at the service provider once it has every active member; null before.</returns>
    private async ValueTask<string?> LookAsync()
    {
        foreach (var user in await _scim.FindUsersAsync(Pending(), operation.Cancellation))
            Note(user);
        if (Pending().Count > 0)
            return null;
        var groups = await _scim.FindGroupsAsync(state.UserGroupName, operation.Cancellation);
        return groups.FirstOrDefault(group => _idsAtServiceProvider.Values.All(user => group.MemberIds.Contains(user!)))?.Id;
    }

    private void Note(ScimUser user)
    {
        if (user.Active && _idsAtServiceProvider.ContainsKey(user.UserName))
            _idsAtServiceProvider[user.UserName] = user.Id;
    }

    private List<string> Pending() => [.. _idsAtServiceProvider.Where(user => user.Value is null).Select(user => user.Key)];

    private string Missing()
    {
        var pending = Pending();
        return pending.Count == 0
            ? $"the group {state.UserGroupName} with all {_idsAtServiceProvider.Count} active members is"
            : $"{pending.Count} of {_idsAtServiceProvider.Count} active members ({GroupMembers.Few(pending)}) and the group "
                + $"{state.UserGroupName} are";
    }

    private async ValueTask<string> QuoteAsync()
    {
        var since = operation.Time.GetUtcNow() - EventsFrom;
        var events = await ApplicationEvents.TryReadAsync(state.ApplicationId, EventTypes.Provisioning, since, operation);
        var ours = events?.Where(item => item.Subject is not { } subject
            || subject == state.UserGroupName || _idsAtServiceProvider.ContainsKey(subject));
        return ApplicationEvents.Quote(ours);
    }

    private async ValueTask<string> WhyUnfinishedAsync()
    {
        var problem = _lastProblem is null ? "" : $" The last look at the service provider failed: {_lastProblem}.";
        return $"{state.UserGroupName} is bound, but waiting ended before it was synchronized: {Missing()} not at "
            + $"{serviceProvider.ScimBaseUrl.Value} yet.{problem}{await QuoteAsync()} "
            + "Run up again to go on waiting, allow more time with the resource option customTimeouts, or set waitForSync "
            + "to false";
    }
}
