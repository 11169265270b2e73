using FluentAssertions;
using JumpCloud.Emulator;
using Xunit;

namespace JumpCloud.Tests.Article;

/// <summary>
/// The group rules of JumpCloud's article on Pulumi, each carried out by <c>up</c> and looked at on both sides after it. In all of
/// them Identity Management is active on the application Pulumi Cloud.
/// </summary>
public sealed class GroupRuleTests
{
    [Fact]
    public async Task A_bound_group_becomes_a_team_with_its_active_users()
    {
        await using var stack = await ProviderFixture.StartAsync();

        await UpAsync(stack, Bound("Security"));

        BoundGroups(stack).Should().Equal("Security");
        Team(stack, "Security")!.Kind.Should().Be("scim");
        TeamMembers(stack, "Security").Should().Equal("arne.solberg", "ximena.ortega", "yann.dubois", "zoe.papadakis");
    }

    [Fact]
    public async Task An_empty_group_makes_no_team_until_its_first_user_comes()
    {
        await using var stack = await ProviderFixture.StartAsync();

        await UpAsync(stack, Bound("Contractors"));
        BoundGroups(stack).Should().Equal("Contractors");
        Team(stack, "Contractors").Should().BeNull();

        await UpAsync(stack, Bound("Contractors"), Member("Contractors", "anton.fuchs"));
        TeamMembers(stack, "Contractors").Should().Equal("anton.fuchs");
    }

    [Fact]
    public async Task A_team_of_the_same_name_is_taken_over_whoever_made_it()
    {
        await using var stack = await ProviderFixture.StartAsync();
        var made = Team(stack, "Platform")!;
        made.Kind.Should().Be("pulumi");

        await UpAsync(stack, Bound("Platform"));

        BoundGroups(stack).Should().Equal("Platform");
        Team(stack, "Platform")!.Id.Should().Be(made.Id);
        TeamMembers(stack, "Platform").Should().Equal(GroupMembers(stack, "Platform"));
    }

    [Fact]
    public async Task Users_who_join_and_leave_a_group_join_and_leave_its_team()
    {
        await using var stack = await ProviderFixture.StartAsync();
        await UpAsync(stack, Bound("Security"), Member("Security", "anton.fuchs"));
        TeamMembers(stack, "Security").Should()
            .Equal("anton.fuchs", "arne.solberg", "ximena.ortega", "yann.dubois", "zoe.papadakis");

        await UpAsync(stack, Bound("Security"));

        GroupMembers(stack, "Security").Should().Equal("arne.solberg", "ximena.ortega", "yann.dubois", "zoe.papadakis");
        TeamMembers(stack, "Security").Should().Equal("arne.solberg", "ximena.ortega", "yann.dubois", "zoe.papadakis");
        IsActiveAtPulumi(stack, "anton.fuchs").Should().BeFalse();
    }

    [Fact]
    public async Task A_renamed_group_renames_its_team_and_keeps_it()
    {
        await using var stack = await ProviderFixture.StartAsync();
        await UpAsync(stack, OwnGroup("Auditors"), Member("${group.id}", "anton.fuchs"), Bound("${group.id}"));
        var team = Team(stack, "Auditors")!.Id;

        await UpAsync(stack, OwnGroup("Reviewers"), Member("${group.id}", "anton.fuchs"), Bound("${group.id}"));

        BoundGroups(stack).Should().Equal("Reviewers");
        Team(stack, "Auditors").Should().BeNull();
        Team(stack, "Reviewers")!.Id.Should().Be(team);
        TeamMembers(stack, "Reviewers").Should().Equal("anton.fuchs");
    }

    [Fact]
    public async Task An_unbound_group_leaves_its_team_and_deactivates_the_users_whom_no_other_binding_covers()
    {
        await using var stack = await ProviderFixture.StartAsync();
        await UpAsync(stack, Bound("Security"), Bound("Data"), Member("Data", "arne.solberg"));

        await UpAsync(stack, Bound("Data"), Member("Data", "arne.solberg"));

        BoundGroups(stack).Should().Equal("Data");
        Team(stack, "Security").Should().NotBeNull();
        IsActiveAtPulumi(stack, "arne.solberg").Should().BeTrue();
        IsActiveAtPulumi(stack, "zoe.papadakis").Should().BeFalse();
        stack.Services.JumpCloud.FindUserByName("zoe.papadakis")!.IsActivated.Should().BeTrue();
    }

    [Fact]
    public async Task A_deleted_group_deletes_its_team_and_deactivates_its_users_likewise()
    {
        await using var stack = await ProviderFixture.StartAsync();
        await UpAsync(stack, OwnGroup("Auditors", ", deletionPolicy: force"), Member("${group.id}", "anton.fuchs"));
        BindByHand(stack, "Auditors");
        await stack.Services.SettledAsync();
        TeamMembers(stack, "Auditors").Should().Equal("anton.fuchs");

        await UpAsync(stack);

        stack.Services.JumpCloud.FindGroupByName("Auditors").Should().BeNull();
        Team(stack, "Auditors").Should().BeNull();
        IsActiveAtPulumi(stack, "anton.fuchs").Should().BeFalse();
    }

