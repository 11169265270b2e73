using JumpCloud.EngineHost.State;
using JumpCloud.EngineHost.Wire;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace JumpCloud.EngineHost.Cli;

/// <summary>The state as <c>pulumi stack export</c> prints it.</summary>
internal static class StateExport
{
    public static string Text(StateStore state, HostOptions options, bool showSecrets)
    {
        if (state.Read() is not { } text)
        {
            var empty = new JObject { ["version"] = 3, ["deployment"] = new JObject { ["resources"] = new JArray() } };
            return empty.ToString(Formatting.Indented);
        }
        if (!showSecrets)
            return text.TrimEnd();

        using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None };
        var document = JObject.Load(reader);
        var salt = (string?)document["deployment"]?["secrets_providers"]?["state"]?["salt"];
        if (salt is null)
            return text.TrimEnd();
        var secrets = SecretsManager.Open(options.Passphrase, salt, options.RandomBytes);
        foreach (var secret in document.DescendantsAndSelf().OfType<JObject>()
            .Where(o => (string?)o[Values.SignatureKey] == Values.SecretSignature && o["ciphertext"] is not null).ToList())
        {
            var cipher = (string)secret["ciphertext"]!;
            secret.Remove("ciphertext");
            secret["plaintext"] = secrets.Decrypt(cipher);
        }
        return document.ToString(Formatting.Indented);
    }
}
