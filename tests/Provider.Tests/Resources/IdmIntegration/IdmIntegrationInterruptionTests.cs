using FluentAssertions;
using JumpCloud.Core;
using JumpCloud.Emulator;
using Xunit;

namespace JumpCloud.Tests.Resources;

/// <summary>What becomes of a connection when something breaks off, or fails, while it is changed.</summary>
public sealed class IdmIntegrationInterruptionTests : IAsyncLifetime
{
    private ProviderFixture _fixture = null!;

    public async ValueTask InitializeAsync() =>
        _fixture = await ProviderFixture.StartAsync(config: new Dictionary<string, string?> { ["maxRetries"] = "0" });

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task A_deactivation_whose_answer_is_lost_is_read_back_and_the_change_goes_on()
    {
        await UpAsync(Program());
        _fixture.Services.PulumiCloud.RotateScimToken("acme");
        _fixture.Services.Faults.Add(new Fault(new FaultKind.ResetAfter(), Face.Console, "DELETE", "/provision$"));

        await _fixture.RunAsync(new LifecycleStep(LifecycleCommand.Up, Program(), "same 2, update 1"));

        Idm()!.Token.Should().Be(Programs.ScimToken(_fixture));
        ProvisionCalls().Should().Equal("DELETE provision", "PUT provision/reactivate");
    }

    [Fact]
    public async Task A_change_that_is_stopped_before_its_deactivation_was_answered_is_inactive_in_the_state_and_taken_up()
    {
        await UpAsync(Program());
        _fixture.Services.PulumiCloud.RotateScimToken("acme");
        var program = Program("customTimeouts: { update: 2s }");
        _fixture.Services.Faults.Add(new Fault(new FaultKind.Delay(TimeSpan.FromMinutes(1)), Face.Console, "DELETE", "/provision$"));

        await _fixture.RunAsync(new LifecycleStep(LifecycleCommand.Up, program, "same 2")
        {
            Errors = ["Identity Management of Pulumi Cloud was being changed when this was stopped; it may not be active"],
        });
        Output("status").Should().Be("inactive");

        await _fixture.RunAsync(
            new LifecycleStep(LifecycleCommand.Up, program, "same 2, update 1"),
            new LifecycleStep(LifecycleCommand.Preview, program, "same 3") { Calls = [] });
        Output("status").Should().Be("active");
        Idm()!.Token.Should().Be(Programs.ScimToken(_fixture));
    }

    [Fact]
    public async Task A_refresh_in_between_does_not_take_the_former_settings_for_the_new_ones()
    {
        await UpAsync(Program());
        _fixture.Services.PulumiCloud.RotateScimToken("acme");
        var program = Program("customTimeouts: { update: 2s }");
        _fixture.Services.Faults.Add(new Fault(new FaultKind.Delay(TimeSpan.FromMinutes(1)), Face.Console, "DELETE", "/provision$"));
        (await _fixture.UpAsync(program)).Succeeded.Should().BeFalse();

        (await _fixture.RefreshAsync()).Succeeded.Should().BeTrue();
        Output("status").Should().Be("active", "the deactivation was not carried out");
        await _fixture.RunAsync(new LifecycleStep(LifecycleCommand.Up, program, "same 2, update 1") { Changes = ["token"] });

        Idm()!.Token.Should().Be(Programs.ScimToken(_fixture));
    }

    [Fact]
    public async Task A_take_over_that_is_stopped_there_makes_nothing_and_is_done_by_the_next_up()
    {
        await UpAsync(Programs.Of(Programs.Application(_fixture)));
        var settings = new IdmSettings(new Uri(Programs.ScimBaseUrl(_fixture)), Programs.ScimToken(_fixture), ManageGroups: false);
        await _fixture.Services.JumpCloud.Portal.ActivateIdmAsync(ApplicationId(), settings);
        _fixture.Services.Faults.Add(new Fault(new FaultKind.Delay(TimeSpan.FromMinutes(1)), Face.Console, "DELETE", "/provision$"));
        var program = Program("customTimeouts: { create: 2s }");

        (await _fixture.UpAsync(program)).Text.Should().Contain("was being changed when this was stopped");
        _fixture.Resource("IdmIntegration", "idm").Should().BeNull();
        await UpAsync(program);

        Idm()!.ManageGroups.Should().BeTrue();
    }

