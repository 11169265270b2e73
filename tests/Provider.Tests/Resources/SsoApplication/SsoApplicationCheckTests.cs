using System.Net;
using FluentAssertions;
using JumpCloud.Core;
using JumpCloud.Resources;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using static JumpCloud.Tests.Values;

namespace JumpCloud.Tests.Resources;

public sealed class SsoApplicationCheckTests
{
    private readonly FakeTimeProvider _time = VirtualTime.Start();
    private readonly RecordingLog _log = new();
    private readonly ScriptedHandler _handler;
    private readonly OperationContext _operation;

    public SsoApplicationCheckTests()
    {
        _handler = new ScriptedHandler(_time, TestCatalog.Answer);
        _operation = TestOperation.Of(_handler, _time, _log);
    }

    [Fact]
    public async Task A_complete_application_passes_and_gets_its_defaults()
    {
        var result = await CheckAsync(Pulumi());

        result.Failures.Should().BeEmpty();
        result.Inputs.Find("ssoIdpUrl")!.AsString.Should().Be("https://sso.jumpcloud.com/saml2/pulumi-cloud");
        result.Inputs.Find("active")!.AsBool.Should().BeTrue();
        result.Inputs.Find("showInUserPortal")!.AsBool.Should().BeTrue();
        result.Inputs.Find("deletionPolicy")!.AsString.Should().Be("refuse");
    }

    [Fact]
    public async Task The_catalog_is_asked_once_per_process()
    {
        await CheckAsync(Pulumi());
        await CheckAsync(Pulumi());

        _handler.Lines.Should().Equal(
            "GET /api/application-templates?filter=name:$eq:pulumi&limit=100&skip=0",
            "GET /api/applications?sort=_id&filter=name:$eq:pulumi&limit=100&skip=0");
    }

    [Fact]
    public async Task A_check_without_changes_asks_nobody()
    {
        var inputs = (await CheckAsync(Pulumi())).Inputs;
        var before = _handler.Requests.Count;

        var again = await CheckAsync(Pulumi().With("displayLabel", Of("Another label")), inputs);

        again.Failures.Should().BeEmpty();
        _handler.Requests.Should().HaveCount(before);
    }

    [Fact]
    public async Task A_display_name_is_a_template_too()
    {
        var result = await CheckAsync(Pulumi().With("template", Of("Pulumi")));

        result.Failures.Should().BeEmpty();
        result.Inputs.Find("template")!.AsString.Should().Be("Pulumi");
    }

    [Fact]
    public async Task Spelling_the_same_template_in_another_way_is_no_change()
    {
        var inputs = (await CheckAsync(Pulumi())).Inputs;
        var outputs = Map((SsoApplicationState.TemplateNames, new[] { "pulumi", "Pulumi" }));

        var again = await CheckAsync(Pulumi().With("template", Of("Pulumi")), inputs);

        again.Inputs.Find("template")!.AsString.Should().Be("Pulumi");
        _log.Warnings.Should().BeEmpty();
        DiffOf(outputs, again.Inputs).Should().BeEmpty();
        DiffOf(outputs, inputs.With("template", Of("saml2"))).Should().Equal(new PropertyChange("template", ChangeKind.Update, true));
        DiffOf(PropertyMap.Empty, again.Inputs).Should().Equal(new PropertyChange("template", ChangeKind.Update, true));

        IEnumerable<PropertyChange> DiffOf(PropertyMap state, PropertyMap news) =>
            new SsoApplication().Diff(new DiffRequest("6567a1b2c3d4e5f601234567", state, inputs, news, [])).Changes;
    }

    [Fact]
    public async Task A_placeholder_that_is_a_secret_is_refused_because_its_place_is_public()
    {
        var placeholders = Map(("YOUR_ORGANIZATION", PropertyValue.Secret(Of("acme-secret"))), ("YOUR_TENANT", Of("t1")));

        var result = await CheckAsync(Pulumi().With("placeholders", Of(placeholders)));

        result.Failures.Should().Equal(new CheckFailure(
            "",
            "placeholders.YOUR_ORGANIZATION is a secret, but what takes a placeholder's place is no longer one: it becomes part of the application's public addresses. Give it as a plain value (unsecret)"));
    }

