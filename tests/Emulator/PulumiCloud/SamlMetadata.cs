using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml;
using System.Xml.Linq;

namespace JumpCloud.Emulator;

/// <summary>
/// IdP metadata as Pulumi Cloud reads it: six rules (Pulumi docs, SAML troubleshooting). Documented are the rules and the two
/// quoted texts <c>Name ID format is invalid</c> and <c>SSO binding not found in XML</c>; the other texts are inferred.
/// </summary>
internal sealed record SamlMetadata(string? EntityId, string? SsoUrl, string? NameIdFormat, string? ValidUntil, string? Problem)
{
    private static readonly XNamespace Metadata = "urn:oasis:names:tc:SAML:2.0:metadata";
    private static readonly XNamespace Signature = "http://www.w3.org/2000/09/xmldsig#";

    private static readonly string[] AcceptedFormats =
        ["urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress", "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"];

    /// <summary>Reads metadata; empty text has no fields and no problem.</summary>
    public static SamlMetadata Read(string xml, DateTimeOffset now)
    {
        if (xml.Length == 0)
            return new SamlMetadata(null, null, null, null, null);
        try
        {
            return Read(Parse(xml).Root!, now);
        }
        catch (XmlException exception)
        {
            return Broken($"malformed XML: {exception.Message}");
        }
    }

    /// <summary>The same XML with other white space between elements.</summary>
    public static string Reindent(string xml)
    {
        try
        {
            return Parse(xml).ToString(SaveOptions.None);
        }
        catch (XmlException)
        {
            // What is no XML cannot be laid out; it comes back as it was stored.
            return xml;
        }
    }

    private static SamlMetadata Read(XElement root, DateTimeOffset now)
    {
        if (root.Name != Metadata + "EntityDescriptor" || (string?)root.Attribute("entityID") is not { Length: > 0 } entityId)
            return Broken("malformed XML: no EntityDescriptor with an entityID");
        if (root.Element(Metadata + "IDPSSODescriptor") is not { } idp)
            return Broken("IDPSSODescriptor not found in XML");
        var ends = Certificates(idp);
        if (ends.Count == 0)
            return Broken("certificate missing");

        // While certificates roll over, one that is valid is enough (inferred).
        if (ends.Max() <= now)
            return Broken("certificate expired");
        var format = idp.Element(Metadata + "NameIDFormat")?.Value.Trim();
        if (!AcceptedFormats.Contains(format, StringComparer.Ordinal))
            return Broken("Name ID format is invalid");
        if ((string?)idp.Element(Metadata + "SingleSignOnService")?.Attribute("Location") is not { Length: > 0 } location)
            return Broken("SSO binding not found in XML");
        var until = ends.Max().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        return new SamlMetadata(entityId, location, format, until, null);
    }

    /// <summary>When the readable certificates end.</summary>
    private static List<DateTimeOffset> Certificates(XElement idp)
    {
        var ends = new List<DateTimeOffset>();
        foreach (var text in idp.Elements(Metadata + "KeyDescriptor").Descendants(Signature + "X509Certificate").Select(element => element.Value))
        {
            try
            {
                using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(text));
                ends.Add(certificate.NotAfter.ToUniversalTime());
            }
            catch (Exception exception) when (exception is FormatException or CryptographicException)
            {
                // Unreadable counts as missing: the caller says so when none is left.
                continue;
            }
        }

        return ends;
    }

    private static XDocument Parse(string xml)
    {
        using var reader = XmlReader.Create(
            new StringReader(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        return XDocument.Load(reader);
    }

    private static SamlMetadata Broken(string problem) => new(null, null, null, null, problem);
}
