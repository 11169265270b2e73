using FluentAssertions;
using JumpCloud.Emulator;
using JumpCloud.Tests.Functions;
using Newtonsoft.Json.Linq;
using Pulumirpc;
using Xunit;

namespace JumpCloud.Tests.Resources;

public sealed class UserImportLifecycleTests : IAsyncLifetime
{
    private ProviderFixture _fixture = null!;
    private string _application = "";

    public async ValueTask InitializeAsync()
    {
        _fixture = await ProviderFixture.StartAsync();
        _application = await _fixture.ApplicationAsync();
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Chosen_users_are_previewed_imported_left_alone_and_stay()
    {
        _fixture.AddMember("alice", "alice.moreau@acme.test");
        _fixture.AddMember("zora", "zora@acme.test");
        var program = Program("usernames: [Zora, alice], emails: [olga.pulumi@acme.test]");

        var preview = await _fixture.PreviewAsync(program);
        preview.Succeeded.Should().BeTrue(preview.Text);
        Lifecycle.MessagesOf(preview, LogSeverity.Info).Should().Equal(
            "2 users would be imported: olga-acme, zora. 1 is in JumpCloud already.",
            "Imported users are bound to nothing: JumpCloud manages them at the service provider only once they are in a group that "
                + "is bound to the application.");
        _fixture.Calls.Should().OnlyContain(call => call.StartsWith("GET ", StringComparison.Ordinal));

        await _fixture.RunAsync(
            new LifecycleStep(LifecycleCommand.Up, program, "create 2"),
            new LifecycleStep(LifecycleCommand.Preview, program, "same 2") { Calls = [] },
            new LifecycleStep(LifecycleCommand.Refresh, "", "same 2") { Calls = [] });
        Results().Should().Equal("olga-acme imported", "alice already", "zora imported");
        Counts().Should().Be((2, 1, 0));
        User("zora")!.Email.Should().Be("zora@acme.test");

        var destroyed = await _fixture.DestroyAsync();
        Lifecycle.MessagesOf(destroyed, LogSeverity.Info).Should().Equal(
            "Nothing is changed: the users that newcomers imported (2) stay in JumpCloud.");
        _fixture.Calls.Should().BeEmpty();
        User("zora").Should().NotBeNull();
    }

    [Fact]
    public async Task The_calls_of_an_import_are_these()
    {
        _fixture.AddMember("zora", "zora@acme.test");
        await UpAsync(Program("usernames: [zora], suppressEmail: true"));
        _fixture.Services.Requests.All.Where(request => request.Face == Face.Console && request.Headers.ContainsKey("User-Agent"))
            .Count(request => request.Method == "POST").Should().Be(1);
        var post = _fixture.Services.Requests.All.Single(request => request.Path == "/api/v2/bulk/users");
        post.Headers["creation-source"].Should().Be("jumpcloud:scim");
        post.Query.Should().Contain("suppressEmail=true");
        JToken.DeepEquals(JToken.Parse(post.Body), JToken.Parse("""[{"username":"zora","email":"zora@acme.test"}]"""))
            .Should().BeTrue(post.Body);
    }

    [Fact]
    public async Task All_new_users_of_many_pages_are_imported_a_hundred_at_a_time()
    {
        for (var number = 0; number < 230; number++)
            _fixture.AddMember($"user-{number:000}", $"user-{number:000}@acme.test");
        _fixture.Services.JumpCloud.Portal.CreateUser(new JObject { ["username"] = "user-000", ["email"] = "user-000@acme.test" });

        await UpAsync(Program("allNew: true"));

        Counts().Should().Be((231, 1, 0));
        Outputs()["jobIds"].Should().HaveCount(3);
        _fixture.Calls.Count(call => call == "POST /api/v2/bulk/users").Should().Be(3);
        User("user-229").Should().NotBeNull();
    }

    [Fact]
    public async Task Who_is_not_at_the_service_provider_is_told_before_anybody_is_imported()
    {
        _fixture.AddMember("zora", "zora@acme.test");
        const string problem = "usernames: the service provider has no user zoora; did you mean zora?; emails: the service provider has "
            + "no user nobody@nowhere.test. Nobody was imported: correct the program, or take out who has left the service provider";
        var program = Program("usernames: [olga-acme, zoora], emails: [nobody@nowhere.test]");
        await _fixture.RunAsync(
            new LifecycleStep(LifecycleCommand.Preview, program, "create 1") { Errors = [problem] },
            new LifecycleStep(LifecycleCommand.Up, program, "create 1") { Errors = [problem] });
        User("olga-acme").Should().BeNull();
    }

    [Fact]
    public async Task Without_an_active_connection_a_preview_warns_and_an_up_fails()
    {
        _fixture.Services.JumpCloud.Portal.DeactivateIdm(_application);
        const string problem = "Identity Management is not active on By Hand, so JumpCloud cannot list the users of its service provider.";
        await _fixture.RunAsync(
            new LifecycleStep(LifecycleCommand.Preview, Program("allNew: true"), "create 2")
            {
                Warnings = [$"Whom the import would take is not known yet: {problem}"],
            },
            new LifecycleStep(LifecycleCommand.Up, Program("allNew: true"), "create 1") { Errors = [problem] });
        _fixture.Resource("UserImport", "newcomers").Should().BeNull();
    }

    [Fact]
    public async Task Users_who_fail_are_told_and_tried_again_and_the_others_are_not_imported_twice()
    {
        _fixture.AddMember("zora", "zora@acme.test");
        _fixture.Services.PulumiCloud.AddAccount("no-mail");
        _fixture.Services.PulumiCloud.AddMember("acme", "no-mail");
        var program = Program("usernames: [zora, no-mail]");

        await _fixture.RunAsync(new LifecycleStep(LifecycleCommand.Up, program, "create 1")
        {
            Errors = ["1 of 2 users could not be imported: no-mail (\"email\" is required). Run up again: it imports who is still "
                + "missing, and nobody twice"],
        });
        Results().Should().Equal("zora imported", "no-mail failed");
        Counts().Should().Be((1, 0, 1));

        var refreshed = await _fixture.RefreshAsync();
        refreshed.Text.Should().Contain("1 of 2 users could not be imported: no-mail");
        _fixture.Services.PulumiCloud.FindAccount("no-mail")!.Email = "no-mail@acme.test";
        await _fixture.RunAsync(new LifecycleStep(LifecycleCommand.Up, program, "same 1, update 1"));
        Results().Should().Equal("zora imported", "no-mail imported");
        Bodies().Should().Equal("no-mail");
    }

    [Fact]
    public async Task An_import_whose_answer_is_lost_is_taken_up_by_the_next_up()
    {
        _fixture.AddMember("zora", "zora@acme.test");
        _fixture.Services.Faults.Add(new Fault(new FaultKind.ResetAfter(), Face.Console, "POST", "/bulk/users$"));
        var failed = await _fixture.UpAsync(Program("usernames: [zora]"));
        failed.Succeeded.Should().BeFalse();
        failed.Text.Should().Contain("of 1 of 1 users it is not known whether they were imported");
        Results().Should().Equal("zora pending");
        await _fixture.Services.SettledAsync();

        await _fixture.RunAsync(new LifecycleStep(LifecycleCommand.Up, Program("usernames: [zora]"), "same 1, update 1"));
        Results().Should().Equal("zora imported");
        Bodies().Should().BeEmpty();
    }

    [Fact]
    public async Task A_retry_of_all_new_users_keeps_whom_the_first_run_imported()
    {
        for (var number = 0; number < 120; number++)
            _fixture.AddMember($"user-{number:000}", $"user-{number:000}@acme.test");
        _fixture.Services.Faults.Add(new Fault(new FaultKind.Status(403), Face.Console, "POST", "/bulk/users$", Nth: 2));
        var failed = await _fixture.UpAsync(Program("allNew: true"));
        failed.Text.Should().Contain("of 22 of 122 users it is not known whether they were imported");
        Counts().Should().Be((100, 0, 0));

        await UpAsync(Program("allNew: true"));
        Counts().Should().Be((122, 0, 0));
        Outputs()["jobIds"].Should().HaveCount(2);
    }

    [Fact]
    public async Task A_user_whom_somebody_else_made_meanwhile_is_no_failure()
    {
        _fixture.AddMember("zora", "zora@acme.test");
        _fixture.Services.Faults.Add(new Fault(new FaultKind.Delay(TimeSpan.FromSeconds(0.5)), Face.Console, "POST", "/bulk/users$"));
        var up = _fixture.UpAsync(Program("usernames: [zora]"));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!_fixture.Services.Requests.All.Any(request => request.Path == "/api/v2/bulk/users"))
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, limit.Token);
        _fixture.Services.JumpCloud.Portal.CreateUser(new JObject { ["username"] = "zora", ["email"] = "zora@acme.test" });