    [Theory]
    [InlineData("pulumy", "pulumy is not in JumpCloud's catalog; did you mean Pulumi, pulumi?")]
    [InlineData("SAML", "SAML is not in JumpCloud's catalog; did you mean saml2, SAML2.0?")]
    [InlineData("zzzzzz", "zzzzzz is not in JumpCloud's catalog; give a template's name or display name, saml2 for a custom SAML application or bookmark for a bookmark")]
    public async Task An_unknown_template_is_told_with_what_was_probably_meant(string template, string reason)
    {
        var result = await CheckAsync(Map(("template", template), ("displayLabel", "App")));

        result.Failures.Should().Equal(new CheckFailure("template", reason));
    }

    public static TheoryData<string, string, string> SimpleProblems() => new()
    {
        { "color", "red", "must be one of #202D38, #005466, #3E8696, #006CAC, #0617AC, #7C6ADA, #D5779D, #9E2F00, #FFB000, #58C469, #57C49F, #FF6C03" },
        { "description", new string('x', 257), "is 257 characters long; at most 256 are allowed" },
        { "ssoIdpUrl", "https://login.example.com/saml2/pulumi", "must be a name of letters, digits, dots and dashes, or an address of the form https://sso.jumpcloud.com/saml2/<name>" },
        { "ssoIdpUrl", "two words", "must be a name of letters, digits, dots and dashes, or an address of the form https://sso.jumpcloud.com/saml2/<name>" },
        { "ssoIdpUrl", "https://sso.jumpcloud.com/saml2/a/../b", "must be a name of letters, digits, dots and dashes, or an address of the form https://sso.jumpcloud.com/saml2/<name>" },
        { "bookmarkUrl", "https://www.pulumi.com", "is for bookmarks (template: bookmark); a SAML application has ssoIdpUrl" },
        { "deletionPolicy", "maybe", "must be one of refuse, force" },
        { "displaylabel", "x", "is not a known property; did you mean displayLabel?" },
        { "metadataXml", "x", "is set by the provider and cannot be given as an input; remove it" },
    };

    [Theory]
    [MemberData(nameof(SimpleProblems))]
    public async Task A_bad_value_gets_its_sentence(string name, string value, string reason)
    {
        var result = await CheckAsync(Pulumi().With(name, Of(value)));

        result.Failures.Should().Equal(new CheckFailure(name, reason));
    }

    [Fact]
    public async Task All_problems_are_told_at_once()
    {
        var result = await CheckAsync(Pulumi()
            .With("color", Of("red")).With("description", Of(new string('x', 300))).With("ssoIdpUrl", Of("a b")).With("placeholders", Of(Map())));

        result.Failures.Select(failure => failure.Path).Should().BeEquivalentTo("color", "description", "ssoIdpUrl", "placeholders", "placeholders");
    }

    [Theory]
    [InlineData("acme-sso")]
    [InlineData("https://sso.jumpcloud.com/saml2/acme-sso")]
    [InlineData("HTTPS://SSO.jumpcloud.com/saml2/acme-sso")]
    public async Task A_name_and_its_address_mean_the_same(string given)
    {
        var result = await CheckAsync(Pulumi().With("ssoIdpUrl", Of(given)));

        result.Inputs.Find("ssoIdpUrl")!.AsString.Should().Be("https://sso.jumpcloud.com/saml2/acme-sso");
    }

    [Fact]
    public async Task The_SSO_IdP_URL_is_kept_when_the_label_changes()
    {
        var inputs = (await CheckAsync(Pulumi())).Inputs;

        var renamed = await CheckAsync(Pulumi().With("displayLabel", Of("Infrastructure")), inputs);

        renamed.Inputs.Find("ssoIdpUrl")!.AsString.Should().Be("https://sso.jumpcloud.com/saml2/pulumi-cloud");
        Diff(inputs, renamed.Inputs).Should().Equal(new PropertyChange("displayLabel", ChangeKind.Update, false));
    }

