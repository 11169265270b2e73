using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>What is to be true of a user at a service provider.</summary>
/// <param name="Wanted">The user as exported; null when the user is not to be active there.</param>
internal sealed record UserPlan(
    Application Application, IdmConnection Connection, JObject Resource, JObject? Wanted, UserLink? Link);

/// <summary>What is to be true of a group at a service provider.</summary>
/// <param name="Members">The ids, at the service provider, of the members that are active there.</param>
internal sealed record GroupPlan(
    Application Application, IdmConnection Connection, string Name, SortedSet<string> Members, GroupLink? Link);

public sealed partial class JumpCloudState
{
    /// <summary>Null when there is nothing to provision to, or nothing to do ever again.</summary>
    internal UserPlan? PlanUser(string applicationId, string userId)
    {
        lock (_gate)
        {
            if (_applications.GetValueOrDefault(applicationId) is not { IsProvisioning: true } application)
                return null;
            var user = _users.GetValueOrDefault(userId);
            var link = application.Idm!.Users.GetValueOrDefault(userId);
            var username = user?.Username ?? (string?)link?.Sent["userName"] ?? "";
            var resource = new JObject { ["type"] = "user", ["id"] = userId, ["username"] = username };
            var wanted = user is not null && IsInScope(application, user) ? ScimMapping.User(user.Document) : null;
            return new UserPlan(application, application.Idm, resource, wanted, link);
        }
    }

    /// <summary>Null when the group is not bound, not managed, or gone.</summary>
    internal GroupPlan? PlanGroup(string applicationId, string groupId)
    {
        lock (_gate)
        {
            if (_applications.GetValueOrDefault(applicationId) is not { IsProvisioning: true } application
                || !application.Idm!.ManageGroups || !application.UserGroups.Contains(groupId))
                return null;
            var group = _groups[groupId];
            var members = group.Members
                .Where(id => _users[id].IsActivated)
                .Select(id => application.Idm.Users.GetValueOrDefault(id))
                .Where(link => link is { IsActive: true })
                .Select(link => link!.ScimId);
            return new GroupPlan(
                application, application.Idm, group.Name, new SortedSet<string>(members, StringComparer.Ordinal),
                application.Idm.Groups.GetValueOrDefault(groupId));
        }
    }

    /// <summary>Null for an application that no longer provisions.</summary>
    internal (Application Application, IdmConnection Connection)? FindConnection(string applicationId)
    {
        lock (_gate)
        {
            return _applications.GetValueOrDefault(applicationId) is { IsProvisioning: true } application
                ? (application, application.Idm!)
                : null;
        }
    }

    internal void LinkUser(IdmConnection connection, string userId, UserLink? link)
    {
        lock (_gate)
            Put(connection.Users, userId, link);
    }

    /// <summary>A group that was unbound meanwhile is not managed any more.</summary>
    internal void LinkGroup(string applicationId, IdmConnection connection, string groupId, GroupLink? link)
    {
        lock (_gate)
        {
            var isBound = _applications.GetValueOrDefault(applicationId)?.UserGroups.Contains(groupId) == true;
            Put(connection.Groups, groupId, isBound ? link : null);
        }
    }

    /// <summary>Only ACTIVATED users that the application is bound to, directly or by a group [D].</summary>
    private bool IsInScope(Application application, SystemUser user) =>
        user.IsActivated
        && (application.Users.Contains(user.Id) || Of(_groupsOfUser, user.Id).Any(application.UserGroups.Contains));

    private void Enqueue(Application application, ProvisioningTask task)
    {
        if (application.IsProvisioning)
            Queue.Add(task);
    }

    private void EnqueueGroup(Application application, string groupId)
    {
        foreach (var user in _groups[groupId].Members)
            Enqueue(application, new SyncUserTask(application.Id, user));
        Enqueue(application, new SyncGroupTask(application.Id, groupId));
    }

    private void EnqueueEverything(Application application)
    {
        foreach (var user in application.Users)
            Enqueue(application, new SyncUserTask(application.Id, user));
        foreach (var group in application.UserGroups)
            EnqueueGroup(application, group);
    }

    /// <summary>Out of the groups first: a service provider may refuse a group with an inactive member.</summary>
    private void EnqueueLeaving(Application application, string userId, IEnumerable<string> groups)
    {
        foreach (var group in groups.Where(application.UserGroups.Contains))
            Enqueue(application, new SyncGroupTask(application.Id, group));
        Enqueue(application, new SyncUserTask(application.Id, userId));
    }

    private void SyncUser(SystemUser user)
    {
        foreach (var application in ApplicationsOfUser(user.Id))
        {
            if (!IsInScope(application, user))
            {
                EnqueueLeaving(application, user.Id, Of(_groupsOfUser, user.Id));
                continue;
            }

            Enqueue(application, new SyncUserTask(application.Id, user.Id));
            foreach (var group in Of(_groupsOfUser, user.Id).Where(application.UserGroups.Contains))
                Enqueue(application, new SyncGroupTask(application.Id, group));
        }
    }

    private static void Put<T>(Dictionary<string, T> links, string key, T? link)
        where T : class
    {
        if (link is null)
            links.Remove(key);
        else
            links[key] = link;
    }
}