        var result = await up;
        result.Succeeded.Should().BeTrue(result.Text);
        Results().Should().Equal("zora already");
    }

    [Fact]
    public async Task More_names_import_the_rest_and_another_trigger_runs_it_again()
    {
        _fixture.AddMember("zora", "zora@acme.test");
        _fixture.AddMember("yves", "yves@acme.test");
        await UpAsync(Program("usernames: [zora], triggers: { on: monday }"));
        await _fixture.RunAsync(
            new LifecycleStep(LifecycleCommand.Up, Program("usernames: [yves, zora], triggers: { on: monday }"), "same 1, update 1"),
            new LifecycleStep(
                LifecycleCommand.Up, Program("usernames: [yves, zora], suppressEmail: true, triggers: { on: monday }"),
                "same 1, update 1") { Calls = [] });
        Results().Should().Equal("zora imported", "yves imported");

        await _fixture.RunAsync(
            new LifecycleStep(LifecycleCommand.Up, Program("usernames: [yves, zora], triggers: { on: friday }"), "replace 1, same 1"));
        Results().Should().Equal("zora already", "yves already");
    }

    [Fact]
    public async Task It_cannot_be_imported()
    {
        var result = await _fixture.ImportAsync("UserImport", "newcomers", $"{_application}/newcomers");
        result.Succeeded.Should().BeFalse();
        result.Text.Should().Contain("a UserImport is an action and has nothing to import; write it in the program: users that JumpCloud "
            + "has already are left as they are");
    }

    private string Program(string properties) => Programs.Of(
        $"  newcomers:\n    type: jumpcloud:index:UserImport\n    properties: {{ applicationId: '{_application}', {properties} }}\n");

    private async Task UpAsync(string program)
    {
        var result = await _fixture.UpAsync(program);
        result.Succeeded.Should().BeTrue(result.Text);
    }

    private JToken Outputs() => _fixture.Resource("UserImport", "newcomers")!["outputs"]!;

    private IEnumerable<string> Results() => Outputs()["results"]!.Select(result => $"{result["username"]} {result["status"]}");

    private (int? Imported, int? Already, int? Failed) Counts() =>
        ((int?)Outputs()["importedCount"], (int?)Outputs()["alreadyCount"], (int?)Outputs()["failedCount"]);

    /// <summary>The users that the last command asked JumpCloud to make.</summary>
    private IEnumerable<string> Bodies() => _fixture.Services.Requests.All.Where(request => request.Path == "/api/v2/bulk/users")
        .SelectMany(request => JArray.Parse(request.Body)).Select(user => (string)user["username"]!);

    private SystemUser? User(string username) => _fixture.Services.JumpCloud.FindUserByName(username);
}
