using System.Security.Cryptography.X509Certificates;
using System.Text;
using FluentAssertions;
using JumpCloud.Emulator;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests;

/// <summary>v1's applications and every trap of the facts' section 2.7.</summary>
public sealed class ApplicationTests : JumpCloudTest
{
    [Fact]
    public async Task A_new_application_gets_a_certificate_of_its_own_for_five_years()
    {
        var application = await CreateApplicationAsync();

        var pem = Encoding.ASCII.GetString(Convert.FromBase64String(Value(application, "idpCertificate")!));
        using var certificate = X509Certificate2.CreateFromPem(pem);
        certificate.GetRSAPublicKey()!.KeySize.Should().Be(2048);
        certificate.Subject.Should().Be(certificate.Issuer);
        var expected = Host.Clock.GetUtcNow().AddYears(5);
        certificate.NotAfter.ToUniversalTime().Should().BeCloseTo(expected.UtcDateTime, TimeSpan.FromMinutes(1));
        DateTimeOffset.Parse((string)application["sso"]!["idpCertExpirationAt"]!).Should()
            .BeCloseTo(expected, TimeSpan.FromMinutes(1));
        var other = await CreateApplicationAsync();
        Value(other, "idpCertificate").Should().NotBe(Value(application, "idpCertificate"));
    }

    [Fact]
    public async Task The_private_key_reads_back_empty_and_every_item_comes_in_its_full_shape()
    {
        var application = await CreateApplicationAsync();

        Value(application, "idpPrivateKey").Should().Be("");
        ((JObject)application["config"]!["idpEntityId"]!).Properties().Select(property => property.Name)
            .Should().Contain(["type", "label", "value", "position", "required", "visible", "readOnly", "tooltip"]);
        ((string?)application["_id"]).Should().HaveLength(24).And.Be((string?)application["id"]);
        ((string?)application["organization"]).Should().Be("5f0000000000000000000001");
    }

    [Fact]
    public async Task Active_left_out_is_inactive()
    {
        var application = await CreateApplicationAsync(new JObject { ["active"] = null });

        ((bool?)application["active"]).Should().BeFalse();
    }

    [Theory]
    [InlineData("""{"ssoUrl":null}""", "The IdP URL is required")]
    [InlineData("""{"name":null}""", "\"name\" is required")]
    [InlineData("""{"config":null}""", "\"config\" is required")]
    [InlineData("""{"active":"yes"}""", "\"active\" must be a boolean")]
    [InlineData("""{"color":"#123456"}""", "\"color\" must be one of")]
    [InlineData("""{"colour":"#123456"}""", "\"colour\" is not allowed")]
    [InlineData("""{"sso":{"type":"saml","hide":true}}""", "\"sso.hide\" is not allowed")]
    [InlineData("""{"config":{"acsURL":{"value":""}}}""", "\"config.acsURL\" is not allowed")]
    [InlineData("""{"config":{"signResponse":{"value":"true"}}}""", "\"config.signResponse.value\" must be a boolean")]
    [InlineData("""{"config":{"constantAttributes":{"value":[{"key":"a"}]}}}""",
        "\"config.constantAttributes.value[0].key\" is not allowed")]
    [InlineData("""{"name":"pullumi"}""", "unknown application template: pullumi")]
    public async Task What_the_service_does_not_take_is_400_with_a_status_that_is_a_number(string changes, string error)
    {
        var answer = await ApiAsync("POST", "applications", Saml(JObject.Parse(changes)));

        answer.Status.Should().Be(400);
        ((int?)answer.Json["status"]).Should().Be(400);
        ((string?)answer.Json["error"]).Should().StartWith(error);
        Host.JumpCloud.Applications().Should().BeEmpty();
    }

    [Fact]
    public async Task A_description_of_257_characters_is_refused()
    {
        var answer = await ApiAsync("POST", "applications", Saml(new JObject { ["description"] = new string('a', 257) }));

        ((string?)answer.Json["error"]).Should().Be("\"description\" length must be less than or equal to 256 characters long");
        await CreateApplicationAsync(new JObject { ["description"] = new string('a', 256) });
    }

    [Theory]
    [InlineData("idpCertificate")]
    [InlineData("idpPrivateKey")]
    public async Task An_empty_certificate_or_key_on_create_is_503(string key)
    {
        var body = Saml();
        body["config"]![key] = new JObject { ["value"] = "", ["required"] = true };

        (await ApiAsync("POST", "applications", body)).Status.Should().Be(503);
    }

    [Fact]
    public async Task Oidc_does_not_take_an_sso_url()
    {
        var answer = await ApiAsync("POST", "applications", """{"name":"oidc","ssoUrl":"https://a.test","config":{}}""");

        ((string?)answer.Json["error"]).Should().Be("ssoUrl is not allowed for OIDC apps");
    }

    [Fact]
    public async Task A_bookmark_has_no_config_and_its_url_may_change()
    {
        var bookmark = JObject.Parse(
            """{"name":"bookmark","displayLabel":"Docs","active":true,"ssoUrl":"https://docs.test/","sso":{"type":"bookmark"},"config":{}}""");
        var created = (await ApiAsync("POST", "applications", bookmark)).Json;
        bookmark["ssoUrl"] = "https://docs.test/new";

        var changed = await ApiAsync("PUT", $"applications/{created["_id"]}", bookmark);

        created["config"]!.Should().BeEmpty();
        ((string?)created["sso"]!["type"], (string?)changed.Json["ssoUrl"]).Should().Be(("bookmark", "https://docs.test/new"));
    }