    [Fact]
    public async Task Another_SSO_IdP_URL_is_a_replacement_that_says_who_loses_access()
    {
        var inputs = (await CheckAsync(Pulumi())).Inputs;

        var moved = await CheckAsync(Pulumi().With("ssoIdpUrl", Of("acme")), inputs);

        Diff(inputs, moved.Inputs).Should().Equal(new PropertyChange("ssoIdpUrl", ChangeKind.Update, true));
        _log.Warnings.Should().Equal(
            "JumpCloud fixes an application's SSO IdP URL when it is made, so changing ssoIdpUrl from https://sso.jumpcloud.com/saml2/pulumi-cloud to https://sso.jumpcloud.com/saml2/acme replaces the application. "
            + "Everybody who signs in through it loses access from then until the service provider has the new metadata; bindings and Identity Management are made anew for the new application.");
    }

    [Fact]
    public async Task A_label_without_letters_needs_an_SSO_IdP_URL()
    {
        var result = await CheckAsync(Pulumi().With("displayLabel", Of("雲")));

        result.Failures.Should().Equal(new CheckFailure("ssoIdpUrl", "is required, because displayLabel has no letter or digit to make it from"));
    }

    [Fact]
    public async Task A_placeholder_that_is_left_open_is_told_with_its_settings()
    {
        var result = await CheckAsync(Map(("template", "pulumi"), ("displayLabel", "Pulumi Cloud")));

        result.Failures.Should().Equal(
            new CheckFailure("placeholders", "lacks YOUR_ORGANIZATION, which the template Pulumi leaves open in spEntityId (saml.spEntityId), acsUrl (saml.acsUrls); set placeholders.YOUR_ORGANIZATION, or give the settings themselves"),
            new CheckFailure("placeholders", "lacks YOUR_TENANT, which the template Pulumi leaves open in constantAttributes (saml.constantAttributes); set placeholders.YOUR_TENANT, or give the settings themselves"));
    }

    [Fact]
    public async Task Settings_that_are_given_need_no_placeholder()
    {
        var saml = Map(
            ("spEntityId", "https://sp.test"),
            ("acsUrls", new[] { "https://sp.test/acs" }),
            ("constantAttributes", new[] { Map(("name", "tenant"), ("value", "acme")) }));

        var result = await CheckAsync(Map(("template", "pulumi"), ("displayLabel", "Pulumi Cloud"), ("saml", saml)));

        result.Failures.Should().BeEmpty();
    }

    [Theory]
    [InlineData("YOUR_ORGANISATION", "acme", "is not a placeholder of the template Pulumi; did you mean YOUR_ORGANIZATION?")]
    [InlineData("TEAM", "acme", "is not a placeholder of the template Pulumi, which has YOUR_ORGANIZATION, YOUR_TENANT")]
    [InlineData("YOUR_TENANT", "", "must not be empty")]
    [InlineData("YOUR_TENANT", "YOUR_TENANT", "is the placeholder YOUR_TENANT again; give the value that takes its place")]
    public async Task A_wrong_placeholder_gets_its_sentence(string name, string value, string reason)
    {
        var placeholders = Map(("YOUR_ORGANIZATION", "acme"), ("YOUR_TENANT", "acme")).With(name, Of(value));

        var result = await CheckAsync(Pulumi().With("placeholders", Of(placeholders)));

        result.Failures.Should().Equal(new CheckFailure($"placeholders.{name}", reason));
    }

