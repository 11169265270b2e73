using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

public sealed partial class JumpCloudState
{
    private readonly Dictionary<string, SortedSet<string>> _groupsOfUser = new(StringComparer.Ordinal);

    /// <summary>The users of a group, by id.</summary>
    public IReadOnlyList<SystemUser> Members(string groupId)
    {
        lock (_gate)
            return _groups.TryGetValue(groupId, out var group) ? [.. group.Members.Select(id => _users[id])] : [];
    }

    internal IReadOnlyList<JObject> ListMembers(string groupId)
    {
        lock (_gate)
        {
            var group = _groups.GetValueOrDefault(groupId) ?? throw JumpCloudErrors.UnknownUserGroup();
            return [.. _lag.SeenAll($"member:{groupId}:",
                group.Members.Select(id => ($"member:{groupId}:{id}", Graph.Connection("user", id))))];
        }
    }

    /// <summary>Everybody in the group, with the way to them.</summary>
    internal IReadOnlyList<JObject> ListMembership(string groupId)
    {
        lock (_gate)
        {
            var group = _groups.GetValueOrDefault(groupId) ?? throw JumpCloudErrors.UnknownUserGroup();
            var start = new GraphNode("user_group", groupId);
            return [.. group.Members.Select(id => Graph.WithPath(start, new GraphNode("user", id)))];
        }
    }

    /// <summary>The groups of a user; nothing for an unknown one [L].</summary>
    internal IReadOnlyList<JObject> ListMemberOf(string userId)
    {
        lock (_gate)
        {
            var candidates = _switches.HasReadLag ? _groups.Keys : (IEnumerable<string>)Of(_groupsOfUser, userId);
            return [.. candidates.Where(id => SeesMember(id, userId)).Select(id =>
                Graph.WithPath(new("user", userId), new("user_group", id)))];
        }
    }

    internal void AddMember(string groupId, string userId, Actor actor)
    {
        lock (_gate)
        {
            var (group, user) = MemberOf(groupId, userId);
            if (IsDecidedByQuery(group, userId))
                return;
            if (group.Members.Contains(userId))
                throw JumpCloudErrors.AlreadyExists();
            Join(group, user);
            WriteAssociationEvent(actor, "add", "user_group", groupId, "user", userId);
        }
    }

    internal void RemoveMember(string groupId, string userId, Actor actor)
    {
        lock (_gate)
        {
            var (group, user) = MemberOf(groupId, userId);
            if (IsDecidedByQuery(group, userId))
                return;
            if (!group.Members.Contains(userId))
                throw JumpCloudErrors.NotFound();
            Leave(group, user);
            WriteAssociationEvent(actor, "remove", "user_group", groupId, "user", userId);
        }
    }

    private (UserGroup Group, SystemUser User) MemberOf(string groupId, string userId) =>
        (_groups.GetValueOrDefault(groupId) ?? throw JumpCloudErrors.UnknownUserGroup(),
            _users.GetValueOrDefault(userId) ?? throw JumpCloudErrors.NotFound());

    /// <summary>By hand nothing is changed in such a group, and the answer is still 204 [L].</summary>
    private static bool IsDecidedByQuery(UserGroup group, string userId) => group.IsDynamic && !group.Exempts(userId);

    private void Join(UserGroup group, SystemUser user)
    {
        ChangingMember(group, user.Id);
        group.Members.Add(user.Id);
        SetOf(_groupsOfUser, user.Id).Add(group.Id);
        foreach (var id in Of(_applicationsOfGroup, group.Id))
        {
            Enqueue(_applications[id], new SyncUserTask(id, user.Id));
            Enqueue(_applications[id], new SyncGroupTask(id, group.Id));
        }
    }

    private void Leave(UserGroup group, SystemUser user)
    {
        ChangingMember(group, user.Id);
        group.Members.Remove(user.Id);
        SetOf(_groupsOfUser, user.Id).Remove(group.Id);
        foreach (var id in Of(_applicationsOfGroup, group.Id))
            EnqueueLeaving(_applications[id], user.Id, [group.Id]);
    }

    private bool SeesMember(string groupId, string userId)
    {
        var isMember = Of(_groupsOfUser, userId).Contains(groupId);
        return _lag.Seen($"member:{groupId}:{userId}", isMember ? Graph.Connection("user", userId) : null) is not null;
    }

    private void ChangingMember(UserGroup group, string userId)
    {
        var before = group.Members.Contains(userId) ? Graph.Connection("user", userId) : null;
        _lag.Changing($"member:{group.Id}:{userId}", () => before);
    }

    /// <summary>Dynamic groups follow their users at once; the real ones within seconds [L].</summary>
    private void ReevaluateUser(SystemUser user)
    {
        foreach (var group in _dynamicGroups.Select(id => _groups[id]))
        {
            if (MemberQuery.Read(group.Document) is { } query)
                Decide(group, query, user);
        }
    }

    private void Reevaluate(UserGroup group)
    {
        var method = (string?)group.Document["membershipMethod"];
        if (method is not ("DYNAMIC_AUTOMATED" or "DYNAMIC_REVIEW_REQUIRED") || MemberQuery.Read(group.Document) is not { } query)
            return;
        if (group.IsDynamic)
        {
            foreach (var user in _users.Values)
                Decide(group, query, user);
            return;
        }

        var add = _users.Values.Count(user => query.Matches(user) && !group.Members.Contains(user.Id));
        var remove = group.Members.Count(id => !query.Matches(_users[id]));
        group.Document["suggestionCounts"] = new JObject { ["add"] = add, ["remove"] = remove, ["total"] = add + remove };
    }

    private void Decide(UserGroup group, MemberQuery query, SystemUser user)
    {
        var isMember = group.Members.Contains(user.Id);
        if (group.Exempts(user.Id) || query.Matches(user) == isMember)
            return;
        if (isMember)
            Leave(group, user);
        else
            Join(group, user);
    }
}
