namespace JumpCloud.Tests;

/// <summary>Identity provider metadata, written in parts.</summary>
internal static class TestMetadata
{
    public const string Email = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";
    public static readonly DateTimeOffset End = new(2031, 5, 1, 10, 0, 0, TimeSpan.Zero);

    public static string Key(string name, DateTimeOffset? end = null, string use = " use=\"signing\"") =>
        $"<md:KeyDescriptor{use}><ds:KeyInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:X509Data><ds:X509Certificate>{TestCertificates.Base64(TestCertificates.Of(name, end ?? End).Pem)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>";

    public static string Format(string format = Email) => $"<md:NameIDFormat>{format}</md:NameIDFormat>";

    public static string Service(string binding = "HTTP-POST", string location = "https://sso.jumpcloud.com/saml2/pulumi-acme") =>
        $"<md:SingleSignOnService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:{binding}\" Location=\"{location}\"/>";

    public static string Idp(string content) =>
        $"<md:IDPSSODescriptor protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\">{content}</md:IDPSSODescriptor>";

    public static string Entity(string content, string attributes = " entityID=\"JumpCloud\"") =>
        $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\"{attributes}>{content}</md:EntityDescriptor>";

    /// <summary>A document that nothing is wrong with.</summary>
    public static string Good(string certificate = "idp", string location = "https://sso.jumpcloud.com/saml2/pulumi-acme") =>
        Entity(Idp(Key(certificate) + Format() + Service(location: location)));
}