    [Fact]
    public async Task A_placeholder_in_a_setting_of_the_program_is_refused()
    {
        var saml = Map(("acsUrls", new[] { "https://api.pulumi.com/login/YOUR_ORGANIZATION/sso/saml/acs" }));

        var result = await CheckAsync(Pulumi().With("saml", Of(saml)));

        result.Failures.Should().Equal(new CheckFailure("saml.acsUrls", "still has the placeholder YOUR_ORGANIZATION; write the value in its place"));
    }

    public static TheoryData<string, string, string> SamlProblems() => new()
    {
        { "loginUrl", "https://sp.test", "is not a setting of the template Pulumi, which has no idpInitUrl; remove it" },
        { "groupsAttribute", "memberOf", "is not a setting of the template Pulumi, which has no includeGroups; remove it" },
        { "signatureAlgorithm", "MD5", "must be one of RSA-SHA1, RSA-SHA256 in the template Pulumi" },
    };

    [Theory]
    [MemberData(nameof(SamlProblems))]
    public async Task A_setting_that_the_template_cannot_take_is_refused(string name, string value, string reason)
    {
        var result = await CheckAsync(Pulumi().With("saml", Of(Map((name, value)))));

        result.Failures.Should().Equal(new CheckFailure($"saml.{name}", reason));
    }

    [Fact]
    public async Task An_attribute_that_the_template_requires_must_stay()
    {
        var saml = Map(("userAttributes", new[] { Map(("name", "firstName"), ("value", "firstname")) }));

        var result = await CheckAsync(Pulumi().With("saml", Of(saml)));

        result.Failures.Should().Equal(new CheckFailure("saml.userAttributes", "lacks the attribute email, which the template Pulumi requires"));
    }

    [Fact]
    public async Task Unknown_values_pass()
    {
        var result = await CheckAsync(Map(
            ("template", "pulumi"),
            ("displayLabel", PropertyValue.Unknown),
            ("placeholders", Map(("YOUR_ORGANIZATION", PropertyValue.Unknown), ("YOUR_TENANT", PropertyValue.Unknown))),
            ("saml", Map(("idpCertificate", PropertyValue.Unknown), ("idpPrivateKey", PropertyValue.Secret(PropertyValue.Unknown))))));

        result.Failures.Should().BeEmpty();
        result.Inputs.Find("ssoIdpUrl")!.IsUnknown.Should().BeTrue();
    }