    [Fact]
    public async Task Two_applications_may_share_an_sso_url()
    {
        var first = await CreateApplicationAsync();
        var second = await CreateApplicationAsync();

        ((string?)second["ssoUrl"]).Should().Be((string?)first["ssoUrl"]);
        ((int?)(await ApiAsync("GET", "applications")).Json["totalCount"]).Should().Be(2);
    }

    [Fact]
    public async Task A_put_resets_what_it_leaves_out_and_makes_the_certificate_anew()
    {
        var before = await CreateApplicationAsync(new JObject { ["description"] = "Infrastructure", ["color"] = "#7C6ADA" });

        var after = (await ApiAsync("PUT", $"applications/{before["_id"]}", Saml(new JObject { ["active"] = null }))).Json;

        ((string?)after["description"], (bool?)after["active"]).Should().Be(("", false));
        after["color"]!.Type.Should().Be(JTokenType.Null);
        Value(after, "idpCertificate").Should().NotBe(Value(before, "idpCertificate"));
        after["sso"]!["idpCertificateUpdatedAt"].Should().NotBeNull();
        ((string?)after["created"]).Should().Be((string?)before["created"]);
    }

    [Fact]
    public async Task A_put_of_what_was_read_changes_nothing()
    {
        var before = await CreateApplicationAsync(new JObject { ["description"] = "Infrastructure" });

        var after = await ApiAsync("PUT", $"applications/{before["_id"]}", before);

        JToken.DeepEquals(after.Json, before).Should().BeTrue(after.Text);
    }

    [Fact]
    public async Task What_a_newer_portal_added_survives_being_sent_back_and_no_other_way()
    {
        var application = await CreateApplicationAsync();
        var id = (string)application["_id"]!;
        Host.JumpCloud.Portal.PatchApplication(id, JObject.Parse(
            """{"newer":{"a":[1]},"sso":{"newer":true},"config":{"newer":{"type":"text","value":"x"},"acsUrl":{"newer":1}}}"""));
        var read = (await ApiAsync("GET", $"applications/{id}")).Json;

        var kept = (await ApiAsync("PUT", $"applications/{id}", read)).Json;
        var lost = (await ApiAsync("PUT", $"applications/{id}", Saml())).Json;

        JToken.DeepEquals(kept, read).Should().BeTrue(kept.ToString());
        (lost["newer"], lost["sso"]!["newer"], lost["config"]!["newer"], lost["config"]!["acsUrl"]!["newer"]).Should()
            .Be((null, null, null, null));
    }

    [Theory]
    [InlineData(FieldChange.Refused, 400, "https://sso.jumpcloud.com/saml2/pulumi-cloud")]
    [InlineData(FieldChange.Ignored, 200, "https://sso.jumpcloud.com/saml2/pulumi-cloud")]
    [InlineData(FieldChange.Obeyed, 200, "https://sso.jumpcloud.com/saml2/other")]
    public async Task A_put_with_another_sso_url_does_what_the_switch_says(FieldChange change, int status, string url)
    {
        Host.Switches.SsoUrlChange = change;
        var id = (string)(await CreateApplicationAsync())["_id"]!;

        var answer = await ApiAsync("PUT", $"applications/{id}",
            Saml(new JObject { ["ssoUrl"] = "https://sso.jumpcloud.com/saml2/other" }));

        answer.Status.Should().Be(status);
        ((string?)(await ApiAsync("GET", $"applications/{id}")).Json["ssoUrl"]).Should().Be(url);
    }

    [Fact]
    public async Task A_supplied_key_leaves_only_its_date()
    {
        var application = await CreateApplicationAsync();
        application["config"]!["idpPrivateKey"]!["value"] = "LS0tLS1CRUdJTi0t";

        var after = (await ApiAsync("PUT", $"applications/{application["_id"]}", application)).Json;

        Value(after, "idpPrivateKey").Should().Be("");
        after["sso"]!["idpPrivateKeyUpdatedAt"].Should().NotBeNull();
        after["sso"]!["idpCertificateUpdatedAt"].Should().BeNull();
    }

    [Fact]
    public async Task A_delete_answers_the_application_and_then_it_is_gone()
    {
        var id = (string)(await CreateApplicationAsync())["_id"]!;

        var deleted = await ApiAsync("DELETE", $"applications/{id}");

        (deleted.Status, (string?)deleted.Json["_id"]).Should().Be((200, id));
        var gone = await ApiAsync("GET", $"applications/{id}");
        (gone.Status, gone.Text).Should().Be((404, """{"message":"Not Found"}"""));
        (await ApiAsync("DELETE", $"applications/{id}")).Status.Should().Be(404);
    }

    [Fact]
    public async Task A_delete_may_answer_204()
    {
        Host.Switches.DeleteAnswersNoContent = true;
        var id = (string)(await CreateApplicationAsync())["_id"]!;

        var deleted = await ApiAsync("DELETE", $"applications/{id}");

        (deleted.Status, deleted.Text).Should().Be((204, ""));
    }

    [Fact]
    public async Task The_v2_view_has_sso_with_its_state_and_no_provision_before_an_activation()
    {
        var application = await CreateApplicationAsync(
            new JObject { ["active"] = false, ["sso"] = new JObject { ["hidden"] = true } });

        var answer = await ApiAsync("GET", $"v2/applications/{application["_id"]}");

        var sso = answer.Json["sso"]!;
        ((bool?)sso["active"], (bool?)sso["hidden"], (string?)sso["type"]).Should().Be((false, true, "saml"));
        sso["jit"]!["enabled"].Should().NotBeNull();
        answer.Json["provision"]!.Type.Should().Be(JTokenType.Null);
        answer.Json["config"].Should().BeNull();
    }

    private static string? Value(JToken application, string key) => (string?)application["config"]![key]!["value"];
}
