using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>What the rows cannot tell about an application's inputs. Unknown values pass; every problem is reported.</summary>
internal sealed class SsoApplicationCheck(CheckDraft<SsoApplicationArgs> draft, OperationContext operation)
{
    private readonly SsoApplicationArgs _news = draft.News;
    private readonly Failures _failures = draft.Failures;
    private readonly Uri _ssoHost = operation.Clients.Config.SsoUrl;

    public async ValueTask RunAsync()
    {
        CheckLogo();
        CheckPlaceholdersArePlain();
        await new SamlInputsCheck(_news, draft.Olds, _failures, operation).RunAsync();
        var template = await FindTemplateAsync();
        if (template is not null)
            new TemplateCheck(_news, template, _failures).Run();
        if (_news.Template.IsKnown)
            CheckKind(template?.IsBookmark ?? SsoApplication.IsBookmark(_news.Template.Value));
        else
            DefaultSsoIdpUrl();
        await WarnOfReplacementAsync(template);
        if (draft.Olds is not null)
            RememberOwn(draft.Olds);
        else if (template is not null)
            await LookForExistingAsync(template);
    }

    private void RememberOwn(SsoApplicationArgs olds)
    {
        if ((olds.SsoIdpUrl.IsKnown ? olds.SsoIdpUrl : olds.BookmarkUrl) is { IsKnown: true } url)
            operation.Clients.JumpCloud.RememberOwnUrl(url.Value);
    }

    // Whoever previews shall know that there is one already, and what becomes of it.
    private async ValueTask LookForExistingAsync(ApplicationTemplate template)
    {
        if (_failures.Any || draft.Inputs.Any(input => input.Value.ContainsUnknown))
            return;
        var args = SsoApplicationArgs.Read(new PropertyReader(draft.Inputs));
        try
        {
            var wanted = SsoApplicationMapping.NewApplication(args, template);
            if (await ExistingApplication.FindAsync(wanted, operation) is not { } existing)
                return;
            if (existing.IsLeftOver)
                await operation.Log.WarningAsync(existing.Adoption());
            else
                _failures.Add(template.IsBookmark ? "bookmarkUrl" : GivenAddress(), existing.Refusal(operation));
        }
        catch (ApiException exception) when (exception.IsUnavailable)
        {
            await operation.Log.WarningAsync($"Whether the application exists already could not be verified: {exception.Message}");
        }
        catch (ApiException exception)
        {
            Verification.Refuse("displayLabel", exception, _failures);
        }
    }

    private string GivenAddress() => _news.SsoIdpUrl.IsPresent ? "ssoIdpUrl" : "displayLabel";

    private void CheckLogo()
    {
        if (!_news.Logo.IsPresent)
            return;
        if (_news.Color.IsPresent)
            _failures.Add("color", "cannot be given together with logo; the User Portal shows one of them");
        if (_news.Logo.IsKnown && LogoImage.Problem(_news.Logo.Value) is { } problem)
            _failures.Add("logo", problem);
    }

    // The settings that they fill in come back from JumpCloud in plain text, and the metadata are there for everybody to read.
    private void CheckPlaceholdersArePlain()
    {
        if (draft.Inputs.Find("placeholders") is not { ContainsSecret: true } placeholders)
            return;
        var names = placeholders.IsSecret
            ? ["placeholders"]
            : (placeholders.AsMap ?? PropertyMap.Empty).Where(entry => entry.Value.ContainsSecret).Select(entry => PropertyPath.Key("placeholders", entry.Key));
        foreach (var name in names)
        {
            _failures.AddSecret(
                name,
                "is a secret, but what takes a placeholder's place is no longer one: it becomes part of the application's "
                    + "public addresses. Give it as a plain value (unsecret)");
        }
    }

    // Asked only when something that the answer bears on has changed.
    private async ValueTask<ApplicationTemplate?> FindTemplateAsync()
    {
        if (!_news.Template.IsKnown || string.IsNullOrWhiteSpace(_news.Template.Value) || draft.IsUnchanged("template", "placeholders", "saml"))
            return null;
        var name = _news.Template.Value;
        try
        {
            if (await operation.Clients.JumpCloud.FindApplicationTemplateAsync(name, operation.Cancellation) is { } template)
                return template;
            await ReportUnknownTemplateAsync(name);
        }
        catch (ApiException exception) when (exception.IsUnavailable)
        {
            await operation.Log.WarningAsync(
                $"The template {name} and what it needs could not be verified: {exception.Message}");
        }
        catch (ApiException exception)
        {
            Verification.Refuse("template", exception, _failures);
        }

        return null;
    }

    private async ValueTask ReportUnknownTemplateAsync(string name)
    {
        var names = await operation.Clients.JumpCloud.ListApplicationTemplateNamesAsync(operation.Cancellation);
        _failures.Add("template", UnknownTemplate(name, names));
    }