    [Fact]
    public async Task Without_group_management_users_come_and_teams_stay_as_they_are()
    {
        await using var stack = await ProviderFixture.StartAsync();
        await UpAsync(stack, Bound("Security"));

        await UpAsync(stack, "manageGroups: false", Bound("Security"));
        await UpAsync(stack, "manageGroups: false", Bound("Security"), Member("Security", "anton.fuchs"));

        GroupMembers(stack, "Security").Should().Contain("anton.fuchs");
        TeamMembers(stack, "Security").Should().Equal("arne.solberg", "ximena.ortega", "yann.dubois", "zoe.papadakis");
        IsActiveAtPulumi(stack, "anton.fuchs").Should().BeTrue();
    }

    [Fact]
    public async Task Deactivated_Identity_Management_leaves_users_and_teams_as_they_are()
    {
        await using var stack = await ProviderFixture.StartAsync();

        // Identity Management goes before access does: two that do not wait for each other are deleted in any order.
        var integration = Programs.Integration(stack, options: "dependsOn: ['${security-bound}']");
        var up = await stack.UpAsync(Programs.Of(Programs.Application(stack), Bound("Security"), integration));
        await stack.Services.SettledAsync();

        var destroy = await stack.DestroyAsync();
        await stack.Services.SettledAsync();

        up.Succeeded.Should().BeTrue(up.Text);
        destroy.Succeeded.Should().BeTrue(destroy.Text);
        stack.Services.JumpCloud.Applications().Should().BeEmpty();
        TeamMembers(stack, "Security").Should().Equal("arne.solberg", "ximena.ortega", "yann.dubois", "zoe.papadakis");
        IsActiveAtPulumi(stack, "zoe.papadakis").Should().BeTrue();
    }

    [Fact]
    public async Task A_suspended_user_is_deactivated_and_leaves_the_team()
    {
        await using var stack = await ProviderFixture.StartAsync();
        await UpAsync(stack, Bound("Security"));

        stack.Services.JumpCloud.Portal.SetUserState(stack.Services.JumpCloud.FindUserByName("zoe.papadakis")!.Id, "SUSPENDED");
        await UpAsync(stack, Bound("Security"));

        GroupMembers(stack, "Security").Should().Contain("zoe.papadakis");
        TeamMembers(stack, "Security").Should().Equal("arne.solberg", "ximena.ortega", "yann.dubois");
        IsActiveAtPulumi(stack, "zoe.papadakis").Should().BeFalse();
    }

    private static async Task UpAsync(ProviderFixture stack, params string[] parts)
    {
        var integration = parts.FirstOrDefault(part => part.StartsWith("manageGroups", StringComparison.Ordinal)) ?? "";
        var resources = parts.Where(part => part != integration);
        var program = Programs.Of([Programs.Application(stack), Programs.Integration(stack, integration), .. resources]);
        var result = await stack.UpAsync(program);
        await stack.Services.SettledAsync();
        result.Succeeded.Should().BeTrue(result.Text);
    }

    /// <param name="group">A name, or the id of a group of the program.</param>
    private static string Bound(string group) => group.StartsWith('$')
        ? Programs.Binding("own-bound", $"userGroupId: '{group}'")
        : Programs.Binding($"{group.ToLowerInvariant()}-bound", $"userGroupName: {group}");

    private static string OwnGroup(string name, string more = "") => Programs.Group("group", $"name: {name}{more}");

    /// <param name="group">The name of one of the company's groups, or the id of a group of the program.</param>
    private static string Member(string group, string username)
    {
        var id = group.StartsWith('$') ? group : $"5d{CompanyDirectory.Groups.ToList().IndexOf(group) + 1:x22}";
        return Programs.Membership("member", $"userGroupId: '{id}', username: {username}");
    }

    private static Application Application(ProviderFixture stack) => stack.Services.JumpCloud.Applications().Single();

    private static void BindByHand(ProviderFixture stack, string group) => stack.Services.JumpCloud.Portal.BindGroup(
        Application(stack).Id, stack.Services.JumpCloud.FindGroupByName(group)!.Id);

    private static IEnumerable<string> BoundGroups(ProviderFixture stack) =>
        stack.Services.JumpCloud.BoundGroups(Application(stack).Id).Select(group => group.Name);

    private static IReadOnlyList<string> GroupMembers(ProviderFixture stack, string group) =>
        [.. stack.Services.JumpCloud.Members(stack.Services.JumpCloud.FindGroupByName(group)!.Id)
            .Select(user => user.Username).Order(StringComparer.Ordinal)];

    private static PulumiTeam? Team(ProviderFixture stack, string name) =>
        stack.Services.PulumiCloud.Organization("acme").Teams.SingleOrDefault(team => team.DisplayName == name);

    private static IReadOnlyList<string> TeamMembers(ProviderFixture stack, string name) =>
        [.. Team(stack, name)!.Members.Order(StringComparer.Ordinal)];

    private static bool IsActiveAtPulumi(ProviderFixture stack, string login) =>
        stack.Services.PulumiCloud.Organization("acme").Member(login) is { Active: true };
}
