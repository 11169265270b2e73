using FluentAssertions;
using Newtonsoft.Json.Linq;
using Pulumirpc;
using Xunit;
using static JumpCloud.Tests.LifecycleCommand;

namespace JumpCloud.Tests;

/// <summary>
/// An application that JumpCloud has and the state does not: left by a run that was killed, or somebody else's. A second stack on
/// the same services stands for the run after a kill: it knows nothing of the first one.
/// </summary>
public sealed class InterruptedCreationTests
{
    private const string Program =
        """
        resources:
          app:
            type: jumpcloud:SsoApplication
            properties:
              template: pulumi
              displayLabel: Pulumi Cloud
              description: Infrastructure as code
              placeholders: { YOUR_ORGANIZATION: acme }
              ssoIdpUrl: pulumi-acme
        """;

    private const string Bookmark =
        """
        resources:
          app:
            type: jumpcloud:SsoApplication
            properties:
              template: bookmark
              displayLabel: Handbook
              bookmarkUrl: https://handbook.example.com/
        """;

    [Theory]
    [InlineData(Program)]
    [InlineData(Bookmark)]
    public async Task What_a_killed_create_left_is_taken_over_by_the_next_up(string program)
    {
        await using var killed = await ProviderFixture.StartAsync();
        await killed.RunAsync(new LifecycleStep(Up, program, "create 2"));
        var id = IdOf(killed);
        await using var next = await ProviderFixture.StartAsync(killed);

        await next.RunAsync(
            new LifecycleStep(Preview, program, "create 2") { Warnings = ["an up that was interrupted must have left it"] },
            new LifecycleStep(Up, program, "create 2") { Warnings = ["an up that was interrupted must have left it"] });

        next.Services.JumpCloud.Applications().Should().ContainSingle().Which.Id.Should().Be(id);
        IdOf(next).Should().Be(id);
        next.Calls.Should().NotContain("POST /api/applications");
        await next.RunAsync(
            new LifecycleStep(Preview, program, "same 2") { Calls = [] },
            new LifecycleStep(Refresh, "", "same 2"),
            new LifecycleStep(Destroy, "", "delete 2"));
        next.Services.JumpCloud.Applications().Should().BeEmpty();
    }

    public static TheoryData<string, Action<ProviderFixture, string>> Changes => new()
    {
        { "a group is bound to it", (stack, id) => stack.Services.JumpCloud.Portal.BindGroup(id, "5d0000000000000000000001") },
        { "a user is bound to it", (stack, id) => stack.Services.JumpCloud.Portal.BindUser(id, stack.Services.JumpCloud.FindUserByName("anton.fuchs")!.Id) },
        { "a setting differs", (stack, id) => stack.Services.JumpCloud.Portal.PatchApplication(id, new JObject { ["description"] = "Ours" }) },
        { "it is old", (stack, id) => stack.Services.JumpCloud.Portal.PatchApplication(id, new JObject { ["created"] = "2026-01-05T08:00:00.000Z" }) },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task What_may_be_somebody_elses_is_refused_before_anything_is_changed(string why, Action<ProviderFixture, string> change)
    {
        await using var other = await ProviderFixture.StartAsync();
        await other.RunAsync(new LifecycleStep(Up, Program, "create 2"));
        var id = IdOf(other);
        change(other, id);
        await other.Services.SettledAsync();
        await using var mine = await ProviderFixture.StartAsync(other);

        var result = await mine.PreviewAsync(Program);

        var made = (string)other.Services.JumpCloud.FindApplication(id)!.Document["created"]!;
        Lifecycle.MessagesOf(result, LogSeverity.Error).Should().Contain(
            "jumpcloud:index:SsoApplication resource 'app': property ssoIdpUrl value {pulumi-acme} has a problem: "
            + $"JumpCloud has an application Pulumi Cloud ({id}, made {made}) of this template, label and address already. "
            + $"To manage that one, run pulumi import jumpcloud:index:SsoApplication app {id}; to have another one beside it or in its place, give another ssoIdpUrl; "
            + "if it is this stack's own under a former resource name, set the resource option aliases",
            why);
        mine.Calls.Should().OnlyContain(call => call.StartsWith("GET ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_refusals_import_lets_the_program_manage_the_application_that_is_there()
    {
        await using var other = await ProviderFixture.StartAsync();
        await other.RunAsync(new LifecycleStep(Up, Program, "create 2"));
        await using var mine = await ProviderFixture.StartAsync(other);

        (await mine.ImportAsync("SsoApplication", "app", IdOf(other))).Succeeded.Should().BeTrue();

        await mine.RunAsync(
            new LifecycleStep(Up, Program, "same 1, update 1"),
            new LifecycleStep(Preview, Program, "same 2") { Calls = [] });
        mine.Services.JumpCloud.Applications().Should().ContainSingle();
    }

    [Fact]
    public async Task An_application_that_is_renamed_in_the_program_right_away_is_kept_under_its_new_name()
    {
        await using var stack = await ProviderFixture.StartAsync();
        await stack.RunAsync(new LifecycleStep(Up, Program, "create 2"));
        var id = IdOf(stack);
        var renamed = Program.Replace("app:", "cloud:", StringComparison.Ordinal);

        await stack.RunAsync(new LifecycleStep(Up, renamed, "create 1, delete 1, same 1")
        {
            Warnings = ["an up that was interrupted must have left it"],
        });

        stack.Services.JumpCloud.Applications().Should().ContainSingle().Which.Id.Should().Be(id);
        await stack.RunAsync(new LifecycleStep(Refresh, "", "same 2"));
    }

    [Fact]
    public async Task An_application_with_another_address_is_made_beside_it()
    {
        await using var other = await ProviderFixture.StartAsync();
        await other.RunAsync(new LifecycleStep(Up, Program, "create 2"));
        await using var mine = await ProviderFixture.StartAsync(other);

        await mine.RunAsync(new LifecycleStep(Up, Program.Replace("pulumi-acme", "pulumi-acme-2", StringComparison.Ordinal), "create 2"));

        mine.Services.JumpCloud.Applications().Should().HaveCount(2);
    }

    [Fact]
    public async Task Whether_there_is_one_already_is_asked_once_per_template_and_up()
    {
        await using var stack = await ProviderFixture.StartAsync();
        await stack.RunAsync(new LifecycleStep(Up, Program, "create 2")
        {
            Calls =
            [
                "GET /api/application-templates", "GET /api/applications", "POST /api/applications",
                "GET /api/organizations/5f0000000000000000000001/applications/6567a1b2c300000000000080/metadata.xml",
            ],
        });
    }

    private static string IdOf(ProviderFixture stack) => (string)stack.Resource("SsoApplication", "app")!["id"]!;
}
