using FluentAssertions;
using JumpCloud.Emulator;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests;

/// <summary>What becomes of single users, of refusals, and of a service provider in trouble.</summary>
public sealed class UserProvisioningTests : ProvisioningTest
{
    [Fact]
    public async Task Changed_attributes_follow()
    {
        var (application, ada) = (await ProvisioningApplicationAsync(), User("ada"));
        Portal.BindUser(application, ada);
        await SettledAsync();

        Portal.PatchUser(ada, new JObject { ["lastname"] = "Lovelace", ["email"] = "lovelace@acme.test",
            ["department"] = "Data" });
        await SettledAsync();

        (Acme.Member("ada")!.Account.FamilyName, Acme.Member("ada")!.Account.Email).Should()
            .Be(("Lovelace", "lovelace@acme.test"));
        LastEvent("user_update_provision")["changes"]!.Select(change => (string?)change["field"]).Should()
            .BeEquivalentTo("emails", "name");
    }

    [Fact]
    public async Task A_change_of_what_is_not_mapped_asks_nobody()
    {
        var (application, ada) = (await ProvisioningApplicationAsync(), User("ada"));
        Portal.BindUser(application, ada);
        await SettledAsync();
        Host.Requests.Clear();

        Portal.PatchUser(ada, new JObject { ["department"] = "Data" });
        await SettledAsync();

        Host.Requests.Of(Face.Pulumi).Should().BeEmpty();
    }

    [Fact]
    public async Task A_user_without_a_display_name_is_provisioned_without_one()
    {
        var (application, ada) = (await ProvisioningApplicationAsync(), User("ada"));
        Portal.PatchUser(ada, new JObject { ["displayname"] = "" });

        Portal.BindUser(application, ada);
        await SettledAsync();

        Acme.Member("ada")!.Account.Name.Should().BeNull();
    }

    [Fact]
    public async Task Somebody_who_is_there_already_is_matched_by_user_name_and_updated()
    {
        Host.PulumiCloud.AddAccount("ada", "ada@old.test", "Old Name");
        Host.PulumiCloud.AddMember("acme", "ada");
        var (application, ada) = (await ProvisioningApplicationAsync(), User("ada"));

        Portal.BindUser(application, ada);
        await SettledAsync();

        Acme.Members.Should().HaveCount(1);
        Acme.Member("ada")!.Account.Email.Should().Be("ada@acme.test");
        Steps().Should().Equal("idm_integration_activate", "user_update_provision");
    }

    [Fact]
    public async Task A_changed_username_is_refused_there_and_the_event_quotes_the_answer()
    {
        var (application, ada) = (await ProvisioningApplicationAsync(), User("ada"));
        Portal.BindUser(application, ada);
        await SettledAsync();

        Portal.PatchUser(ada, new JObject { ["username"] = "lovelace" });
        await SettledAsync();

        ActivePeople().Should().Equal("ada");
        var refused = LastEvent("user_update_provision");
        ((bool?)refused["success"]).Should().BeFalse();
        ((string?)refused["message_chain"]!["response_code"]).Should().Be("400");
        ((string?)refused["message_chain"]!["message_details"]).Should().Be("Attribute 'userName' is immutable.");
        ((string?)refused["error_message"]).Should().Be("Attribute 'userName' is immutable.");
        ((string?)refused["initiated_by"]!["type"]).Should().Be("system");
    }

    [Fact]
    public async Task A_taken_address_fails_one_user_and_nobody_else()
    {
        Host.PulumiCloud.AddAccount("somebody", "ada@acme.test");
        var (application, group) = (await ProvisioningApplicationAsync(), Group("Engineers", User("ada"), User("eva")));

        Portal.BindGroup(application, group);
        await SettledAsync();

        Team("Engineers")!.Members.Should().Equal("eva");
        Steps().Should().Equal("idm_integration_activate", "user_create_provision failed", "user_create_provision",
            "group_create_provision");
        ((string?)LastEventFailed()["message_chain"]!["message_details"]).Should()
            .Be("Email ada@acme.test already in use by another Pulumi account.");
    }

