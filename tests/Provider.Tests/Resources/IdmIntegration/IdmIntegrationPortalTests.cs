using FluentAssertions;
using JumpCloud.Emulator;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests.Resources;

/// <summary>In a tenant that offers no API: a person takes the steps.</summary>
public sealed class IdmIntegrationPortalTests : IAsyncLifetime
{
    private const string Steps = "Identity Management of Pulumi Cloud is not active and must be activated by a person";

    private ProviderFixture _fixture = null!;

    public async ValueTask InitializeAsync()
    {
        _fixture = await ProviderFixture.StartAsync();
        _fixture.Services.Switches.StrictProvisioning = true;
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(405)]
    public async Task The_steps_are_listed_and_the_next_up_completes(int status)
    {
        _fixture.Services.Switches.StrictProvisioningStatus = status;
        var first = await _fixture.UpAsync(Program());
        first.Succeeded.Should().BeFalse();
        first.Text.Should().Contain(Steps).And.Contain($"enter the Base URL {Programs.ScimBaseUrl(_fixture)}")
            .And.Contain($"open SSO Applications > Pulumi Cloud ({ApplicationId()}) > Identity Management")
            .And.Contain("tick \"Enable management of User Groups and Group Membership in this application\"")
            .And.NotContain(Programs.ScimToken(_fixture));
        Output("status").Should().Be("pending");

        // Never done while it is not active, however often it runs.
        (await _fixture.UpAsync(Program())).Text.Should().Contain(Steps);
        Output("status").Should().Be("pending");

        await ActivateAsync();
        await _fixture.RunAsync(
            new LifecycleStep(LifecycleCommand.Up, Program(), "same 2, update 1"),
            new LifecycleStep(LifecycleCommand.Preview, Program(), "same 3") { Calls = [] });
        Output("status").Should().Be("active");
        Outputs()["pending"].Should().BeNull();
    }

    [Fact]
    public async Task A_refresh_completes_what_a_person_has_activated()
    {
        await _fixture.UpAsync(Program());
        (await _fixture.RefreshAsync()).Text.Should().Contain("waits for a person since");
        await ActivateAsync();
        (await _fixture.RefreshAsync()).Succeeded.Should().BeTrue();
        await _fixture.RunAsync(new LifecycleStep(LifecycleCommand.Up, Program(), "same 3"));
    }

    [Fact]
    public async Task A_person_is_waited_for()
    {
        await UpAsync(Programs.Of(Programs.Application(_fixture)));
        var up = _fixture.UpAsync(Program("waitForActivation: 30"));
        await Task.Delay(TimeSpan.FromSeconds(1.5));
        await ActivateAsync();
        var result = await up;
        result.Succeeded.Should().BeTrue(result.Text);
        Output("status").Should().Be("active");
    }

    [Fact]
    public async Task A_changed_token_waits_for_the_event_of_the_new_activation()
    {
        await _fixture.UpAsync(Program());
        await ActivateAsync();
        await UpAsync(Program());
        _fixture.Services.PulumiCloud.RotateScimToken("acme");
        var first = await _fixture.UpAsync(Program());
        first.Succeeded.Should().BeFalse();
        first.Text.Should().Contain("must be changed by a person").And.Contain("deactivate the connection");
        Output("status").Should().Be("pending");

        // It is active, but as it was before.
        (await _fixture.UpAsync(Program())).Text.Should().Contain("must be changed by a person");
        (await _fixture.RefreshAsync()).Text.Should().Contain("waits for a person since");

        _fixture.Services.JumpCloud.Portal.DeactivateIdm(ApplicationId());
        await ActivateAsync();
        await _fixture.RunAsync(
            new LifecycleStep(LifecycleCommand.Up, Program(), "same 2, update 1"),
            new LifecycleStep(LifecycleCommand.Up, Program(), "same 3"));
        Output("status").Should().Be("active");
    }

    [Fact]
    public async Task Mode_portal_never_calls_the_inferred_paths()
    {
        _fixture.Services.Switches.StrictProvisioning = false;
        await _fixture.RunAsync(
            new LifecycleStep(LifecycleCommand.Preview, Program("mode: portal"), "create 3") { Warnings = ["mode is portal: up "
                + "prints the steps for a person"] },
            new LifecycleStep(LifecycleCommand.Up, Program("mode: portal"), "create 2") { Errors = [Steps] });
        _fixture.Services.Requests.All
            .Should().NotContain(request => request.Path.Contains("/provision", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Mode_api_fails_and_makes_nothing()
    {
        await UpAsync(Programs.Of(Programs.Application(_fixture)));
        await _fixture.RunAsync(new LifecycleStep(LifecycleCommand.Up, Program("mode: api"), "same 2")
        {
            Errors = ["Set mode to auto or portal to have a person do it. Nothing was changed"],
        });
        _fixture.Resource("IdmIntegration", "idm").Should().BeNull();
    }

    [Fact]
    public async Task A_deletion_does_not_pretend()
    {
        await _fixture.UpAsync(Program());
        await ActivateAsync();
        await UpAsync(Program());
        var first = await _fixture.DestroyAsync();
        first.Succeeded.Should().BeFalse();
        first.Text.Should().Contain("is still active and must be deactivated by a person");
        _fixture.Resource("IdmIntegration", "idm").Should().NotBeNull();

        _fixture.Services.JumpCloud.Portal.DeactivateIdm(ApplicationId());
        await _fixture.RunAsync(new LifecycleStep(LifecycleCommand.Destroy, "", "delete 3"));
    }

    private string Program(string properties = "") =>
        Programs.Of(Programs.Application(_fixture), Programs.Integration(_fixture, properties));

    private Task ActivateAsync() => _fixture.Services.JumpCloud.Portal.ActivateIdmAsync(
        ApplicationId(),
        new IdmSettings(new Uri(Programs.ScimBaseUrl(_fixture)), Programs.ScimToken(_fixture), ManageGroups: true));

    private async Task UpAsync(string program)
    {
        var result = await _fixture.UpAsync(program);
        result.Succeeded.Should().BeTrue(result.Text);
    }

    private string ApplicationId() => _fixture.Services.JumpCloud.Applications().Single().Id;

    private JToken Outputs() => _fixture.Resource("IdmIntegration", "idm")!["outputs"]!;

    private string? Output(string name) => (string?)Outputs()[name];
}
