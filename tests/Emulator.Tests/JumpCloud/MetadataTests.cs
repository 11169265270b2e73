using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using FluentAssertions;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests;

public sealed class MetadataTests : JumpCloudTest
{
    private const string Organization = "5f0000000000000000000001";

    private static readonly XNamespace Md = "urn:oasis:names:tc:SAML:2.0:metadata";
    private static readonly XNamespace Ds = "http://www.w3.org/2000/09/xmldsig#";

    [Fact]
    public async Task Metadata_names_the_entity_the_certificate_the_format_and_the_post_endpoint()
    {
        var body = Saml();
        body["config"]!["overrideNameIdFormat"] = new JObject { ["value"] = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress" };
        var application = (JObject)(await ApiAsync("POST", "applications", body)).Json;

        var (answer, entity) = await ReadAsync((string)application["_id"]!);

        answer.ContentType.Should().Be("application/xml");
        ((string?)entity.Attribute("entityID")).Should().Be("JumpCloud");
        var role = entity.Element(Md + "IDPSSODescriptor")!;
        role.Elements().Select(element => element.Name.LocalName).Should()
            .Equal("KeyDescriptor", "NameIDFormat", "SingleSignOnService");
        role.Element(Md + "NameIDFormat")!.Value.Should().Be("urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress");
        var endpoint = role.Element(Md + "SingleSignOnService")!;
        ((string?)endpoint.Attribute("Binding"), (string?)endpoint.Attribute("Location")).Should()
            .Be(("urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST", "https://sso.jumpcloud.com/saml2/pulumi-cloud"));
        using var certificate = X509CertificateLoader.LoadCertificate(
            Convert.FromBase64String(role.Descendants(Ds + "X509Certificate").Single().Value));
        Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n"))
            .Should().Be((string?)application["config"]!["idpCertificate"]!["value"]);
    }

    [Fact]
    public async Task The_redirect_endpoint_is_there_when_it_is_declared()
    {
        var body = Saml();
        body["config"]!["declareRedirectEndpoint"] = new JObject { ["value"] = true };
        var id = (string)(await ApiAsync("POST", "applications", body)).Json["_id"]!;

        var (_, entity) = await ReadAsync(id);

        entity.Descendants(Md + "SingleSignOnService").Select(endpoint => (string?)endpoint.Attribute("Binding")).Should().Equal(
            "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST", "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect");
    }

    [Fact]
    public async Task Metadata_needs_the_organizations_id()
    {
        var id = (string)(await CreateApplicationAsync())["_id"]!;

        (await ApiAsync("GET", $"organizations/5f0000000000000000000002/applications/{id}/metadata.xml")).Status.Should().Be(404);
        (await ApiAsync("GET", $"applications/{id}/metadata.xml")).Status.Should().Be(404);
        (await ApiAsync("GET", $"organizations/{Organization}/applications/{Organization}/metadata.xml")).Status.Should().Be(404);
    }

    [Theory]
    [InlineData("bm90IGEgY2VydGlmaWNhdGU=")]
    [InlineData("-----BEGIN CERTIFICATE-----")]
    public async Task A_supplied_certificate_is_stored_as_it_is_and_a_malformed_one_makes_metadata_500(string certificate)
    {
        var body = Saml();
        body["config"]!["idpCertificate"] = new JObject { ["value"] = certificate };
        body["config"]!["idpPrivateKey"] = new JObject { ["value"] = "a key" };
        var application = (await ApiAsync("POST", "applications", body)).Json;

        var answer = await ApiAsync("GET", $"organizations/{Organization}/applications/{application["_id"]}/metadata.xml");

        ((string?)application["config"]!["idpCertificate"]!["value"]).Should().Be(certificate);
        answer.Status.Should().Be(500);
    }

    [Fact]
    public async Task The_idp_url_opens_while_its_application_is_active()
    {
        var application = await CreateApplicationAsync();
        (await SendAsync(Host.SsoUrl, "GET", "/saml2/pulumi-cloud")).Status.Should().Be(200);
        (await SendAsync(Host.SsoUrl, "GET", "/saml2/other")).Status.Should().Be(404);

        application["active"] = false;
        await ApiAsync("PUT", $"applications/{application["_id"]}", application);

        (await SendAsync(Host.SsoUrl, "GET", "/saml2/pulumi-cloud")).Status.Should().Be(404);
    }

    private async Task<(Answer Answer, XElement Entity)> ReadAsync(string id)
    {
        var answer = await ApiAsync("GET", $"organizations/{Organization}/applications/{id}/metadata.xml");
        return (answer, XElement.Parse(answer.Text));
    }
}