    [Fact]
    public async Task A_rotated_token_fails_every_step_until_the_new_one_is_given()
    {
        var (application, group) = (await ProvisioningApplicationAsync(), Group("Engineers", User("ada")));
        Host.PulumiCloud.RotateScimToken("acme");
        Portal.BindGroup(application, group);
        await SettledAsync();
        Acme.Members.Should().BeEmpty();
        Steps().Should().Equal("idm_integration_activate", "user_lookup_provision failed");
        ((string?)LastEvent("user_lookup_provision")["message_chain"]!["response_code"]).Should().Be("401");

        await Portal.ReactivateIdmAsync(application, new IdmSettings(Token: Acme.ScimToken), Limit);
        await SettledAsync();

        Team("Engineers")!.Members.Should().Equal("ada");
        Steps().Should().Contain("idm_integration_reauth");
    }

    [Fact]
    public async Task A_busy_service_provider_is_asked_again_and_a_broken_one_fails_the_step()
    {
        var (application, ada, eva) = (await ProvisioningApplicationAsync(), User("ada"), User("eva"));
        Host.Faults.Add(new Fault(new FaultKind.Status(429, RetryAfter: "0"), Face.Pulumi, "POST", "/Users", Count: 2));
        Portal.BindUser(application, ada);
        await SettledAsync();
        ActivePeople().Should().Equal("ada");

        Host.Faults.Add(new Fault(new FaultKind.Status(503), Face.Pulumi, "POST", "/Users", Count: 4));
        Portal.BindUser(application, eva);
        await SettledAsync();

        ActivePeople().Should().Equal("ada");
        ((string?)LastEventFailed()["message_chain"]!["response_code"]).Should().Be("503");
    }

    [Fact]
    public async Task A_service_provider_that_is_gone_stops_nothing()
    {
        var (gone, other) = (await PulumiApplicationAsync(), await ProvisioningApplicationAsync());
        Host.PulumiCloud.AddOrganization("gone");
        var settings = new IdmSettings(new Uri(Host.PulumiApiUrl, "/scim/v2/gone"), Host.PulumiCloud.RotateScimToken("gone"),
            true);
        await Portal.ActivateIdmAsync(gone, settings, Limit);
        Host.Faults.Add(new Fault(new FaultKind.ResetBefore(), Face.Pulumi, Path: "/scim/v2/gone", Count: 1000));

        Portal.BindUser(gone, User("ada"));
        Portal.BindUser(other, User("eva"));
        await SettledAsync();

        ActivePeople().Should().Equal("eva");
        Steps().Should().EndWith(["user_lookup_provision failed", "user_create_provision"]);
        ((string?)LastEventFailed()["message_chain"]!["response_message"]).Should().Be("no answer");
    }

    [Fact]
    public async Task A_team_that_somebody_deleted_there_comes_back_with_the_next_change()
    {
        var (application, group) = (await ProvisioningApplicationAsync(), Group("Engineers", User("ada")));
        Portal.BindGroup(application, group);
        await SettledAsync();
        await SendAsync(new Uri(ScimUrl + "/"), "DELETE", $"Groups/{Team("Engineers")!.Id}", null, "application/json",
            $"Authorization: Bearer {Acme.ScimToken}");

        Portal.AddMember(group, User("eva"));
        await SettledAsync();

        Team("Engineers")!.Members.Should().BeEquivalentTo("ada", "eva");
    }

    [Fact]
    public async Task Two_hundred_bindings_are_provisioned_in_reasonable_time()
    {
        var application = await ProvisioningApplicationAsync();
        var people = Enumerable.Range(0, 50).Select(i => User($"user{i}")).ToArray();
        var watch = System.Diagnostics.Stopwatch.StartNew();

        for (var i = 0; i < 200; i++)
            Portal.BindGroup(application, Group($"group {i}", people[i % 50], people[(i + 1) % 50]));
        await SettledAsync();

        (Acme.Members.Count, Acme.Teams.Count).Should().Be((50, 200));
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(25));
    }

    private JObject LastEventFailed() => Host.JumpCloud.Events().Last(item => (bool?)item["success"] == false);
}
