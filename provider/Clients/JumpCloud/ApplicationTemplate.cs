using Newtonsoft.Json.Linq;

namespace JumpCloud.Clients;

/// <summary>An entry of JumpCloud's catalog: what an application is made from. The document is never changed.</summary>
/// <param name="Name">The catalog's key, such as <c>saml2</c>: an application carries it as its <c>name</c>.</param>
/// <param name="DisplayName">The product's name, such as <c>SAML2.0</c>.</param>
internal sealed record ApplicationTemplate(string Name, string DisplayName, JObject Document)
{
    public const string BookmarkName = "bookmark";

    /// <summary>
    /// <c>saml</c>, <c>oidc</c> or <c>bookmark</c>. A template that does not say is SAML, unless it is the bookmark's.
    /// </summary>
    public string SsoType =>
        Document.Text("sso.type") is { Length: > 0 } type ? type : Name == BookmarkName ? "bookmark" : "saml";

    public bool IsBookmark => Name == BookmarkName || SsoType == "bookmark";

    public bool IsSaml => !IsBookmark && SsoType == "saml";

    /// <summary>Whether Identity Management can provision users with it.</summary>
    public bool SupportsProvisioning => Document.Object("provision") is not null;

    /// <summary>Whether Identity Management can also manage groups with it.</summary>
    public bool SupportsGroups => Document.Flag("provision.groups_supported") ?? false;

    public JObject Config => Document.Object("config") ?? [];

    public bool Has(string configKey) => Config[configKey] is JObject;

    /// <summary>The value that an application of this template starts with; null where the template gives none.</summary>
    public JToken? ValueOf(string configKey) => Config.Object(configKey)?["value"];

    /// <summary>
    /// The values that a setting can take; empty where the template does not restrict them. The official SDK's file numbers a
    /// text's options, the newer reference leaves their type open: only texts can be told to be the values.
    /// </summary>
    public IReadOnlyList<string> OptionsOf(string configKey) =>
        [.. (Config.Object(configKey)?["options"] as JArray ?? [])
            .Select(option => option is JObject named ? named["value"] : option)
            .Where(option => option?.Type == JTokenType.String)
            .Select(option => option.Words()!)];

    /// <summary>Whether <paramref name="text"/> is one of the template's names.</summary>
    public bool IsCalled(string text) => Name == text || DisplayName == text;
}
