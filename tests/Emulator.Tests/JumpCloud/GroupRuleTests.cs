using FluentAssertions;
using JumpCloud.Emulator;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests;

/// <summary>The article's group and user rules, each looked at from both sides.</summary>
public sealed class GroupRuleTests : ProvisioningTest
{
    [Fact]
    public async Task Binding_a_group_provisions_its_users_and_then_the_group()
    {
        var application = await ProvisioningApplicationAsync();
        var group = Group("Engineers", User("ada"), User("eva"));

        Portal.BindGroup(application, group);
        await SettledAsync();

        ActivePeople().Should().Equal("ada", "eva");
        Team("Engineers")!.Members.Should().BeEquivalentTo("ada", "eva");
        Team("Engineers")!.Kind.Should().Be("scim");
        Steps().Should().Equal("idm_integration_activate", "user_create_provision", "user_create_provision",
            "group_create_provision");
        var bodies = Host.Requests.Of(Face.Pulumi, "POST", "/Users").Select(request => request.Json).ToList();
        bodies[0].ToString(Newtonsoft.Json.Formatting.None).Should().Be(
            """{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ada","emails":[{"value":"ada@acme.test","type":"work","primary":true}],"name":{"givenName":"Ada","familyName":"Byron"},"displayName":"Ada Byron","active":true}""");
    }

    [Fact]
    public async Task An_activation_provisions_what_was_bound_before()
    {
        var application = await PulumiApplicationAsync();
        Portal.BindGroup(application, Group("Engineers", User("ada")));
        await SettledAsync();
        Acme.Members.Should().BeEmpty();

        await Portal.ActivateIdmAsync(application, Settings(), Limit);
        await SettledAsync();

        Team("Engineers")!.Members.Should().Equal("ada");
    }

    [Fact]
    public async Task An_empty_group_is_not_created_until_its_first_member_comes()
    {
        var application = await ProvisioningApplicationAsync();
        var group = Group("Contractors");
        Portal.BindGroup(application, group);
        await SettledAsync();
        Acme.Teams.Should().BeEmpty();

        Portal.AddMember(group, User("ada"));
        await SettledAsync();

        Team("Contractors")!.Members.Should().Equal("ada");
    }

    [Fact]
    public async Task Staged_and_suspended_users_are_skipped_and_a_group_of_them_is_empty()
    {
        var application = await ProvisioningApplicationAsync();
        var staged = User("ada", "STAGED");
        Portal.BindGroup(application, Group("Engineers", staged, User("eva", "SUSPENDED")));
        await SettledAsync();
        (Acme.Members.Count, Acme.Teams.Count).Should().Be((0, 0));

        Portal.SetUserState(staged, "ACTIVATED");
        await SettledAsync();

        ActivePeople().Should().Equal("ada");
        Team("Engineers")!.Members.Should().Equal("ada");
    }

    [Theory]
    [InlineData("pulumi", true, "ada")]
    [InlineData("github", true, "ada")]
    [InlineData("pulumi", false, "root ada")]
    public async Task A_group_of_the_same_name_is_taken_over_whoever_made_it(string kind, bool removesStrangers, string members)
    {
        Host.Switches.TakeOverRemovesStrangers = removesStrangers;
        Host.PulumiCloud.AddAccount("root", "root@acme.test");
        Host.PulumiCloud.AddMember("acme", "root", "admin");
        var team = Host.PulumiCloud.AddTeam("acme", "platform", "Platform", kind, "root");
        var application = await ProvisioningApplicationAsync();
        var group = Group("Platform", User("ada"));

        Portal.BindGroup(application, group);
        await SettledAsync();

        Acme.Teams.Should().HaveCount(1);
        Team("Platform")!.Members.Should().BeEquivalentTo(members.Split(' '));
        Steps().Should().NotContain("group_create_provision").And.Contain("group_update_provision");
        Portal.DeleteGroup(group);
        await SettledAsync();
        Acme.Teams.Should().NotContain(team);
    }

    [Fact]
    public async Task A_group_renamed_at_JumpCloud_is_renamed_there()
    {
        var (application, group) = (await ProvisioningApplicationAsync(), Group("Engineers", User("ada")));
        Portal.BindGroup(application, group);
        await SettledAsync();
        var id = Team("Engineers")!.Id;

        Portal.RenameGroup(group, "Builders");
        await SettledAsync();

        Acme.Teams.Single().DisplayName.Should().Be("Builders");
        Team("Builders")!.Id.Should().Be(id);
        Host.Requests.Of(Face.Pulumi, "PATCH", "/Groups/").Single().Json["Operations"]!.ToString(Newtonsoft.Json.Formatting.None)
            .Should().Be("""[{"op":"replace","path":"displayName","value":"Builders"}]""");
    }

    [Fact]
    public async Task Members_who_come_and_go_are_added_and_removed_as_a_plain_list_of_values()
    {
        var (ada, eva) = (User("ada"), User("eva"));
        var (application, group) = (await ProvisioningApplicationAsync(), Group("Engineers", ada));
        Portal.BindGroup(application, group);
        await SettledAsync();
        Host.Requests.Clear();

        Portal.AddMember(group, eva);
        await SettledAsync();
        Team("Engineers")!.Members.Should().BeEquivalentTo("ada", "eva");
        Portal.RemoveMember(group, ada);
        await SettledAsync();

        Team("Engineers")!.Members.Should().Equal("eva");
        ActivePeople().Should().Equal("eva");
        var operations = Host.Requests.Of(Face.Pulumi, "PATCH", "/Groups/").Select(request =>
            request.Json["Operations"]!.Single()).ToList();
        operations.Select(operation => (string?)operation["op"]).Should().Equal("add", "remove");
        operations.Should().OnlyContain(operation => (string?)operation["path"] == "members" && operation["value"] is JArray);
    }

