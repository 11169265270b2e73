using FluentAssertions;
using JumpCloud.Emulator;
using Xunit;
using static JumpCloud.Tests.LifecycleCommand;

namespace JumpCloud.Tests.Resources;

/// <summary>A group with a team at Pulumi Cloud: what renaming and deleting it does there, and who says so.</summary>
public sealed class UserGroupServiceProviderTests : IAsyncLifetime
{
    private ProviderFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await ProviderFixture.StartAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task A_rename_renames_the_team_and_the_preview_says_so()
    {
        await BindByHandAsync();
        const string warning = "Renaming Crew to Squad renames the group, at Pulumi Cloud the team, at the service provider of Pulumi "
            + "Cloud: the group is bound to it, and Identity Management is active.";

        await _fixture.RunAsync(
            new LifecycleStep(Preview, Program("name: Squad"), "same 2, update 1") { Warnings = [warning] },
            new LifecycleStep(Up, Program("name: Squad"), "same 2, update 1"));
        await _fixture.Services.SettledAsync(TestContext.Current.CancellationToken);

        Teams().Should().Contain("Squad").And.NotContain("Crew");
    }

    [Fact]
    public async Task A_bound_group_is_not_deleted_unless_it_is_forced()
    {
        await BindByHandAsync();
        var id = _fixture.Services.JumpCloud.FindGroupByName("Crew")!.Id;
        var without = Programs.Of(Programs.Application(_fixture));
        await _fixture.RunAsync(new LifecycleStep(Up, without, "same 2")
        {
            Errors =
            [
                $"The user group Crew ({id}) is still bound to Pulumi Cloud, with active Identity Management, by a binding that this "
                    + "program did not remove; deleting the group would delete it at the service provider too, at Pulumi Cloud the "
                    + "team with its grants on stacks and environments. Unbind it first (a GroupBinding whose userGroupId is this "
                    + "resource's goes before it), or set deletionPolicy to force and run up before the group is deleted.",
            ],
        });
        Teams().Should().Contain("Crew");

        await _fixture.RunAsync(
            new LifecycleStep(Preview, Program("name: Crew, deletionPolicy: force"), "same 2, update 1")
            {
                Warnings =
                [
                    "With deletionPolicy force, deleting Crew deletes the group, at Pulumi Cloud the team with its grants on stacks and "
                        + "environments, at the service provider of Pulumi Cloud too.",
                ],
            },
            new LifecycleStep(Up, Program("name: Crew, deletionPolicy: force"), "same 2, update 1"),
            new LifecycleStep(Up, without, "delete 1, same 2")
            {
                Warnings =
                [
                    "Deleting Crew deletes the group, at Pulumi Cloud the team with its grants on stacks and environments, at the service "
                        + "provider of Pulumi Cloud too.",
                    "With Crew goes its members' access to Pulumi Cloud, except where another group gives it to them.",
                ],
            });
        await _fixture.Services.SettledAsync(TestContext.Current.CancellationToken);
        Teams().Should().NotContain("Crew");
    }

    [Fact]
    public async Task A_group_whose_binding_is_the_programs_own_is_unbound_first_and_its_team_stays()
    {
        var program = Programs.Of(
            Programs.Application(_fixture),
            Programs.Group("crew", "name: Crew"),
            Programs.Binding("access", "userGroupId: '${crew.userGroupId}'"));
        await _fixture.RunAsync(new LifecycleStep(Up, program, "create 4"));
        await ProvisionAsync();

        await _fixture.RunAsync(
            new LifecycleStep(Up, Programs.Of(Programs.Application(_fixture)), "delete 2, same 2")
            {
                Warnings = ["Unbinding Crew from Pulumi Cloud deactivates 1 user at the service provider, whom no other binding covers: anton.fuchs."],
            });
        await _fixture.Services.SettledAsync(TestContext.Current.CancellationToken);

        Teams().Should().Contain("Crew");
    }

    [Fact]
    public async Task Who_forces_from_the_start_is_told_what_that_means()
    {
        await _fixture.RunAsync(new LifecycleStep(Preview, Program("name: Crew, deletionPolicy: force"), "create 3")
        {
            Warnings =
            [
                "With deletionPolicy force, deleting the group Crew later deletes it also at the service provider of every application "
                    + "with active Identity Management that it is bound to then; no preview of the deletion can say so.",
            ],
        });
    }

    private async Task BindByHandAsync()
    {
        var result = await _fixture.UpAsync(Program("name: Crew"));
        result.Succeeded.Should().BeTrue(result.Text);
        var jumpCloud = _fixture.Services.JumpCloud;
        jumpCloud.Portal.BindGroup(jumpCloud.Applications().Single().Id, jumpCloud.FindGroupByName("Crew")!.Id);
        await ProvisionAsync();
    }

    private async Task ProvisionAsync()
    {
        var jumpCloud = _fixture.Services.JumpCloud;
        jumpCloud.Portal.AddMember(jumpCloud.FindGroupByName("Crew")!.Id, jumpCloud.FindUserByName("anton.fuchs")!.Id);
        await jumpCloud.Portal.ActivateIdmAsync(
            jumpCloud.Applications().Single().Id,
            new IdmSettings(new Uri(Programs.ScimBaseUrl(_fixture)), Programs.ScimToken(_fixture), ManageGroups: true),
            TestContext.Current.CancellationToken);
        await _fixture.Services.SettledAsync(TestContext.Current.CancellationToken);
        Teams().Should().Contain("Crew");
    }

    private IEnumerable<string> Teams() =>
        _fixture.Services.PulumiCloud.Organization("acme").Teams.Select(team => team.DisplayName);

    private string Program(string group) => Programs.Of(Programs.Application(_fixture), Programs.Group("crew", group));
}
