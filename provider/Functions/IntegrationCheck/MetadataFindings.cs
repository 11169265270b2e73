using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Functions;

/// <summary>The identity provider's metadata as JumpCloud gives it and as Pulumi Cloud holds it.</summary>
internal static class MetadataFindings
{
    private const string Code = "metadata";

    private const string Remedy =
        "Set idpMetadataXml of the SamlConfiguration to the application's metadataXml, or paste the exported XML in the Pulumi "
            + "Cloud console (Settings > Access Management > SAML & SCIM).";

    public static void Add(
        Findings findings, JumpCloudFacts jumpCloud, PulumiFacts pulumi, CheckTarget target, DateTimeOffset now)
    {
        var own = Read(findings, jumpCloud);
        if (pulumi.Saml is { } saml)
        {
            if (saml.IsGiven)
                AddStored(findings, jumpCloud, own, saml.Value, target);
            else
                findings.NotRead(Code, Finding.Pulumi, $"The SAML configuration of {target.Organization}", saml);
        }

        if (own is not null)
            AddCertificate(findings, jumpCloud, own, now);
    }

    private static SamlMetadata? Read(Findings findings, JumpCloudFacts facts)
    {
        if (facts.MetadataXml is not { } answer)
            return null;
        if (!answer.IsGiven)
        {
            findings.NotRead(Code, Finding.JumpCloud, $"The metadata of the application {facts.Label}", answer);
            return null;
        }

        try
        {
            return SamlMetadata.Parse(answer.Value);
        }
        catch (SamlMetadataException exception)
        {
            findings.Error(
                Code, Finding.JumpCloud, $"The metadata of the application {facts.Label} {exception.Message}.",
                "Look at the application's certificate and entity id in the Admin Portal and export the metadata again.");
            return null;
        }
    }

    private static void AddStored(
        Findings findings, JumpCloudFacts jumpCloud, SamlMetadata? own, SamlOrganization stored, CheckTarget target)
    {
        var organization = target.Organization;
        if (stored.IdpSsoDescriptor.Length == 0)
        {
            findings.Error(Code, Finding.Pulumi, $"{organization} has no identity provider's metadata.", Remedy);
            return;
        }

        if (own is not null && SamlMetadata.HaveSameMeaning(jumpCloud.MetadataXml!.Value!, stored.IdpSsoDescriptor))
        {
            findings.Ok(Code, Finding.Both, "Both sides have the same metadata.");
        }
        else if (own is not null)
        {
            findings.Error(
                Code, Finding.Both,
                $"The metadata that {organization} has is not that of the application {jumpCloud.Label}: "
                    + $"{Differences(own, stored.IdpSsoDescriptor)}.", Remedy);
        }

        if (stored.ValidationError is { } problem)
        {
            findings.Error(
                "validation", Finding.Pulumi, $"Pulumi Cloud says of the metadata that {organization} has: "
                    + $"{problem.TrimEnd('.')}.", Remedy);
        }
        else
        {
            findings.Ok("validation", Finding.Pulumi, $"Pulumi Cloud finds nothing wrong with the metadata that {organization} "
                + "has.");
        }

        if (own is not null)
            AddEntityId(findings, own, stored, organization);
    }

    private static void AddEntityId(Findings findings, SamlMetadata own, SamlOrganization stored, string organization)
    {
        // Of metadata that it finds wrong Pulumi Cloud tells nothing, and that is told already.
        if (stored is { EntityId: null, ValidationError: not null })
            return;
        if (own.EntityId == stored.EntityId)
        {
            findings.Ok("idpEntityId", Finding.Both, $"Both sides know the identity provider as {own.EntityId}.");
        }
        else
        {
            findings.Error(
                "idpEntityId", Finding.Both,
                $"The identity provider is {Shown(own.EntityId)} at JumpCloud and {Shown(stored.EntityId)} in "
                    + $"{organization}.", Remedy);
        }
    }

    private static string Differences(SamlMetadata own, string storedXml)
    {
        try
        {
            var stored = SamlMetadata.Parse(storedXml);
            string[] different =
            [
                own.EntityId == stored.EntityId ? "" : "the entity id",
                IsSame(CertificatesOf(own), CertificatesOf(stored)) ? "" : "the certificate",
                IsSame(AddressesOf(own), AddressesOf(stored)) ? "" : "the sign-on address",
                IsSame(own.NameIdFormats, stored.NameIdFormats) ? "" : "the NameID format",
            ];
            var named = different.Where(text => text.Length > 0).ToList();
            return named.Count == 0 ? "they differ in something else" : $"{string.Join(", ", named)} "
                + $"differ{(named.Count == 1 ? "s" : "")}";
        }
        catch (SamlMetadataException exception)
        {
            return $"it {exception.Message}";
        }
    }

    private static IEnumerable<string> CertificatesOf(SamlMetadata metadata) =>
        metadata.Certificates.Select(certificate => certificate.Raw);

    private static IEnumerable<string> AddressesOf(SamlMetadata metadata) =>
        metadata.SsoEndpoints.Select(endpoint => $"{endpoint.Binding} {endpoint.Location}");

    private static bool IsSame(IEnumerable<string> left, IEnumerable<string> right) =>
        left.Order(StringComparer.Ordinal).SequenceEqual(right.Order(StringComparer.Ordinal), StringComparer.Ordinal);

    private static void AddCertificate(Findings findings, JumpCloudFacts facts, SamlMetadata own, DateTimeOffset now)
    {
        if (own.Certificates.Max(certificate => certificate.NotAfter) is not { } end)
        {
            findings.Error(
                "certificate", Finding.JumpCloud, $"The metadata of the application {facts.Label} has no certificate that can "
                    + "be read.",
                "Renew the application's certificate in the Admin Portal.");
            return;
        }

        var (day, days) = (TimeText.Day(end), (int)Math.Floor((end - now).TotalDays));
        const string renew = "Renew the application's certificate and give Pulumi Cloud the new metadata on the same day.";
        if (end <= now)
            findings.Error("certificate", Finding.JumpCloud, $"The certificate of the application {facts.Label} ended on "
                + $"{day}: nobody can sign in.", renew);
        else if (end - now <= SamlMetadataRules.SoonEnding)
            findings.Warning("certificate", Finding.JumpCloud, $"The certificate of the application {facts.Label} ends on "
                + $"{day}, in {Days(days)}.", renew);
        else
            findings.Ok("certificate", Finding.JumpCloud, $"The certificate of the application {facts.Label} ends on {day}, in "
                + $"{Days(days)}.");
    }

    private static string Days(int days) => days switch { 0 => "less than a day", 1 => "1 day", _ => $"{days} days" };

    private static string Shown(string? text) => string.IsNullOrEmpty(text) ? "nameless" : text;
}
