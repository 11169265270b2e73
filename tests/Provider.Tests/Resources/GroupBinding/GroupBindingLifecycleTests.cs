using FluentAssertions;
using JumpCloud.Emulator;
using Pulumirpc;
using Xunit;

namespace JumpCloud.Tests.Resources;

public sealed class GroupBindingLifecycleTests : IAsyncLifetime
{
    private const string Engineering = "5d0000000000000000000001";
    private const string Design = "5d0000000000000000000005";
    private const string Skipped = "2 of 24 members of Engineering are not active and are skipped until they are: "
        + "ines.marchetti (STAGED), liam.okafor (SUSPENDED).";

    private ProviderFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await ProviderFixture.StartAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task A_binding_is_previewed_made_left_alone_and_removed()
    {
        var program = Programs.Of(Programs.Application(_fixture), Programs.Binding("engineers", "userGroupName: Engineering"));
        await _fixture.RunAsync(
            new LifecycleStep(LifecycleCommand.Preview, program, "create 3") { Warnings = [Skipped] },
            new LifecycleStep(LifecycleCommand.Up, program, "create 3"),
            new LifecycleStep(LifecycleCommand.Preview, program, "same 3") { Calls = [] },
            new LifecycleStep(LifecycleCommand.Refresh, "", "same 3"));
        var id = ApplicationId();
        Outputs("engineers").Should().Contain("\"userGroupName\":\"Engineering\"").And.Contain("\"memberCount\":24")
            .And.Contain("\"emptyGroup\":false");
        _fixture.Resource("GroupBinding", "engineers")!["id"]!.ToString().Should().Be($"{id}/{Engineering}");
        BoundGroups(id).Should().Equal("Engineering");

        await _fixture.RunAsync(new LifecycleStep(LifecycleCommand.Destroy, "", "delete 3"));
        _fixture.Services.JumpCloud.Applications().Should().BeEmpty();
    }