    [Fact]
    public async Task A_destroy_whose_answer_is_lost_is_read_back()
    {
        await UpAsync(Program());
        _fixture.Services.Faults.Add(new Fault(new FaultKind.ResetAfter(), Face.Console, "DELETE", "/provision$"));

        await _fixture.RunAsync(new LifecycleStep(LifecycleCommand.Destroy, "", "delete 3"));
    }

    [Fact]
    public async Task A_rotated_token_is_proven_again_after_the_reactivation_and_a_new_one_once()
    {
        await UpAsync(Program());
        ProofsAfter("POST").Should().BeEmpty();
        _fixture.Services.PulumiCloud.RotateScimToken("acme");
        await UpAsync(Program());

        ProofsAfter("PUT").Should().Equal("GET /scim/v2/acme/ServiceProviderConfig", "GET /scim/v2/acme/Users");
    }

    [Fact]
    public async Task A_token_that_is_not_accepted_again_is_never_green_before_it_is()
    {
        await UpAsync(Program());
        _fixture.Services.PulumiCloud.RotateScimToken("acme");

        // Asked by the check, whose proof the update shares, and by JumpCloud before.
        _fixture.Services.Faults.Add(new Fault(new FaultKind.Status(401), Face.Pulumi, "GET", "/scim/v2/acme/Users$", Nth: 3, Count: 2));
        await _fixture.RunAsync(new LifecycleStep(LifecycleCommand.Up, Program(), "same 2")
        {
            Errors = ["Identity Management of Pulumi Cloud is active with the new settings, but they could not be proven again: token was "
                + "not accepted for acme"],
        });
        Output("status").Should().Be("unproven");
        (await _fixture.RefreshAsync()).Text.Should().Contain("its settings have not been proven since they were changed");
        Output("status").Should().Be("unproven");
        (await _fixture.UpAsync(Program())).Text.Should().Contain("token was not accepted for acme");
        Output("status").Should().Be("unproven");

        await _fixture.RunAsync(
            new LifecycleStep(LifecycleCommand.Up, Program(), "same 2, update 1"),
            new LifecycleStep(LifecycleCommand.Preview, Program(), "same 3") { Calls = [] });
        Output("status").Should().Be("active");
        ProvisionCalls().Should().BeEmpty("the connection has these settings already");
    }

    [Fact]
    public async Task A_wait_that_customTimeouts_cuts_short_says_so()
    {
        _fixture.Services.Switches.StrictProvisioning = true;

        var result = await _fixture.UpAsync(Program("customTimeouts: { create: 3s }", "waitForActivation: 900"));

        result.Text.Should().Contain("must be activated by a person").And.Contain(
            "The 900 s of waitForActivation were cut short by the resource option customTimeouts: allow it more, or leave it out, and the "
                + "wait gets the time that it asks for.");
        Output("status").Should().Be("pending");
    }

    [Fact]
    public void The_wait_for_a_person_is_asked_for_by_waitForActivation()
    {
        Registry.Catalog.Resource("jumpcloud:index:IdmIntegration").WaitOf(PropertyMap.Of(("waitForActivation", PropertyValue.Of(900))))
            .Should().Be(TimeSpan.FromMinutes(15));
    }

    private string Program(string options = "", string properties = "") => Programs.Of(
        Programs.Application(_fixture), Programs.Integration(_fixture, properties, options: options));

    private async Task UpAsync(string program)
    {
        var result = await _fixture.UpAsync(program);
        result.Succeeded.Should().BeTrue(result.Text);
    }

    private string ApplicationId() => _fixture.Services.JumpCloud.Applications().Single().Id;

    private IdmConnection? Idm() => _fixture.Services.JumpCloud.Applications().Single().Idm;

    private IEnumerable<string> ProvisionCalls() => _fixture.Calls
        .Where(call => !call.StartsWith("GET", StringComparison.Ordinal) && call.Contains("/provision", StringComparison.Ordinal))
        .Select(call => $"{call.Split(' ')[0]} {call[call.IndexOf("provision", StringComparison.Ordinal)..]}");

    /// <summary>The calls of the SCIM server after the activation by a method.</summary>
    private IEnumerable<string> ProofsAfter(string method) => _fixture.Calls
        .SkipWhile(call => !call.StartsWith(method, StringComparison.Ordinal) || !call.Contains("/provision/", StringComparison.Ordinal))
        .Where(call => call.Contains("/scim/", StringComparison.Ordinal));

    private string? Output(string name) => (string?)_fixture.Resource("IdmIntegration", "idm")!["outputs"]![name];
}
