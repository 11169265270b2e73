using System.Text;
using System.Xml.Linq;

namespace JumpCloud.Clients;

/// <summary>
/// What an XML document says, without how it is written: names by namespace, attributes and elements in one order, no white
/// space that means nothing. Everything counts but what belongs to one copy of the document: its <c>ID</c> and its signature
/// (SAML 2.0 metadata, section 2.3.2), which change with every export.
/// </summary>
internal static class SamlMetadataMeaning
{
    private static readonly XNamespace Signature = "http://www.w3.org/2000/09/xmldsig#";

    /// <returns>The same text for two documents that say the same.</returns>
    public static string Of(XElement root)
    {
        var copy = new XElement(root);
        copy.Attribute("ID")?.Remove();
        copy.Elements(Signature + "Signature").Remove();
        return Write(copy);
    }

    private static string Write(XElement element)
    {
        var text = new StringBuilder().Append('<').Append(element.Name);
        var attributes = element.Attributes()
            .Where(attribute => !attribute.IsNamespaceDeclaration)
            .Select(attribute => $" {attribute.Name}={Quote(Words(attribute.Value))}")
            .Order(StringComparer.Ordinal);
        text.AppendJoin("", attributes).Append('>');

        // Base64 may be broken into lines anywhere.
        var own = string.Concat(element.Nodes().OfType<XText>().Select(node => node.Value));
        text.Append(Quote(element.Name.Namespace == Signature ? string.Concat(own.Where(IsInk)) : Words(own)));
        text.AppendJoin("", element.Elements().Select(Write).Order(StringComparer.Ordinal));
        return text.Append("</>").ToString();
    }

    private static bool IsInk(char character) => !char.IsWhiteSpace(character);

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    // So that no text can pass for an element.
    private static string Quote(string text) => new XAttribute("t", text).ToString()[2..];
}
