using FluentAssertions;
using JumpCloud.Emulator;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests.Functions;

public sealed class GetProvisioningEventsTests : IAsyncLifetime
{
    private const string Data = "5d0000000000000000000004";

    private ProviderFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await ProviderFixture.StartAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Events_come_newest_first_with_what_the_service_provider_said()
    {
        // The name belongs to somebody outside of the organization.
        _fixture.Services.PulumiCloud.AddAccount("dana.friedman", "dana@elsewhere.test");
        var id = await BoundAsync();

        var answer = await _fixture.InvokeAsync(
            "getProvisioningEvents", $"applicationId: {id}, eventTypes: [user_create_provision], onlyFailures: true");

        var failure = answer["events"]!.Should().ContainSingle().Which;
        ((string?)failure["application"]!["id"], (string?)failure["application"]!["name"]).Should().Be((id, "By Hand"));
        ((string?)failure["subject"]!["type"], (string?)failure["subject"]!["name"]).Should().Be(("user", "dana.friedman"));
        ((string?)failure["responseCode"], (string?)failure["message"], (bool?)failure["success"], (string?)failure["initiatedBy"])
            .Should().Be(("409", "Conflict", false, "system"));
        ((string?)failure["details"]).Should().NotBeNullOrEmpty();

        var all = await _fixture.InvokeAsync("getProvisioningEvents", $"applicationId: {id}");
        Types(all).Last().Should().Be("idm_integration_activate");
        all["events"]!.Select(item => (string)item["timestamp"]!).Should().BeInDescendingOrder(StringComparer.Ordinal);
    }

    [Fact]
    public async Task Events_of_one_user_and_of_one_group_are_found_in_any_case()
    {
        var id = await BoundAsync();

        Types(await _fixture.InvokeAsync("getProvisioningEvents", "username: Bianca.Rossi")).Should().Equal("user_create_provision");
        Types(await _fixture.InvokeAsync("getProvisioningEvents", $"applicationId: {id}, userGroupName: Data"))
            .Should().NotBeEmpty().And.OnlyContain(type => type.StartsWith("group_", StringComparison.Ordinal));
        Types(await _fixture.InvokeAsync("getProvisioningEvents", "username: bianca.rossi, userGroupName: Data"))
            .Should().Contain(["user_create_provision", "group_create_provision"]);
    }

    [Theory]
    [InlineData("idm_integration_deactivate", "idm_integration_delete")]
    [InlineData("idm_integration_delete", "idm_integration_deactivate")]
    public async Task Either_spelling_of_a_deactivation_finds_the_other(string written, string asked)
    {
        _fixture.Services.Switches.DeactivateEventType = written;
        var id = await _fixture.ApplicationAsync();
        _fixture.Services.JumpCloud.Portal.DeactivateIdm(id);

        Types(await _fixture.InvokeAsync("getProvisioningEvents", $"eventTypes: [{asked}]")).Should().Equal(written);
    }

    [Fact]
    public async Task More_events_than_a_page_has_are_paged_through()
    {
        var id = await _fixture.ApplicationAsync();
        for (var number = 0; number < 1100; number++)
        {
            _fixture.Services.JumpCloud.WriteEvent(
                "user_update_provision", Actor.System, true, new JObject { ["type"] = "user", ["username"] = $"user-{number}" },
                new JObject { ["application"] = new JObject { ["id"] = id } });
        }

        var answer = await _fixture.InvokeAsync(
            "getProvisioningEvents", $"applicationId: {id}, eventTypes: [user_update_provision], limit: 10000");

        answer["events"]!.Select(item => (string?)item["subject"]!["name"]).Should().OnlyHaveUniqueItems().And.HaveCount(1100);
        _fixture.Calls.Should().Equal("POST /insights/directory/v1/events", "POST /insights/directory/v1/events");
        (await _fixture.InvokeAsync("getProvisioningEvents", "limit: 3"))["events"].Should().HaveCount(3);
    }

    [Fact]
    public async Task Events_before_and_after_the_times_are_left_out()
    {
        var id = await _fixture.ApplicationAsync();

        Types(await _fixture.InvokeAsync("getProvisioningEvents", $"applicationId: {id}, startTime: '2090-01-01T00:00:00Z'"))
            .Should().BeEmpty();
        Types(await _fixture.InvokeAsync("getProvisioningEvents", $"applicationId: {id}, endTime: '2001-01-01T01:00:00+01:00', "
            + "startTime: '2000-01-01T00:00:00Z'")).Should().BeEmpty();
        Types(await _fixture.InvokeAsync("getProvisioningEvents", $"applicationId: {id}, startTime: '2000-01-01T00:00:00Z', "
            + "endTime: '2090-01-01T00:00:00Z'")).Should().Equal("idm_integration_activate");
    }

    [Fact]
    public async Task A_plan_without_Directory_Insights_is_told()
    {
        _fixture.Services.Switches.DirectoryInsightsInPlan = false;

        (await _fixture.FailAsync("getProvisioningEvents", "limit: 5")).Should().Contain(
            "Directory Insights is not in the JumpCloud plan of this organization, so no events can be read.");
    }

    [Theory]
    [InlineData("applicationId: Pulumi", "must be the id of an application, 24 hexadecimal characters")]
    [InlineData("eventTypes: []", "must name at least one type; leave it out for all types of Identity Management")]
    [InlineData("eventTypes: [user_create_provisioning]", "is not a type of Identity Management's events; did you mean user_create_provision?")]
    [InlineData("eventTypes: [User Create]", "must be the name of an event type, such as user_create_provision")]
    [InlineData("startTime: yesterday", "must be a time in RFC 3339 format, such as 2026-11-23T18:00:00Z")]
    [InlineData("startTime: '2026-11-23T18:00:00Z', endTime: '2026-11-23T17:00:00Z'", "must not be before startTime")]
    [InlineData("limit: 0", "must be 1 to 10000")]
    public async Task Bad_arguments_are_told(string arguments, string problem)
    {
        (await _fixture.FailAsync("getProvisioningEvents", arguments)).Should().Contain(problem);
        _fixture.Calls.Should().BeEmpty();
    }

    private async Task<string> BoundAsync()
    {
        var id = await _fixture.ApplicationAsync();
        _fixture.Services.JumpCloud.Portal.BindGroup(id, Data);
        await _fixture.Services.SettledAsync();
        return id;
    }

    private static IEnumerable<string> Types(JObject answer) => answer["events"]!.Select(item => (string)item["type"]!);
}
