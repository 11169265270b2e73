using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace JumpCloud.Clients;

/// <summary>
/// Certificates and keys as PEM text (RFC 7468). JumpCloud keeps the files of an application as base64 of the PEM text.
/// </summary>
internal static class PemText
{
    /// <summary>The form in which JumpCloud takes a file.</summary>
    public static string ToFile(string pem) => Convert.ToBase64String(Encoding.UTF8.GetBytes(pem));

    /// <summary>The text of a file that JumpCloud gave, also where it was stored as plain PEM.</summary>
    public static string FromFile(string file)
    {
        var buffer = new byte[file.Length];
        return Convert.TryFromBase64String(file, buffer, out var length) ? Encoding.UTF8.GetString(buffer, 0, length) : file;
    }

    /// <summary>Whether two texts hold the same certificate, whatever their line ends and comments.</summary>
    public static bool IsSameCertificate(string left, string right) =>
        left == right
        || (SamlCertificate.FromPem(left) is { IsReadable: true } one
            && SamlCertificate.FromPem(right) is { } other
            && one.Raw == other.Raw);

    /// <summary>What is wrong with a certificate; null when it is well-formed.</summary>
    public static string? CertificateProblem(string pem) => LengthProblem(pem) ?? SamlCertificate.FromPem(pem) switch
    {
        null => "must be an X.509 certificate in PEM (-----BEGIN CERTIFICATE-----)",
        { IsReadable: false } => "is not a certificate: its PEM block holds something else",
        _ => null,
    };

    /// <summary>What is wrong with a private key; null when it is well-formed. Never contains any of it.</summary>
    public static string? PrivateKeyProblem(string pem)
    {
        if (LengthProblem(pem) is { } problem)
            return problem;
        try
        {
            using var key = LoadKey(pem);
            return key is null ? "must be an unencrypted RSA private key in PEM (-----BEGIN PRIVATE KEY-----)" : null;
        }
        catch (CryptographicException)
        {
            return "is not a private key: its PEM block holds something else";
        }
    }

    /// <summary>Whether the key is the certificate's. Both must be well-formed.</summary>
    public static bool IsKeyOf(string certificatePem, string keyPem)
    {
        var raw = SamlCertificate.FromPem(certificatePem)!.Raw;
        using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromHexString(raw));
        using var privateKey = LoadKey(keyPem);
        try
        {
            using var publicKey = certificate.GetRSAPublicKey();
            return publicKey is not null && privateKey is not null
                && publicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(privateKey.ExportSubjectPublicKeyInfo());
        }
        catch (CryptographicException)
        {
            // A certificate can be read whose public key is none: no key is its own.
            return false;
        }
    }

    private static string? LengthProblem(string pem) => pem.Length <= SamlCertificate.MaxPemLength
        ? null
        : $"is {pem.Length} characters long; at most {SamlCertificate.MaxPemLength} are read: give the one PEM block alone";

    private static RSA? LoadKey(string pem)
    {
        if (!PemEncoding.TryFind(pem, out var fields) || pem[fields.Label] is not ("PRIVATE KEY" or "RSA PRIVATE KEY"))
            return null;
        var key = RSA.Create();
        try
        {
            key.ImportFromPem(pem);
            return key;
        }
        catch (ArgumentException)
        {
            key.Dispose();
            return null;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }
}
