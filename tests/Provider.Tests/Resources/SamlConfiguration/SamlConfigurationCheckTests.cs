using System.Net;
using FluentAssertions;
using JumpCloud.Core;
using JumpCloud.Resources;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using static JumpCloud.Tests.Values;

namespace JumpCloud.Tests.Resources;

public sealed class SamlConfigurationCheckTests
{
    private const string Saml = """{"kind":"saml","userRole":"admin","features":{"samlSsoEnabled":true,"scimEnabled":true}}""";

    private readonly FakeTimeProvider _time = VirtualTime.Start();
    private readonly RecordingLog _log = new();

    [Fact]
    public async Task An_organization_and_good_metadata_pass_with_one_question()
    {
        var handler = Answer(Saml);

        var result = await CheckAsync(handler, Acme());

        result.Failures.Should().BeEmpty();
        result.Inputs.Find("onDelete")!.AsString.Should().Be("forget");
        handler.Lines.Should().Equal("GET /api/orgs/acme/metadata");
        handler.Requests[0].Headers.Should().Contain("Authorization", "token pul-token-1").And.Contain("Accept", "application/vnd.pulumi+8");
    }

    [Fact]
    public async Task A_check_of_the_same_organization_asks_nobody()
    {
        var handler = Answer(Saml);

        var result = await CheckAsync(handler, Acme().With("idpMetadataXml", Of(TestMetadata.Good("another"))), Acme());

        result.Failures.Should().BeEmpty();
        handler.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Without_an_access_token_the_failure_tells_how_to_give_one()
    {
        var operation = TestOperation.Of(Answer(Saml), _time, _log, TestOperation.Config with { PulumiAccessToken = null });

        var result = await new SamlConfiguration().CheckAsync(new CheckRequest(PropertyMap.Empty, Acme()), operation);

        result.Failures.Should().Equal(new CheckFailure(
            "", "Pulumi Cloud needs an access token: set pulumiAccessToken in the provider's configuration (pulumi config set --secret jumpcloud:pulumiAccessToken) or the environment variable PULUMI_ACCESS_TOKEN"));
    }

    [Fact]
    public async Task An_organization_that_is_not_SAML_yet_gets_the_steps_of_the_console()
    {
        var result = await CheckAsync(Answer("""{"kind":"pulumi","userRole":"admin","features":{"samlSsoEnabled":true,"scimEnabled":false}}"""), Acme());

        result.Failures.Should().Equal(new CheckFailure(
            "organization",
            "acme is not a SAML organization yet, and Pulumi Cloud has no API to make it one. In the Pulumi Cloud console open Settings > Access Management > Other > Membership Requirements > Change requirements, choose SAML SSO, Next, "
            + "paste the application's metadata XML, Apply changes; then run this again"));
    }

    [Fact]
    public async Task An_edition_without_SAML_is_told()
    {
        var result = await CheckAsync(Answer("""{"kind":"github","userRole":"admin","features":{"scimEnabled":false}}"""), Acme());

        result.Failures.Should().Equal(new CheckFailure(
            "organization", "acme is not a SAML organization, and its edition has no SAML single sign-on; it needs one that has, Pro or above at the time of writing"));
    }

    [Fact]
    public async Task A_member_who_is_not_an_administrator_is_told()
    {
        var result = await CheckAsync(Answer("""{"kind":"saml","userRole":"member","features":{"scimEnabled":true}}"""), Acme());

        result.Failures.Should().Equal(new CheckFailure(
            "organization", "is known to the provider's pulumiAccessToken as member; changing the SAML configuration of acme needs the Admin role"));
    }

    [Fact]
    public async Task An_organization_that_cannot_be_seen_is_told()
    {
        var result = await CheckAsync(Answer("""{"code":404,"message":"Not Found"}""", HttpStatusCode.NotFound), Acme());

        result.Failures.Should().Equal(new CheckFailure(
            "organization", "acme is not an organization that the provider's pulumiAccessToken can see; give its login name as in https://app.pulumi.com/<name>, in the right case"));
    }

    [Fact]
    public async Task A_lapsed_session_is_told_with_the_page_to_sign_in_at()
    {
        var lapsed = """{"code":401,"message":"Unauthorized: single sign-on session expired","errors":[{"resource":"organization","attribute":"acme","errorType":"saml_reauth_required"}]}""";

        var result = await CheckAsync(Answer(lapsed, HttpStatusCode.Unauthorized), Acme());

        result.Failures.Should().ContainSingle().Which.Reason.Should().EndWith(
            "The single sign-on session of the token's user for acme has ended: sign in at https://app.pulumi.com/signin/sso/acme/reauth and try again, or use an organization access token, which does not need a session");
    }

    [Fact]
    public async Task An_unreachable_Pulumi_Cloud_is_a_warning_and_does_not_block()
    {
        var result = await CheckAsync(Answer("{}", HttpStatusCode.BadGateway), Acme());

        result.Failures.Should().BeEmpty();
        _log.Warnings.Should().ContainSingle().Which.Should().StartWith(
            "Whether acme is a SAML organization could not be verified: Pulumi Cloud answered 502 Bad Gateway to GET /api/orgs/acme/metadata");
    }

    [Theory]
    [InlineData("Acme Inc")]
    [InlineData("acme/prod")]
    [InlineData("https://app.pulumi.com/acme")]
    public async Task A_display_name_or_an_address_is_not_a_login_name(string organization)
    {
        var handler = Answer(Saml);

        var result = await CheckAsync(handler, Acme().With("organization", Of(organization)));

        result.Failures.Should().Equal(new CheckFailure(
            "organization", "must be the organization's login name (letters, digits, dots, dashes and underscores), as in https://app.pulumi.com/<name>, not its display name"));
        handler.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Broken_metadata_are_told_rule_by_rule()
    {
        var xml = TestMetadata.Entity(TestMetadata.Idp(TestMetadata.Format()));

        var result = await CheckAsync(Answer(Saml), Acme().With("idpMetadataXml", Of(xml)));

        result.Failures.Should().Equal(
            new CheckFailure("idpMetadataXml", "has no KeyDescriptor with an X.509 certificate for signing; export the metadata again"),
            new CheckFailure("idpMetadataXml", "has no SingleSignOnService with a Binding and a Location; export the metadata again"));
    }

    [Fact]
    public async Task A_certificate_that_ends_soon_is_a_warning()
    {
        var end = new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);
        var xml = TestMetadata.Entity(TestMetadata.Idp(TestMetadata.Key("ending", end) + TestMetadata.Format() + TestMetadata.Service()));

        var result = await CheckAsync(Answer(Saml), Acme().With("idpMetadataXml", Of(xml)));

        result.Failures.Should().BeEmpty();
        _log.Warnings.Should().Equal("idpMetadataXml has a certificate that ends on 2026-12-01; sign-in stops then, unless a new one is in place");
    }

    [Fact]
    public async Task A_certificate_that_has_ended_is_a_failure_in_new_metadata_and_a_warning_in_unchanged_ones()
    {
        const string expired = "has a certificate that expired on 2026-11-01; renew the application's certificate and export the metadata again";
        var end = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
        var inputs = Acme().With("idpMetadataXml", Of(TestMetadata.Entity(TestMetadata.Idp(TestMetadata.Key("ended", end) + TestMetadata.Format() + TestMetadata.Service()))));

        (await CheckAsync(Answer(Saml), inputs, Acme())).Failures.Should().Equal(new CheckFailure("idpMetadataXml", expired));
        _log.Warnings.Should().BeEmpty();
        (await CheckAsync(Answer(Saml), inputs, inputs)).Failures.Should().BeEmpty();
        _log.Warnings.Should().Equal($"idpMetadataXml {expired}");
    }

    [Fact]
    public async Task Metadata_that_are_not_known_yet_pass_and_the_organization_is_still_asked()
    {
        var handler = Answer(Saml);

        var result = await CheckAsync(handler, Acme().With("idpMetadataXml", PropertyValue.Unknown));

        result.Failures.Should().BeEmpty();
        handler.Requests.Should().ContainSingle();
    }

    [Fact]
    public void Metadata_written_in_another_way_are_no_change_and_another_organization_is_a_replacement()
    {
        var rewritten = TestMetadata.Good().Replace("><", ">\n  <", StringComparison.Ordinal);

        Diff(Acme().With("idpMetadataXml", Of(rewritten))).Should().BeEmpty();
        Diff(Acme().With("organization", Of("other"))).Should().Equal(new PropertyChange("organization", ChangeKind.Update, true));
        Diff(Acme().With("idpMetadataXml", Of(TestMetadata.Good("another")))).Should().Equal(new PropertyChange("idpMetadataXml", ChangeKind.Update, false));
    }

    [Fact]
    public async Task A_preview_knows_what_follows_from_the_inputs_and_asks_only_what_it_would_replace()
    {
        var handler = Answer("""{"idpSsoDescriptor": ""}""");
        var operation = TestOperation.Of(handler, _time, _log, preview: true);

        var planned = (await new SamlConfiguration().CreateAsync(Acme(), operation)).Outputs;

        planned.Find("acsUrl")!.AsString.Should().Be("https://api.pulumi.com/login/acme/sso/saml/acs");
        planned.Find("spEntityId")!.AsString.Should().Be("https://api.pulumi.com/login/acme/sso/saml/metadata");
        planned.Find("relayState")!.AsString.Should().Be("https://api.pulumi.com/login/acme/sso");
        planned.Find("scimBaseUrl")!.AsString.Should().Be("https://api.pulumi.com/scim/v2/acme");
        planned.Find("entityId")!.AsString.Should().Be("JumpCloud");
        planned.Find("ssoUrl")!.AsString.Should().Be("https://sso.jumpcloud.com/saml2/pulumi-acme");
        planned.Find("nameIdFormat")!.AsString.Should().Be("urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress");
        planned.Find("validUntil")!.IsUnknown.Should().BeTrue();
        handler.Lines.Should().Equal("GET /api/orgs/acme/saml");
    }

    private static PropertyMap Acme() => Map(("organization", "acme"), ("idpMetadataXml", TestMetadata.Good()));

    private static IEnumerable<PropertyChange> Diff(PropertyMap news) =>
        new SamlConfiguration().Diff(new DiffRequest("acme", PropertyMap.Empty, Acme(), news, [])).Changes;

    private ScriptedHandler Answer(string body, HttpStatusCode status = HttpStatusCode.OK) => new(_time, _ => ScriptedHandler.Json(body, status));

    private async Task<CheckResult> CheckAsync(ScriptedHandler handler, PropertyMap news, PropertyMap? olds = null) =>
        await new SamlConfiguration().CheckAsync(
            new CheckRequest(olds ?? PropertyMap.Empty, news),
            TestOperation.Of(handler, _time, _log, TestOperation.Config with { MaxRetries = 0 }));
}
