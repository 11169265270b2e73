using System.Collections.Immutable;
using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>What can be told about SAML inputs without asking JumpCloud.</summary>
internal sealed class SamlInputsCheck(
    SsoApplicationArgs news, SsoApplicationArgs? olds, Failures failures, OperationContext operation)
{
    private readonly SamlArgs _saml = news.SamlOrNone;

    public async ValueTask RunAsync()
    {
        CheckAcsUrls();
        CheckAttributes("saml.userAttributes", _saml.UserAttributes);
        CheckAttributes("saml.constantAttributes", _saml.ConstantAttributes);
        CheckPlaceholdersLeft();
        CheckSpCertificate();
        await CheckIdpCertificateAsync();
    }

    private void CheckAcsUrls()
    {
        if (!_saml.AcsUrls.IsKnown)
            return;
        if (_saml.AcsUrls.Value.IsEmpty)
            failures.Add("saml.acsUrls", "must have at least one address; the first one is the default");
        for (var index = 0; index < _saml.AcsUrls.Value.Length; index++)
        {
            var url = _saml.AcsUrls.Value[index];
            if (!WebAddress.IsOne(url) && !Placeholders.In(url).Any())
                failures.Add($"saml.acsUrls[{index}]", WebAddress.Form);
        }
    }

    private void CheckAttributes(string path, Input<ImmutableArray<SamlAttribute>> attributes)
    {
        if (!attributes.IsKnown)
            return;
        var seen = new HashSet<(string, string)>();
        for (var index = 0; index < attributes.Value.Length; index++)
        {
            var attribute = attributes.Value[index];
            if (attribute.IsKnown && !seen.Add((attribute.Name.Value, attribute.Value.Value)))
                failures.Add($"{path}[{index}]", $"repeats the attribute {attribute.Name.Value} with the same value");
        }
    }

    private void CheckPlaceholdersLeft()
    {
        foreach (var setting in SamlSettings.All)
        {
            if (setting.Key is SamlSettings.IdpCertificate or SamlSettings.IdpPrivateKey or "includeGroups")
                continue;
            if (setting.Wanted(_saml, null) is { IsKnown: true } wanted)
            {
                foreach (var name in Placeholders.In(wanted.Value))
                    failures.Add(setting.FullPath, $"still has the placeholder {name}; write the value in its place");
            }
        }

        foreach (var (name, value) in news.Placeholders.Or(ImmutableSortedDictionary<string, string>.Empty))
        {
            var path = PropertyPath.Key("placeholders", name);
            if (value.Trim().Length == 0)
                failures.Add(path, "must not be empty");
            else if (Placeholders.In(value).Any())
                failures.Add(path, $"is the placeholder {Placeholders.In(value).First()} again; give the value that takes its "
                    + "place");
        }
    }

    private void CheckSpCertificate()
    {
        if (_saml.SpCertificate.IsKnown && PemText.CertificateProblem(_saml.SpCertificate.Value) is { } problem)
            failures.Add("saml.spCertificate", problem);
    }

    private async ValueTask CheckIdpCertificateAsync()
    {
        if (_saml.IdpCertificate.IsPresent != _saml.IdpPrivateKey.IsPresent)
        {
            failures.Add(
                "",
                "saml.idpCertificate and saml.idpPrivateKey must be given together, or neither of them: then JumpCloud makes "
                    + "both");
            return;
        }

        var keyProblem = _saml.IdpPrivateKey.IsKnown ? PemText.PrivateKeyProblem(_saml.IdpPrivateKey.Value) : null;
        if (keyProblem is not null)
            failures.AddSecret("saml.idpPrivateKey", keyProblem);
        if (!_saml.IdpCertificate.IsKnown)
            return;
        var pem = _saml.IdpCertificate.Value;
        if (PemText.CertificateProblem(pem) is { } problem)
            failures.Add("saml.idpCertificate", problem);
        else if (keyProblem is null && _saml.IdpPrivateKey.IsKnown && !PemText.IsKeyOf(pem, _saml.IdpPrivateKey.Value))
            failures.Add("", "saml.idpPrivateKey is not the key of saml.idpCertificate");
        else
            await CheckEndAsync(SamlCertificate.FromPem(pem)!.NotAfter!.Value);
    }

    private async ValueTask CheckEndAsync(DateTimeOffset end)
    {
        var now = operation.Time.GetUtcNow();
        var isKept = olds?.SamlOrNone.IdpCertificate.OrDefault() == _saml.IdpCertificate.Value;
        var expired = $"expired on {TimeText.Day(end)}; give one that is valid";

        // A certificate ends without anybody's doing: what nobody changes must not stop the rest of the stack.
        if (end <= now && isKept)
            await operation.Log.WarningAsync($"saml.idpCertificate {expired}");
        else if (end <= now)
            failures.Add("saml.idpCertificate", expired);
        else if (end - now <= SamlMetadataRules.SoonEnding && !isKept)
            await operation.ForewarnAsync(SsoApplication.EndingSoon(end));
        else if (end - now <= SamlMetadataRules.SoonEnding)
            await operation.Log.WarningAsync(SsoApplication.EndingSoon(end));
    }
}
