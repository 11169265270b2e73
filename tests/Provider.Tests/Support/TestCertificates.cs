using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace JumpCloud.Tests;

/// <summary>Self-signed certificates, made once per name.</summary>
internal static class TestCertificates
{
    private static readonly ConcurrentDictionary<string, Lazy<(string Pem, string Key)>> Made = new(StringComparer.Ordinal);

    /// <param name="name">Two names, two keys.</param>
    public static (string Pem, string Key) Of(string name, DateTimeOffset notAfter) =>
        Made.GetOrAdd($"{name} {notAfter:O}", _ => new(() => Make(name, notAfter))).Value;

    /// <summary>The certificate as a metadata document holds it.</summary>
    public static string Base64(string pem)
    {
        var fields = PemEncoding.Find(pem);
        return pem[fields.Base64Data].ReplaceLineEndings("");
    }

    private static (string Pem, string Key) Make(string name, DateTimeOffset notAfter)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(notAfter.AddYears(-5), notAfter);
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}
