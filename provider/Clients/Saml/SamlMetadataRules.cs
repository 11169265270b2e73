using System.Collections.Immutable;
using System.Globalization;
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

    // A certificate that was made a moment ago, by another clock.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromHours(1);

    /// <summary>Every rule that the document breaks; empty when Pulumi Cloud would accept it.</summary>
    /// <param name="metadata">What it says; null where it cannot be read.</param>
    public static ImmutableArray<string> Problems(string xml, DateTimeOffset now, out SamlMetadata? metadata)
    {
        metadata = null;
        try
        {
            metadata = SamlMetadata.Parse(xml);
            return [.. Problems(metadata, now)];
        }
        catch (SamlMetadataException exception)
        {
            return [$"{exception.Message}; export the metadata again"];
        }
    }

    /// <summary>What still works, but not for long or not well.</summary>
    public static IEnumerable<string> Warnings(SamlMetadata metadata, DateTimeOffset now)
    {
        foreach (var certificate in metadata.Certificates)
        {
            if (certificate.NotAfter is { } end && end > now && end - now <= SoonEnding)
                yield return $"has a certificate that ends on {TimeText.Day(end)}; sign-in stops then, unless a new one is in place";
        }

        var begins = metadata.Certificates.Where(certificate => certificate.NotAfter > now).Min(certificate => certificate.NotBefore);
        if (begins is { } beginning && beginning - now > ClockSkew)
            yield return $"has a certificate that is not valid before {TimeText.Day(beginning)}; nobody can sign in until then";
        if (metadata.SsoEndpoints.Select(endpoint => endpoint.Location).FirstOrDefault(IsOpen) is { } location)
        {
            yield return $"has the SingleSignOnService location {ErrorText.Shorten(location)}, which sends people over the network without "
                + "encryption; it should begin with https://";
        }
    }

    private static IEnumerable<string> Problems(SamlMetadata metadata, DateTimeOffset now)
    {
        if (metadata.EntityId.Length == 0)
            yield return "has an EntityDescriptor without entityID; export the metadata again";
        if (!metadata.HasIdpDescriptor)
        {
            // Everything else stands within it.
            yield return "has no IDPSSODescriptor: it is not the metadata of an identity provider; export it from the JumpCloud "
                + "application";
            yield break;
        }

        foreach (var problem in ValidityProblems(metadata.ValidUntil, now))
            yield return problem;
        foreach (var problem in CertificateProblems(metadata.Certificates, now))
            yield return problem;
        foreach (var problem in NameIdFormatProblems(metadata.NameIdFormats))
            yield return problem;
        if (metadata.SsoEndpoints.IsEmpty)
            yield return "has no SingleSignOnService with a Binding and a Location; export the metadata again";
        else if (metadata.SsoEndpoints.Select(endpoint => endpoint.Location).FirstOrDefault(place => WebAddressOf(place) is null) is { } location)
            yield return $"has the SingleSignOnService location {ErrorText.Shorten(location)}, which is not an address that a browser can open; "
                + "it must begin with https://";
    }

    // SAML 2.0 metadata, section 2.3.2: what is past it must not be used.
    private static IEnumerable<string> ValidityProblems(ImmutableArray<string> ends, DateTimeOffset now)
    {
        foreach (var text in ends)
        {
            if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end))
                yield return $"has the validUntil {ErrorText.Shorten(text)}, which is not a time; export the metadata again";
            else if (end <= now)
                yield return $"has a validUntil that was over on {TimeText.Day(end)}; export the metadata again";
        }
    }

    private static IEnumerable<string> CertificateProblems(ImmutableArray<SamlCertificate> certificates, DateTimeOffset now)
    {
        if (certificates.IsEmpty)
            yield return "has no KeyDescriptor with an X.509 certificate for signing; export the metadata again";
        else if (certificates.Any(certificate => !certificate.IsReadable))
            yield return "has an X509Certificate that is not a certificate (base64 of DER, without PEM lines); export the metadata again";
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
            yield return $"has the NameIDFormat {ErrorText.Shorten(formats[0])}, which Pulumi Cloud refuses; it takes {EmailFormat} or "
                + $"{PersistentFormat}";
    }

    private static Uri? WebAddressOf(string location) =>
        Uri.TryCreate(location, UriKind.Absolute, out var url) && url is { Scheme: "https" or "http", Host.Length: > 0 } ? url : null;

    private static bool IsOpen(string location) => WebAddressOf(location) is { Scheme: "http", IsLoopback: false };
}
