using FluentAssertions;
using JumpCloud.Emulator;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xunit;
using static JumpCloud.Tests.LifecycleCommand;

namespace JumpCloud.Tests.Resources;

public sealed class UserGroupMembershipLifecycleTests : IAsyncLifetime
{
    private const string Security = "5d0000000000000000000003";
    private const string Design = "5d0000000000000000000005";

    private ProviderFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await ProviderFixture.StartAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task A_membership_is_previewed_made_left_alone_and_removed()
    {
        var program = Member("username: anton.fuchs");
        var anton = User("anton.fuchs");
        await _fixture.RunAsync(
            new LifecycleStep(Preview, program, "create 2")
            {
                Calls = ["GET /api/systemusers", $"GET /api/v2/usergroups/{Design}"],
            },
            new LifecycleStep(Up, program, "create 2")
            {
                Calls =
                [
                    "GET /api/systemusers", $"GET /api/v2/usergroups/{Design}", $"POST /api/v2/usergroups/{Design}/members",
                    $"GET /api/v2/users/{anton}/memberof",
                ],
            },
            new LifecycleStep(Preview, program, "same 2") { Calls = [] },
            new LifecycleStep(Refresh, "", "same 2")
            {
                Calls = ["GET /api/v2/usergroups", $"GET /api/v2/usergroups/{Design}/members", "GET /api/systemusers"],
            });
        Id().Should().Be($"{Design}/{anton}");
        Outputs().Should().Contain("\"userGroupName\":\"Design\"").And.Contain("\"email\":\"anton.fuchs@acme.test\"");
        Members(Design).Should().Contain("anton.fuchs");

        await _fixture.RunAsync(new LifecycleStep(Destroy, "", "delete 2")
        {
            Calls =
            [
                $"GET /api/v2/usergroups/{Design}/associations", $"POST /api/v2/usergroups/{Design}/members",
                $"GET /api/v2/users/{anton}/memberof",
            ],
        });
        Members(Design).Should().NotContain("anton.fuchs");
    }

    [Fact]
    public async Task A_member_of_a_group_of_the_same_program_is_made_after_it_and_removed_before_it()
    {
        var program = Programs.Of(
            Programs.Group("crew", "name: Crew"),
            Programs.Membership("member", "userGroupId: '${crew.userGroupId}', email: Anton.Fuchs@acme.test"));
        await _fixture.RunAsync(
            new LifecycleStep(Preview, program, "create 3"),
            new LifecycleStep(Up, program, "create 3"));
        Members(_fixture.Services.JumpCloud.FindGroupByName("Crew")!.Id).Should().Equal("anton.fuchs");
        await _fixture.RunAsync(
            new LifecycleStep(Refresh, "", "same 3"),
            new LifecycleStep(Preview, program, "same 3") { Calls = [] },
            new LifecycleStep(Destroy, "", "delete 3"));
    }

    [Fact]
    public async Task A_member_already_and_not_a_member_any_more_are_no_errors()
    {
        var (program, anton) = (Member("username: anton.fuchs"), User("anton.fuchs"));
        var portal = _fixture.Services.JumpCloud.Portal;
        await _fixture.RunAsync(
            new LifecycleStep(Up, program, "create 2") { Before = _ => portal.AddMember(Design, anton) },
            new LifecycleStep(Refresh, "", "delete 1, same 1") { Before = _ => portal.RemoveMember(Design, anton) },
            new LifecycleStep(Up, program, "create 1, same 1"),
            new LifecycleStep(Destroy, "", "delete 2") { Before = _ => portal.RemoveMember(Design, anton) });
    }

    [Fact]
    public async Task A_group_or_a_user_that_is_gone_takes_the_membership_along()
    {
        var portal = _fixture.Services.JumpCloud.Portal;
        await _fixture.RunAsync(
            new LifecycleStep(Up, Member("username: anton.fuchs"), "create 2"),
            new LifecycleStep(Refresh, "", "delete 1, same 1") { Before = _ => portal.DeleteUser(User("anton.fuchs")) },
            new LifecycleStep(Up, Member("username: erik.holm"), "create 1, same 1"),
            new LifecycleStep(Destroy, "", "delete 2") { Before = _ => portal.DeleteGroup(Design) });
    }

