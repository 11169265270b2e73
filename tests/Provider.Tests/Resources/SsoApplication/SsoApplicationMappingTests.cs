using FluentAssertions;
using JumpCloud.Clients;
using JumpCloud.Core;
using JumpCloud.Resources;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xunit;
using static JumpCloud.Tests.Values;

namespace JumpCloud.Tests.Resources;

public sealed class SsoApplicationMappingTests
{
    // Fields and keys that nothing here models, in an order that is nobody's, as a newer portal might send them.
    private const string Live =
        """{"_id":"6567a1b2c3d4e5f601234567","zeta":{"when":"2026-11-23T18:00:00.000Z","big":123456789012345678901234567890,"price":1.10,"none":null},"name":"pulumi","displayName":"Pulumi","displayLabel":"Pulumi Cloud","description":"old","active":true,"created":"2026-11-23T18:00:00.000Z","aiReady":false,"ssoUrl":"https://sso.jumpcloud.com/saml2/pulumi-cloud","databaseAttributes":[],"color":null,"logo":{"url":"https://cdn.test/logo.png","shape":"round"},"sso":{"hidden":false,"type":"saml","jit":false,"newSwitch":{"on":1.0},"idpCertExpirationAt":"2031-11-23T18:00:00.000Z"},"config":{"futureKey":{"value":["2026-01-01",1e2,"x"],"type":"future"},"signAssertion":{"value":true,"type":"bool","position":12},"spEntityId":{"type":"text","label":"SP Entity ID","value":"https://old.test","position":3,"tooltip":{"template":"","variables":{"icon":"","message":""}}},"idpCertificate":{"type":"file","value":"LS0tLS1CRUdJTi0tLS0t"},"idpPrivateKey":{"type":"file","value":""},"databaseAttributes":{"type":"databaseAttributes","value":[{"name":"email","value":"email","mutable":true,"tempId":7},{"name":"firstName","value":"firstname","isCustomAttribute":false}]}}}""";

    [Fact]
    public void An_update_without_changes_writes_back_every_byte()
    {
        var args = Args(Map(("displayLabel", "Pulumi Cloud"), ("description", "old"), ("active", true), ("showInUserPortal", true)));

        var merged = SsoApplicationMapping.Merge(Document(), args, args, null);

        merged.ToString(Formatting.None).Should().Be(Document().ToString(Formatting.None));
    }

    [Fact]
    public void An_update_changes_what_the_program_changed_and_no_other_byte()
    {
        var news = Args(Map(
            ("displayLabel", "Infrastructure"), ("description", "old"), ("active", false), ("showInUserPortal", false),
            ("saml", Map(("spEntityId", "https://new.test")))));

        var merged = SsoApplicationMapping.Merge(Document(), news, Args(Map(("displayLabel", "Pulumi Cloud"), ("description", "old"))), null);

        merged.ToString(Formatting.None).Should().Be(Document().ToString(Formatting.None)
            .Replace("\"displayLabel\":\"Pulumi Cloud\"", "\"displayLabel\":\"Infrastructure\"", StringComparison.Ordinal)
            .Replace("\"active\":true", "\"active\":false", StringComparison.Ordinal)
            .Replace("\"hidden\":false", "\"hidden\":true", StringComparison.Ordinal)
            .Replace("https://old.test", "https://new.test", StringComparison.Ordinal));
    }

    [Fact]
    public void The_document_of_the_test_is_read_without_loss()
    {
        Document().ToString(Formatting.None).Should().Be(Live);
    }

    [Fact]
    public void An_attribute_that_stays_keeps_what_JumpCloud_noted_in_its_row()
    {
        var news = Args(Map(("displayLabel", "Pulumi Cloud"), ("saml", Map(("userAttributes", new[]
        {
            Map(("name", "lastName"), ("value", "lastname")),
            Map(("name", "email"), ("value", "alternateEmail")),
        })))));

        var merged = SsoApplicationMapping.Merge(Document(), news, news, null);

        merged.SelectToken("config.databaseAttributes.value")!.ToString(Formatting.None).Should().Be(
            """[{"name":"lastName","value":"lastname"},{"name":"email","value":"alternateEmail","mutable":true,"tempId":7}]""");
    }

