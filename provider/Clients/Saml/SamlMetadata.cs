using System.Collections.Immutable;
using System.Xml;
using System.Xml.Linq;

namespace JumpCloud.Clients;

/// <summary>A place to sign in.</summary>
/// <param name="Binding">A URI, such as <c>urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST</c>.</param>
internal readonly record struct SsoEndpoint(string Binding, string Location);

/// <summary>
/// The metadata of an identity provider (SAML 2.0 metadata, sections 2.3.2 and 2.4.3), as far as a service provider uses it.
/// Elements are found by namespace, whatever their prefix. Documents with a DTD are refused, entities never resolved.
/// </summary>
internal sealed record SamlMetadata
{
    /// <summary>The largest document that is read, in characters. A real one has about three thousand.</summary>
    public const int MaxLength = 1024 * 1024;

    /// <summary>Of elements, their attributes and pieces of text. A real document has about fifty, a large one a thousand.</summary>
    public const int MaxParts = 5000;

    private const int MaxDepth = 64;

    private static readonly XNamespace Metadata = "urn:oasis:names:tc:SAML:2.0:metadata";
    private static readonly XNamespace Signature = "http://www.w3.org/2000/09/xmldsig#";

    /// <summary>The identity provider's entity id; empty where the document has none.</summary>
    public required string EntityId { get; init; }

    /// <summary>Whether the entity is an identity provider at all.</summary>
    public required bool HasIdpDescriptor { get; init; }

    public required ImmutableArray<SsoEndpoint> SsoEndpoints { get; init; }

    /// <summary>
    /// The certificates that signatures may be made with, in the document's order: several while one is replaced.
    /// </summary>
    public required ImmutableArray<SamlCertificate> Certificates { get; init; }

    public required ImmutableArray<string> NameIdFormats { get; init; }

    /// <summary>The times after which the document or its identity provider must no longer be used, as they are written.</summary>
    public required ImmutableArray<string> ValidUntil { get; init; }

    /// <summary>Whether the identity provider wants signed requests.</summary>
    public required bool WantsSignedRequests { get; init; }

    /// <exception cref="SamlMetadataException">Not XML, with a DTD, too large, or not an <c>EntityDescriptor</c>.</exception>
    public static SamlMetadata Parse(string xml)
    {
        var root = Root(xml);
        var idp = root.Element(Metadata + "IDPSSODescriptor");
        return new SamlMetadata
        {
            EntityId = TextOf(root, "entityID"),
            HasIdpDescriptor = idp is not null,
            SsoEndpoints = [.. Children(idp, "SingleSignOnService")
                .Select(service => new SsoEndpoint(TextOf(service, "Binding"), TextOf(service, "Location")))
                .Where(endpoint => endpoint is { Binding.Length: > 0, Location.Length: > 0 })],
            Certificates = [.. Children(idp, "KeyDescriptor")
                .Where(key => (string?)key.Attribute("use") is null or "signing")
                .SelectMany(key => key.Descendants(Signature + "X509Certificate"))
                .Select(certificate => SamlCertificate.FromBase64(certificate.Value))],
            NameIdFormats = [.. Children(idp, "NameIDFormat").Select(format => format.Value.Trim())],
            ValidUntil = [.. new[] { root, idp }.OfType<XElement>().Select(element => TextOf(element, "validUntil")).Where(text => text.Length > 0)],
            WantsSignedRequests = (string?)idp?.Attribute("WantAuthnRequestsSigned") is "true" or "1",
        };
    }

    /// <summary>Whether two documents say the same, however they are written; see <see cref="SamlMetadataMeaning"/>.</summary>
    public static bool HaveSameMeaning(string left, string right)
    {
        if (left == right)
            return true;
        try
        {
            return SamlMetadataMeaning.Of(Root(left)) == SamlMetadataMeaning.Of(Root(right));
        }
        catch (SamlMetadataException)
        {
            // What cannot be read has no meaning to compare.
            return false;
        }
    }

    private static XElement Root(string xml)
    {
        var root = Load(xml).Root;
        return root?.Name == Metadata + "EntityDescriptor" ? root : throw new SamlMetadataException(
            $"has {(root is null ? "no element" : $"the root element {ErrorText.Shorten(root.Name.LocalName)}")} in place of an "
                + $"EntityDescriptor of the namespace {Metadata}");
    }

    private static XDocument Load(string xml)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = MaxLength,
            MaxCharactersFromEntities = 1024,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };
        if (xml.Length > MaxLength)
            throw new SamlMetadataException($"is {xml.Length} characters long; at most {MaxLength} are read");
        if (xml.Contains("<!DOCTYPE", StringComparison.OrdinalIgnoreCase))
            throw new SamlMetadataException("has a document type declaration (DTD), which is refused because it can pull in "
                + "other files");
        try
        {
            // Leading white space before an XML declaration is an error to a parser and an accident of a heredoc to its writer.
            var text = xml.TrimStart('\uFEFF').Trim();
            using (var reader = XmlReader.Create(new StringReader(text), settings))
                CheckExtent(reader);
            using (var reader = XmlReader.Create(new StringReader(text), settings))
                return XDocument.Load(reader);
        }
        catch (XmlException exception)
        {
            throw new SamlMetadataException($"is not well-formed XML: line {exception.LineNumber}, position "
                + $"{exception.LinePosition}", exception);
        }
    }

    // A parser's time grows with the square of the depth, and with that of the pieces which comments cut a text into.
    private static void CheckExtent(XmlReader reader)
    {
        for (var parts = 0; reader.Read();)
        {
            parts += 1 + reader.AttributeCount;
            if (parts > MaxParts)
                throw new SamlMetadataException($"has more than {MaxParts} elements, attributes and pieces of text");
            if (reader.Depth > MaxDepth)
                throw new SamlMetadataException($"has elements nested more than {MaxDepth} deep");
        }
    }

    private static string TextOf(XElement element, string attribute) => ((string?)element.Attribute(attribute) ?? "").Trim();

    private static IEnumerable<XElement> Children(XElement? parent, string name) => parent?.Elements(Metadata + name) ?? [];
}
