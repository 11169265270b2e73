using FluentAssertions;
using Xunit;

namespace JumpCloud.Tests.Resources;

/// <summary>What a binding sees and awaits at Pulumi Cloud.</summary>
public sealed class GroupBindingServiceProviderTests : IAsyncLifetime
{
    private ProviderFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await ProviderFixture.StartAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task A_team_of_the_same_name_is_warned_of_refused_or_adopted()
    {
        string Program(string choice) => Programs.Of(
            Programs.Application(_fixture), Programs.Binding("platform", "userGroupName: Platform, "
                + $"{Programs.ServiceProvider(_fixture)}{choice}"));
        const string takeOver = "A team named Platform exists already in Pulumi Cloud";
        await _fixture.RunAsync(
            new LifecycleStep(LifecycleCommand.Preview, Program(""), "create 3")
            {
                Warnings = [takeOver],
            },
            new LifecycleStep(LifecycleCommand.Preview, Program(", existingGroup: deny"), "create 2")
            {
                Errors = ["property existingGroup value {deny} has a problem: is deny, and a team named Platform exists already "
                    + "in Pulumi Cloud"],
            },
            new LifecycleStep(LifecycleCommand.Up, Program(", existingGroup: deny"), "create 2")
            {
                Errors = ["Deleting the JumpCloud group later deletes the team and its grants on stacks and environments."],
            });
        _fixture.Services.JumpCloud.BoundGroups(ApplicationId()).Should().BeEmpty();
        await _fixture.RunAsync(
            new LifecycleStep(LifecycleCommand.Preview, Program(", existingGroup: adopt"), "create 1, same 2"),
            new LifecycleStep(LifecycleCommand.Up, Program(", existingGroup: adopt"), "create 1, same 2"),

            // What is bound has been taken over: nothing is left to refuse.
            new LifecycleStep(LifecycleCommand.Up, Program(", existingGroup: deny"), "same 2, update 1"));
    }

    [Fact]
    public async Task A_replaced_application_may_take_over_the_team_of_its_predecessor()
    {
        string Program(string slug) => Programs.Of(
            Programs.Application(_fixture).Replace(
                "template: pulumi,", $"template: pulumi, ssoIdpUrl: {slug},", StringComparison.Ordinal),
            Programs.Integration(_fixture),
            Programs.Binding("data", "userGroupName: Data, existingGroup: deny, "
                + $"{Programs.ServiceProvider(_fixture)}", options: "dependsOn: ['${idm}']"));
        await UpAsync(Program("pulumi-one"));
        await _fixture.Services.SettledAsync();
        _fixture.Services.PulumiCloud.Organization("acme").Teams.Should().Contain(team => team.DisplayName == "Data");
        var result = await _fixture.UpAsync(Program("pulumi-two"));
        result.Succeeded.Should().BeTrue(result.Text);
        Lifecycle.CountsOf(result).Should().Be("replace 3, same 1");
    }

    [Fact]
    public async Task A_synchronization_is_waited_for()
    {
        var program = Programs.Of(
            Programs.Application(_fixture),
            Programs.Integration(_fixture),
            Programs.Binding("data", "userGroupName: Data, waitForSync: true, "
                + $"{Programs.ServiceProvider(_fixture)}", options: "dependsOn: ['${idm}']"));
        await _fixture.RunAsync(new LifecycleStep(LifecycleCommand.Up, program, "create 4"));
        var team = _fixture.Services.PulumiCloud.Organization("acme").Teams.Single(team => team.DisplayName == "Data");
        team.Members.Should().BeEquivalentTo("bianca.rossi", "chen.weiming", "dana.friedman", "emeka.obi", "greta.hansen");
        Outputs("data").Should().Contain($"\"serviceProviderGroupId\":\"{team.Id}\"");
    }

    [Fact]
    public async Task A_synchronization_that_does_not_end_keeps_the_binding_and_quotes_the_event()
    {
        // The name belongs to somebody outside of the organization.
        _fixture.Services.PulumiCloud.AddAccount("dana.friedman", "dana@elsewhere.test");
        var program = Programs.Of(
            Programs.Application(_fixture),
            Programs.Integration(_fixture),
            Programs.Binding(
                "data", "userGroupName: Data, waitForSync: true, "
                    + $"{Programs.ServiceProvider(_fixture)}", options: "dependsOn: ['${idm}'], customTimeouts: { create: 4s, "
                    + "update: 4s }"));
        var result = await _fixture.UpAsync(program);
        result.Succeeded.Should().BeFalse();
        result.Text.Should().Contain("Data is bound, but waiting ended before it was synchronized: 1 of 5 active members "
            + "(dana.friedman)")
            .And.Contain("user_create_provision of dana.friedman failed").And.Contain("409");
        _fixture.Resource("GroupBinding", "data").Should().NotBeNull();
        result.Text.Should().NotContain(Programs.ScimToken(_fixture));

        var again = await _fixture.UpAsync(program);
        Lifecycle.CountsOf(again).Should().Be("same 3", again.Text);
        var withoutWait = await _fixture.UpAsync(program.Replace("waitForSync: true, ", "", StringComparison.Ordinal));
        withoutWait.Succeeded.Should().BeTrue(withoutWait.Text);
    }

    private async Task UpAsync(string program)
    {
        var result = await _fixture.UpAsync(program);
        result.Succeeded.Should().BeTrue(result.Text);
    }

    private string ApplicationId() => _fixture.Services.JumpCloud.Applications().Single().Id;

    private string Outputs(string name) =>
        _fixture.Resource("GroupBinding", name)!["outputs"]!.ToString(Newtonsoft.Json.Formatting.None);
}
