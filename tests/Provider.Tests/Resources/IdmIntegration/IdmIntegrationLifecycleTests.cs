using FluentAssertions;
using JumpCloud.Emulator;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests.Resources;

/// <summary>In a tenant that offers the inferred API. Where it does not: see IdmIntegrationPortalTests.</summary>
public sealed class IdmIntegrationLifecycleTests : IAsyncLifetime
{
    private ProviderFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await ProviderFixture.StartAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task An_integration_is_previewed_activated_left_alone_and_deactivated()
    {
        var program = Program();
        await _fixture.RunAsync(
            new LifecycleStep(LifecycleCommand.Preview, program, "create 3"),
            new LifecycleStep(LifecycleCommand.Up, program, "create 3"),
            new LifecycleStep(LifecycleCommand.Preview, program, "same 3") { Calls = [] },
            new LifecycleStep(LifecycleCommand.Refresh, "", "same 3"));
        Idm().Should().NotBeNull();
        Idm()!.IsActive.Should().BeTrue();
        Idm()!.ManageGroups.Should().BeTrue();
        Output("status").Should().Be("active");
        Outputs()["mappings"]!.Select(mapping => $"{mapping["jumpCloudAttribute"]} > {mapping["scimAttribute"]} "
            + $"({mapping["appliesTo"]})").Should().Equal(
            "username > userName (user)",
            "email > emails.value (user)",
            "firstname > name.givenName (user)",
            "lastname > name.familyName (user)",
            "displayName > displayName (user)",
            "status > active (user)",
            "name > displayName (group)");
        Outputs().SelectToken("serviceProviderFeatures.patch")!.Value<bool>().Should().BeTrue();
        _fixture.State.Should().NotContain(Programs.ScimToken(_fixture));

        await _fixture.RunAsync(new LifecycleStep(LifecycleCommand.Destroy, "", "delete 3"));
        _fixture.Calls.Should().ContainInOrder(
            _fixture.Calls.Single(call =>
                call.StartsWith("DELETE", StringComparison.Ordinal) && call.EndsWith("/provision", StringComparison.Ordinal)),
            _fixture.Calls.Single(call => call.StartsWith("DELETE /api/applications/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_server_is_proven_with_two_calls_before_anything_is_changed()
    {
        await UpAsync(Programs.Of(Programs.Application(_fixture)));
        await UpAsync(Program());
        var calls = _fixture.Calls.SkipWhile(call => !call.StartsWith("POST", StringComparison.Ordinal)).ToList();
        calls[0].Should().EndWith("/provision/activate");
        _fixture.Calls.TakeWhile(call => !call.StartsWith("POST", StringComparison.Ordinal))
            .Where(call => call.Contains("/scim/", StringComparison.Ordinal)).Should().Equal(
                "GET /scim/v2/acme/ServiceProviderConfig", "GET /scim/v2/acme/Users");
    }

    [Fact]
    public async Task A_new_token_is_proven_and_the_connection_activated_anew()
    {
        await UpAsync(Program());
        _fixture.Services.PulumiCloud.RotateScimToken("acme");
        var program = Program();
        await _fixture.RunAsync(
            new LifecycleStep(LifecycleCommand.Preview, program, "same 2, update 1") { Changes = ["token"] },
            new LifecycleStep(LifecycleCommand.Up, program, "same 2, update 1"));
        Idm()!.Token.Should().Be(Programs.ScimToken(_fixture));
        Idm()!.IsActive.Should().BeTrue();
        ProvisionCalls().Should().Equal("DELETE provision", "PUT provision/reactivate");
        await _fixture.RunAsync(new LifecycleStep(LifecycleCommand.Up, program, "same 3") { Calls = [] });
    }

    [Fact]
    public async Task A_wrong_new_token_leaves_the_old_connection_alone()
    {
        await UpAsync(Program());
        await _fixture.RunAsync(new LifecycleStep(LifecycleCommand.Up, Program(token: "made-up-token"), "same 2")
        {
            Errors = ["token was not accepted for acme: The SCIM server answered 401"],
        });
        Idm()!.IsActive.Should().BeTrue();
        ProvisionCalls().Should().BeEmpty();
    }

    [Fact]
    public async Task A_reactivation_that_fails_leaves_an_inactive_connection_that_the_next_up_takes_up()
    {
        await UpAsync(Program());
        _fixture.Services.PulumiCloud.RotateScimToken("acme");
        _fixture.Services.Faults.Add(new Fault(
            new FaultKind.Status(400, Body: $"{{\"message\":\"cannot use "
                + $"{Programs.ScimToken(_fixture)}\"}}"), Face.Console, "PUT", "/provision/reactivate$"));
        var failed = await _fixture.UpAsync(Program());
        failed.Succeeded.Should().BeFalse();
        failed.Text.Should().Contain("could not be activated: JumpCloud answered 400").And.Contain("cannot use [secret]")
            .And.Contain("Run up again to take it up").And.NotContain(Programs.ScimToken(_fixture));
        Output("status").Should().Be("inactive");
        Idm()!.IsActive.Should().BeFalse();

        await _fixture.RunAsync(new LifecycleStep(LifecycleCommand.Up, Program(), "same 2, update 1"));
        Output("status").Should().Be("active");
        Idm()!.Token.Should().Be(Programs.ScimToken(_fixture));
    }

    [Fact]
    public async Task An_activation_that_JumpCloud_refuses_quotes_its_event_and_makes_nothing()
    {
        await UpAsync(Programs.Of(Programs.Application(_fixture)));
        _fixture.Services.Faults.Add(
            new Fault(new FaultKind.Status(503), Face.Pulumi, "GET", "/scim/v2/acme/Users", Nth: 2, Count: 20));
        var failed = await _fixture.UpAsync(Program());
        failed.Succeeded.Should().BeFalse();
        failed.Text.Should().Contain("Identity Management of Pulumi Cloud could not be "
            + "activated").And.Contain("idm_integration_activate failed");
        _fixture.Resource("IdmIntegration", "idm").Should().BeNull();
    }

    [Fact]
    public async Task A_connection_that_somebody_deactivated_is_seen_by_refresh_and_put_back_by_up()
    {
        await UpAsync(Program());
        _fixture.Services.JumpCloud.Portal.DeactivateIdm(ApplicationId());
        var refreshed = await _fixture.RefreshAsync();
        refreshed.Text.Should().Contain("Identity Management of Pulumi Cloud is not active any more");
        Output("status").Should().Be("inactive");
        await _fixture.RunAsync(
            new LifecycleStep(LifecycleCommand.Preview, Program(), "same 2, update 1"),
            new LifecycleStep(LifecycleCommand.Up, Program(), "same 2, update 1"),
            new LifecycleStep(LifecycleCommand.Preview, Program(), "same 3"));
        Idm()!.IsActive.Should().BeTrue();
    }

    [Fact]
    public async Task Turning_group_management_off_says_what_is_left()
    {
        await UpAsync(Program());
        await _fixture.RunAsync(
            new LifecycleStep(LifecycleCommand.Preview, Program("manageGroups: false"), "same 2, update 1")
            {
                Warnings = ["Without manageGroups the groups at the service provider stay as they are"],
                Changes = ["manageGroups"],
            },
            new LifecycleStep(LifecycleCommand.Up, Program("manageGroups: false"), "same 2, update 1"));
        Idm()!.ManageGroups.Should().BeFalse();
    }

    [Fact]
    public async Task Another_waiting_time_touches_nothing()
    {
        await UpAsync(Program());
        await UpAsync(Program("waitForActivation: 5"));
        ProvisionCalls().Should().BeEmpty();
    }

    [Fact]
    public async Task A_connection_that_is_there_already_is_taken_over()
    {
        await UpAsync(Programs.Of(Programs.Application(_fixture)));
        var settings = new IdmSettings(
            new Uri(Programs.ScimBaseUrl(_fixture)), Programs.ScimToken(_fixture), ManageGroups: false);
        await _fixture.Services.JumpCloud.Portal.ActivateIdmAsync(ApplicationId(), settings);
        await _fixture.RunAsync(
            new LifecycleStep(LifecycleCommand.Preview, Program(), "create 1, same 2")
            {
                Warnings = ["Identity Management of Pulumi Cloud is active already, and this program did not activate it."],
            },
            new LifecycleStep(LifecycleCommand.Up, Program(), "create 1, same 2"));
        Idm()!.ManageGroups.Should().BeTrue();
    }

    [Fact]
    public async Task An_activation_whose_answer_is_lost_is_found()
    {
        _fixture.Services.Faults.Add(new Fault(new FaultKind.ResetAfter(), Face.Console, "POST", "/provision/activate$"));
        await _fixture.RunAsync(new LifecycleStep(LifecycleCommand.Up, Program(), "create 3"));
        ProvisionCalls().Should().Equal("POST provision/activate");
    }

    [Fact]
    public async Task Reads_that_lag_behind_a_write_are_waited_for()
    {
        await UpAsync(Program());
        _fixture.Services.Switches.ReadLagTime = TimeSpan.FromSeconds(0.6);
        _fixture.Services.PulumiCloud.RotateScimToken("acme");
        await UpAsync(Program());
        await _fixture.RunAsync(new LifecycleStep(LifecycleCommand.Destroy, "", "delete 3"));
    }

    [Fact]
    public async Task An_import_needs_only_the_token_and_leaves_the_connection_alone()
    {
        await UpAsync(Programs.Of(Programs.Application(_fixture)));
        var settings = new IdmSettings(new Uri(Programs.ScimBaseUrl(_fixture)), Programs.ScimToken(_fixture), ManageGroups: true);
        await _fixture.Services.JumpCloud.Portal.ActivateIdmAsync(ApplicationId(), settings);
        var imported = await _fixture.ImportAsync("IdmIntegration", "idm", ApplicationId());
        imported.Succeeded.Should().BeTrue(imported.Text);
        Output("baseUrl").Should().Be(Programs.ScimBaseUrl(_fixture));
        await _fixture.RunAsync(
            new LifecycleStep(LifecycleCommand.Preview, Program(), "same 2, update 1") { Changes = ["token"] },
            new LifecycleStep(LifecycleCommand.Up, Program(), "same 2, update 1"),
            new LifecycleStep(LifecycleCommand.Preview, Program(), "same 3"));
        ProvisionCalls().Should().BeEmpty();
    }

    [Fact]
    public async Task A_custom_application_is_tested_with_a_user_of_its_own()
    {
        const string application = "  app:\n    type: jumpcloud:index:SsoApplication\n    properties: { template: saml2, "
            + "displayLabel: Custom, saml: { spEntityId: 'https://sp.test', acsUrls: ['https://sp.test/acs'] } }\n";
        await UpAsync(Programs.Of(application, Programs.Integration(_fixture, "testUserEmail: probe@acme.test")));
        Idm()!.TestUserEmail.Should().Be("probe@acme.test");
        Idm()!.IsActive.Should().BeTrue();
    }

    [Fact]
    public async Task Events_that_cannot_be_read_do_not_hide_the_failure()
    {
        await UpAsync(Programs.Of(Programs.Application(_fixture)));
        _fixture.Services.Faults.Add(new Fault(new FaultKind.Status(402), Face.Insights));
        _fixture.Services.Faults.Add(new Fault(
            new FaultKind.Status(400, Body: "{\"message\":\"not today\"}"), Face.Console, "POST", "/provision/activate$"));
        var failed = await _fixture.UpAsync(Program());
        failed.Text.Should().Contain("Identity Management of Pulumi Cloud could not be activated: JumpCloud answered 400")
            .And.Contain("not today");
    }

    [Fact]
    public async Task A_reactivation_path_that_is_not_there_is_done_without()
    {
        await UpAsync(Program());
        _fixture.Services.PulumiCloud.RotateScimToken("acme");
        _fixture.Services.Faults.Add(new Fault(new FaultKind.Status(404), Face.Console, "PUT", "/provision/reactivate$"));
        await UpAsync(Program());
        ProvisionCalls().Should().Equal("DELETE provision", "PUT provision/reactivate", "POST provision/activate");
        Idm()!.Token.Should().Be(Programs.ScimToken(_fixture));
    }

    private string Program(string properties = "", string? token = null, string? baseUrl = null) =>
        Programs.Of(Programs.Application(_fixture), Programs.Integration(_fixture, properties, token, baseUrl));

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

    private JToken Outputs() => _fixture.Resource("IdmIntegration", "idm")!["outputs"]!;

    private string? Output(string name) => (string?)Outputs()[name];
}
