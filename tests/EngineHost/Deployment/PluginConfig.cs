using Google.Protobuf.WellKnownTypes;
using JumpCloud.EngineHost.Wire;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace JumpCloud.EngineHost.Deployment;

/// <summary>The stack configuration of one package: a default provider's inputs, all strings, secret ones wrapped.</summary>
internal static class PluginConfig
{
    public static Struct Inputs(ProjectSettings settings, string package, string version)
    {
        var inputs = new Struct();
        foreach (var (key, value) in Own(settings, package))
            inputs.Fields[key] = value.Secret
                ? Values.MakeSecret(Value.ForString(value.Value))
                : Value.ForString(value.Value);
        if (version.Length > 0)
            inputs.Fields["version"] = Value.ForString(version);
        return inputs;
    }

    /// <summary>The text of <c>PULUMI_CONFIG</c>, decrypted.</summary>
    public static string Json(ProjectSettings settings, string package) =>
        new JObject(Own(settings, package).Select(pair => new JProperty($"{package}:{pair.Key}", pair.Value.Value)))
            .ToString(Formatting.None);

    private static IEnumerable<(string Key, ConfigValue Value)> Own(ProjectSettings settings, string package) =>
        settings.Config
            .Where(pair => pair.Key.StartsWith(package + ":", StringComparison.Ordinal))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => (pair.Key[(package.Length + 1)..], pair.Value));
}
