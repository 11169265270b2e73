using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>
/// Makes an application's document of what was written, the template, and what is stored (facts, sections 2.2 and 2.7).
/// </summary>
internal sealed class ApplicationComposer(ApplicationTemplates templates, Switches switches, TimeProvider clock)
{
    public required string OrganizationId { get; init; }

    public required string OrganizationName { get; init; }

    /// <summary>The document and the private key of a POST.</summary>
    public (JObject Document, string PrivateKeyPem) Create(string id, JObject body)
    {
        var template = Check(body, stored: null);
        if (IsEmpty(body, ConfigItems.Certificate) || IsEmpty(body, ConfigItems.PrivateKey))
            throw JumpCloudErrors.EmptyCertificate();
        var document = Compose(id, body, template, stored: null);
        var key = Certify(document, body, stored: null);
        return (document, key);
    }

    /// <summary>
    /// The document and the private key of a PUT: what is left out is reset [S], a certificate left out is made anew [L].
    /// </summary>
    public (JObject Document, string PrivateKeyPem) Replace(Application application, JObject body)
    {
        var template = Check(body, application);
        if (IsEmpty(body, ConfigItems.PrivateKey) && switches.EmptyPrivateKeyOnPut == EmptyPrivateKey.Refused)
            throw JumpCloudErrors.EmptyCertificate();
        var document = Compose(application.Id, body, template, application);
        var key = Certify(document, body, application);
        return (document, key);
    }

    private JObject Check(JObject body, Application? stored)
    {
        if (ApplicationFields.Table.Check(body, alsoKnown: name => stored?.Document.ContainsKey(name) == true) is { } wrong)
            throw JumpCloudErrors.ApplicationRefused(wrong);
        if (body["sso"] is JObject sso
            && ApplicationFields.Sso.Check(sso, "sso.", name => stored?.Document["sso"]?[name] is not null) is { } wrongSso)
            throw JumpCloudErrors.ApplicationRefused(wrongSso);
        if (JumpCloudJson.IsMissing(body["name"]))
            throw JumpCloudErrors.ApplicationRefused("\"name\" is required");
        // [I] A name is an application's for good; another one in a PUT is not looked at.
        var template = templates.Find(stored?.Name ?? (string)body["name"]!)
            ?? throw JumpCloudErrors.ApplicationRefused($"unknown application template: {(string)body["name"]!}");
        if (JumpCloudJson.IsMissing(body["config"]))
            throw JumpCloudErrors.ApplicationRefused("\"config\" is required");
        CheckSsoUrl(body, template, stored);
        return template;
    }

    private void CheckSsoUrl(JObject body, JObject template, Application? stored)
    {
        var type = (string?)template["sso"]!["type"];
        var url = (string?)body["ssoUrl"] ?? "";
        if (type == "oidc")
        {
            if (url.Length > 0)
                throw JumpCloudErrors.SsoUrlNotAllowed();
            return;
        }

        if (url.Length == 0)
            throw JumpCloudErrors.IdpUrlRequired();
        // A bookmark's URL is its target, which the portal lets a person edit.
        if (type == "saml" && stored is not null && url != stored.SsoUrl && switches.SsoUrlChange == FieldChange.Refused)
            throw JumpCloudErrors.ApplicationRefused("\"ssoUrl\" may not be changed");
    }

    private JObject Compose(string id, JObject body, JObject template, Application? stored)
    {
        JToken Written(string name, JToken otherwise) =>
            JumpCloudJson.IsMissing(body[name]) ? otherwise.DeepClone() : body[name]!.DeepClone();
        var keepsUrl = stored is not null && switches.SsoUrlChange == FieldChange.Ignored
            && (string?)template["sso"]!["type"] == "saml";
        var document = new JObject
        {
            ["_id"] = id,
            ["id"] = id,
            ["name"] = template["name"]!,
            ["displayName"] = Written("displayName", template["displayName"]!),
            ["displayLabel"] = Written("displayLabel", template["displayLabel"]!),
            ["description"] = Written("description", ""),
            ["active"] = Written("active", false),
            ["beta"] = template["beta"]!,
            ["color"] = Written("color", JValue.CreateNull()),
            ["logo"] = Written("logo", template["logo"]!),
            ["learnMore"] = Written("learnMore", template["learnMore"]!),
            ["organization"] = OrganizationId,
            ["ssoUrl"] = keepsUrl ? stored!.SsoUrl : Written("ssoUrl", ""),
            ["created"] = stored?.Document["created"] ?? JumpCloudJson.Date(clock.GetUtcNow()),
            ["databaseAttributes"] = Written("databaseAttributes", new JArray()),
            ["sso"] = Sso(body["sso"] as JObject ?? [], template),
            ["config"] = Config((JObject)body["config"]!, (JObject)template["config"]!, (JObject?)stored?.Document["config"]),
        };
        foreach (var (name, value) in body)
        {
            // What a newer portal added stays when it is sent back, and goes when it is not.
            if (!document.ContainsKey(name) && (stored?.Document.ContainsKey(name) == true || name == "aiReady"))
                document[name] = value!.DeepClone();
        }

        return document;
    }