    [Fact]
    public async Task An_unbound_group_stays_there_and_deactivates_those_whom_no_other_binding_covers()
    {
        var (ada, eva, ida) = (User("ada"), User("eva"), User("ida"));
        var (application, first, second) = (await ProvisioningApplicationAsync(), Group("First", ada, eva, ida),
            Group("Second", eva));
        Portal.BindGroup(application, first);
        Portal.BindGroup(application, second);
        Portal.BindUser(application, ida);
        await SettledAsync();

        Portal.UnbindGroup(application, first);
        await SettledAsync();

        Acme.Teams.Select(team => team.DisplayName).Should().BeEquivalentTo("First", "Second");
        ActivePeople().Should().BeEquivalentTo("eva", "ida");
        Acme.Member("ada")!.Active.Should().BeFalse();
        LastEvent("user_deprovision")["resource"]!["username"]!.ToString().Should().Be("ada");
    }

    [Fact]
    public async Task An_unbound_group_is_not_synced_any_more()
    {
        var (application, group) = (await ProvisioningApplicationAsync(), Group("Engineers", User("ada")));
        Portal.BindGroup(application, group);
        await SettledAsync();
        Portal.UnbindGroup(application, group);
        await SettledAsync();
        Host.Requests.Clear();

        Portal.RenameGroup(group, "Builders");
        Portal.AddMember(group, User("eva"));
        Portal.DeleteGroup(group);
        await SettledAsync();

        Host.Requests.Of(Face.Pulumi).Should().BeEmpty();
        Team("Engineers").Should().NotBeNull();
    }

    [Fact]
    public async Task A_group_bound_again_takes_its_team_and_reactivates_its_people_with_their_ids()
    {
        var (application, group) = (await ProvisioningApplicationAsync(), Group("Engineers", User("ada")));
        Portal.BindGroup(application, group);
        await SettledAsync();
        var (team, person) = (Team("Engineers")!.Id, Acme.Member("ada")!.Account.Id);
        Portal.UnbindGroup(application, group);
        await SettledAsync();

        Portal.BindGroup(application, group);
        await SettledAsync();

        Acme.Teams.Single().Id.Should().Be(team);
        (Acme.Member("ada")!.Active, Acme.Member("ada")!.Account.Id).Should().Be((true, person));
        Team("Engineers")!.Members.Should().Equal("ada");
    }

    [Fact]
    public async Task A_deleted_group_is_deleted_there_and_deactivates_its_people_likewise()
    {
        var (ada, eva) = (User("ada"), User("eva"));
        var (application, first, second) = (await ProvisioningApplicationAsync(), Group("First", ada, eva), Group("Second", eva));
        Portal.BindGroup(application, first);
        Portal.BindGroup(application, second);
        await SettledAsync();

        Portal.DeleteGroup(first);
        await SettledAsync();

        Acme.Teams.Select(team => team.DisplayName).Should().Equal("Second");
        ActivePeople().Should().Equal("eva");
        ((bool?)LastEvent("group_delete_provision")["success"]).Should().BeTrue();
    }

    [Fact]
    public async Task Without_group_management_users_are_provisioned_and_groups_are_not()
    {
        var (application, group) = (await ProvisioningApplicationAsync(manageGroups: false), Group("Engineers", User("ada")));

        Portal.BindGroup(application, group);
        await SettledAsync();

        ActivePeople().Should().Equal("ada");
        Acme.Teams.Should().BeEmpty();
    }

    [Fact]
    public async Task Group_management_turned_off_leaves_teams_as_they_are_and_still_manages_users()
    {
        var (ada, eva) = (User("ada"), User("eva"));
        var (application, group) = (await ProvisioningApplicationAsync(), Group("Engineers", ada));
        Portal.BindGroup(application, group);
        await SettledAsync();

        await Portal.UpdateIdmAsync(application, new IdmSettings(ManageGroups: false), Limit);
        Portal.AddMember(group, eva);
        Portal.RenameGroup(group, "Builders");
        await SettledAsync();

        Team("Engineers")!.Members.Should().Equal("ada");
        ActivePeople().Should().Equal("ada", "eva");
        Portal.DeleteGroup(group);
        await SettledAsync();
        Team("Engineers").Should().NotBeNull();
        ActivePeople().Should().BeEmpty();
    }

    [Theory]
    [InlineData("suspend")]
    [InlineData("stage")]
    [InlineData("delete")]
    public async Task Whoever_is_no_longer_active_is_deactivated_and_leaves_the_team(string how)
    {
        var (ada, eva) = (User("ada"), User("eva"));
        var (application, group) = (await ProvisioningApplicationAsync(), Group("Engineers", ada, eva));
        Portal.BindGroup(application, group);
        await SettledAsync();

        switch (how)
        {
            case "suspend":
                Portal.SetUserState(ada, "SUSPENDED");
                break;
            case "stage":
                Portal.SetUserState(ada, "STAGED");
                break;
            default:
                Portal.DeleteUser(ada);
                break;
        }

        await SettledAsync();

        ActivePeople().Should().Equal("eva");
        Acme.Member("ada")!.Active.Should().BeFalse();
        Team("Engineers")!.Members.Should().Equal("eva");
        Steps().Should().Contain("user_deprovision").And.NotContain("user_deprovision failed");
    }

    [Fact]
    public async Task A_user_bound_directly_is_provisioned_and_deactivated_when_unbound()
    {
        var (application, ada) = (await ProvisioningApplicationAsync(), User("ada"));

        Portal.BindUser(application, ada);
        await SettledAsync();
        ActivePeople().Should().Equal("ada");
        Portal.UnbindUser(application, ada);
        await SettledAsync();

        ActivePeople().Should().BeEmpty();
    }
}