    [Fact]
    public void A_setting_that_is_taken_out_goes_back_to_the_template()
    {
        var olds = Args(Map(("displayLabel", "Pulumi Cloud"), ("description", "old"), ("color", "#7C6ADA"),
            ("placeholders", Map(("YOUR_ORGANIZATION", "acme"))), ("saml", Map(("spEntityId", "https://old.test"), ("signatureAlgorithm", "RSA-SHA1")))));
        var news = Args(Map(("displayLabel", "Pulumi Cloud"), ("placeholders", Map(("YOUR_ORGANIZATION", "acme")))));
        var live = Document();
        live["color"] = "#7C6ADA";
        live["logo"]!["color"] = "#7C6ADA";

        SsoApplicationConfig.NeedsTemplate(news, olds).Should().BeTrue();
        var merged = SsoApplicationMapping.Merge(live, news, olds, Template("pulumi"));

        merged.ContainsKey("description").Should().BeFalse();
        merged.ContainsKey("color").Should().BeFalse();
        merged["logo"]!.ToString(Formatting.None).Should().Be("""{"url":"https://cdn.test/logo.png","shape":"round"}""");
        ((string?)merged.SelectToken("config.spEntityId.value")).Should().Be("https://api.pulumi.com/login/acme/sso/saml/metadata");
        ((string?)merged.SelectToken("config.signatureAlgorithm.value")).Should().Be("RSA-SHA256");
        ((string?)merged.SelectToken("config.spEntityId.label")).Should().Be("SP Entity ID");
    }

    [Fact]
    public void What_placeholders_filled_in_is_filled_in_again_only_when_they_change()
    {
        var olds = Args(Map(("displayLabel", "a"), ("placeholders", Map(("YOUR_ORGANIZATION", "acme"), ("YOUR_TENANT", "t1")))));
        var renamed = Args(Map(("displayLabel", "b"), ("placeholders", Map(("YOUR_ORGANIZATION", "acme"), ("YOUR_TENANT", "t1")))));
        var moved = Args(Map(("displayLabel", "b"), ("placeholders", Map(("YOUR_ORGANIZATION", "other"), ("YOUR_TENANT", "t1")))));

        SsoApplicationConfig.NeedsTemplate(renamed, olds).Should().BeFalse();
        ((string?)SsoApplicationMapping.Merge(Document(), renamed, olds, Template("pulumi")).SelectToken("config.spEntityId.value"))
            .Should().Be("https://old.test");
        SsoApplicationConfig.NeedsTemplate(moved, olds).Should().BeTrue();
        ((string?)SsoApplicationMapping.Merge(Document(), moved, olds, Template("pulumi")).SelectToken("config.spEntityId.value"))
            .Should().Be("https://api.pulumi.com/login/other/sso/saml/metadata");
    }

    [Fact]
    public void A_certificate_is_never_written_because_of_something_else()
    {
        var one = TestCertificates.Of("one", TestMetadata.End);
        var olds = Args(Map(("displayLabel", "a"), ("saml", Map(("idpCertificate", one.Pem), ("idpPrivateKey", PropertyValue.Secret(Of(one.Key)))))));
        var news = Args(Map(("displayLabel", "b")));

        var merged = SsoApplicationMapping.Merge(Document(), news, olds, null);

        JToken.DeepEquals(merged.SelectToken("config.idpCertificate"), Document().SelectToken("config.idpCertificate")).Should().BeTrue();
        JToken.DeepEquals(merged.SelectToken("config.idpPrivateKey"), Document().SelectToken("config.idpPrivateKey")).Should().BeTrue();
    }

    [Fact]
    public void A_new_certificate_is_written_with_its_key_and_an_old_one_is_not_written_again()
    {
        var one = TestCertificates.Of("one", TestMetadata.End);
        var args = Args(Map(("displayLabel", "a"), ("saml", Map(("idpCertificate", one.Pem), ("idpPrivateKey", PropertyValue.Secret(Of(one.Key)))))));

        var written = SsoApplicationMapping.Merge(Document(), args, Args(Map(("displayLabel", "a"))), null);
        written.SelectToken("config.idpPrivateKey.value")!.Value<string>().Should().Be(PemText.ToFile(one.Key));
        written.SelectToken("config.idpCertificate.value")!.Value<string>().Should().Be(PemText.ToFile(one.Pem));

        written["config"]!["idpPrivateKey"]!["value"] = "";
        written["config"]!["idpCertificate"]!["value"] = PemText.ToFile(one.Pem.ReplaceLineEndings("\r\n"));
        var again = SsoApplicationMapping.Merge(written, args, args, null);
        JToken.DeepEquals(again, written).Should().BeTrue();
    }

    [Fact]
    public void Several_ACS_URLs_are_a_JSON_list_in_the_text_of_which_the_first_is_the_default()
    {
        var args = Args(Map(("displayLabel", "a"), ("saml", Map(("acsUrls", new[] { "https://a.test", "https://b.test" })))));

        var merged = SsoApplicationMapping.Merge(Document(), args, args, null);

        ((string?)merged.SelectToken("config.acsUrl.value")).Should().Be(
            """[{"index":"0","isDefault":"true","url":"https://a.test"},{"index":"1","isDefault":"false","url":"https://b.test"}]""");
        SamlSettings.ReadConfig((JObject)merged["config"]!).Find("acsUrls").Should().Be(Of(new[] { "https://a.test", "https://b.test" }));
    }

