using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>What the rows cannot tell about an integration's inputs. Unknown values pass; every problem is reported.</summary>
internal sealed class IdmIntegrationCheck(CheckDraft<IdmIntegrationArgs> draft, OperationContext operation)
{
    // Whether its template says so is not known; the portal offers it for every custom application (custom SCIM page).
    private const string CustomTemplate = "saml2";

    private const string TokenToChange =
        "is required to change an imported connection: JumpCloud does not give back the one that it has. "
        + "Set the SCIM token that it is to use";

    private readonly IdmIntegrationArgs _news = draft.News;
    private readonly Failures _failures = draft.Failures;

    public async ValueTask RunAsync()
    {
        if (_news.WaitForActivation is { IsKnown: true, Value: < 0 })
            _failures.Add("waitForActivation", "must be a number of seconds, 0 or more");
        if (_news.TestUserEmail is { IsKnown: true } email && !email.Value.Contains('@', StringComparison.Ordinal))
            _failures.Add("testUserEmail", "must be an e-mail address");
        if (!_news.Token.IsPresent && draft.Olds is { } olds && !HasSameSettings(olds))
            _failures.AddSecret("token", TokenToChange);
        if (JumpCloudId.CheckApplication(_news.ApplicationId, _failures) && !draft.IsUnchanged("applicationId"))
            await VerifyAsync("The application", "applicationId", VerifyApplicationAsync);
        if (CheckBaseUrl())
            await VerifyServerAsync();
    }

    private bool HasSameSettings(IdmIntegrationArgs olds) =>
        _news.BaseUrl.Equals(olds.BaseUrl) && _news.TestUserEmail.Equals(olds.TestUserEmail)
        && _news.ManageGroups.Or(true) == olds.ManageGroups.Or(true);

    private bool CheckBaseUrl()
    {
        if (!_news.BaseUrl.IsKnown || string.IsNullOrWhiteSpace(_news.BaseUrl.Value))
            return false;
        if (ScimBaseUrl.ProblemOf(_news.BaseUrl.Value, operation.Clients.Config.PulumiApiUrl) is not { } problem)
            return true;

        // The engine prints the value of the property that a failure names; this one may hold a password.
        if (ProviderUrl.MayHoldPassword(_news.BaseUrl.Value))
            _failures.AddSecret("baseUrl", problem);
        else
            _failures.Add("baseUrl", problem);
        return false;
    }

    private async ValueTask VerifyApplicationAsync()
    {
        var id = _news.ApplicationId.Value;
        if (await operation.Clients.JumpCloud.AwaitApplicationAsync(id, operation.Cancellation) is not { } application)
        {
            _failures.Add("applicationId", $"{id} {JumpCloudId.NoApplication}");
            return;
        }

        if (application.SsoType is null or ApplicationTemplate.BookmarkName)
            _failures.Add("applicationId", $"is that of {application.Label}, which has no single sign-on; JumpCloud wants it "
                + "configured before Identity Management");
        else if (application.Template == CustomTemplate)
            RequireTestUser(application);
        else
            await VerifyTemplateAsync(application);

        // The same up may switch it on.
        if (application is { SsoType: not null, IsSsoActive: false })
            await operation.Log.WarningAsync($"Single sign-on of {application.Label} is not active; JumpCloud wants it to be "
                + "before Identity Management.");
    }

    private void RequireTestUser(IntegratedApplication application)
    {
        if (!_news.TestUserEmail.IsPresent)
            _failures.Add("testUserEmail", $"is required, because {application.Label} is a custom application: JumpCloud tests "
                + "the connection with a user of this address, which must not be anybody's");
    }

    private async ValueTask VerifyTemplateAsync(IntegratedApplication application)
    {
        var jumpCloud = operation.Clients.JumpCloud;
        if (await jumpCloud.FindApplicationTemplateAsync(application.Template, operation.Cancellation) is not { } template)
            return;
        if (!template.SupportsProvisioning)
            _failures.Add("applicationId", $"is that of {application.Label}, whose template {template.DisplayName} offers no "
                + "Identity Management (SCIM)");
        else if (!template.SupportsGroups && _news.ManageGroups.Or(true))
            await operation.Log.WarningAsync($"JumpCloud does not say that the template {template.DisplayName} can manage "
                + "groups; set manageGroups to false if the portal does not offer it.");
    }

    // Two requests that change nothing, and only when one of the two is new.
    private async ValueTask VerifyServerAsync()
    {
        if (draft.IsUnchanged("baseUrl", "token"))
            return;
        await VerifyAsync("The SCIM server", "baseUrl", async () =>
        {
            var baseUrl = _news.BaseUrl.Value;
            if (_news.Token is { IsKnown: true, Value.Length: > 0 } token && HeaderValue.ProblemOf(token.Value) is null)
            {
                var proof = await ScimProof.RunAsync(baseUrl, token.Value, operation);
                if (proof.Property == "token")
                    _failures.AddSecret("token", proof.Problem!);
                else if (proof.Property is { } property)
                    _failures.Add(property, proof.Problem!);
            }
            else if (_news.Token.IsUnknown && await ScimProof.WhyNoScimAsync(baseUrl, operation) is { } reason)
            {
                _failures.Add("baseUrl", reason);
            }
        });
    }

    private ValueTask VerifyAsync(string what, string property, Func<ValueTask> verify) =>
        Verification.RunAsync(what, property, _failures, operation, verify);
}
