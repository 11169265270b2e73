using System.Collections.Immutable;
using JumpCloud.Clients;
using JumpCloud.Core;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Resources;

/// <summary>One SAML setting: where it stands in the inputs and in an application's <c>config</c>.</summary>
/// <param name="Path">Below <c>saml</c>: <c>nameId.format</c>.</param>
/// <param name="Key">In <c>config</c>.</param>
/// <param name="Wanted">
/// The config value that the program asks for, with the live value to build upon; absent where it does not say.
/// </param>
/// <param name="Live">The property value of a config value; null for what is not shown.</param>
internal sealed record SamlSetting(
    string Path, string Key, Func<SamlArgs, JToken?, Input<JToken>> Wanted, Func<JToken, PropertyValue?> Live)
{
    public string FullPath => $"saml.{Path}";
}

/// <summary>All SAML settings, one row each: Check, create, update and read go by them.</summary>
internal static class SamlSettings
{
    public const string IdpEntityId = "idpEntityId";
    public const string IdpCertificate = "idpCertificate";
    public const string IdpPrivateKey = "idpPrivateKey";

    public static readonly ImmutableArray<SamlSetting> All =
    [
        Text("idpEntityId", IdpEntityId, saml => saml.IdpEntityId),
        Text("spEntityId", "spEntityId", saml => saml.SpEntityId),
        new("acsUrls", "acsUrl", (saml, _) => Map(saml.AcsUrls, AcsUrlValue), value => PropertyValue.Of(AcsUrls(value))),
        Text("defaultRelayState", "defaultTargetUrl", saml => saml.DefaultRelayState),
        Text("loginUrl", "idpInitUrl", saml => saml.LoginUrl),
        Text("nameId.attribute", "subjectField", saml => saml.NameIdAttribute),
        Text("nameId.format", "overrideNameIdFormat", saml => saml.NameIdFormat),
        Text("signatureAlgorithm", "signatureAlgorithm", saml => saml.SignatureAlgorithm),
        Flag("signAssertion", "signAssertion", saml => saml.SignAssertion),
        Flag("signResponse", "signResponse", saml => saml.SignResponse),
        Flag("declareRedirectEndpoint", "declareRedirectEndpoint", saml => saml.DeclareRedirectEndpoint),

        // Two keys for one setting: a name without the switch has no effect.
        new("groupsAttribute", "includeGroups", (saml, _) => Map(saml.GroupsAttribute, IsNamed), _ => null),
        Text("groupsAttribute", "groupsAttributeName", saml => saml.GroupsAttribute),
        new("userAttributes", "databaseAttributes", (saml, live) => Rows(saml.UserAttributes, live), Attributes),
        new("constantAttributes", "constantAttributes", (saml, live) => Rows(saml.ConstantAttributes, live), Attributes),

        // What JumpCloud made is an output; only what the program gave is an input.
        new("idpCertificate", IdpCertificate, (saml, _) => Map(saml.IdpCertificate, File), _ => null),
        new("idpPrivateKey", IdpPrivateKey, (saml, _) => Map(saml.IdpPrivateKey, File), _ => null),
        new("spCertificate", "spCertificate", (saml, _) => Map(saml.SpCertificate, File), Pem),
    ];

    /// <summary>The <c>saml</c> object of an application's <c>config</c>: every modelled setting that it has.</summary>
    public static PropertyMap ReadConfig(JObject config)
    {
        var saml = PropertyMap.Empty;
        foreach (var setting in All)
        {
            if (ValueOf(config, setting.Key) is { Type: not JTokenType.Null } value && setting.Live(value) is { } live)
                saml = With(saml, setting.Path, live);
        }

        // A name that is not switched on is as good as none.
        var isOff = ValueOf(config, "includeGroups") is { } included && !IsTrue(included);
        return isOff && saml.Find("groupsAttribute") is not null ? saml.With("groupsAttribute", PropertyValue.Of("")) : saml;
    }

    public static JToken? ValueOf(JObject config, string key) => config.Object(key)?["value"];

