using System.Collections.Immutable;
using System.Text;
using System.Xml.Linq;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using JumpCloud.Clients;
using Xunit;
using CheckFailure = Pulumirpc.CheckFailure;

namespace JumpCloud.Tests.Generated;

/// <summary>Good metadata and certificates, spoilt in their bytes or their structure: read, or refused in sentences, always the same.</summary>
public sealed class GeneratedMetadataTests
{
    private const int Documents = 800;
    private const int Certificates = 800;

    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly (string Pem, string Key) Pair = TestCertificates.Of("idp", TestMetadata.End);

    private static readonly string[] Pieces =
    [
        "<!-- -->", "<![CDATA[", "]]>", "<!DOCTYPE x>", "<?a b?>", "&amp;", "&x;", "&#0;", "&#x10FFFF;", "<", ">", "\"", "'", "\0", "\ufffe", "\ud800", " ", "\n", "=", "/", "<a>", "</a>",
        "<a/>", " a=''", " xmlns=''", " xmlns:md='urn:x'", "validUntil='2001-01-01T00:00:00Z' ", "https://", "javascript:", "use='signing'", "😀", new string('x', 2000),
    ];

    [Fact]
    public void Whatever_becomes_of_a_document_is_read_or_refused_in_sentences()
    {
        var (count, accepted) = (0, 0);
        var problems = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var xml in Draw.Of(Gen.OneOf(InText(TestMetadata.Good()), InBytes(TestMetadata.Good()), InStructure(TestMetadata.Good())), Documents))
        {
            count++;
            try
            {
                var told = SamlMetadataRules.Problems(xml, Now, out _);
                accepted += told.IsEmpty ? 1 : 0;
                problems.UnionWith(ProblemsOf(xml, told).Select(problem => $"{problem}: {(xml.Length > 200 ? xml[..200] : xml)}"));
            }
            catch (Exception exception)
            {
                problems.Add(exception.ToString());
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"generated: {count} metadata documents read, {accepted} accepted, {problems.Count} without a sentence");
        problems.Take(10).Should().BeEmpty();
        accepted.Should().BeInRange(1, count - 1);
    }

    [Fact]
    public void Whatever_becomes_of_a_certificate_or_key_is_read_or_refused_in_a_sentence()
    {
        var (count, read) = (0, 0);
        var problems = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (pem, key) in Draw.Of(Gen.Zip(OfPem(Pair.Pem), OfPem(Pair.Key)), Certificates))
        {
            count++;
            try
            {
                // As the check of an application does it.
                var isKey = PemText.PrivateKeyProblem(key) is null;
                var isCertificate = PemText.CertificateProblem(pem) is null;
                read += isCertificate ? 1 : 0;
                if (isCertificate)
                    PemText.IsKeyOf(pem, isKey ? key : Pair.Key);
            }
            catch (Exception exception)
            {
                problems.Add(exception.ToString());
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"generated: {count} certificates and keys read, {read} certificates accepted");
        problems.Take(10).Should().BeEmpty();
        read.Should().BeInRange(1, count - 1);
    }

    private static IEnumerable<string> ProblemsOf(string xml, ImmutableArray<string> told)
    {
        if (!told.SequenceEqual(SamlMetadataRules.Problems(xml, Now, out _)))
            yield return "is answered otherwise the second time";
        foreach (var problem in told.SelectMany(reason => FailureRules.ProblemsOf(new CheckFailure { Property = "idpMetadataXml", Reason = reason }, ["idpMetadataXml"], [])))
            yield return problem;
        if (!SamlMetadata.HaveSameMeaning(xml, xml))
            yield return "differs from itself";
        if (SamlMetadata.HaveSameMeaning(xml, TestMetadata.Good()) != SamlMetadata.HaveSameMeaning(TestMetadata.Good(), xml))
            yield return "means the same one way only";
        if (told.IsEmpty && SamlMetadataRules.Warnings(SamlMetadata.Parse(xml), Now).Any(warning => warning.Length > 2000))
            yield return "is warned of without end";
    }

    private static Gen<string> InText(string text) =>
        from changes in Change(text.Length).ArrayOf().Resize(4)
        select changes.Aggregate(text, (former, change) => change(former));

    private static Gen<Func<string, string>> Change(int length) =>
        from at in Gen.Choose(0, length)
        from count in Gen.Choose(0, 30)
        from kind in Gen.Choose(0, 3)
        from piece in Gen.Elements(Pieces)
        select new Func<string, string>(text =>
        {
            var start = Math.Min(at, text.Length);
            var end = Math.Min(start + count, text.Length);
            return kind switch
            {
                0 => text.Remove(start, end - start),
                1 => text.Insert(start, piece),
                2 => text[..start] + piece + text[end..],
                _ => text.Insert(start, text[start..end]),
            };
        });

    private static Gen<string> InBytes(string text) => OfBytes(Encoding.UTF8.GetBytes(text)).Select(Encoding.UTF8.GetString);

    private static Gen<byte[]> OfBytes(byte[] bytes) =>
        from changes in Gen.Zip(Gen.Choose(0, bytes.Length - 1), Gen.Choose(0, 255)).ArrayOf().Resize(4)
        select changes.Aggregate((byte[])bytes.Clone(), (former, change) =>
        {
            former[change.Item1] = (byte)change.Item2;
            return former;
        });

    private static Gen<string> OfPem(string pem)
    {
        var der = Convert.FromBase64String(TestCertificates.Base64(pem));
        var label = pem.Contains("CERTIFICATE", StringComparison.Ordinal) ? "CERTIFICATE" : "PRIVATE KEY";
        return Gen.OneOf(
            InText(pem),
            OfBytes(der).Select(bytes => new string(System.Security.Cryptography.PemEncoding.Write(label, bytes))));
    }

    // Elements and attributes taken away, doubled, moved and exchanged.
    private static Gen<string> InStructure(string xml) =>
        from changes in Gen.Zip(Gen.Choose(0, 30), Gen.Zip(Gen.Choose(0, 30), Gen.Choose(0, 4))).Select(of => (First: of.Item1, Second: of.Item2.Item1, Kind: of.Item2.Item2)).ArrayOf().Resize(4)
        select changes.Aggregate(XDocument.Parse(xml), Rebuild).ToString(SaveOptions.DisableFormatting);

    private static XDocument Rebuild(XDocument document, (int First, int Second, int Kind) change)
    {
        var elements = document.Root!.Descendants().ToList();
        if (elements.Count == 0)
            return document;
        var (one, other) = (elements[change.First % elements.Count], elements[change.Second % elements.Count]);
        switch (change.Kind)
        {
            case 0:
                one.Remove();
                break;
            case 1:
                one.AddAfterSelf(new XElement(one));
                break;
            case 2:
                other.Add(new XElement(one));
                break;
            case 3:
                one.Attributes().FirstOrDefault(attribute => !attribute.IsNamespaceDeclaration)?.Remove();
                break;
            default:
                one.Name = other.Name;
                break;
        }

        return document;
    }
}
