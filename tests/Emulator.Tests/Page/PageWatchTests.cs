using FluentAssertions;
using JumpCloud.Emulator;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests;

/// <summary>What an open page is told, and when.</summary>
public sealed class PageWatchTests : ProvisioningTest
{
    [Fact]
    public async Task A_binding_is_told_with_the_requests_that_it_caused_and_what_they_met()
    {
        var application = await ProvisioningApplicationAsync();
        var ops = Portal.CreateGroup("Ops");
        Portal.AddMember(ops, Portal.CreateUser(new JObject { ["username"] = "ada", ["email"] = "ada@acme.test" }));
        await using var page = await EventStream.OpenAsync(Host.PageUrl, Limit);
        var first = await page.NextAsync("events", _ => true);
        Host.Faults.Add(new Fault(new FaultKind.Status(503), Face.Pulumi, "POST", "/Users$"));

        await ControlAsync("PUT", $"drift/jumpcloud/applications/{application}/groups/Ops");

        var events = await EventsUntilAsync(page, "group_create_provision");
        ((bool)first["anew"]!, (bool)events[0]["provisioning"]!).Should().Be((true, false));
        ((string?)events[0]["type"], (string?)events[0]["what"]).Should().Be(("association_change", "add: Pulumi Cloud, Ops"));
        ((string?)events[1]["what"], Requests(events[1])).Should().Be(("ada", """GET /Users?filter=userName eq "ada" 200; POST /Users 503,201"""));
        ((string?)events[2]["what"], Requests(events[2])).Should().Be(("Ops", """GET /Groups?filter=displayName eq "Ops" 200; POST /Groups 201"""));
        (await page.NextAsync("state", state => state["pulumi"]!.SelectTokens("..teams[*].displayName").Any()))["waiting"].Should().NotBeNull();
    }

    [Fact]
    public async Task A_refusal_is_told_in_the_words_of_the_service_provider()
    {
        var application = await ProvisioningApplicationAsync();
        await ControlAsync("DELETE", "drift/pulumi/orgs/acme/scim-token");
        await using var page = await EventStream.OpenAsync(Host.PageUrl, Limit);
        await page.NextAsync("events", _ => true);

        Portal.BindUser(application, Portal.CreateUser(new JObject { ["username"] = "ada", ["email"] = "ada@acme.test" }));

        var refused = (await EventsUntilAsync(page, "user_lookup_provision"))[^1];
        ((bool)refused["success"]!, (string?)refused["code"], Requests(refused)).Should()
            .Be((false, "401", "GET /Users?filter=userName eq \"ada\" 401"));
        ((string?)refused["error"]).Should().NotBeNullOrEmpty();
    }

    [Fact]
    public async Task Nothing_is_told_twice_and_a_reset_begins_anew()
    {
        Portal.CreateGroup("Before");
        await using var page = await EventStream.OpenAsync(Host.PageUrl, Limit);
        await page.NextAsync("events", _ => true);

        Portal.CreateGroup("After");
        var second = await page.NextAsync("events", _ => true);
        await ControlAsync("POST", "reset", """{"seed":"company"}""");
        var third = await page.NextAsync("events", _ => true);

        second["items"]!.Select(item => (string?)item["what"]).Should().Equal("After");
        ((bool)second["anew"]!, (bool)third["anew"]!).Should().Be((false, true));
        third["items"]!.Should().HaveCountGreaterThan(60);
    }

    [Fact]
    public async Task What_changes_without_a_request_is_told_too()
    {
        await using var page = await EventStream.OpenAsync(Host.PageUrl, Limit);
        await page.NextAsync("state", _ => true);

        Host.PulumiCloud.AddTeam("acme", "ops", "Ops");
        Host.Faults.Add(new Fault(new FaultKind.Html()));

        var state = await page.NextAsync("state", data => (int)data["faults"]! == 1);
        state.SelectTokens("$.pulumi.organizations[0].teams[*].displayName").Select(name => (string?)name).Should().Equal("Ops");
    }

    private static async Task<IReadOnlyList<JToken>> EventsUntilAsync(EventStream page, string type)
    {
        List<JToken> events = [];
        while (events.Count == 0 || (string?)events[^1]["type"] != type)
            events.AddRange((await page.NextAsync("events", _ => true))["items"]!);
        return events;
    }

    private static string Requests(JToken item) => string.Join("; ", item["requests"]!.Select(request =>
        $"{request["method"]} {request["path"]} {string.Join(',', request["statuses"]!)}"));
}
