using FluentAssertions;
using JumpCloud.Emulator;
using Xunit;
using static JumpCloud.Tests.LifecycleCommand;

namespace JumpCloud.Tests;

/// <summary>A preview of any change fails with credentials that are not accepted, and asks for nothing that it knows.</summary>
public sealed class CredentialPreviewTests : IAsyncLifetime
{
    private const string Probe = "GET /api/organizations";

    private ProviderFixture _stack = null!;

    public async ValueTask InitializeAsync() =>
        _stack = await ProviderFixture.StartAsync(config: new Dictionary<string, string?> { ["maxRetries"] = "0" });

    public ValueTask DisposeAsync() => _stack.DisposeAsync();

    [Fact]
    public async Task A_wrong_key_fails_the_preview_of_two_descriptions_after_one_request()
    {
        await _stack.RunAsync(new LifecycleStep(Up, Applications("before"), "create 3"));
        Refuse(Face.Console, 401);

        var preview = await _stack.PreviewAsync(Applications("after"));

        preview.Succeeded.Should().BeFalse();
        preview.Text.Should().Contain("JumpCloud answered 401").And.Contain("Check the provider's apiKey: it was not accepted by");
        _stack.Calls.Should().Equal(Probe);
    }

    [Fact]
    public async Task A_right_key_is_asked_about_once_and_not_at_all_without_a_change()
    {
        await _stack.RunAsync(
            new LifecycleStep(Up, Applications("before"), "create 3"),
            new LifecycleStep(Preview, Applications("before"), "same 3") { Calls = [] },
            new LifecycleStep(Preview, Applications("after"), "same 1, update 2") { Calls = [Probe] });
    }

    [Fact]
    public async Task A_key_that_a_look_up_has_shown_to_be_accepted_is_not_asked_about()
    {
        await _stack.RunAsync(new LifecycleStep(Preview, Applications("first"), "create 3"));

        _stack.Calls.Should().NotBeEmpty().And.NotContain(Probe);
    }

    [Fact]
    public async Task A_service_that_is_away_is_warned_of_once_and_does_not_block_the_preview()
    {
        await _stack.RunAsync(new LifecycleStep(Up, Applications("before"), "create 3"));
        Refuse(Face.Console, 503);

        await _stack.RunAsync(new LifecycleStep(Preview, Applications("after"), "same 1, update 2")
        {
            Warnings = ["Whether the credentials are accepted could not be verified: JumpCloud answered 503"],
            Calls = [Probe],
        });
    }

    [Fact]
    public async Task A_wrong_access_token_fails_the_preview_of_a_change_at_Pulumi_Cloud()
    {
        string Program(string onDelete) => Programs.Of(
            Programs.Application(_stack),
            "  saml:\n    type: jumpcloud:index:SamlConfiguration\n    properties: { organization: acme, idpMetadataXml: '${app.metadataXml}', "
                + $"onDelete: {onDelete} }}\n");
        (await _stack.UpAsync(Program("forget"))).Succeeded.Should().BeTrue();
        Refuse(Face.Pulumi, 401);

        var preview = await _stack.PreviewAsync(Program("restore"));

        preview.Succeeded.Should().BeFalse();
        preview.Text.Should().Contain("Pulumi Cloud answered 401").And.Contain("Check the provider's pulumiAccessToken");
        _stack.Calls.Should().Equal("GET /api/user");
    }

    private static string Applications(string description) => Programs.Of(Application("one", description), Application("two", description));

    private static string Application(string name, string description) =>
        $"  {name}:\n    type: jumpcloud:index:SsoApplication\n    properties: {{ template: bookmark, displayLabel: {name}, description: "
        + $"{description}, bookmarkUrl: 'https://{name}.acme.test' }}\n";

    private void Refuse(Face face, int status) => _stack.Services.Faults.Add(new Fault(new FaultKind.Status(status), face, Count: 50));
}
