using System.Collections.Immutable;
using JumpCloud.Clients;
using JumpCloud.Core;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Resources;

/// <summary>
/// What a catalog template says about an application's inputs: the settings that it has, and the placeholders to fill.
/// </summary>
internal sealed class TemplateCheck(SsoApplicationArgs news, ApplicationTemplate template, Failures failures)
{
    private readonly SamlArgs _saml = news.SamlOrNone;

    public void Run()
    {
        if (template.IsBookmark)
            return;
        if (!template.IsSaml)
        {
            failures.Add("template", $"{template.DisplayName} signs in with {template.SsoType.ToUpperInvariant()}; only SAML "
                + "applications and bookmarks are supported");
            return;
        }

        CheckSettings();
        CheckRequiredRows("saml.userAttributes", "databaseAttributes", _saml.UserAttributes);
        CheckRequiredRows("saml.constantAttributes", "constantAttributes", _saml.ConstantAttributes);
        if (!news.Saml.IsUnknown)
            CheckPlaceholders();
    }

    private void CheckSettings()
    {
        foreach (var group in SamlSettings.All.GroupBy(setting => setting.FullPath))
        {
            var given = group.Where(setting => setting.Wanted(_saml, null).IsPresent).ToList();
            if (given.Find(setting => !template.Has(setting.Key)) is { } lacking)
            {
                var reason = $"is not a setting of the template {template.DisplayName}, which has no {lacking.Key}; remove it";
                if (lacking.Key == SamlSettings.IdpPrivateKey)
                    failures.AddSecret(lacking.FullPath, reason);
                else
                    failures.Add(lacking.FullPath, reason);
            }
            else
            {
                given.ForEach(CheckOptions);
            }
        }
    }

    private void CheckOptions(SamlSetting setting)
    {
        var options = template.OptionsOf(setting.Key);
        if (options.Count > 0 && setting.Wanted(_saml, null) is { IsKnown: true } wanted
            && wanted.Value is JValue { Value: string text } && !options.Contains(text) && !Placeholders.In(text).Any())
        {
            failures.Add(setting.FullPath, $"must be one of {string.Join(", ", options)} in the template {template.DisplayName}");
        }
    }

    // A list of attributes replaces the template's, which must not lose what the template does not let go.
    private void CheckRequiredRows(string path, string key, Input<ImmutableArray<SamlAttribute>> attributes)
    {
        if (!attributes.IsKnown || attributes.Value.Any(attribute => !attribute.Name.IsKnown))
            return;
        var given = attributes.Value.Select(attribute => attribute.Name.Value).ToHashSet(StringComparer.Ordinal);
        var missing = template.ValueOf(key).Objects()
            .Where(row => row.Flag("required") == true || row.Flag("readOnly") == true)
            .Select(row => row.Text("name") ?? "")
            .Where(name => !given.Contains(name));
        foreach (var name in missing)
            failures.Add(path, $"lacks the attribute {name}, which the template {template.DisplayName} requires");
    }

    private void CheckPlaceholders()
    {
        var fields = Placeholders.In(template).ToList();
        var known = fields.SelectMany(field => field.Names).Distinct(StringComparer.Ordinal).ToList();
        foreach (var name in news.PlaceholderNames.Where(name => !known.Contains(name)))
            failures.Add(PropertyPath.Key("placeholders", name), UnknownPlaceholder(name, known));
        if (news.Placeholders.IsUnknown)
            return;
        var open = fields
            .Where(field => !SamlSettings.All.Any(setting => setting.Key == field.Key && setting.Wanted(_saml, null).IsPresent))
            .SelectMany(field => field.Names.Select(name => (Name: name, field.Key)))
            .Where(field => !news.PlaceholderNames.Contains(field.Name))
            .GroupBy(field => field.Name, field => field.Key);
        foreach (var placeholder in open)
        {
            failures.Add(
                "placeholders",
                $"lacks {placeholder.Key}, which the template {template.DisplayName} leaves open in "
                    + $"{string.Join(", ", placeholder.Select(Describe))}; "
                + $"set placeholders.{placeholder.Key}, or give the settings themselves");
        }
    }

    private string UnknownPlaceholder(string name, List<string> known) => known.Count == 0
        ? $"is not needed: the template {template.DisplayName} has no placeholders; remove it"
        : NearMatch.Find(name, known) is { } near
            ? $"is not a placeholder of the template {template.DisplayName}; did you mean {near}?"
            : $"is not a placeholder of the template {template.DisplayName}, which has {string.Join(", ", known)}";

    private static string Describe(string key) =>
        SamlSettings.All.FirstOrDefault(setting => setting.Key == key) is { } setting ? $"{key} ({setting.FullPath})" : key;
}
