using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

public sealed partial class JumpCloudState
{
    private readonly Dictionary<string, Credential> _credentials = new(StringComparer.Ordinal);

    /// <summary>The administrator's key that every organization starts with.</summary>
    public const string DefaultApiKey = "jca_emulator_administrator";

    /// <summary>The service account that every organization starts with.</summary>
    public const string DefaultClientId = "emulator-service-account";

    public const string DefaultClientSecret = "emulator-service-account-secret";

    /// <param name="actor">Whose key it is; an administrator's when left out.</param>
    public void AddApiKey(string key, Actor? actor = null)
    {
        lock (_gate)
            _credentials["key:" + key] = new Credential(actor ?? Actor.Portal with { AuthMethod = "api-key" }, null);
    }

    /// <summary>A key of an administrator whose role may read only.</summary>
    public void AddReadOnlyApiKey(string key) => AddApiKey(key, Actor.Portal with { AuthMethod = "api-key", MayWrite = false });

    public void RevokeApiKey(string key)
    {
        lock (_gate)
            _credentials.Remove("key:" + key);
    }

    public void AddServiceAccount(string clientId, string clientSecret)
    {
        lock (_gate)
        {
            var actor = new Actor("service", clientId, null, "api-key");
            _credentials["client:" + clientId + ":" + clientSecret] = new Credential(actor, null);
        }
    }

    /// <summary>Whether an access token is one of this organization's, ended or not.</summary>
    public bool HasGiven(string token)
    {
        lock (_gate)
            return _credentials.ContainsKey("token:" + token);
    }

    internal Actor? FindApiKey(string key) => Find("key:" + key);

    internal Actor? FindToken(string token) => Find("token:" + token);

    /// <summary>A new access token, or null for a wrong client id or secret.</summary>
    internal string? CreateToken(string clientId, string clientSecret)
    {
        lock (_gate)
        {
            if (Find("client:" + clientId + ":" + clientSecret) is not { } actor)
                return null;
            var token = _ids.WithTail(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{clientId}:{NextId()}"))));
            _credentials["token:" + token] = new Credential(actor, _clock.GetUtcNow().AddSeconds(Switches.TokenSeconds));
            return token;
        }
    }

    private Actor? Find(string key)
    {
        lock (_gate)
        {
            return _credentials.TryGetValue(key, out var credential)
                && (credential.Ends is not { } ends || _clock.GetUtcNow() < ends)
                ? credential.Actor
                : null;
        }
    }

    /// <summary>What a client needs to sign in: API key, service account, organization id.</summary>
    internal JObject DescribeCredentials() => new()
    {
        ["apiKey"] = DefaultApiKey,
        ["clientId"] = DefaultClientId,
        ["clientSecret"] = DefaultClientSecret,
        ["organizationId"] = OrganizationId,
    };

    private void AddDefaultCredentials()
    {
        AddApiKey(DefaultApiKey);
        AddServiceAccount(DefaultClientId, DefaultClientSecret);
    }

    private sealed record Credential(Actor Actor, DateTimeOffset? Ends);
}
