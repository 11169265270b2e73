using FluentAssertions;
using Xunit;

namespace JumpCloud.Tests.Resources;

/// <summary>What is refused before anything is changed.</summary>
public sealed class IdmIntegrationRefusalTests : IAsyncLifetime
{
    private ProviderFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await ProviderFixture.StartAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData("plainco", "plainco is not a SAML organization yet")]
    [InlineData("noscim", "needs SCIM, which the edition of noscim does not have")]
    [InlineData("acmee", "names an organization that cannot be found")]
    public async Task An_organization_without_SCIM_is_told_apart_in_the_preview(string organization, string error)
    {
        await _fixture.RunAsync(new LifecycleStep(
            LifecycleCommand.Preview, Program(baseUrl: Programs.ScimBaseUrl(_fixture, organization)), "create 2")
        {
            Errors = [error],
        });
    }

    [Fact]
    public async Task A_wrong_token_is_told_in_the_preview_and_never_shown()
    {
        var result = await _fixture.PreviewAsync(Program(token: "made-up-token-1"));
        result.Succeeded.Should().BeFalse();
        result.Text.Should().Contain("token was not accepted for acme").And.Contain("making a new one ends the former")
            .And.NotContain("made-up-token-1");
    }

    [Fact]
    public async Task Without_an_access_token_a_refusal_says_what_else_it_may_be()
    {
        await using var fixture = await ProviderFixture.StartAsync(
            config: new Dictionary<string, string?> { ["pulumiAccessToken"] = null });
        var program = Programs.Of(
            Programs.Application(fixture), Programs.Integration(fixture, baseUrl: Programs.ScimBaseUrl(fixture, "plainco")));
        var result = await fixture.PreviewAsync(program);
        result.Text.Should().Contain("plainco may be misspelt, not a SAML organization, or of an edition without SCIM");
    }

    [Theory]
    [InlineData("template: bookmark, displayLabel: Docs, bookmarkUrl: "
        + "'https://www.pulumi.com/docs'", "which has no single sign-on")]
    [InlineData("template: saml2, displayLabel: Custom, saml: { spEntityId: 'https://sp.test', acsUrls: "
        + "['https://sp.test/acs'] }", "testUserEmail is required")]
    public async Task An_application_that_cannot_have_it_is_refused(string application, string error)
    {
        var resource = $"  app:\n    type: jumpcloud:index:SsoApplication\n    properties: {{ {application} }}\n";
        await UpAsync(Programs.Of(resource));
        var result = await _fixture.PreviewAsync(Programs.Of(resource, Programs.Integration(_fixture)));
        result.Succeeded.Should().BeFalse();
        result.Text.Should().Contain(error[error.IndexOf(' ', StringComparison.Ordinal)..].Trim());
    }

    [Fact]
    public async Task An_import_id_of_a_wrong_form_is_told_the_form()
    {
        var result = await _fixture.ImportAsync("IdmIntegration", "idm", "pulumi");
        result.Succeeded.Should().BeFalse();
        result.Text.Should().Contain("\"pulumi\" is not the id of an integration: expected the id of its application, 24 "
            + "hexadecimal characters");
    }

    private string Program(string? token = null, string? baseUrl = null) =>
        Programs.Of(Programs.Application(_fixture), Programs.Integration(_fixture, token: token, baseUrl: baseUrl));

    private async Task UpAsync(string program)
    {
        var result = await _fixture.UpAsync(program);
        result.Succeeded.Should().BeTrue(result.Text);
    }
}