    private static JObject Sso(JObject written, JObject template)
    {
        var sso = new JObject
        {
            ["type"] = template["sso"]!["type"],
            ["hidden"] = (bool?)written["hidden"] ?? false,
            ["jit"] = (bool?)written["jit"] ?? false,
            ["beta"] = false,
        };
        foreach (var (name, value) in written)
        {
            if (!ApplicationFields.Sso.ContainsKey(name))
                sso[name] = value!.DeepClone();
        }

        return sso;
    }

    private JObject Config(JObject written, JObject template, JObject? stored)
    {
        var config = (JObject)template.DeepClone();
        foreach (var (key, item) in written)
        {
            var known = (JObject?)template[key] ?? (JObject?)stored?[key];
            if (known is null && switches.UnknownConfigKey == FieldChange.Refused)
                throw JumpCloudErrors.ApplicationRefused($"\"config.{key}\" is not allowed");
            if (known is null && switches.UnknownConfigKey == FieldChange.Ignored)
                continue;
            if (ConfigItems.Check(key, item!, (JObject?)stored?[key] ?? known) is { } wrong)
                throw JumpCloudErrors.ApplicationRefused(wrong);
            var merged = (JObject?)known?.DeepClone() ?? [];
            foreach (var (member, value) in (JObject)item!)
            {
                if (!JumpCloudJson.IsMissing(value))
                    merged[member] = value!.DeepClone();
            }

            config[key] = merged;
        }

        return config;
    }

    /// <summary>
    /// Puts the certificate and its dates into the document, takes the private key out of it, and returns the key.
    /// </summary>
    private string Certify(JObject document, JObject body, Application? stored)
    {
        if (document["config"]![ConfigItems.Certificate] is not JObject certificate)
            return "";
        var now = JumpCloudJson.Date(clock.GetUtcNow());
        var before = (string?)JumpCloudJson.At(stored?.Document ?? [], "config.idpCertificate.value");
        var value = Written(body, ConfigItems.Certificate);
        var key = Written(body, ConfigItems.PrivateKey);
        var suppliesKey = key.Length > 0;
        var isRemade = IsEmpty(body, ConfigItems.PrivateKey) && switches.EmptyPrivateKeyOnPut == EmptyPrivateKey.KeyPairRemade;
        if (value.Length == 0 || isRemade)
            (value, key) = IdpCertificates.Make((string)document["_id"]!, OrganizationName, clock.GetUtcNow());
        else if (key.Length == 0 && value == before)
            key = stored!.PrivateKeyPem;
        certificate["value"] = value;
        document["config"]![ConfigItems.PrivateKey]!["value"] = "";
        var sso = (JObject)document["sso"]!;
        CopyDates(stored, sso);
        using var parsed = IdpCertificates.Read(value);
        sso["idpCertExpirationAt"] = parsed is null ? null : JumpCloudJson.Date(parsed.NotAfter.ToUniversalTime());
        if (before is not null && before != value)
            sso["idpCertificateUpdatedAt"] = now;
        if (suppliesKey && key != stored?.PrivateKeyPem)
            sso["idpPrivateKeyUpdatedAt"] = now;
        if (Written(body, ConfigItems.SpCertificate) != Written(stored?.Document ?? [], ConfigItems.SpCertificate))
            sso["spCertificateUpdatedAt"] = now;
        return key;
    }

    private static void CopyDates(Application? stored, JObject sso)
    {
        foreach (var name in ApplicationFields.SsoDates)
        {
            if (stored?.Document["sso"]?[name] is { } date)
                sso[name] = date.DeepClone();
        }
    }

    private static string Written(JObject body, string key) =>
        JumpCloudJson.At(body, $"config.{key}.value") is { Type: JTokenType.String } value ? (string)value! : "";

    private static bool IsEmpty(JObject body, string key) => body["config"]?[key] is JObject && Written(body, key).Length == 0;
}
