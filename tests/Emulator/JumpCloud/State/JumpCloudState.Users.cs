using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

public sealed partial class JumpCloudState
{
    private readonly SortedDictionary<string, SystemUser> _users = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _usersByName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _usersByEmail = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<SystemUser> Users()
    {
        lock (_gate)
            return [.. _users.Values];
    }

    public SystemUser? FindUser(string id)
    {
        lock (_gate)
            return _users.GetValueOrDefault(id);
    }

    /// <summary>The user of that username, in any case of letters, or null.</summary>
    public SystemUser? FindUserByName(string username)
    {
        lock (_gate)
            return _usersByName.TryGetValue(username, out var id) ? _users[id] : null;
    }

    internal IReadOnlyList<JObject> ListUsers()
    {
        lock (_gate)
            return [.. _users.Values.Select(user => user.Document)];
    }

    /// <summary>Those of ten thousand users who can match: of the ids, names or addresses that a filter asks for, where one does.</summary>
    internal IReadOnlyList<JObject> ListUsers(IReadOnlyList<RecordFilter> filters)
    {
        lock (_gate)
        {
            foreach (var filter in filters)
            {
                if (filter.Texts is { } texts && IdsOf(filter.Field, texts) is { } ids)
                    return [.. ids.Where(_users.ContainsKey).Distinct().Order(StringComparer.Ordinal).Select(id => _users[id].Document)];
            }

            return ListUsers();
        }
    }

    private IEnumerable<string>? IdsOf(string field, IEnumerable<string> texts) => field switch
    {
        "_id" => texts,
        "username" => texts.Select(text => _usersByName.GetValueOrDefault(text)).OfType<string>(),
        "email" => texts.Select(text => _usersByEmail.GetValueOrDefault(text)).OfType<string>(),
        _ => null,
    };

    internal JObject GetUser(string id) => (FindUser(id) ?? throw JumpCloudErrors.NotFound()).Document;

    internal JObject CreateUser(JObject body, Actor actor, string? id = null)
    {
        lock (_gate)
        {
            if (UserFields.Table.Check(body) is { } wrong)
                throw JumpCloudErrors.BadRequest(wrong);
            foreach (var name in (string[])["username", "email"])
            {
                if (string.IsNullOrEmpty((string?)body[name]))
                    throw JumpCloudErrors.BadRequest($"\"{name}\" is required");
            }

            if (_usersByName.ContainsKey((string)body["username"]!) || _usersByEmail.ContainsKey((string)body["email"]!))
                throw JumpCloudErrors.AlreadyExists();
            var user = new SystemUser(NewUser(id ?? NextId(), body));
            _users.Add(user.Id, user);
            Index(user);
            WriteUserEvent("user_create", actor, user);
            ReevaluateUser(user);
            return user.Document;
        }
    }

    /// <summary>v1's PUT of a user changes what it names, unlike the PUT of an application.</summary>
    internal JObject SetUser(string id, JObject body, Actor actor)
    {
        lock (_gate)
        {
            var user = _users.GetValueOrDefault(id) ?? throw JumpCloudErrors.NotFound();
            if (UserFields.Table.Check(body) is { } wrong)
                throw JumpCloudErrors.BadRequest(wrong);
            if (IsTaken(_usersByName, body["username"], id) || IsTaken(_usersByEmail, body["email"], id))
                throw JumpCloudErrors.AlreadyExists();
            var document = (JObject)user.Document.DeepClone();
            foreach (var (name, value) in body)
            {
                if (name is not ("_id" or "id" or "created" or "organization" or "password"))
                    document[name] = value!.DeepClone();
            }

            AlignState(document, body);
            Unindex(user);
            user.Document = document;
            Index(user);
            WriteUserEvent("user_update", actor, user);
            ReevaluateUser(user);
            SyncUser(user);
            return document;
        }
    }

    internal JObject DeleteUser(string id, Actor actor)
    {
        lock (_gate)
        {
            var user = _users.GetValueOrDefault(id) ?? throw JumpCloudErrors.NotFound();
            var applications = ApplicationsOfUser(id);
            foreach (var group in Of(_groupsOfUser, id).ToList())
            {
                ChangingMember(_groups[group], id);
                _groups[group].Members.Remove(id);
            }

            foreach (var application in Of(_applicationsOfUser, id))
                _applications[application].Users.Remove(id);
            var groups = Of(_groupsOfUser, id).ToList();
            _groupsOfUser.Remove(id);
            _applicationsOfUser.Remove(id);
            _users.Remove(id);
            Unindex(user);
            WriteUserEvent("user_delete", actor, user);
            foreach (var application in applications)
                EnqueueLeaving(application, id, groups);
            return user.Document;
        }
    }

    private JObject NewUser(string id, JObject body)
    {
        var document = new JObject
        {
            ["_id"] = id,
            ["id"] = id,
            ["organization"] = OrganizationId,
            ["created"] = Now(),
            ["username"] = "",
            ["email"] = "",
            ["firstname"] = "",
            ["lastname"] = "",
            ["displayname"] = "",
            ["state"] = "ACTIVATED",
            ["suspended"] = false,
            ["activated"] = true,
            ["account_locked"] = false,
            ["attributes"] = new JArray(),
        };
        foreach (var (name, value) in body)
        {
            if (name is not ("_id" or "id" or "created" or "organization" or "password"))
                document[name] = value!.DeepClone();
        }

        AlignState(document, body);
        return document;
    }

    /// <summary><c>state</c>, <c>suspended</c> and <c>activated</c> say the same; the one that was written leads.</summary>
    private static void AlignState(JObject document, JObject written)
    {
        if (written["state"] is null && (bool?)written["suspended"] is { } suspended)
            document["state"] = suspended ? "SUSPENDED" : "ACTIVATED";
        document["suspended"] = (string?)document["state"] == "SUSPENDED";
        document["activated"] = (string?)document["state"] != "STAGED";
    }

    private static bool IsTaken(Dictionary<string, string> index, JToken? value, string id) =>
        !JumpCloudJson.IsMissing(value) && index.TryGetValue((string)value!, out var owner) && owner != id;

    private void Index(SystemUser user)
    {
        _usersByName[user.Username] = user.Id;
        _usersByEmail[user.Email] = user.Id;
    }

    private void Unindex(SystemUser user)
    {
        _usersByName.Remove(user.Username);
        _usersByEmail.Remove(user.Email);
    }
}
