using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

public sealed partial class JumpCloudState
{
    private readonly Dictionary<string, SortedSet<string>> _applicationsOfGroup = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> _applicationsOfUser = new(StringComparer.Ordinal);

    /// <summary>The groups bound to an application, by id.</summary>
    public IReadOnlyList<UserGroup> BoundGroups(string applicationId)
    {
        lock (_gate)
            return _applications.TryGetValue(applicationId, out var application)
                ? [.. application.UserGroups.Select(id => _groups[id])]
                : [];
    }

    /// <summary>The direct bindings of an application to things of a type (<c>user_group</c> or <c>user</c>).</summary>
    internal IReadOnlyList<JObject> ListApplicationAssociations(string id, string targets)
    {
        lock (_gate)
        {
            var application = ApplicationOf(id);
            var bound = targets == "user" ? application.Users : application.UserGroups;
            return Connections($"application:{id}:{targets}:", targets, bound);
        }
    }

    internal IReadOnlyList<JObject> ListGroupAssociations(string id)
    {
        lock (_gate)
        {
            if (!_groups.ContainsKey(id))
                throw JumpCloudErrors.NotFound();
            return Connections($"user_group:{id}:application:", "application", Of(_applicationsOfGroup, id));
        }
    }

    internal IReadOnlyList<JObject> ListUserAssociations(string id)
    {
        lock (_gate)
        {
            if (!_users.ContainsKey(id))
                throw JumpCloudErrors.NotFound();
            return Connections($"user:{id}:application:", "application", Of(_applicationsOfUser, id));
        }
    }

    /// <param name="targetType"><c>user_group</c> or <c>user</c>.</param>
    internal void AddAssociation(string applicationId, string targetType, string targetId, Actor actor)
    {
        lock (_gate)
        {
            var (application, bound, applications) = Ends(applicationId, targetType, targetId);
            if (bound.Contains(targetId))
                throw JumpCloudErrors.AlreadyExists();
            ChangingAssociation(applicationId, targetType, targetId, bound.Contains(targetId));
            bound.Add(targetId);
            SetOf(applications, targetId).Add(applicationId);
            WriteAssociationEvent(actor, "add", "application", applicationId, targetType, targetId);
            if (targetType == "user")
                Enqueue(application, new SyncUserTask(applicationId, targetId));
            else
                EnqueueGroup(application, targetId);
        }
    }

    /// <summary>
    /// Unbinding a group leaves it at the service provider and deactivates those whom no other binding covers [D].
    /// </summary>
    internal void RemoveAssociation(string applicationId, string targetType, string targetId, Actor actor)
    {
        lock (_gate)
        {
            var (application, bound, applications) = Ends(applicationId, targetType, targetId);
            if (!bound.Contains(targetId))
                throw JumpCloudErrors.NotFound();
            ChangingAssociation(applicationId, targetType, targetId, true);
            bound.Remove(targetId);
            SetOf(applications, targetId).Remove(applicationId);
            WriteAssociationEvent(actor, "remove", "application", applicationId, targetType, targetId);
            application.Idm?.Groups.Remove(targetId);
            foreach (var user in targetType == "user" ? [targetId] : (IEnumerable<string>)_groups[targetId].Members)
                Enqueue(application, new SyncUserTask(applicationId, user));
        }
    }

    /// <summary>The groups bound to an application, with the way to them.</summary>
    internal IReadOnlyList<JObject> TraverseGroups(string applicationId)
    {
        lock (_gate)
        {
            var start = new GraphNode("application", applicationId);
            return [.. ApplicationOf(applicationId).UserGroups.Select(id => Graph.WithPath(start, new("user_group", id)))];
        }
    }

    /// <summary>The users that an application reaches, directly and by group, with every way to them.</summary>
    internal IReadOnlyList<JObject> TraverseUsers(string applicationId)
    {
        lock (_gate)
        {
            var application = ApplicationOf(applicationId);
            var start = new GraphNode("application", applicationId);
            var direct = application.Users.Select(user => (GraphNode[])[start, new("user", user)]);
            var byGroup = application.UserGroups.SelectMany(group =>
                _groups[group].Members.Select(user => (GraphNode[])[start, new("user_group", group), new("user", user)]));
            return
            [
                .. direct.Concat(byGroup)
                    .GroupBy(path => path[^1].Id, StringComparer.Ordinal)
                    .OrderBy(user => user.Key, StringComparer.Ordinal)
                    .Select(user => Graph.WithPaths([.. user])),
            ];
        }
    }

    internal IReadOnlyList<JObject> TraverseGroupApplications(string groupId)
    {
        lock (_gate)
        {
            if (!_groups.ContainsKey(groupId))
                throw JumpCloudErrors.NotFound();
            var start = new GraphNode("user_group", groupId);
            return [.. Of(_applicationsOfGroup, groupId).Select(id => Graph.WithPath(start, new("application", id)))];
        }
    }

    internal IReadOnlyList<JObject> TraverseUserApplications(string userId)
    {
        lock (_gate)
        {
            if (!_users.ContainsKey(userId))
                throw JumpCloudErrors.NotFound();
            return [.. ApplicationsOfUser(userId).Select(application => Graph.WithPaths([.. WaysFrom(userId, application)]))];
        }
    }

    private IEnumerable<GraphNode[]> WaysFrom(string userId, Application application)
    {
        var (start, end) = (new GraphNode("user", userId), new GraphNode("application", application.Id));
        if (application.Users.Contains(userId))
            yield return [start, end];
        foreach (var group in Of(_groupsOfUser, userId).Where(application.UserGroups.Contains))
            yield return [start, new("user_group", group), end];
    }

    /// <summary>Every application that the user is bound to, directly or by a group.</summary>
    private List<Application> ApplicationsOfUser(string userId) =>
    [
        .. Of(_applicationsOfUser, userId)
            .Concat(Of(_groupsOfUser, userId).SelectMany(group => Of(_applicationsOfGroup, group)))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(id => _applications[id]),
    ];

    private (Application Application, SortedSet<string> Bound, Dictionary<string, SortedSet<string>> Applications) Ends(
        string applicationId, string targetType, string targetId)
    {
        var application = ApplicationOf(applicationId);
        var isUser = targetType == "user";
        if (isUser ? !_users.ContainsKey(targetId) : !_groups.ContainsKey(targetId))
            throw JumpCloudErrors.NotFound();
        return isUser
            ? (application, application.Users, _applicationsOfUser)
            : (application, application.UserGroups, _applicationsOfGroup);
    }

    private void ChangingAssociation(string applicationId, string targetType, string targetId, bool isBound)
    {
        _lag.Changing($"application:{applicationId}:{targetType}:{targetId}", () =>
            isBound ? Graph.Connection(targetType, targetId) : null);
        _lag.Changing($"{targetType}:{targetId}:application:{applicationId}", () =>
            isBound ? Graph.Connection("application", applicationId) : null);
    }

    private List<JObject> Connections(string prefix, string type, IEnumerable<string> ids) =>
        [.. _lag.SeenAll(prefix, ids.Select(id => (prefix + id, Graph.Connection(type, id))))];

    private void WriteAssociationEvent(
        Actor actor, string operation, string fromType, string fromId, string toType, string toId) =>
        WriteEvent("association_change", actor, true, new JObject { ["type"] = fromType, ["id"] = fromId }, new JObject
        {
            ["association"] = new JObject
            {
                ["op"] = operation,
                ["connection"] = new JObject
                {
                    ["from"] = new JObject { ["type"] = fromType, ["object_id"] = fromId },
                    ["to"] = new JObject { ["type"] = toType, ["object_id"] = toId },
                },
            },
        });
}
