using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace JumpCloud.Clients;

/// <summary>An X.509 certificate of a metadata document or a PEM text.</summary>
/// <param name="Raw">DER, in upper-case hexadecimal: what makes two certificates the same.</param>
/// <param name="NotBefore">The beginning of its validity; null where <paramref name="Raw"/> is no certificate.</param>
/// <param name="NotAfter">The end of its validity; null where <paramref name="Raw"/> is no certificate.</param>
internal sealed record SamlCertificate(string Raw, DateTimeOffset? NotBefore, DateTimeOffset? NotAfter)
{
    /// <summary>The longest PEM text that is read, in characters; a certificate has about two thousand.</summary>
    public const int MaxPemLength = 64 * 1024;

    public bool IsReadable => NotAfter is not null;

    /// <summary>The certificate as PEM text (RFC 7468).</summary>
    public string Pem => new string(PemEncoding.Write("CERTIFICATE", Convert.FromHexString(Raw))) + "\n";

    /// <param name="base64">DER in base64, with or without white space, as <c>ds:X509Certificate</c> holds it.</param>
    public static SamlCertificate FromBase64(string base64)
    {
        var buffer = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, buffer, out var length)
            ? FromDer(buffer[..length])
            : new SamlCertificate("", null, null);
    }

    /// <summary>The first certificate of a PEM text, or null where it has none or is too long to look through.</summary>
    public static SamlCertificate? FromPem(string pem)
    {
        // The time to find a block grows with the square of the length.
        if (pem.Length > MaxPemLength)
            return null;
        foreach (var (field, text) in Pems(pem))
        {
            if (text[field.Label] is "CERTIFICATE")
                return FromBase64(text[field.Base64Data]);
        }

        return null;
    }

    private static SamlCertificate FromDer(byte[] der)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(der);
            // The loader also takes PEM text, and DER with something after it; who verifies signatures does not.
            return certificate.RawDataMemory.Span.SequenceEqual(der)
                ? new SamlCertificate(
                    Convert.ToHexString(der), new DateTimeOffset(certificate.NotBefore), new DateTimeOffset(certificate.NotAfter))
                : new SamlCertificate(Convert.ToHexString(der), null, null);
        }
        catch (CryptographicException)
        {
            // Not a certificate: the caller reports it with the place that it stands in.
            return new SamlCertificate(Convert.ToHexString(der), null, null);
        }
    }

    private static IEnumerable<(PemFields Field, string Text)> Pems(string text)
    {
        while (PemEncoding.TryFind(text, out var field))
        {
            yield return (field, text);
            text = text[field.Location.End.GetOffset(text.Length)..];
        }
    }
}
