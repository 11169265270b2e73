using FluentAssertions;
using JumpCloud.Emulator;
using JumpCloud.Resources;
using Newtonsoft.Json.Linq;
using Xunit;
using DirectoryEvent = JumpCloud.Clients.DirectoryEvent;

namespace JumpCloud.Tests.Resources;

/// <summary>Whatever fails about a connection is explained by the events of Directory Insights.</summary>
public sealed class ApplicationEventsTests : IAsyncLifetime
{
    private ProviderFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await ProviderFixture.StartAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public void A_quote_names_type_subject_time_message_and_details()
    {
        var time = new DateTimeOffset(2026, 11, 23, 18, 5, 0, TimeSpan.Zero);
        DirectoryEvent[] events =
        [
            new("user_create_provision", time, false, "ada", "409, Conflict, userName taken"),
            new("user_update_provision", time, true, "bob", "200, OK"),
            new("idm_integration_activate", null, false, null, ""),
        ];
        ApplicationEvents.Quote(events).Should().Be(
            " JumpCloud's events say: user_create_provision of ada failed at 2026-11-23T18:05:00Z (409, Conflict, userName taken); "
                + "idm_integration_activate failed.");
        ApplicationEvents.Quote([events[1]]).Should().BeEmpty();
        ApplicationEvents.Quote(null).Should().BeEmpty();
    }

    [Fact]
    public async Task A_deactivation_that_is_refused_quotes_its_event()
    {
        await UpAsync();
        WriteFailure("idm_integration_deactivate", "500", "Internal Error", "connection is locked");
        Refuse("DELETE", "/provision$");
        (await _fixture.DestroyAsync()).Text.Should().Contain("not today").And.MatchRegex(
            @"JumpCloud's events say: idm_integration_deactivate failed at [0-9TZ:-]+ \(500, Internal Error, connection is locked\)");
    }

    [Fact]
    public async Task A_change_whose_deactivation_is_refused_quotes_its_event()
    {
        await UpAsync();
        _fixture.Services.PulumiCloud.RotateScimToken("acme");
        WriteFailure("idm_integration_delete", "500", "Internal Error", "connection is locked");
        Refuse("DELETE", "/provision$");
        (await _fixture.UpAsync(Program())).Text.Should().Contain("not today")
            .And.Contain("JumpCloud's events say: idm_integration_delete failed at").And.Contain("connection is locked");
    }

    [Fact]
    public async Task Steps_that_a_person_tried_in_vain_are_quoted()
    {
        _fixture.Services.Switches.StrictProvisioning = true;
        var waiting = await _fixture.UpAsync(Program());
        waiting.Text.Should().Contain("must be activated by a person").And.NotContain("JumpCloud's events say");
        var settings = new IdmSettings(new Uri(Programs.ScimBaseUrl(_fixture)), "made-up-token-1", ManageGroups: true);
        var portal = _fixture.Services.JumpCloud.Portal;
        await portal.Invoking(item => item.ActivateIdmAsync(ApplicationId(), settings)).Should().ThrowAsync<Exception>();

        (await _fixture.UpAsync(Program())).Text.Should().Contain("must be activated by a person")
            .And.Contain("JumpCloud's events say: idm_integration_activate failed at").And.Contain("(401, Unauthorized");
    }

    [Fact]
    public async Task A_synchronization_that_cannot_be_watched_quotes_its_events()
    {
        await UpAsync();
        WriteFailure("group_create_provision", "403", "Forbidden", "teams are full");
        _fixture.Services.Faults.Add(new Fault(new FaultKind.Status(401), Face.Pulumi, "GET", "/scim/v2/acme/Users$", Nth: 1, Count: 50));
        var program = Program() + Programs.Binding(
            "data", $"userGroupName: Data, waitForSync: true, {Programs.ServiceProvider(_fixture)}", options: "dependsOn: ['${idm}']");

        // JumpCloud provisions meanwhile, and is refused just as we are: its own failures may be the newer ones.
        (await _fixture.UpAsync(program)).Text.Should().Contain("Data is bound, but its synchronization could not be watched")
            .And.MatchRegex("JumpCloud's events say: (group_create_provision|user_lookup_provision of [a-z.]+) failed at");
    }

    private void Refuse(string method, string path) => _fixture.Services.Faults.Add(
        new Fault(new FaultKind.Status(400, Body: "{\"message\":\"not today\"}"), Face.Console, method, path));

    private void WriteFailure(string type, string code, string message, string details) =>
        _fixture.Services.JumpCloud.WriteEvent(
            type, Actor.System, false, new JObject { ["type"] = "application", ["id"] = ApplicationId() },
            new JObject
            {
                ["application"] = new JObject { ["id"] = ApplicationId() },
                ["message_chain"] = new JObject
                {
                    ["response_code"] = code, ["response_message"] = message, ["message_details"] = details,
                },
            });

    private string Program() => Programs.Of(Programs.Application(_fixture), Programs.Integration(_fixture));

    private async Task UpAsync()
    {
        var result = await _fixture.UpAsync(Program());
        result.Succeeded.Should().BeTrue(result.Text);
    }

    private string ApplicationId() => _fixture.Services.JumpCloud.Applications().Single().Id;
}
