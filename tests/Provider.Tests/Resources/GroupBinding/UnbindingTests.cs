using FluentAssertions;
using JumpCloud.Emulator;
using Xunit;

namespace JumpCloud.Tests.Resources;

/// <summary>Whom the removal of a binding deactivates is told before it is done.</summary>
public sealed class UnbindingTests : IAsyncLifetime
{
    private const string Leaving = "Unbinding Data from Pulumi Cloud deactivates 5 users at the service provider, whom no other binding "
        + "covers: bianca.rossi, chen.weiming, dana.friedman, emeka.obi, greta.hansen.";

    private ProviderFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await ProviderFixture.StartAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task While_identity_management_is_active_they_are_named()
    {
        await UpAsync(Program("Data", "Design"));
        await _fixture.RunAsync(
            new LifecycleStep(LifecycleCommand.Up, Program("Design"), "delete 1, same 4") { Warnings = [Leaving] });
        _fixture.Calls.Count(call => call.StartsWith("GET /api/v2/applications/", StringComparison.Ordinal)).Should().Be(2);
        await _fixture.Services.SettledAsync();
        _fixture.Services.PulumiCloud.Organization("acme").Member("bianca.rossi")!.Active.Should().BeFalse();
    }

    [Fact]
    public async Task Nobody_is_named_whom_another_group_covers()
    {
        await UpAsync(Program("Engineering", "Platform"));
        await _fixture.RunAsync(new LifecycleStep(LifecycleCommand.Up, Program("Engineering"), "delete 1, same 4"));
    }

    [Fact]
    public async Task A_teardown_that_deactivates_identity_management_first_deactivates_nobody()
    {
        var program = Programs.Of(
            Programs.Application(_fixture),
            Programs.Binding("data", "userGroupName: Data"),
            Programs.Integration(_fixture, options: "dependsOn: ['${data}']"));
        await UpAsync(program);
        await _fixture.RunAsync(new LifecycleStep(LifecycleCommand.Destroy, "", "delete 4"));
        await _fixture.Services.SettledAsync();
        _fixture.Services.PulumiCloud.Organization("acme").Member("bianca.rossi")!.Active.Should().BeTrue();
    }

    [Fact]
    public async Task That_it_cannot_be_read_does_not_keep_a_binding()
    {
        await UpAsync(Program("Data", "Design"));
        _fixture.Services.Faults.Add(new Fault(new FaultKind.Status(403), Face.Console, "GET", "/applications/[0-9a-f]+/users$"));
        await _fixture.RunAsync(new LifecycleStep(LifecycleCommand.Up, Program("Design"), "delete 1, same 4"));
    }

    private string Program(params IReadOnlyList<string> groups) => Programs.Of(
    [
        Programs.Application(_fixture),
        Programs.Integration(_fixture),
        .. groups.Select(group => Programs.Binding(group.ToLowerInvariant(), $"userGroupName: {group}", options: "dependsOn: ['${idm}']")),
    ]);

    private async Task UpAsync(string program)
    {
        var result = await _fixture.UpAsync(program);
        result.Succeeded.Should().BeTrue(result.Text);
        await _fixture.Services.SettledAsync();
    }
}
