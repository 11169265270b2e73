using System.Xml.Linq;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>An application's IdP metadata, as "Export Metadata" gives it (SAML 2.0 metadata, section 2.4.3).</summary>
internal static class IdpMetadata
{
    private const string Protocol = "urn:oasis:names:tc:SAML:2.0:protocol";
    private const string Post = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";
    private const string Redirect = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";
    private const string Unspecified = "urn:oasis:names:tc:SAML:1.0:nameid-format:unspecified";

    private static readonly XNamespace Metadata = "urn:oasis:names:tc:SAML:2.0:metadata";
    private static readonly XNamespace Signature = "http://www.w3.org/2000/09/xmldsig#";

    /// <exception cref="JumpCloudException">500: the certificate that somebody supplied is malformed [L].</exception>
    public static string Write(JObject application)
    {
        using var certificate = IdpCertificates.Read(Value(application, ConfigItems.Certificate) ?? "")
            ?? throw JumpCloudErrors.MalformedCertificate();
        var format = Value(application, "overrideNameIdFormat") is { Length: > 0 } given ? given : Unspecified;
        var role = new XElement(
            Metadata + "IDPSSODescriptor",
            new XAttribute("WantAuthnRequestsSigned", "false"),
            new XAttribute("protocolSupportEnumeration", Protocol),
            KeyDescriptor(Convert.ToBase64String(certificate.RawData)),
            new XElement(Metadata + "NameIDFormat", format),
            Endpoint(Post, application));
        if (Value(application, "declareRedirectEndpoint") == "true")
            role.Add(Endpoint(Redirect, application));
        var entity = new XElement(
            Metadata + "EntityDescriptor",
            new XAttribute(XNamespace.Xmlns + "md", Metadata),
            new XAttribute("entityID", Value(application, "idpEntityId") ?? ""),
            role);
        return new XDeclaration("1.0", "UTF-8", null) + "\n" + entity;
    }

    private static XElement KeyDescriptor(string certificate) => new(
        Metadata + "KeyDescriptor",
        new XAttribute("use", "signing"),
        new XElement(
            Signature + "KeyInfo",
            new XAttribute(XNamespace.Xmlns + "ds", Signature),
            new XElement(Signature + "X509Data", new XElement(Signature + "X509Certificate", certificate))));

    private static XElement Endpoint(string binding, JObject application) => new(
        Metadata + "SingleSignOnService",
        new XAttribute("Binding", binding),
        new XAttribute("Location", (string?)application["ssoUrl"] ?? ""));

    private static string? Value(JObject application, string key) =>
        JumpCloudJson.At(application, $"config.{key}.value") is { } value ? JumpCloudJson.Scalar(value) : null;
}
