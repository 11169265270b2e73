using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace JumpCloud.Emulator;

/// <summary>The certificate and key with which an application signs.</summary>
/// <param name="CertificateValue">As <c>config.idpCertificate.value</c> has it: base64 of the PEM.</param>
internal sealed record IdpCertificate(string CertificateValue, string PrivateKeyPem);

/// <summary>Makes and reads the certificates of applications: RSA 2048, self-signed, for 5 years [L].</summary>
internal static class IdpCertificates
{
    private const int YearsValid = 5;

    // Making a key takes a tenth of a second and more: a few serve all applications, whose certificates still differ.
    private static readonly Lazy<RSA>[] Keys = [.. Enumerable.Range(0, 4).Select(_ => new Lazy<RSA>(() => RSA.Create(2048)))];

    private static readonly Lock Signing = new();

    private static long _made;

    public static IdpCertificate Make(string applicationId, string organizationName, DateTimeOffset now)
    {
        var number = Interlocked.Increment(ref _made);
        var key = Keys[number % Keys.Length].Value;
        lock (Signing)
        {
            var name = new X500DistinguishedNameBuilder();
            name.AddCommonName("SAMLIdP");
            name.AddOrganizationName(organizationName);
            name.AddOrganizationalUnitName(applicationId);
            var request = new CertificateRequest(name.Build(), key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            var subject = X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1);
            var serial = BitConverter.GetBytes(System.Net.IPAddress.HostToNetworkOrder(number));
            using var certificate = request.Create(request.SubjectName, subject, now, now.AddYears(YearsValid), serial);
            return new IdpCertificate(Encode(certificate.ExportCertificatePem()), key.ExportPkcs8PrivateKeyPem());
        }
    }

    /// <summary>The certificate of a stored value, or null when it is not the base64 of a PEM certificate.</summary>
    public static X509Certificate2? Read(string value)
    {
        try
        {
            return X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(Convert.FromBase64String(value)));
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException)
        {
            return null;
        }
    }

    private static string Encode(string pem) => Convert.ToBase64String(Encoding.ASCII.GetBytes(pem + "\n"));
}
