using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>
/// Who loses an application when a binding is replaced by one of another group or application. Told by Check: it is the only call
/// of a replacement that knows what is replaced.
/// </summary>
internal sealed class GroupBindingReplacement(GroupBindingArgs olds, GroupBindingArgs news, OperationContext operation)
{
    private readonly JumpCloudClient _jumpCloud = operation.Clients.JumpCloud;

    // An application whose id is not known yet is another one: an update keeps the id.
    private bool IsOtherApplication => olds.ApplicationId.Value != news.ApplicationId.OrDefault();

    private bool IsOtherGroup => news.UserGroupId.IsPresent && olds.UserGroupId.Value != news.UserGroupId.OrDefault();

    public async ValueTask WarnAsync()
    {
        if (!olds.ApplicationId.IsKnown || !olds.UserGroupId.IsKnown || (!IsOtherApplication && !IsOtherGroup)
            || _jumpCloud.IsReplaced(olds.ApplicationId.Value))
        {
            return;
        }

        try
        {
            if (await DescribeAsync() is { } loss)
                await operation.ForewarnAsync(loss);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            // The application or the group is gone: there is nothing left to lose.
            await operation.Log.DebugAsync(exception.Message);
        }
        catch (ApiException exception)
        {
            await operation.ForewarnAsync(
                $"Who loses access by the replacement of this binding could not be verified: {exception.Message}");
        }
    }

    /// <summary>Null where nobody loses anything.</summary>
    private async ValueTask<string?> DescribeAsync()
    {
        var application = await _jumpCloud.ReadIntegratedApplicationAsync(olds.ApplicationId.Value, operation.Cancellation);
        var members = await GroupMembers.ReadAsync(olds.UserGroupId.Value, operation);
        var kept = await ListUsersWhoKeepItAsync();
        var losers = members.Active.Where(user => !kept.Contains(user.Id)).Select(user => user.Username).ToList();
        if (losers.Count == 0)
            return null;
        var group = await NameOfAsync(olds.UserGroupId.Value);
        var change = IsOtherApplication
            ? $"moves the binding of {group} from {application.Label} to another application"
            : $"replaces the binding of {group} to {application.Label} by one of {await NewGroupAsync()}";
        var effect = application.IsProvisioning
            ? ", and JumpCloud deactivates them at the service provider"
            : "";
        return $"This {change}: {losers.Count} of {members.Active.Length} active users of {group} lose {application.Label} "
            + $"({GroupMembers.Few(losers)}){effect}.";
    }

    private async ValueTask<IReadOnlySet<string>> ListUsersWhoKeepItAsync()
    {
        var id = olds.ApplicationId.Value;
        var bound = await _jumpCloud.ListBoundUserGroupsAsync(id, operation.Cancellation);
        var others = bound.Where(group => group != olds.UserGroupId.Value).ToHashSet(StringComparer.Ordinal);
        if (!IsOtherApplication && news.UserGroupId.IsKnown)
            others.Add(news.UserGroupId.Value);
        return await _jumpCloud.ListUsersOfApplicationAsync(id, others, operation.Cancellation);
    }

    private async ValueTask<string> NewGroupAsync() =>
        news.UserGroupId.IsKnown ? await NameOfAsync(news.UserGroupId.Value) : "a group that is not known yet";

    private async ValueTask<string> NameOfAsync(string userGroupId) =>
        (await _jumpCloud.FindUserGroupAsync(userGroupId, operation.Cancellation))?.Name ?? userGroupId;
}