    [Fact]
    public async Task A_template_that_is_not_known_yet_passes()
    {
        var result = await CheckAsync(Map(("template", PropertyValue.Unknown), ("displayLabel", "App"), ("saml", PropertyValue.Unknown)));

        result.Failures.Should().BeEmpty();
        _handler.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task An_OIDC_template_is_refused()
    {
        var result = await CheckAsync(Map(("template", "oidc"), ("displayLabel", "App")));

        result.Failures.Should().Equal(
            new CheckFailure("template", "Custom OIDC signs in with OIDC; only SAML applications and bookmarks are supported"));
    }

    [Fact]
    public async Task A_bookmark_needs_its_address_and_nothing_of_SAML()
    {
        var result = await CheckAsync(Map(
            ("template", "bookmark"), ("displayLabel", "Docs"), ("ssoIdpUrl", "docs"), ("saml", Map(("spEntityId", "x"))), ("placeholders", Map(("A", "b")))));

        result.Failures.Should().Equal(
            new CheckFailure("bookmarkUrl", "is required for a bookmark: the address that it opens"),
            new CheckFailure("ssoIdpUrl", "is for SAML applications; a bookmark has bookmarkUrl"),
            new CheckFailure("saml", "is for SAML applications; a bookmark does not sign in"),
            new CheckFailure("placeholders", "is for SAML applications; a bookmark has none"));
    }

    [Fact]
    public async Task A_bookmark_with_its_address_passes()
    {
        var result = await CheckAsync(Map(("template", "bookmark"), ("displayLabel", "Docs"), ("bookmarkUrl", "https://www.pulumi.com/docs/")));

        result.Failures.Should().BeEmpty();
        result.Inputs.Find("ssoIdpUrl").Should().BeNull();
    }

    [Fact]
    public async Task An_image_and_a_colour_exclude_each_other()
    {
        var result = await CheckAsync(Pulumi().With("logo", PropertyValue.Unknown).With("color", Of("#7C6ADA")));

        result.Failures.Should().Equal(new CheckFailure("color", "cannot be given together with logo; the User Portal shows one of them"));
    }

    [Theory]
    [InlineData("Path", "./no-such-logo.png", "is the file ./no-such-logo.png, which does not exist")]
    [InlineData("Text", "<svg/>", "must be a file asset with an image")]
    [InlineData("Uri", "https://www.pulumi.com/logo.png", "must be a file asset with an image")]
    public async Task What_is_not_an_image_is_found(string source, string content, string reason)
    {
        var logo = new PropertyValue.AssetValue(Enum.Parse<AssetSource>(source), content, "h1");

        var result = await CheckAsync(Pulumi().With("logo", logo));

        result.Failures.Should().Equal(new CheckFailure("logo", reason));
    }

    [Fact]
    public async Task A_certificate_goes_with_its_key()
    {
        var one = TestCertificates.Of("one", TestMetadata.End);
        var other = TestCertificates.Of("other", TestMetadata.End);

        (await CheckSamlAsync(("idpCertificate", one.Pem))).Failures.Should().Equal(
            new CheckFailure("", "saml.idpCertificate and saml.idpPrivateKey must be given together, or neither of them: then JumpCloud makes both"));
        (await CheckSamlAsync(("idpCertificate", one.Pem), ("idpPrivateKey", other.Key))).Failures.Should().Equal(
            new CheckFailure("", "saml.idpPrivateKey is not the key of saml.idpCertificate"));
        (await CheckSamlAsync(("idpCertificate", "x"), ("idpPrivateKey", "hunter2"))).Failures.Should().Equal(
            new CheckFailure("", "saml.idpPrivateKey must be an unencrypted RSA private key in PEM (-----BEGIN PRIVATE KEY-----)"),
            new CheckFailure("saml.idpCertificate", "must be an X.509 certificate in PEM (-----BEGIN CERTIFICATE-----)"));
        (await CheckSamlAsync(("idpCertificate", one.Pem), ("idpPrivateKey", one.Key))).Failures.Should().BeEmpty();
    }

    [Fact]
    public async Task A_certificate_that_has_ended_is_refused_and_one_that_ends_soon_is_a_warning()
    {
        var ended = TestCertificates.Of("ended", new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero));
        var ending = TestCertificates.Of("ending", new DateTimeOffset(2026, 12, 20, 0, 0, 0, TimeSpan.Zero));

        (await CheckSamlAsync(("idpCertificate", ended.Pem), ("idpPrivateKey", ended.Key))).Failures.Should().Equal(
            new CheckFailure("saml.idpCertificate", "expired on 2026-11-22; give one that is valid"));
        (await CheckSamlAsync(("idpCertificate", ending.Pem), ("idpPrivateKey", ending.Key))).Failures.Should().BeEmpty();
        _log.Warnings.Should().Equal(
            "The application's certificate ends on 2026-12-20; sign-in stops then, unless the service provider has the metadata of a new one by that day.");
    }

    [Fact]
    public async Task A_certificate_that_ended_since_it_was_given_is_a_warning_as_long_as_nobody_changes_it()
    {
        var ended = TestCertificates.Of("ended", new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero));
        var inputs = Pulumi().With("saml", Of(Map(("idpCertificate", ended.Pem), ("idpPrivateKey", ended.Key))));

