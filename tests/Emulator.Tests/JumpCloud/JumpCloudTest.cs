using FluentAssertions;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Tests;

/// <summary>What a client with an administrator's key sends to JumpCloud.</summary>
public abstract class JumpCloudTest : EmulatorTest
{
    protected const string Key = "x-api-key: jca_emulator_administrator";

    /// <summary>A path below <c>/api</c>, such as <c>applications</c> or <c>v2/usergroups</c>.</summary>
    protected Task<Answer> ApiAsync(string method, string path, JToken? body = null, params string[] headers) =>
        SendAsync(Host.ConsoleUrl, method, "/api/" + path, body?.ToString(), "application/json", [Key, .. headers]);

    protected Task<Answer> ApiAsync(string method, string path, string body) => ApiAsync(method, path, JToken.Parse(body));

    /// <summary>
    /// A custom SAML application; members of <paramref name="changes"/> replace those of the body, null removes one.
    /// </summary>
    protected async Task<JObject> CreateApplicationAsync(JObject? changes = null)
    {
        var answer = await ApiAsync("POST", "applications", Saml(changes));
        answer.Status.Should().Be(200, answer.Text);
        return (JObject)answer.Json;
    }

    protected static JObject Saml(JObject? changes = null) => Changed(JObject.Parse(
        """
        {
          "name": "saml2", "displayName": "SAML2.0", "displayLabel": "Pulumi Cloud", "active": true,
          "ssoUrl": "https://sso.jumpcloud.com/saml2/pulumi-cloud",
          "sso": { "type": "saml", "hidden": false },
          "config": {
            "idpEntityId": { "value": "JumpCloud" },
            "spEntityId": { "value": "https://api.pulumi.com/login/acme/sso/saml/metadata" },
            "acsUrl": { "value": "https://api.pulumi.com/login/acme/sso/saml/acs" }
          }
        }
        """), changes);

    protected static JObject Changed(JObject body, JObject? changes)
    {
        foreach (var (name, value) in changes ?? [])
        {
            if (value is null or { Type: JTokenType.Null })
                body.Remove(name);
            else
                body[name] = value;
        }

        return body;
    }

    /// <summary>A user and its id.</summary>
    protected string User(string username, string state = "ACTIVATED") => Host.JumpCloud.Portal.CreateUser(new JObject
    {
        ["username"] = username,
        ["email"] = username + "@acme.test",
        ["firstname"] = "Ada",
        ["lastname"] = "Byron",
        ["displayname"] = "Ada Byron",
        ["state"] = state,
    });

    /// <summary>A group with these members, and its id.</summary>
    protected string Group(string name, params string[] members)
    {
        var id = Host.JumpCloud.Portal.CreateGroup(name);
        foreach (var member in members)
            Host.JumpCloud.Portal.AddMember(id, member);
        return id;
    }
}
