using System.Text.RegularExpressions;
using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>
/// What the rows cannot tell about a SAML configuration's inputs. Unknown values pass; every problem is reported.
/// </summary>
internal sealed partial class SamlConfigurationCheck(CheckDraft<SamlConfigurationArgs> draft, OperationContext operation)
{
    public const string NotALoginName =
        "must be the organization's login name (letters, digits, dots, dashes and underscores), as in "
            + "https://app.pulumi.com/<name>, not its display name";

    private readonly SamlConfigurationArgs _news = draft.News;
    private readonly Failures _failures = draft.Failures;

    public async ValueTask RunAsync()
    {
        var isOrganizationValid = CheckOrganizationName();
        await CheckMetadataAsync();
        if (operation.Clients.PulumiCloud is not { } pulumiCloud)
            _failures.Add("", SamlConfiguration.NoAccessToken);
        else if (isOrganizationValid && !draft.IsUnchanged("organization"))
            await CheckOrganizationAsync(pulumiCloud, _news.Organization.Value);
    }

    public static bool IsLoginName(string text) => LoginName().IsMatch(text);

    private bool CheckOrganizationName()
    {
        if (!_news.Organization.IsKnown || string.IsNullOrWhiteSpace(_news.Organization.Value))
            return false;
        if (IsLoginName(_news.Organization.Value))
            return true;
        _failures.Add("organization", NotALoginName);
        return false;
    }

    private async ValueTask CheckMetadataAsync()
    {
        if (!_news.IdpMetadataXml.IsKnown || string.IsNullOrWhiteSpace(_news.IdpMetadataXml.Value))
            return;
        var (xml, now) = (_news.IdpMetadataXml.Value, operation.Time.GetUtcNow());
        var problems = SamlMetadataRules.Problems(xml, now, out var metadata);
        foreach (var problem in problems)
        {
            // A certificate ends without anybody's doing: what nobody changes must not stop the rest of the stack.
            if (IsMetadataKept(xml))
                await operation.Log.WarningAsync($"idpMetadataXml {problem}");
            else
                _failures.Add("idpMetadataXml", problem);
        }

        if (!problems.IsEmpty || metadata is null)
            return;
        foreach (var warning in SamlMetadataRules.Warnings(metadata, now))
        {
            if (IsMetadataKept(xml))
                await operation.Log.WarningAsync($"idpMetadataXml {warning}");
            else
                await operation.ForewarnAsync($"idpMetadataXml {warning}");
        }
    }

    private bool IsMetadataKept(string xml) =>
        draft.Olds?.IdpMetadataXml is { IsKnown: true } old && SamlMetadata.HaveSameMeaning(old.Value, xml);

    private async ValueTask CheckOrganizationAsync(PulumiCloudClient pulumiCloud, string organization)
    {
        try
        {
            var metadata = await pulumiCloud.ReadOrganizationMetadataAsync(organization, operation.Cancellation);
            if (SamlConfiguration.WhyNotSaml(organization, metadata) is { } reason)
                _failures.Add("organization", reason);
            if (metadata.UserRole is { } role && role != "admin")
                _failures.Add("organization", $"is known to {operation.Clients.Config.PulumiCredentialName} as {role}; changing "
                    + $"the SAML configuration of {organization} needs the Admin role");
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            _failures.Add("organization", SamlConfiguration.NoSuchOrganization(organization, operation.Clients.Config));
        }
        catch (ApiException exception) when (exception.IsUnavailable)
        {
            await operation.Log.WarningAsync($"Whether {organization} is a SAML organization could not be verified: "
                + $"{exception.Message}");
        }
        catch (ApiException exception)
        {
            Verification.Refuse("organization", exception, _failures);
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]*\z")]
    private static partial Regex LoginName();
}
