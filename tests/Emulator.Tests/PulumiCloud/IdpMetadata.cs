using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace JumpCloud.Tests;

/// <summary>IdP metadata with real certificates, right or wrong in one thing.</summary>
internal static class IdpMetadata
{
    public const string EmailAddress = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";

    public static string Valid { get; } = Make([Certificate("2025-01-01", "2045-06-07")]);

    /// <summary>Base64 of a self-signed certificate; the days are UTC.</summary>
    public static string Certificate(string from, string until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=sso.test", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(Day(from), Day(until));
        return Convert.ToBase64String(certificate.RawData);
    }

    public static string Make(IEnumerable<string> certificates, string? nameIdFormat = EmailAddress, bool withBinding = true)
    {
        var keys = certificates.Select(certificate =>
            $"""<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>""");
        var format = nameIdFormat is null ? "" : $"<md:NameIDFormat>{nameIdFormat}</md:NameIDFormat>";
        var binding = withBinding
            ? """<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://sso.test/saml2/pulumi"/>"""
            : "";
        return $"""<?xml version="1.0"?><md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.test/pulumi"><md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">{string.Concat(keys)}{format}{binding}</md:IDPSSODescriptor></md:EntityDescriptor>""";
    }

    private static DateTimeOffset Day(string text) => DateTimeOffset.Parse(text + "T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture);
}
