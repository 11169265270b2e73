using FluentAssertions;
using JumpCloud.Emulator;
using Xunit;

namespace JumpCloud.Tests.Resources;

/// <summary>A binding that waits is gone when the people who lose access are inactive at Pulumi Cloud.</summary>
public sealed class GroupBindingRemovalTests : IAsyncLifetime
{
    private static readonly string[] Data = ["bianca.rossi", "chen.weiming", "dana.friedman", "emeka.obi", "greta.hansen"];

    private ProviderFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await ProviderFixture.StartAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task A_removal_ends_when_the_members_are_inactive_at_the_service_provider()
    {
        await UpAsync(Program(Binding("data", "Data")));
        Slow(TimeSpan.FromSeconds(0.3), Data.Length);

        await _fixture.RunAsync(
            new LifecycleStep(LifecycleCommand.Up, Program(), "delete 1, same 3")
            {
                Warnings = ["Unbinding Data from Pulumi Cloud deactivates 5 users at the service provider, whom no other binding covers: "],
            });

        Active().Should().NotIntersectWith(Data);
    }

    [Fact]
    public async Task Members_whom_another_group_covers_are_not_waited_for()
    {
        await UpAsync(Program(Binding("platform", "Platform"), Binding("engineering", "Engineering")));

        await _fixture.RunAsync(
            new LifecycleStep(LifecycleCommand.Up, Program(Binding("engineering", "Engineering")), "delete 1, same 4"));
        await _fixture.Services.SettledAsync();

        Active().Should().Contain(["alice.moreau", "ben.castellan", "hugo.lindqvist"], "Engineering has them too");
    }

    [Fact]
    public async Task A_removal_that_takes_too_long_says_who_is_left_and_the_next_one_goes_on()
    {
        await UpAsync(Program(Binding("data", "Data", ", customTimeouts: { delete: 2s }")));
        Slow(TimeSpan.FromSeconds(4), 1);

        var failed = await _fixture.DestroyAsync();

        failed.Succeeded.Should().BeFalse();
        failed.Text.Should().Contain(
            "Data is unbound, but waiting ended before its members were deactivated: 5 members (bianca.rossi, chen.weiming, dana.friedman, "
                + $"emeka.obi, greta.hansen) of Data are still active at {Programs.ScimBaseUrl(_fixture)}. Run this again to go on waiting")
            .And.NotContain(Programs.ScimToken(_fixture));
        _fixture.Resource("IdmIntegration", "idm").Should().NotBeNull("what deactivates them is still needed");

        await _fixture.Services.SettledAsync();
        await _fixture.RunAsync(new LifecycleStep(LifecycleCommand.Destroy, "", "delete 4"));
        Active().Should().NotIntersectWith(Data);
    }

    [Fact]
    public async Task Without_provisioning_there_is_nothing_to_wait_for()
    {
        await UpAsync(Program(Binding("data", "Data")));
        _fixture.Services.JumpCloud.Portal.DeactivateIdm(_fixture.Services.JumpCloud.Applications().Single().Id);

        await _fixture.RunAsync(new LifecycleStep(LifecycleCommand.Destroy, "", "delete 4"));

        Active().Should().Contain(Data);
    }

    [Fact]
    public async Task A_service_provider_that_cannot_be_asked_is_an_error_that_says_what_to_do()
    {
        await UpAsync(Program(Binding("data", "Data")));
        _fixture.Services.PulumiCloud.RotateScimToken("acme");

        var failed = await _fixture.DestroyAsync();

        failed.Text.Should().Contain("Data is unbound, but whether its members were deactivated could not be watched: The SCIM server answered 401")
            .And.Contain("Run this again to go on, or run up with a serviceProvider that can be asked, or with waitForSync false, first");
    }

    private string Program(params IReadOnlyList<string> bindings) =>
        Programs.Of([Programs.Application(_fixture), Programs.Integration(_fixture), .. bindings]);

    private string Binding(string name, string group, string options = "") => Programs.Binding(
        name, $"userGroupName: {group}, waitForSync: true, {Programs.ServiceProvider(_fixture)}", options: $"dependsOn: ['${{idm}}']{options}");

    private void Slow(TimeSpan delay, int count) => _fixture.Services.Faults.Add(
        new Fault(new FaultKind.Delay(delay), Face.Pulumi, "PATCH", "/Users/", Count: count));

    private async Task UpAsync(string program)
    {
        var result = await _fixture.UpAsync(program);
        result.Succeeded.Should().BeTrue(result.Text);
    }

    private IEnumerable<string> Active() => _fixture.Services.PulumiCloud.Organization("acme").Members
        .Where(member => member.Active).Select(member => member.Account.Login);
}
