using System.Collections.Immutable;
using JumpCloud.Core;

namespace JumpCloud.Clients;

/// <summary>
/// What Pulumi Cloud asks of an identity provider's metadata (Pulumi docs, guides/saml/troubleshooting), checked before it is
/// sent. Each sentence completes "idpMetadataXml …".
/// </summary>
internal static class SamlMetadataRules
{
    public const string EmailFormat = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";
    public const string PersistentFormat = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";

    /// <summary>A certificate that ends within this time is worth a warning.</summary>
    public static readonly TimeSpan SoonEnding = TimeSpan.FromDays(30);

    /// <summary>Every rule that the document breaks; empty when Pulumi Cloud would accept it.</summary>
    public static ImmutableArray<string> Problems(string xml, DateTimeOffset now)
    {
        try
        {
            return [.. Problems(SamlMetadata.Parse(xml), now)];
        }
        catch (SamlMetadataException exception)
        {
            return [$"{exception.Message}; export the metadata again"];
        }
    }

    /// <summary>What still works, but not for long.</summary>
    public static IEnumerable<string> Warnings(SamlMetadata metadata, DateTimeOffset now) =>
        metadata.Certificates
            .Where(certificate => certificate.NotAfter is { } end && end > now && end - now <= SoonEnding)
            .Select(certificate => $"has a certificate that ends on {TimeText.Day(certificate.NotAfter!.Value)}; sign-in stops then, "
                + "unless a new one is in place");

    private static IEnumerable<string> Problems(SamlMetadata metadata, DateTimeOffset now)
    {
        if (metadata.EntityId.Length == 0)
            yield return "has an EntityDescriptor without entityID";
        if (!metadata.HasIdpDescriptor)
        {
            // Everything else stands within it.
            yield return "has no IDPSSODescriptor: it is not the metadata of an identity provider; export it from the JumpCloud "
                + "application";
            yield break;
        }

        foreach (var problem in CertificateProblems(metadata.Certificates, now))
            yield return problem;
        foreach (var problem in NameIdFormatProblems(metadata.NameIdFormats))
            yield return problem;
        if (metadata.SsoEndpoints.IsEmpty)
            yield return "has no SingleSignOnService with a Binding and a Location";
    }

    private static IEnumerable<string> CertificateProblems(ImmutableArray<SamlCertificate> certificates, DateTimeOffset now)
    {
        if (certificates.IsEmpty)
            yield return "has no KeyDescriptor with an X.509 certificate for signing";
        else if (certificates.Any(certificate => !certificate.IsReadable))
            yield return "has an X509Certificate that is not a certificate";
        else if (certificates.All(certificate => certificate.NotAfter <= now))
            yield return $"has a certificate that expired on "
                + $"{TimeText.Day(certificates.Max(certificate => certificate.NotAfter!.Value))}; renew the application's certificate "
                + "and export the metadata again";
    }

    private static IEnumerable<string> NameIdFormatProblems(ImmutableArray<string> formats)
    {
        if (formats.IsEmpty)
            yield return $"has no NameIDFormat; add one after KeyDescriptor: {EmailFormat} or {PersistentFormat}";
        else if (!formats.Any(format => format is EmailFormat or PersistentFormat))
            yield return $"has the NameIDFormat {formats[0]}, which Pulumi Cloud refuses; it takes {EmailFormat} or "
                + $"{PersistentFormat}";
    }
}
