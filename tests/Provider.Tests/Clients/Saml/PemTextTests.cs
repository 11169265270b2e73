using System.Diagnostics;
using FluentAssertions;
using JumpCloud.Clients;
using Xunit;

namespace JumpCloud.Tests.Clients;

public sealed class PemTextTests
{
    private static readonly (string Pem, string Key) One = TestCertificates.Of("one", TestMetadata.End);
    private static readonly (string Pem, string Key) Other = TestCertificates.Of("other", TestMetadata.End);

    [Fact]
    public void A_key_belongs_to_its_certificate_and_to_no_other()
    {
        PemText.IsKeyOf(One.Pem, One.Key).Should().BeTrue();
        PemText.IsKeyOf(Other.Pem, One.Key).Should().BeFalse();
    }

    [Fact]
    public void Line_ends_and_comments_do_not_make_another_certificate()
    {
        var rewritten = "# made by hand\r\n" + One.Pem.ReplaceLineEndings("\r\n") + "\r\n";

        PemText.IsSameCertificate(One.Pem, rewritten).Should().BeTrue();
        PemText.IsSameCertificate(One.Pem, Other.Pem).Should().BeFalse();
    }

    [Theory]
    [InlineData("hello", "must be an X.509 certificate in PEM (-----BEGIN CERTIFICATE-----)")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "is not a certificate: its PEM block holds something else")]
    public void A_malformed_certificate_is_found(string pem, string problem)
    {
        PemText.CertificateProblem(pem).Should().Be(problem);
    }

    [Theory]
    [InlineData("hello", "must be an unencrypted RSA private key in PEM (-----BEGIN PRIVATE KEY-----)")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "is not a private key: its PEM block holds something else")]
    [InlineData("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----", "must be an unencrypted RSA private key in PEM (-----BEGIN PRIVATE KEY-----)")]
    public void A_malformed_key_is_found(string pem, string problem)
    {
        PemText.PrivateKeyProblem(pem).Should().Be(problem);
    }

    [Fact]
    public void JumpClouds_form_of_a_file_is_base64_of_the_PEM()
    {
        PemText.ToFile("-----BEGIN CERTIFICATE-----").Should().Be("LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t");
        PemText.FromFile("LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t").Should().Be("-----BEGIN CERTIFICATE-----");
        PemText.FromFile(One.Pem).Should().Be(One.Pem);
    }

    [Fact]
    public void A_text_that_is_too_long_to_look_through_is_not_looked_through()
    {
        var blocks = string.Concat(Enumerable.Repeat("-----BEGIN A-----\n-----END A-----\n", 300_000));
        var watch = Stopwatch.StartNew();

        PemText.CertificateProblem(blocks).Should().Be("is 10200000 characters long; at most 65536 are read: give the one PEM block alone");
        PemText.PrivateKeyProblem(blocks).Should().Be("is 10200000 characters long; at most 65536 are read: give the one PEM block alone");
        PemText.IsSameCertificate(blocks, blocks + "\n").Should().BeFalse();
        PemText.CertificateProblem(blocks[..65_536]).Should().Be("must be an X.509 certificate in PEM (-----BEGIN CERTIFICATE-----)");

        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void No_key_is_that_of_a_certificate_whose_public_key_is_none()
    {
        var raw = SamlCertificate.FromPem(One.Pem)!.Raw;

        // The first byte of the SEQUENCE that holds the modulus: 00 unused bits, SEQUENCE, its length, INTEGER 257 bytes, 00.
        var broken = raw.Replace("003082010A0282010100", "003182010A0282010100", StringComparison.Ordinal);

        broken.Should().NotBe(raw);
        var pem = new SamlCertificate(broken, null, null).Pem;
        PemText.CertificateProblem(pem).Should().BeNull();
        PemText.IsKeyOf(pem, One.Key).Should().BeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("-----BEGIN CERTIFICATE-----")]
    [InlineData("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAA=A\n-----END CERTIFICATE-----")]
    [InlineData("-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----")]
    public void What_is_no_certificate_is_no_key_either(string pem)
    {
        PemText.CertificateProblem(pem).Should().NotBeNull();
        PemText.PrivateKeyProblem(pem).Should().NotBeNull();
    }
}