        (await CheckAsync(inputs, inputs)).Failures.Should().BeEmpty();
        _log.Warnings.Should().Equal("saml.idpCertificate expired on 2026-11-22; give one that is valid");
    }

    [Fact]
    public async Task An_unreachable_catalog_is_a_warning_and_does_not_block()
    {
        var handler = new ScriptedHandler(_time, _ => ScriptedHandler.Json("{\"message\":\"down\"}", HttpStatusCode.ServiceUnavailable));
        var operation = TestOperation.Of(handler, _time, _log, TestOperation.Config with { MaxRetries = 0 });

        var result = await new SsoApplication().CheckAsync(new CheckRequest(PropertyMap.Empty, Pulumi()), operation);

        result.Failures.Should().BeEmpty();
        result.Inputs.Find("ssoIdpUrl")!.AsString.Should().Be("https://sso.jumpcloud.com/saml2/pulumi-cloud");
        _log.Warnings.Should().Equal(
            "The template pulumi and what it needs could not be verified: JumpCloud answered 503 Service Unavailable to GET /api/application-templates: down");
    }

    [Fact]
    public async Task A_key_that_is_not_accepted_is_a_failure_of_the_whole_resource()
    {
        var handler = new ScriptedHandler(_time, _ => ScriptedHandler.Json("{\"error\":\"Unauthorized\"}", HttpStatusCode.Unauthorized));

        var result = await new SsoApplication().CheckAsync(new CheckRequest(PropertyMap.Empty, Pulumi()), TestOperation.Of(handler, _time, _log));

        result.Failures.Should().Equal(new CheckFailure(
            "", "JumpCloud answered 401 Unauthorized to GET /api/application-templates: Unauthorized. Check the provider's apiKey: it was not accepted by console.jumpcloud.com (region us)"));
    }

    [Fact]
    public async Task Secret_placeholders_of_another_kind_are_refused_for_their_kind()
    {
        var secret = PropertyValue.Of([PropertyValue.Secret(PropertyValue.Of("acme"))]);

        var result = await CheckAsync(Pulumi().With("placeholders", secret));

        result.Failures.Should().Contain(new CheckFailure("placeholders", "must be an object, but is a list"));
    }

    [Fact]
    public async Task What_the_service_makes_of_a_template_that_it_does_not_take_is_told_with_the_property()
    {
        var handler = new ScriptedHandler(_time, _ => ScriptedHandler.Json("{}", HttpStatusCode.RequestUriTooLong));

        var result = await new SsoApplication().CheckAsync(new CheckRequest(PropertyMap.Empty, Pulumi()), TestOperation.Of(handler, _time, _log));

        result.Failures.Should().Equal(new CheckFailure("template", "JumpCloud answered 414 Request-Uri Too Long to GET /api/application-templates"));
    }

    [Fact]
    public async Task An_address_that_is_made_of_a_secret_label_is_one_and_stays_one()
    {
        var secret = Pulumi().With("displayLabel", PropertyValue.Secret(PropertyValue.Of("Pulumi Cloud")));

        var first = await CheckAsync(secret);
        var second = await CheckAsync(secret, first.Inputs);

        first.Inputs["ssoIdpUrl"].Should().Be(PropertyValue.Secret(PropertyValue.Of("https://sso.jumpcloud.com/saml2/pulumi-cloud")));
        second.Inputs["ssoIdpUrl"].Should().Be(first.Inputs["ssoIdpUrl"]);
    }

    private static PropertyMap Pulumi() => Map(
        ("template", "pulumi"),
        ("displayLabel", "Pulumi Cloud"),
        ("placeholders", Map(("YOUR_ORGANIZATION", "acme"), ("YOUR_TENANT", "acme"))));

    private static IEnumerable<PropertyChange> Diff(PropertyMap olds, PropertyMap news) =>
        new SsoApplication().Diff(new DiffRequest("6567a1b2c3d4e5f601234567", PropertyMap.Empty, olds, news, [])).Changes;

    private async Task<CheckResult> CheckAsync(PropertyMap news, PropertyMap? olds = null) =>
        await new SsoApplication().CheckAsync(new CheckRequest(olds ?? PropertyMap.Empty, news), _operation);

    private Task<CheckResult> CheckSamlAsync(params (string Key, object? Value)[] saml) =>
        CheckAsync(Pulumi().With("saml", Of(Map(saml))));
}