    [Fact]
    public async Task A_renamed_user_and_another_way_to_name_it_change_nothing()
    {
        var anton = User("anton.fuchs");
        await _fixture.RunAsync(
            new LifecycleStep(Up, Member("username: anton.fuchs"), "create 2"),
            new LifecycleStep(Up, Member("username: a.fuchs"), "same 2")
            {
                Before = services => services.JumpCloud.Portal.PatchUser(anton, new JObject { ["username"] = "a.fuchs" }),
            },
            new LifecycleStep(Up, Member("email: anton.fuchs@acme.test"), "same 2"),
            new LifecycleStep(Up, Member($"userId: '{anton}'"), "same 2"),
            new LifecycleStep(Refresh, "", "same 1, update 1"),
            new LifecycleStep(Preview, Member($"userId: '{anton}'"), "same 2") { Calls = [] });
        Outputs().Should().Contain("\"username\":\"a.fuchs\"");
    }

    [Fact]
    public async Task Another_user_replaces_the_membership_and_the_new_one_comes_first()
    {
        await _fixture.RunAsync(
            new LifecycleStep(Up, Member("username: anton.fuchs"), "create 2"),
            new LifecycleStep(Up, Member("username: erik.holm"), "replace 1, same 1"));

        Members(Design).Should().Contain("erik.holm").And.NotContain("anton.fuchs");
        _fixture.Services.Requests.All.Where(request => request.Method == "POST").Select(request => (string?)request.Json["op"])
            .Should().Equal("add", "remove");
    }

    [Fact]
    public async Task A_refresh_of_many_memberships_of_a_group_lists_it_once()
    {
        string[] users = ["anton.fuchs", "bruna.alves", "cyril.martin", "dora.szabo", "erik.holm"];
        var program = Programs.Of([.. users.Select((user, index) => Programs.Membership($"m{index}", $"userGroupId: '{Design}', username: {user}"))]);
        await _fixture.RunAsync(
            new LifecycleStep(Up, program, "create 6"),
            new LifecycleStep(Refresh, "", "same 6"));
        _fixture.Calls.Order(StringComparer.Ordinal).Should().Equal(
            "GET /api/systemusers", "GET /api/v2/usergroups", $"GET /api/v2/usergroups/{Design}/members");
    }

    [Theory]
    [InlineData("Design/hana.sato")]
    [InlineData("Design/Hana.Sato@acme.test")]
    [InlineData($"{Design}/hana.sato")]
    public async Task A_membership_is_imported_by_ids_or_by_names(string id)
    {
        var result = await _fixture.ImportAsync("UserGroupMembership", "member", id);

        result.Succeeded.Should().BeTrue(result.Text);
        var hana = User("hana.sato");
        Id().Should().Be($"{Design}/{hana}");
        _fixture.Resource("UserGroupMembership", "member")!["inputs"]!.ToString(Formatting.None)
            .Should().Contain(hana).And.Contain(Design).And.NotContain("username").And.NotContain("email");
    }

    [Fact]
    public async Task Reads_that_lag_behind_a_write_are_waited_for()
    {
        _fixture.Services.Switches.ReadLagTime = TimeSpan.FromSeconds(0.6);
        await _fixture.RunAsync(
            new LifecycleStep(Up, Member("username: anton.fuchs"), "create 2"),
            new LifecycleStep(Refresh, "", "same 2"),
            new LifecycleStep(Destroy, "", "delete 2"));
    }

    [Fact]
    public async Task A_membership_whose_answer_is_lost_is_made_all_the_same()
    {
        _fixture.Services.Faults.Add(new Fault(new FaultKind.ResetAfter(), Face.Console, "POST", "/members$"));
        await _fixture.RunAsync(new LifecycleStep(Up, Member("username: anton.fuchs"), "create 2"));
        Members(Design).Should().Contain("anton.fuchs");
    }

    [Fact]
    public async Task A_dynamic_group_takes_nobody_by_hand_but_those_whom_its_rule_exempts()
    {
        const string refusal = "is Design, a dynamic group (membershipMethod DYNAMIC_AUTOMATED): its memberQuery decides who is a member, "
            + "and JumpCloud ignores a member that is added by hand. Let memberQuery match the user, name the user in "
            + "memberQueryExemptions, or make the group STATIC";
        await _fixture.RunAsync(
            new LifecycleStep(Preview, Member("username: anton.fuchs"), "create 1")
            {
                Before = _ => MakeDynamic(),
                Errors = [refusal],
            },
            new LifecycleStep(Up, Member("username: anton.fuchs"), "create 2") { Before = _ => MakeDynamic(User("anton.fuchs")) });
        Members(Design).Should().Contain("anton.fuchs");
    }