    [Fact]
    public async Task A_preview_only_reads()
    {
        var program = Programs.Of(
            Programs.Application(_fixture), Programs.Binding("platform", "userGroupName: Platform, "
                + $"{Programs.ServiceProvider(_fixture)}"));
        await _fixture.PreviewAsync(program);
        _fixture.Calls.Should().NotBeEmpty().And.OnlyContain(call => call.StartsWith("GET ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_renamed_group_and_another_way_to_name_it_change_nothing()
    {
        string Program(string group) => Programs.Of(Programs.Application(_fixture), Programs.Binding("engineers", group));
        await UpAsync(Program("userGroupName: Engineering"));
        _fixture.Services.JumpCloud.Portal.RenameGroup(Engineering, "Product Engineering");
        _fixture.Services.JumpCloud.Portal.CreateGroup("Engineering");
        await _fixture.RunAsync(
            new LifecycleStep(LifecycleCommand.Preview, Program("userGroupName: Engineering"), "same 3") { Calls = [] },
            new LifecycleStep(LifecycleCommand.Up, Program("userGroupName: Product Engineering"), "same 3"),
            new LifecycleStep(LifecycleCommand.Up, Program($"userGroupId: '{Engineering}'"), "same 3"),
            new LifecycleStep(LifecycleCommand.Refresh, "", "same 2, update 1"),
            new LifecycleStep(LifecycleCommand.Up, Program("userGroupName: Product Engineering"), "same 3"));
        Outputs("engineers").Should().Contain("\"userGroupName\":\"Product Engineering\"");
    }

    [Fact]
    public async Task Another_group_replaces_the_binding_and_the_new_one_comes_first()
    {
        await UpAsync(ProgramFor("Security"));
        await _fixture.RunAsync(new LifecycleStep(LifecycleCommand.Up, ProgramFor("Design"), "replace 1, same 2")
        {
            Warnings = ["This replaces the binding of Security to Pulumi Cloud by one of Design: 4 of 4 active users of Security lose"],
        });
        BoundGroups(ApplicationId()).Should().Equal("Design");
        _fixture.Services.Requests.All
            .Where(request => request.Method == "POST" && request.Path.EndsWith("/associations", StringComparison.Ordinal))
            .Select(request => request.Body.Contains("\"add\"", StringComparison.Ordinal) ? "add" : "remove")
            .Should().Equal("add", "remove");
    }

    [Fact]
    public async Task An_empty_group_is_warned_of()
    {
        await _fixture.RunAsync(
            new LifecycleStep(LifecycleCommand.Preview, ProgramFor("Contractors"), "create 3")
            {
                Warnings = ["The group Contractors is empty, so nothing appears at the service provider"],
            });
    }

    [Fact]
    public async Task Bound_already_and_not_bound_any_more_are_no_errors()
    {
        var application = Programs.Of(Programs.Application(_fixture));
        var program = ProgramFor("Design");
        await UpAsync(application);
        var id = ApplicationId();
        var portal = _fixture.Services.JumpCloud.Portal;
        await _fixture.RunAsync(
            new LifecycleStep(LifecycleCommand.Up, program, "create 1, same 2")
            {
                Before = _ => portal.BindGroup(id, Design),
            },
            new LifecycleStep(LifecycleCommand.Refresh, "", "delete 1, same 2")
            {
                Before = _ => portal.UnbindGroup(id, Design),
            },
            new LifecycleStep(LifecycleCommand.Up, program, "create 1, same 2"),
            new LifecycleStep(LifecycleCommand.Destroy, "", "delete 3")
            {
                Before = _ => portal.UnbindGroup(id, Design),
            });
    }

    [Fact]
    public async Task A_refresh_of_many_bindings_lists_associations_and_groups_once()
    {
        string[] groups = ["Engineering", "Security", "Data", "Design", "Finance"];
        await UpAsync(Programs.Of(
        [
            Programs.Application(_fixture),
            .. groups.Select(group => Programs.Binding(group.ToLowerInvariant(), $"userGroupName: {group}")),
        ]));
        await _fixture.RunAsync(new LifecycleStep(LifecycleCommand.Refresh, "", "same 7"));
        _fixture.Calls.Count(call =>
            call.EndsWith($"/api/v2/applications/{ApplicationId()}/associations", StringComparison.Ordinal)).Should().Be(1);
        _fixture.Calls.Count(call => call.EndsWith("/api/v2/usergroups", StringComparison.Ordinal)).Should().Be(1);
    }

    [Theory]
    [InlineData(Engineering)]
    [InlineData("Engineering")]
    public async Task A_binding_is_imported_by_the_groups_id_or_name(string group)
    {
        await UpAsync(Programs.Of(Programs.Application(_fixture)));
        var id = ApplicationId();
        _fixture.Services.JumpCloud.Portal.BindGroup(id, Engineering);
        var result = await _fixture.ImportAsync("GroupBinding", "engineers", $"{id}/{group}");
        result.Succeeded.Should().BeTrue(result.Text);
        Lifecycle.MessagesOf(result, LogSeverity.Warning).Should().BeEmpty();
        _fixture.Resource("GroupBinding", "engineers")!["id"]!.ToString().Should().Be($"{id}/{Engineering}");
        _fixture.Resource("GroupBinding", "engineers")!["inputs"]!.ToString(Newtonsoft.Json.Formatting.None)
            .Should().Contain("userGroupId").And.NotContain("userGroupName");
    }

    [Theory]
    [InlineData("Engineering", "is not the id of a binding: expected the form <application id>/<group id> or <application "
        + "id>/<group name>")]
    [InlineData("6567a1b2c3d4e5f601234567/Enginering", "the group Enginering is not the name of a user group in JumpCloud; did "
        + "you mean Engineering?")]
    public async Task An_import_id_of_a_wrong_form_is_told_the_form(string id, string error)
    {
        var result = await _fixture.ImportAsync("GroupBinding", "engineers", id);
        result.Succeeded.Should().BeFalse();
        result.Text.Should().Contain(error);
    }

    [Fact]
    public async Task Reads_that_lag_behind_a_write_are_waited_for()
    {
        _fixture.Services.Switches.ReadLagTime = TimeSpan.FromSeconds(0.6);
        var program = ProgramFor("Design");
        await _fixture.RunAsync(
            new LifecycleStep(LifecycleCommand.Up, program, "create 3"),
            new LifecycleStep(LifecycleCommand.Refresh, "", "same 3"),
            new LifecycleStep(LifecycleCommand.Destroy, "", "delete 3"));
    }

    [Fact]
    public async Task A_binding_whose_answer_is_lost_is_made_all_the_same()
    {
        _fixture.Services.Faults.Add(new Fault(new FaultKind.ResetAfter(), Face.Console, "POST", "/associations$"));
        await _fixture.RunAsync(
            new LifecycleStep(LifecycleCommand.Up, ProgramFor("Design"), "create 3"));
        BoundGroups(ApplicationId()).Should().Equal("Design");
    }

    [Fact]
    public async Task A_group_that_does_not_exist_is_told_with_what_was_meant()
    {
        await _fixture.RunAsync(
            new LifecycleStep(LifecycleCommand.Preview, ProgramFor("Enginering"), "create 2")
            {
                Errors = ["Enginering is not the name of a user group in JumpCloud; did you mean Engineering?"],
            });
    }

    [Fact]
    public async Task An_application_that_does_not_exist_is_told()
    {
        var result = await _fixture.PreviewAsync(Programs.Of(
            "  x:\n    type: jumpcloud:index:GroupBinding\n    properties: { applicationId: 6567a1b2c3d4e5f6012345ff, "
                + "userGroupName: Data }\n"));
        result.Text.Should().Contain("6567a1b2c3d4e5f6012345ff is not the id of an application in JumpCloud");
    }

    [Fact]
    public async Task The_calls_of_a_lifecycle_are_these()
    {
        var application = Programs.Of(Programs.Application(_fixture));
        var program = Programs.Of(Programs.Application(_fixture), Programs.Binding("data", "userGroupName: Data"));
        await UpAsync(application);
        var id = ApplicationId();
        await _fixture.RunAsync(
            new LifecycleStep(LifecycleCommand.Preview, program, "create 1, same 2")
            {
                Warnings = ["1 of 6 members of Data are not active"],
                Calls =
                [
                    "GET /api/v2/usergroups",
                    $"GET /api/v2/applications/{id}",
                    "GET /api/v2/usergroups/5d0000000000000000000004/members",
                    "GET /api/systemusers",
                ],
            },
            new LifecycleStep(LifecycleCommand.Up, program, "create 1, same 2")
            {
                Calls =
                [
                    "GET /api/v2/usergroups",
                    $"GET /api/v2/applications/{id}",
                    "GET /api/v2/usergroups/5d0000000000000000000004/members",
                    $"POST /api/v2/applications/{id}/associations",
                    "GET /api/v2/usergroups/5d0000000000000000000004/associations",
                ],
            },
            new LifecycleStep(LifecycleCommand.Up, application, "delete 1, same 2")
            {
                Calls =
                [
                    $"GET /api/v2/applications/{id}",
                    $"POST /api/v2/applications/{id}/associations",
                    "GET /api/v2/usergroups/5d0000000000000000000004/associations",
                ],
            });
    }

    private string ProgramFor(string group) =>
        Programs.Of(Programs.Application(_fixture), Programs.Binding("team", $"userGroupName: {group}"));

    private async Task UpAsync(string program)
    {
        var result = await _fixture.UpAsync(program);
        result.Succeeded.Should().BeTrue(result.Text);
    }

    private string ApplicationId() => _fixture.Services.JumpCloud.Applications().Single().Id;

    private IEnumerable<string> BoundGroups(string applicationId) =>
        _fixture.Services.JumpCloud.BoundGroups(applicationId).Select(group => group.Name);

    private string Outputs(string name) =>
        _fixture.Resource("GroupBinding", name)!["outputs"]!.ToString(Newtonsoft.Json.Formatting.None);
}