    public static bool IsTrue(JToken value) => value.FlagOrWord() == true;

    private static SamlSetting Text(string path, string key, Func<SamlArgs, Input<string>> wanted) =>
        new(
            path, key,
            (saml, _) => Map(wanted(saml), text => new JValue(text)),
            value => value.Words() is { } text ? PropertyValue.Of(text) : null);

    private static SamlSetting Flag(string path, string key, Func<SamlArgs, Input<bool>> wanted) =>
        new(path, key, (saml, _) => Map(wanted(saml), flag => new JValue(flag)), value => PropertyValue.Of(IsTrue(value)));

    private static JValue IsNamed(string name) => new(name.Length > 0);

    private static PropertyValue Pem(JToken file) => PropertyValue.Of(PemText.FromFile(file.Words() ?? ""));

    private static JValue File(string pem) => new(PemText.ToFile(pem));

    private static Input<JToken> Map<T>(Input<T> input, Func<T, JToken> change) =>
        input.IsKnown ? Input<JToken>.Of(change(input.Value)) : input.IsUnknown ? Input<JToken>.Unknown : Input<JToken>.Absent;

    private static PropertyMap With(PropertyMap map, string path, PropertyValue value)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
            return map.With(path, value);
        var (head, rest) = (path[..dot], path[(dot + 1)..]);
        return map.With(head, PropertyValue.Of(With(map.Find(head)?.AsMap ?? PropertyMap.Empty, rest, value)));
    }

    // One URL is plain text; several are a JSON list within the text, of which the first is the default.
    private static JToken AcsUrlValue(ImmutableArray<string> urls)
    {
        if (urls.Length <= 1)
            return new JValue(urls.IsEmpty ? "" : urls[0]);
        var entries = new JArray(urls.Select((url, index) => new JObject
        {
            ["index"] = $"{index}",
            ["isDefault"] = index == 0 ? "true" : "false",
            ["url"] = url,
        }));
        return new JValue(entries.ToString(Newtonsoft.Json.Formatting.None));
    }

    private static IEnumerable<string> AcsUrls(JToken value)
    {
        var text = value.Words() ?? "";
        if (text.Length == 0)
            return [];
        if (!text.StartsWith('[') || JsonText.TryParse(text) is not JArray entries)
            return [text];
        return entries.OfType<JObject>()
            .OrderByDescending(entry => entry["isDefault"] is JValue { Value: true or "true" })
            .Select(entry => (entry["url"] as JValue)?.Value)
            .OfType<string>();
    }

    // A row that stays keeps whatever else JumpCloud has noted in it.
    private static Input<JToken> Rows(Input<ImmutableArray<SamlAttribute>> attributes, JToken? live)
    {
        if (!attributes.IsKnown)
            return attributes.IsUnknown ? Input<JToken>.Unknown : Input<JToken>.Absent;
        if (attributes.Value.Any(attribute => !attribute.IsKnown))
            return Input<JToken>.Unknown;
        var rest = live.Objects().ToList();
        var rows = new JArray();
        foreach (var attribute in attributes.Value)
        {
            var row = rest.Find(candidate => IsRow(candidate, attribute) && candidate.Text("value") == attribute.Value.Value)
                ?? rest.Find(candidate => IsRow(candidate, attribute));
            if (row is not null)
                rest.Remove(row);
            var wanted = row is null ? new JObject { ["name"] = attribute.Name.Value } : (JObject)row.DeepClone();
            wanted["value"] = attribute.Value.Value;
            rows.Add(wanted);
        }

        return rows;
    }

    private static bool IsRow(JObject row, SamlAttribute attribute) => row.Text("name") == attribute.Name.Value;

    private static PropertyValue Attributes(JToken value) =>
        PropertyValue.Of(value.Objects().Select(row => PropertyValue.Of(PropertyMap.Of(
            ("name", PropertyValue.Of(row.Text("name") ?? "")),
            ("value", PropertyValue.Of(row.Text("value") ?? ""))))));
}