    [Theory]
    [InlineData("ines.marchetti", "STAGED")]
    [InlineData("liam.okafor", "SUSPENDED")]
    public async Task A_user_who_is_not_active_is_warned_of(string user, string state)
    {
        await _fixture.RunAsync(new LifecycleStep(Preview, Member($"username: {user}"), "create 2")
        {
            Warnings = [$"{user} is {state}: applications with Identity Management do not provision this user until it is active."],
        });
    }

    [Fact]
    public async Task Who_loses_access_where_is_told_before_a_replacement_and_at_a_removal()
    {
        string Program(string member) => Programs.Of([Programs.Application(_fixture), .. member.Length == 0 ? (string[])[] : [Membership(member)]]);
        await _fixture.RunAsync(new LifecycleStep(Up, Program("username: anton.fuchs"), "create 3"));
        var jumpCloud = _fixture.Services.JumpCloud;
        var application = jumpCloud.Applications().Single().Id;
        const string lost = "ends this user's access to Pulumi Cloud: nothing else gives it.";
        await _fixture.RunAsync(
            new LifecycleStep(Preview, Program("username: erik.holm"), "replace 1, same 2")
            {
                Before = _ => jumpCloud.Portal.BindGroup(application, Design),
                Warnings = [$"The replacement takes anton.fuchs out of Design, and that {lost}"],
            });
        await jumpCloud.Portal.ActivateIdmAsync(
            application, new IdmSettings(new Uri(Programs.ScimBaseUrl(_fixture)), Programs.ScimToken(_fixture)), TestContext.Current.CancellationToken);
        await _fixture.RunAsync(
            new LifecycleStep(Up, Program(""), "delete 1, same 2")
            {
                Warnings =
                [
                    $"Taking anton.fuchs out of Design {lost} Identity Management deactivates the account at the service provider of "
                        + "Pulumi Cloud.",
                ],
            });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_keeps_access_by_another_group_or_directly_loses_nothing(bool byGroup)
    {
        await _fixture.RunAsync(new LifecycleStep(
            Up, Programs.Of(Programs.Application(_fixture), Membership("username: anton.fuchs")), "create 3"));
        var portal = _fixture.Services.JumpCloud.Portal;
        var (application, anton) = (_fixture.Services.JumpCloud.Applications().Single().Id, User("anton.fuchs"));
        portal.BindGroup(application, Design);
        if (byGroup)
        {
            portal.BindGroup(application, Security);
            portal.AddMember(Security, anton);
        }
        else
        {
            portal.BindUser(application, anton);
        }

        await _fixture.RunAsync(new LifecycleStep(Up, Programs.Of(Programs.Application(_fixture)), "delete 1, same 2"));
    }

    private static string Membership(string user) => Programs.Membership("member", $"userGroupId: '{Design}', {user}");

    private static string Member(string user) => Programs.Of(Membership(user));

    private void MakeDynamic(params string[] exempt) => _fixture.Services.JumpCloud.Portal.PatchGroup(Design, new JObject
    {
        ["membershipMethod"] = "DYNAMIC_AUTOMATED",
        ["memberQuery"] = new JObject { ["queryType"] = "Filter", ["filters"] = new JArray("""{"field":"department","operator":"eq","value":"Design"}""") },
        ["memberQueryExemptions"] = new JArray(exempt.Select(id => new JObject { ["id"] = id, ["type"] = "user" })),
    });

    private string User(string name) => _fixture.Services.JumpCloud.FindUserByName(name)!.Id;

    private IEnumerable<string> Members(string group) => _fixture.Services.JumpCloud.Members(group).Select(user => user.Username);

    private string Id() => (string)_fixture.Resource("UserGroupMembership", "member")!["id"]!;

    private string Outputs() => _fixture.Resource("UserGroupMembership", "member")!["outputs"]!.ToString(Formatting.None);
}
