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
}
