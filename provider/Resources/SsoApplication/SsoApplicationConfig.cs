using System.Collections.Immutable;
using JumpCloud.Clients;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Resources;

/// <summary>
/// The <c>config</c> of a SAML application: what the program says, and for the rest what the template or the service says.
/// </summary>
internal static class SsoApplicationConfig
{
    /// <summary>Whether an update brings a setting back to what the template says, or fills it in anew.</summary>
    public static bool NeedsTemplate(SsoApplicationArgs news, SsoApplicationArgs olds) =>
        !news.HasSamePlaceholders(olds)
        || SamlSettings.All.Any(setting => IsRemoved(setting, news.SamlOrNone, olds.SamlOrNone));

    /// <summary>
    /// What differs from the template: only values are sent, and never an empty certificate, which JumpCloud answers with 503.
    /// </summary>
    public static JObject New(SsoApplicationArgs args, ApplicationTemplate template)
    {
        var config = new JObject();
        foreach (var setting in SamlSettings.All)
        {
            if (setting.Wanted(args.SamlOrNone, template.ValueOf(setting.Key)) is { IsKnown: true } wanted)
                config[setting.Key] = new JObject { ["value"] = wanted.Value };
        }

        foreach (var (key, _) in Placeholders.In(template))
        {
            if (config[key] is null)
                config[key] = new JObject { ["value"] = TemplateValue(key, args, template) };
        }

        if (config[SamlSettings.IdpEntityId] is null && template.Has(SamlSettings.IdpEntityId))
        {
            var value = TemplateValue(SamlSettings.IdpEntityId, args, template);
            if (!JToken.DeepEquals(value, template.ValueOf(SamlSettings.IdpEntityId)))
                config[SamlSettings.IdpEntityId] = new JObject { ["value"] = value };
        }

        return config;
    }

    /// <summary>Changes what the program changed, in place; every other key and field stays as it came.</summary>
    public static void Merge(JObject config, SsoApplicationArgs news, SsoApplicationArgs olds, ApplicationTemplate? template)
    {
        foreach (var setting in SamlSettings.All)
        {
            var live = SamlSettings.ValueOf(config, setting.Key);
            if (setting.Wanted(news.SamlOrNone, live) is { IsKnown: true } wanted)
            {
                if (!IsCurrent(setting, wanted.Value, live, news, olds))
                    SsoApplicationMapping.Object(config, setting.Key)["value"] = wanted.Value;
            }
            else if (IsRemoved(setting, news.SamlOrNone, olds.SamlOrNone))
            {
                Reset(config, setting.Key, news, template);
            }
        }

        // What was filled in and then changed by hand shows as drift, and is not changed back in passing.
        if (template is null || news.HasSamePlaceholders(olds))
            return;
        foreach (var (key, _) in Placeholders.In(template))
        {
            if (!SamlSettings.All.Any(setting => setting.Key == key && setting.Wanted(news.SamlOrNone, null).IsPresent))
                SsoApplicationMapping.Object(config, key)["value"] = TemplateValue(key, news, template);
        }
    }

    // A certificate is never made anew because somebody stopped giving his own.
    private static bool IsRemoved(SamlSetting setting, SamlArgs news, SamlArgs olds) =>
        setting.Key is not (SamlSettings.IdpCertificate or SamlSettings.IdpPrivateKey)
        && setting.Wanted(olds, null).IsPresent && !setting.Wanted(news, null).IsPresent;

    private static bool IsCurrent(
        SamlSetting setting, JToken wanted, JToken? live, SsoApplicationArgs news, SsoApplicationArgs olds) =>
        setting.Key switch
        {
            // The live key is never given back, so what was written last has to do, and a new certificate brings its key.
            SamlSettings.IdpPrivateKey => news.SamlOrNone.IdpPrivateKey.OrDefault() == olds.SamlOrNone.IdpPrivateKey.OrDefault()
                && news.SamlOrNone.IdpCertificate.OrDefault() == olds.SamlOrNone.IdpCertificate.OrDefault(),
            SamlSettings.IdpCertificate or "spCertificate" => live is not null
                && PemText.IsSameCertificate(PemText.FromFile(live.Words() ?? ""), PemText.FromFile(wanted.Words() ?? "")),
            "acsUrl" => live is not null && Equals(setting.Live(live), setting.Live(wanted)),
            _ => JToken.DeepEquals(wanted, live),
        };

    private static void Reset(JObject config, string key, SsoApplicationArgs args, ApplicationTemplate? template)
    {
        // What a full replacement lacks is reset by JumpCloud itself.
        if (template is null || !template.Has(key))
            config.Remove(key);
        else
            SsoApplicationMapping.Object(config, key)["value"] = TemplateValue(key, args, template);
    }

    // Service providers refuse an empty issuer, which is what the custom SAML template starts with.
    private static JToken TemplateValue(string key, SsoApplicationArgs args, ApplicationTemplate template)
    {
        var value = template.ValueOf(key) ?? JValue.CreateNull();
        if (key == SamlSettings.IdpEntityId && value.Words() is null or "" && args.SsoIdpUrl.IsKnown)
            return new JValue(SsoIdpUrl.SlugOf(args.SsoIdpUrl.Value));
        return Placeholders.Fill(value, args.Placeholders.Or(ImmutableSortedDictionary<string, string>.Empty));
    }
}
