using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

public sealed partial class JumpCloudState
{
    /// <summary>The whole state, for people and tests; no token and no key is in it.</summary>
    internal JObject Describe()
    {
        lock (_gate)
        {
            return new JObject
            {
                ["organization"] = GetOrganization(),
                ["applications"] = new JArray(_applications.Values.Select(Describe)),
                ["userGroups"] = new JArray(_groups.Values.Select(group => new JObject
                {
                    ["id"] = group.Id,
                    ["name"] = group.Name,
                    ["members"] = new JArray(group.Members.Select(id => _users[id].Username)),
                })),
                ["users"] = new JArray(_users.Values.Select(user => new JObject
                {
                    ["id"] = user.Id, ["username"] = user.Username, ["email"] = user.Email, ["state"] = user.State,
                })),
                ["eventCount"] = _events.Count,
            };
        }
    }

    private JObject Describe(Application application) => new()
    {
        ["application"] = application.Document,
        ["userGroups"] = new JArray(application.UserGroups.Select(id => _groups[id].Name)),
        ["users"] = new JArray(application.Users.Select(id => _users[id].Username)),
        ["identityManagement"] = application.Idm is { } idm ? Describe(idm) : null,
    };

    private static JObject Describe(IdmConnection idm)
    {
        var document = ProvisionDocument(idm);
        document["users"] = new JObject(idm.Users.Select(pair => new JProperty(pair.Key, new JObject
        {
            ["id"] = pair.Value.ScimId, ["active"] = pair.Value.IsActive,
        })));
        document["groups"] = new JObject(idm.Groups.Select(pair => new JProperty(pair.Key, new JObject
        {
            ["id"] = pair.Value.ScimId, ["name"] = pair.Value.Name, ["members"] = pair.Value.Members.Count,
        })));
        return document;
    }
}
