using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

public sealed partial class JumpCloudState
{
    private readonly SortedDictionary<string, UserGroup> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> _groupsByName = new(StringComparer.Ordinal);
    private readonly HashSet<string> _dynamicGroups = new(StringComparer.Ordinal);

    public IReadOnlyList<UserGroup> Groups()
    {
        lock (_gate)
            return [.. _groups.Values];
    }

    public UserGroup? FindGroup(string id)
    {
        lock (_gate)
            return _groups.GetValueOrDefault(id);
    }

    /// <summary>The first group of exactly that name, or null.</summary>
    public UserGroup? FindGroupByName(string name)
    {
        lock (_gate)
            return Of(_groupsByName, name).FirstOrDefault() is { } id ? _groups[id] : null;
    }

    internal IReadOnlyList<JObject> ListGroups()
    {
        lock (_gate)
            return [.. _lag.SeenAll("group:", _groups.Values.Select(group => ("group:" + group.Id, group.Document)))];
    }

    internal JObject GetGroup(string id)
    {
        lock (_gate)
            return _lag.Seen("group:" + id, _groups.GetValueOrDefault(id)?.Document) ?? throw JumpCloudErrors.NotFound();
    }

    internal JObject CreateGroup(JObject body, Actor actor, string? id = null)
    {
        lock (_gate)
        {
            var group = new UserGroup(ComposeGroup(id ?? NextId(), body, null, actor));
            _lag.Changing("group:" + group.Id, () => null);
            _groups.Add(group.Id, group);
            Index(group);
            WriteGroupEvent("group_create", actor, group);
            Reevaluate(group);
            return group.Document;
        }
    }

    /// <summary>A full replace: what is left out is reset [S].</summary>
    internal JObject SetGroup(string id, JObject body, Actor actor)
    {
        lock (_gate)
        {
            var group = _groups.GetValueOrDefault(id) ?? throw JumpCloudErrors.NotFound();
            var document = ComposeGroup(id, body, group, actor);
            var before = group.Document;
            _lag.Changing("group:" + id, () => before);
            Unindex(group);
            group.Document = document;
            Index(group);
            WriteGroupEvent("group_update", actor, group);
            Reevaluate(group);
            foreach (var application in Of(_applicationsOfGroup, id))
                Enqueue(_applications[application], new SyncGroupTask(application, id));
            return group.Document;
        }
    }

    internal JObject DeleteGroup(string id, Actor actor)
    {
        lock (_gate)
        {
            var group = _groups.GetValueOrDefault(id) ?? throw JumpCloudErrors.NotFound();
            _lag.Changing("group:" + id, () => group.Document);
            var applications = Of(_applicationsOfGroup, id).Select(application => _applications[application]).ToList();
            _groups.Remove(id);
            Unindex(group);
            _applicationsOfGroup.Remove(id);
            foreach (var member in group.Members)
                SetOf(_groupsOfUser, member).Remove(id);
            WriteGroupEvent("group_delete", actor, group);
            foreach (var application in applications)
            {
                application.UserGroups.Remove(id);
                if (application.Idm is { } idm && idm.Groups.Remove(id, out var link))
                    Enqueue(application, new RemoveGroupTask(application.Id, id, link.ScimId, group.Name));
                foreach (var member in group.Members)
                    Enqueue(application, new SyncUserTask(application.Id, member));
            }

            return group.Document;
        }
    }

    // What the portal writes and the spec does not know is a newer portal's.
    private JObject ComposeGroup(string id, JObject body, UserGroup? stored, Actor actor)
    {
        bool IsNewer(string name) => actor == Actor.Portal || stored?.Document.ContainsKey(name) == true;
        if (GroupFields.Table.Check(body, alsoKnown: IsNewer) is { } wrong)
            throw JumpCloudErrors.BadRequest(wrong);
        if (string.IsNullOrEmpty((string?)body["name"]))
            throw JumpCloudErrors.BadRequest("\"name\" is required");
        var name = (string)body["name"]!;
        if (_switches.UniqueGroupNames && Of(_groupsByName, name).Any(other => other != id))
            throw JumpCloudErrors.AlreadyExists();
        var document = new JObject
        {
            ["id"] = id,
            ["type"] = "user_group",
            ["name"] = name,
            ["description"] = (string?)body["description"] ?? "",
            ["email"] = (string?)body["email"] ?? "",
            ["attributes"] = GroupAttributes(
                name, body["attributes"] as JObject ?? [], stored?.Document["attributes"] as JObject),
            ["membershipMethod"] = (string?)body["membershipMethod"] ?? "STATIC",
            ["memberQuery"] = (body["memberQuery"] as JObject)?.DeepClone(),
            ["memberQueryExemptions"] = (body["memberQueryExemptions"] as JArray)?.DeepClone() ?? new JArray(),
            ["memberSuggestionsNotify"] = (bool?)body["memberSuggestionsNotify"] ?? false,
            ["suggestionCounts"] = new JObject { ["add"] = 0, ["remove"] = 0, ["total"] = 0 },
        };
        foreach (var (field, value) in body)
        {
            if (!document.ContainsKey(field) && !GroupFields.Table.ContainsKey(field))
                document[field] = value!.DeepClone();
        }

        return document;
    }

    /// <summary>
    /// <c>ldapGroups</c> is the group's name, whatever is written; <c>posixGroups</c> stays once it is there [L].
    /// </summary>
    private static JObject GroupAttributes(string name, JObject written, JObject? stored)
    {
        var attributes = (JObject)written.DeepClone();
        attributes["ldapGroups"] = new JArray(new JObject { ["name"] = name });
        if (stored?["posixGroups"] is { } posix)
        {
            if (!JumpCloudJson.IsMissing(written["posixGroups"]) && !JToken.DeepEquals(posix, written["posixGroups"]))
                throw JumpCloudErrors.PosixGroupsMayNotChange();
            attributes["posixGroups"] = posix.DeepClone();
        }

        return attributes;
    }

    private void Index(UserGroup group)
    {
        SetOf(_groupsByName, group.Name).Add(group.Id);
        if (group.IsDynamic)
            _dynamicGroups.Add(group.Id);
    }

    private void Unindex(UserGroup group)
    {
        SetOf(_groupsByName, group.Name).Remove(group.Id);
        _dynamicGroups.Remove(group.Id);
    }
}