    [Fact]
    public void The_same_ACS_URLs_in_another_spelling_are_left_as_they_are()
    {
        var live = Document();
        live["config"]!["acsUrl"] = new JObject { ["value"] = """[ {"url":"https://b.test","index":"1"}, {"url":"https://a.test","isDefault":"true","index":"0"} ]""" };
        var args = Args(Map(("displayLabel", "Pulumi Cloud"), ("saml", Map(("acsUrls", new[] { "https://a.test", "https://b.test" })))));

        var merged = SsoApplicationMapping.Merge(live, args, args, null);

        JToken.DeepEquals(merged["config"], live["config"]).Should().BeTrue();
    }

    [Theory]
    [InlineData("memberOf", """{"includeGroups":{"value":true},"groupsAttributeName":{"value":"memberOf"}}""")]
    [InlineData("", """{"includeGroups":{"value":false},"groupsAttributeName":{"value":""}}""")]
    public void A_groups_attribute_is_a_name_and_a_switch(string name, string config)
    {
        var args = Args(Map(("displayLabel", "a"), ("ssoIdpUrl", "https://sso.jumpcloud.com/saml2/a"),
            ("saml", Map(("groupsAttribute", name), ("idpEntityId", "x"), ("acsUrls", new[] { "https://a.test" })))));

        var written = (JObject)SsoApplicationMapping.NewApplication(args, Template("saml2"))["config"]!;

        written.Remove("idpEntityId");
        written.Remove("acsUrl");
        written.ToString(Formatting.None).Should().Be(config);
        SamlSettings.ReadConfig(written).Find("groupsAttribute").Should().Be(Of(name));
    }

    [Fact]
    public void A_new_application_sends_values_only_and_never_an_empty_certificate()
    {
        var args = Args(Map(
            ("displayLabel", "Pulumi Cloud"), ("active", true), ("showInUserPortal", false), ("color", "#7C6ADA"), ("ssoIdpUrl", "https://sso.jumpcloud.com/saml2/pulumi-cloud"),
            ("placeholders", Map(("YOUR_ORGANIZATION", "acme"), ("YOUR_TENANT", "t1"))), ("saml", Map(("nameId", Map(("attribute", "username")))))));

        var application = SsoApplicationMapping.NewApplication(args, Template("pulumi"));

        application.ToString(Formatting.None).Should().Be(
            """{"name":"pulumi","displayName":"Pulumi","displayLabel":"Pulumi Cloud","active":true,"ssoUrl":"https://sso.jumpcloud.com/saml2/pulumi-cloud","sso":{"type":"saml","hidden":true},"color":"#7C6ADA","logo":{"color":"#7C6ADA"},"config":{"subjectField":{"value":"username"},"spEntityId":{"value":"https://api.pulumi.com/login/acme/sso/saml/metadata"},"acsUrl":{"value":"https://api.pulumi.com/login/acme/sso/saml/acs"},"constantAttributes":{"value":[{"name":"tenant","value":"t1"}]}}}""");
    }

    [Fact]
    public void An_issuer_that_nobody_names_is_the_last_part_of_the_SSO_IdP_URL()
    {
        var args = Args(Map(("displayLabel", "a"), ("ssoIdpUrl", "https://sso.jumpcloud.com/saml2/my-app"), ("saml", Map(("acsUrls", new[] { "https://a.test" })))));

        var application = SsoApplicationMapping.NewApplication(args, Template("saml2"));

        ((string?)application.SelectToken("config.idpEntityId.value")).Should().Be("my-app");
    }

    [Fact]
    public void A_bookmark_is_its_address()
    {
        var args = Args(Map(("displayLabel", "Pulumi docs"), ("bookmarkUrl", "https://www.pulumi.com/docs/")));

        SsoApplicationMapping.NewApplication(args, Template("bookmark")).ToString(Formatting.None).Should().Be(
            """{"name":"bookmark","displayName":"Bookmark","displayLabel":"Pulumi docs","active":true,"ssoUrl":"https://www.pulumi.com/docs/","sso":{"type":"bookmark","hidden":false},"config":{}}""");
    }

    private static JObject Document() => (JObject)JsonText.TryParse(Live)!;

    private static SsoApplicationArgs Args(PropertyMap inputs) => SsoApplicationArgs.Read(new PropertyReader(inputs));

    private static ApplicationTemplate Template(string name)
    {
        var document = TestCatalog.Template(name);
        return new ApplicationTemplate(name, (string)document["displayName"]!, document);
    }
}
