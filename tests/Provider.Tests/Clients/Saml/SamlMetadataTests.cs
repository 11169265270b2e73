using FluentAssertions;
using JumpCloud.Clients;
using Xunit;
using static JumpCloud.Tests.TestMetadata;

namespace JumpCloud.Tests.Clients;

public sealed class SamlMetadataTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Everything_a_service_provider_uses_is_read()
    {
        var metadata = SamlMetadata.Parse(Entity(Idp(Key("one") + Format() + Service() + Service("HTTP-Redirect"))));

        metadata.EntityId.Should().Be("JumpCloud");
        metadata.SsoEndpoints.Should().Equal(
            new SsoEndpoint("urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST", "https://sso.jumpcloud.com/saml2/pulumi-acme"),
            new SsoEndpoint("urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect", "https://sso.jumpcloud.com/saml2/pulumi-acme"));
        metadata.NameIdFormats.Should().Equal("urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress");
        metadata.Certificates.Should().ContainSingle().Which.NotAfter.Should().Be(new DateTimeOffset(2031, 5, 1, 10, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Elements_are_found_by_namespace_and_not_by_prefix()
    {
        var xml = Good().Replace("md:", "", StringComparison.Ordinal).Replace("xmlns:md", "xmlns", StringComparison.Ordinal)
            .Replace("ds:", "sig:", StringComparison.Ordinal).Replace("xmlns:ds", "xmlns:sig", StringComparison.Ordinal);

        SamlMetadataRules.Problems(xml, Now, out _).Should().BeEmpty();
        SamlMetadata.HaveSameMeaning(xml, Good()).Should().BeTrue();
    }

    [Fact]
    public void An_entity_of_another_namespace_is_refused()
    {
        var xml = Good().Replace("urn:oasis:names:tc:SAML:2.0:metadata", "urn:example:other", StringComparison.Ordinal);

        SamlMetadataRules.Problems(xml, Now, out _).Should().Equal(
            "has the root element EntityDescriptor in place of an EntityDescriptor of the namespace urn:oasis:names:tc:SAML:2.0:metadata; export the metadata again");
    }

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>")]
    [InlineData("<!DOCTYPE a [<!ENTITY x \"y\"><!ENTITY z \"&x;&x;&x;\">]><a>&z;</a>")]
    [InlineData("<?xml version=\"1.0\"?>\n<!doctype a>\n<a/>")]
    public void A_document_type_declaration_is_refused(string xml)
    {
        SamlMetadataRules.Problems(xml, Now, out _).Should().Equal(
            "has a document type declaration (DTD), which is refused because it can pull in other files; export the metadata again");
    }

    [Fact]
    public void A_document_of_more_than_a_million_characters_is_refused()
    {
        SamlMetadataRules.Problems(Entity(new string(' ', 1024 * 1024)), Now, out _).Should().ContainSingle()
            .Which.Should().EndWith("characters long; at most 1048576 are read; export the metadata again");
    }

    [Theory]
    [InlineData("not xml", "is not well-formed XML: line 1, position 1; export the metadata again")]
    [InlineData("", "is not well-formed XML: line 0, position 0; export the metadata again")]
    [InlineData("<a><b></a>", "is not well-formed XML: line 1, position 9; export the metadata again")]
    [InlineData("<a/>", "has the root element a in place of an EntityDescriptor of the namespace urn:oasis:names:tc:SAML:2.0:metadata; export the metadata again")]
    public void What_is_not_metadata_is_refused(string xml, string problem)
    {
        SamlMetadataRules.Problems(xml, Now, out _).Should().Equal(problem);
    }

    [Fact]
    public void White_space_and_a_byte_order_mark_before_the_declaration_are_no_problem()
    {
        SamlMetadataRules.Problems("\uFEFF\n  " + Good(), Now, out _).Should().BeEmpty();
    }

    public static TheoryData<string, string> BrokenRules() => new()
    {
        { Entity(Idp(Key("one") + Format() + Service()), ""), "has an EntityDescriptor without entityID; export the metadata again" },
        { Entity(""), "has no IDPSSODescriptor: it is not the metadata of an identity provider; export it from the JumpCloud application" },
        { Entity(Idp(Format() + Service())), "has no KeyDescriptor with an X.509 certificate for signing; export the metadata again" },
        { Entity(Idp(Key("one", use: " use=\"encryption\"") + Format() + Service())), "has no KeyDescriptor with an X.509 certificate for signing; export the metadata again" },
        { Entity(Idp("<md:KeyDescriptor><ds:X509Certificate xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">AAAA</ds:X509Certificate></md:KeyDescriptor>" + Format() + Service())), "has an X509Certificate that is not a certificate (base64 of DER, without PEM lines); export the metadata again" },
        { Entity(Idp(Key("old", new DateTimeOffset(2026, 11, 23, 11, 59, 59, TimeSpan.Zero)) + Format() + Service())), "has a certificate that expired on 2026-11-23; renew the application's certificate and export the metadata again" },
        { Entity(Idp(Key("one") + Service())), "has no NameIDFormat; add one after KeyDescriptor: urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress or urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" },
        { Entity(Idp(Key("one") + Format("urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified") + Service())), "has the NameIDFormat urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified, which Pulumi Cloud refuses; it takes urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress or urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" },
        { Entity(Idp(Key("one") + Format())), "has no SingleSignOnService with a Binding and a Location; export the metadata again" },
    };

    [Theory]
    [MemberData(nameof(BrokenRules))]
    public void Each_rule_of_Pulumi_Cloud_has_its_sentence(string xml, string problem)
    {
        SamlMetadataRules.Problems(xml, Now, out _).Should().Equal(problem);
    }

    [Fact]
    public void All_broken_rules_are_told_at_once()
    {
        SamlMetadataRules.Problems(Entity(Idp(""), ""), Now, out _).Should().HaveCount(4);
    }

    [Fact]
    public void One_valid_certificate_of_two_is_enough_while_one_is_replaced()
    {
        var ended = Key("old", new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

        SamlMetadataRules.Problems(Entity(Idp(ended + Key("one") + Format() + Service())), Now, out _).Should().BeEmpty();
    }

    [Theory]
    [InlineData(30, 1)]
    [InlineData(31, 0)]
    public void A_certificate_within_thirty_days_of_its_end_is_worth_a_warning(int days, int warnings)
    {
        var metadata = SamlMetadata.Parse(Entity(Idp(Key("ending", Now.AddDays(days)) + Format() + Service())));

        SamlMetadataRules.Warnings(metadata, Now).Should().HaveCount(warnings);
    }

    [Theory]
    [InlineData("https://sso.jumpcloud.com/a", 0)]
    [InlineData("http://127.0.0.1:8080/a", 0)]
    [InlineData("http://sso.jumpcloud.com/a", 1)]
    public void A_location_without_encryption_is_worth_a_warning_unless_it_is_this_machine(string location, int warnings)
    {
        SamlMetadataRules.Warnings(SamlMetadata.Parse(Good(location: location)), Now).Should().HaveCount(warnings);
    }

    [Fact]
    public void A_certificate_that_is_not_valid_yet_is_worth_a_warning_unless_another_one_is()
    {
        var later = Key("later", Now.AddYears(5).AddDays(2));

        SamlMetadataRules.Warnings(SamlMetadata.Parse(Entity(Idp(later + Format() + Service()))), Now).Should().Equal(
            "has a certificate that is not valid before 2026-11-25; nobody can sign in until then");
        SamlMetadataRules.Warnings(SamlMetadata.Parse(Entity(Idp(later + Key("one") + Format() + Service()))), Now).Should().BeEmpty();
    }

    private const string LogoutService =
        "<md:SingleLogoutService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect\" Location=\"https://sso.jumpcloud.com/logout\"/>";

    [Theory]
    [InlineData("<md:NameIDFormat>", "<!-- hand-made --><md:NameIDFormat>\n  ")]
    [InlineData("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "")]
    [InlineData("HTTP-POST\" Location=\"https://sso.jumpcloud.com/saml2/pulumi-acme\"/>", "HTTP-POST\"\n  Location=\"https://sso.jumpcloud.com/saml2/pulumi-acme\"></md:SingleSignOnService>")]
    [InlineData("Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\" Location=\"https://sso.jumpcloud.com/saml2/pulumi-acme\"", "Location=\"https://sso.jumpcloud.com/saml2/pulumi-acme\" Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\"")]
    [InlineData("<ds:X509Certificate>MII", "<ds:X509Certificate>\n  M\n  II")]
    [InlineData("</md:EntityDescriptor>", "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">AAAA</ds:Signature></md:EntityDescriptor>")]
    [InlineData("entityID=\"JumpCloud\"", "ID=\"_1\" entityID=\"JumpCloud\"")]
    public void Documents_that_are_written_differently_mean_the_same(string from, string to)
    {
        SamlMetadata.HaveSameMeaning(Good(), Good().Replace(from, to, StringComparison.Ordinal)).Should().BeTrue();
    }

    [Fact]
    public void The_order_of_endpoints_and_certificates_means_nothing()
    {
        var one = Entity(Idp(Key("a") + Key("b") + Format() + Service() + Service("HTTP-Redirect")));
        var other = Entity(Idp(Key("b") + Key("a") + Format() + Service("HTTP-Redirect") + Service()));

        SamlMetadata.HaveSameMeaning(one, other).Should().BeTrue();
    }

    public static TheoryData<string> OtherMeanings() =>
    [
        Good("another"),
        Good(location: "https://sso.jumpcloud.com/saml2/other"),
        Good().Replace("\"JumpCloud\"", "\"JumpCloud2\"", StringComparison.Ordinal),
        Good().Replace("HTTP-POST", "HTTP-Redirect", StringComparison.Ordinal),
        Good().Replace(Email, "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent", StringComparison.Ordinal),
        Entity(Idp(Key("idp") + Key("for-encryption", use: " use=\"encryption\"") + Format() + Service())),
        Entity(Idp(Key("idp") + LogoutService + Format() + Service())),
        Good().Replace(" entityID", " validUntil=\"2031-01-01T00:00:00Z\" entityID", StringComparison.Ordinal),
        "not xml",
    ];

    [Theory]
    [MemberData(nameof(OtherMeanings))]
    public void Any_other_content_is_another_meaning(string other)
    {
        SamlMetadata.HaveSameMeaning(Good(), other).Should().BeFalse();
    }

    [Fact]
    public void Deep_nesting_is_refused_before_it_costs_time()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 100_000)) + string.Concat(Enumerable.Repeat("</a>", 100_000));

        SamlMetadataRules.Problems(deep, Now, out _).Should().Equal("has elements nested more than 64 deep; export the metadata again");
    }
}