    /// <param name="names">All that the catalog has.</param>
    public static string UnknownTemplate(string name, IReadOnlyList<string> names)
    {
        var near = NearMatch.Few(name, names);
        return near.Count == 0
            ? $"{name} is not in JumpCloud's catalog; give a template's name or display name, saml2 for a custom SAML "
                + "application or bookmark for a bookmark"
            : $"{name} is not in JumpCloud's catalog; did you mean {string.Join(", ", near)}?";
    }

    private void CheckKind(bool isBookmark)
    {
        if (isBookmark)
            CheckBookmark();
        else
            CheckSaml();
    }

    private void CheckBookmark()
    {
        if (!_news.BookmarkUrl.IsPresent)
            _failures.Add("bookmarkUrl", "is required for a bookmark: the address that it opens");
        else if (_news.BookmarkUrl.IsKnown && !WebAddress.IsOne(_news.BookmarkUrl.Value))
            _failures.Add("bookmarkUrl", WebAddress.Form);
        if (_news.SsoIdpUrl.IsPresent)
            _failures.Add("ssoIdpUrl", "is for SAML applications; a bookmark has bookmarkUrl");
        if (_news.Saml.IsPresent)
            _failures.Add("saml", "is for SAML applications; a bookmark does not sign in");
        if (_news.Placeholders.IsPresent)
            _failures.Add("placeholders", "is for SAML applications; a bookmark has none");
    }

    private void CheckSaml()
    {
        if (_news.BookmarkUrl.IsPresent)
            _failures.Add("bookmarkUrl", "is for bookmarks (template: bookmark); a SAML application has ssoIdpUrl");
        if (!_news.SsoIdpUrl.IsPresent)
        {
            DefaultSsoIdpUrl();
            return;
        }

        // What an import found is taken as it is, whatever its form.
        if (!_news.SsoIdpUrl.IsKnown || _news.SsoIdpUrl.Value == draft.Olds?.SsoIdpUrl.OrDefault())
            return;
        if (SsoIdpUrl.Canonical(_news.SsoIdpUrl.Value, _ssoHost) is { } url)
            draft.Derive("ssoIdpUrl", PropertyValue.Of(url), from: "ssoIdpUrl");
        else
            _failures.Add("ssoIdpUrl", $"must be a name of letters, digits, dots and dashes, or an address of the form "
                + $"{SsoIdpUrl.Form(_ssoHost)}");
    }

    // Chosen once, as JumpCloud fixes it: another label later does not change it.
    private void DefaultSsoIdpUrl()
    {
        if (_news.SsoIdpUrl.IsPresent)
            return;
        if (draft.Olds?.SsoIdpUrl is { IsKnown: true })
            draft.Keep("ssoIdpUrl");
        else if (_news.DisplayLabel.IsUnknown || _news.Template.IsUnknown)
            draft.SetDefault("ssoIdpUrl", PropertyValue.Unknown);
        else if (_news.DisplayLabel.IsKnown && SsoIdpUrl.FromLabel(_news.DisplayLabel.Value, _ssoHost) is { } url)
            draft.Derive("ssoIdpUrl", PropertyValue.Of(url), from: "displayLabel");
        else if (_news.DisplayLabel.Or("").Trim().Length > 0)
            _failures.Add("ssoIdpUrl", "is required, because displayLabel has no letter or digit to make it from");
    }

    private async ValueTask WarnOfReplacementAsync(ApplicationTemplate? template)
    {
        if (_failures.Any || draft.Olds is not { } olds)
            return;
        if (WhatReplaces(olds, template) is not { } warning)
            return;
        var reach = await SsoApplicationReach.ReadAsync(olds, operation);
        if (reach.IsNobody)
            await operation.Log.WarningAsync(warning + reach.Sentence);
        else
            await operation.ForewarnAsync(warning + reach.Sentence);
    }

    private string? WhatReplaces(SsoApplicationArgs olds, ApplicationTemplate? template)
    {
        var url = draft.Inputs.Find("ssoIdpUrl")?.AsString;
        if (olds.SsoIdpUrl is { IsKnown: true } before && url is not null && url != before.Value)
        {
            return $"JumpCloud fixes an application's SSO IdP URL when it is made, so changing ssoIdpUrl from {before.Value} to "
                + $"{url} replaces the application. "
                + "Everybody who signs in through it loses access from then until the service provider has the new metadata; "
                + "bindings and Identity Management are made anew for the new application.";
        }

        return olds.Template is { IsKnown: true } old && template is not null
            && old.Value != template.Name && old.Value != template.DisplayName
                ? $"Changing template from {old.Value} to {_news.Template.Value} replaces the application. "
                    + "Everybody who signs in through it loses access from then until the service provider has the new metadata."
                : null;
    }
}
