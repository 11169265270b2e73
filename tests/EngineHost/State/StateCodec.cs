using Google.Protobuf.WellKnownTypes;
using JumpCloud.EngineHost.Wire;
using Newtonsoft.Json.Linq;

namespace JumpCloud.EngineHost.State;

/// <summary>One resource in the deployment's JSON form; a secret is <c>{signature, ciphertext}</c> of its JSON text.</summary>
internal static class StateCodec
{
    public static JObject Write(ResourceState state, SecretsManager secrets)
    {
        var json = new JObject { ["urn"] = state.Urn, ["custom"] = state.Custom };
        Flag(json, "delete", state.Delete);
        Text(json, "id", state.Id);
        json["type"] = state.Type;
        Properties(json, "inputs", state.Inputs, secrets);
        Properties(json, "outputs", state.Outputs, secrets);
        Text(json, "parent", state.Parent);
        Flag(json, "protect", state.Protect);
        Flag(json, "external", state.External);
        Texts(json, "dependencies", state.Dependencies);
        Texts(json, "initErrors", state.InitErrors);
        Text(json, "provider", state.Provider);
        if (state.PropertyDependencies is { Count: > 0 } dependencies)
            json["propertyDependencies"] = new JObject(dependencies
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => new JProperty(pair.Key, new JArray(pair.Value))));
        Flag(json, "pendingReplacement", state.PendingReplacement);
        Texts(json, "additionalSecretOutputs", state.AdditionalSecretOutputs);
        Texts(json, "aliases", state.Aliases);
        if (state.CustomTimeouts.Count > 0)
            json["customTimeouts"] = new JObject(state.CustomTimeouts.Select(pair => new JProperty(pair.Key, pair.Value)));
        Text(json, "importID", state.ImportId);
        Flag(json, "retainOnDelete", state.RetainOnDelete);
        Text(json, "deletedWith", state.DeletedWith);
        Texts(json, "ignoreChanges", state.IgnoreChanges);
        Flag(json, "refreshBeforeUpdate", state.RefreshBeforeUpdate);
        Text(json, "created", state.Created?.ToString("O") ?? "");
        Text(json, "modified", state.Modified?.ToString("O") ?? "");
        return json;
    }

    public static ResourceState Read(JObject json, SecretsManager secrets) => new()
    {
        Urn = Text(json, "urn"),
        Custom = Flag(json, "custom"),
        Delete = Flag(json, "delete"),
        Id = Text(json, "id"),
        Type = Text(json, "type"),
        Inputs = Properties(json, "inputs", secrets),
        Outputs = Properties(json, "outputs", secrets),
        Parent = Text(json, "parent"),
        Protect = Flag(json, "protect"),
        External = Flag(json, "external"),
        Dependencies = Texts(json["dependencies"]),
        InitErrors = Texts(json["initErrors"]),
        Provider = Text(json, "provider"),
        PropertyDependencies = (json["propertyDependencies"] as JObject)?.Properties()
            .ToDictionary(property => property.Name, property => Texts(property.Value)),
        PendingReplacement = Flag(json, "pendingReplacement"),
        AdditionalSecretOutputs = Texts(json["additionalSecretOutputs"]),
        Aliases = Texts(json["aliases"]),
        CustomTimeouts = (json["customTimeouts"] as JObject)?.Properties()
            .ToDictionary(property => property.Name, property => (double)property.Value) ?? [],
        ImportId = Text(json, "importID"),
        RetainOnDelete = Flag(json, "retainOnDelete"),
        DeletedWith = Text(json, "deletedWith"),
        IgnoreChanges = Texts(json["ignoreChanges"]),
        RefreshBeforeUpdate = Flag(json, "refreshBeforeUpdate"),
        Created = Time(json, "created"),
        Modified = Time(json, "modified"),
    };

    private static void Properties(JObject json, string key, Struct properties, SecretsManager secrets)
    {
        if (properties.Fields.Count > 0)
            json[key] = WriteValue(Value.ForStruct(properties), secrets);
    }

    private static Struct Properties(JObject json, string key, SecretsManager secrets) =>
        json[key] is JObject properties ? ReadValue(properties, secrets).StructValue : new Struct();

    private static JToken WriteValue(Value value, SecretsManager secrets)
    {
        if (Values.IsSecret(value))
            return new JObject
            {
                [Values.SignatureKey] = Values.SecretSignature,
                ["ciphertext"] = secrets.Encrypt(JsonValues.ToText(Values.Unwrap(value))),
            };
        return value.KindCase switch
        {
            Value.KindOneofCase.StructValue => new JObject(value.StructValue.Fields
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => new JProperty(pair.Key, WriteValue(pair.Value, secrets)))),
            Value.KindOneofCase.ListValue => new JArray(value.ListValue.Values.Select(item => WriteValue(item, secrets))),
            _ => JsonValues.ToJson(value),
        };
    }

    private static Value ReadValue(JToken json, SecretsManager secrets)
    {
        if (json is JObject marked && (string?)marked[Values.SignatureKey] == Values.SecretSignature
            && marked["ciphertext"] is { } ciphertext)
            return Values.MakeSecret(JsonValues.FromText(secrets.Decrypt((string)ciphertext!)));
        return json switch
        {
            JObject fields => Value.ForStruct(new Struct
            {
                Fields = { fields.Properties().ToDictionary(field => field.Name, field => ReadValue(field.Value, secrets)) },
            }),
            JArray items => Value.ForList([.. items.Select(item => ReadValue(item, secrets))]),
            _ => JsonValues.FromJson(json),
        };
    }

    private static void Flag(JObject json, string key, bool value)
    {
        if (value)
            json[key] = true;
    }

    private static bool Flag(JObject json, string key) => (bool?)json[key] ?? false;

    private static void Text(JObject json, string key, string value)
    {
        if (value.Length > 0)
            json[key] = value;
    }

    private static string Text(JObject json, string key) => (string?)json[key] ?? "";

    private static void Texts(JObject json, string key, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
            json[key] = new JArray(values);
    }

    private static IReadOnlyList<string> Texts(JToken? json) =>
        json is JArray items ? [.. items.Select(item => (string)item!)] : [];

    private static DateTimeOffset? Time(JObject json, string key) =>
        json[key] is { } time ? DateTimeOffset.Parse((string)time!, System.Globalization.CultureInfo.InvariantCulture) : null;
}
