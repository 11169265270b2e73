using FluentAssertions;
using JumpCloud.Emulator;
using JumpCloud.EngineHost;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests;

/// <summary>How many requests each command makes for a resource. Who needs one more changes the table, and says why.</summary>
public sealed class CallBudgetTests
{
    // Of SsoApplication: an update reads the template and the applications that an interrupted create may have left; then it makes
    // one, and reads its metadata.
    // Of GroupBinding, all but three of its create and two of its removal are shared: by all bindings the list of groups (a request
    // per page), by those of one application the look at it. Its own are the number of members, which is an output, the change,
    // and the look whether it shows, as reads lag behind writes.
    // Of IdmIntegration, Check looks at the application and its template and proves the SCIM server (two requests), which the create
    // after it shares, unless half a minute has passed. The create looks at what is live, activates, and confirms that it shows.
    [Theory]
    [InlineData("SsoApplication", 2, 4, 0, 2, 2)]
    [InlineData("GroupBinding", 4, 5, 0, 3, 3)]
    [InlineData("IdmIntegration", 8, 7, 0, 1, 3)]
    [InlineData("SamlConfiguration", 2, 3, 0, 1, 0)]
    [InlineData("UserGroup", 1, 3, 0, 1, 2)]
    [InlineData("UserGroupMembership", 2, 4, 0, 3, 3)]
    public async Task A_lifecycle_makes_no_more_requests_than(
        string resource, int toPreview, int toCreate, int toPreviewNoChange, int toRefresh, int toDelete)
    {
        await using var stack = await ProviderFixture.StartAsync();
        var (others, own) = ResourcesOf(resource, stack);
        var program = Programs.Of([.. others, own]);
        var rest = others.Length == 0 ? "resources: {}" : Programs.Of(others);

        await stack.UpAsync(rest);
        await stack.RefreshAsync();
        var ofOthers = stack.Calls.Count;

        await WithinAsync("preview", toPreview, stack, stack.PreviewAsync(program));
        await WithinAsync("create", toCreate, stack, stack.UpAsync(program));
        await WithinAsync("preview without changes", toPreviewNoChange, stack, stack.PreviewAsync(program));
        await WithinAsync("refresh", ofOthers + toRefresh, stack, stack.RefreshAsync());
        await WithinAsync("delete", toDelete, stack, stack.UpAsync(rest));
    }

    [Fact]
    public async Task A_refresh_of_a_thousand_bindings_lists_the_groups_and_the_bindings_once()
    {
        // The clock stands still: lists are shared for half a minute, which a busy machine may need longer than.
        using var network = new SocketsHttpHandler();
        await using var stack = await ProviderFixture.StartAsync(
            await EmulatorHost.StartAsync(), new FakeTimeProvider(TimeProvider.System.GetUtcNow()), new Lasting(network));
        var groups = Enumerable.Range(0, 1000).Select(index => stack.Services.JumpCloud.Portal.CreateGroup($"Group {index:000}")).ToList();
        var bindings = groups.Select((id, index) => Programs.Binding($"group{index}", $"userGroupId: '{id}'"));
        var up = await stack.UpAsync(Programs.Of([Application, .. bindings]));
        up.Succeeded.Should().BeTrue(up.Text);

        var refresh = await stack.RefreshAsync();

        refresh.Succeeded.Should().BeTrue(refresh.Text);
        var calls = stack.Calls.GroupBy(Kind).ToDictionary(kind => kind.Key, kind => kind.Count());
        calls.Should().Equal(new Dictionary<string, int>
        {
            ["GET applications"] = 1,
            ["GET metadata.xml"] = 1,

            // Ten pages of each: JumpCloud tells how many there are.
            ["GET usergroups"] = 10,
            ["GET associations"] = 10,

            // The number of members, which no list has.
            ["GET members"] = 1000,
        });
    }

    [Fact]
    public async Task Memberships_of_many_users_read_the_directory_page_by_page_after_the_first_few()
    {
        using var network = new SocketsHttpHandler();
        await using var stack = await ProviderFixture.StartAsync(
            await EmulatorHost.StartAsync(), new FakeTimeProvider(TimeProvider.System.GetUtcNow()), new Lasting(network));
        var names = Enumerable.Range(0, 450).Select(index => $"user.{index:000}").ToList();
        foreach (var name in names)
            stack.Services.JumpCloud.Portal.CreateUser(new JObject { ["username"] = name, ["email"] = $"{name}@acme.test" });
        var memberships = names.Take(100).Select((name, index) =>
            Programs.Membership($"member{index}", $"userGroupId: '${{group.userGroupId}}', {(index % 2 == 0 ? $"username: {name}" : $"email: {name}@acme.test")}"));

        var preview = await stack.PreviewAsync(Programs.Of([Programs.Group("group", "name: Night Shift"), .. memberships]));

        preview.Succeeded.Should().BeTrue(preview.Text);
        stack.Calls.GroupBy(Kind).ToDictionary(kind => kind.Key, kind => kind.Count()).Should().Equal(new Dictionary<string, int>
        {
            ["GET usergroups"] = 1,

            // Ten users, how many there are, and the five pages of them.
            ["GET systemusers"] = 16,
        });
    }

    [Fact]
    public async Task Bindings_of_one_group_to_several_applications_count_its_members_once()
    {
        await using var stack = await ProviderFixture.StartAsync();
        var resources = Enumerable.Range(0, 3).Select(index =>
            $"  app{index}:\n    type: jumpcloud:SsoApplication\n    properties: {{ template: bookmark, displayLabel: Page {index}, "
            + $"bookmarkUrl: 'https://page{index}.example.com' }}\n"
            + Programs.Binding($"binding{index}", "userGroupName: Engineering", $"app{index}"));
        var up = await stack.UpAsync(Programs.Of([.. resources]));
        up.Succeeded.Should().BeTrue(up.Text);
        stack.Calls.Count(call => call.EndsWith("/members", StringComparison.Ordinal)).Should().Be(1);

        await stack.RefreshAsync();

        stack.Calls.Count(call => call.EndsWith("/members", StringComparison.Ordinal)).Should().Be(1);
    }

    [Fact]
    public async Task Applications_that_are_made_one_after_another_list_those_of_their_template_once()
    {
        await using var stack = await ProviderFixture.StartAsync();
        var applications = Enumerable.Range(0, 5).Select(index =>
            $"  app{index}:\n    type: jumpcloud:SsoApplication\n    properties: {{ template: pulumi, displayLabel: Pulumi {index}, "
            + "placeholders: { YOUR_ORGANIZATION: acme } }\n"
            + (index == 0 ? "" : $"    options: {{ dependsOn: [ '${{app{index - 1}}}' ] }}\n"));

        var up = await stack.UpAsync(Programs.Of([.. applications]));

        up.Succeeded.Should().BeTrue(up.Text);
        stack.Calls.GroupBy(Kind).ToDictionary(kind => kind.Key, kind => kind.Count()).Should().Equal(new Dictionary<string, int>
        {
            ["GET application-templates"] = 1,
            ["GET applications"] = 1,
            ["POST applications"] = 5,
            ["GET metadata.xml"] = 5,
        });
    }

    private const string Application = "  app:\n    type: jumpcloud:SsoApplication\n    properties: { template: pulumi, displayLabel: Pulumi, "
        + "placeholders: { YOUR_ORGANIZATION: acme } }\n";

    private static async Task WithinAsync(string command, int budget, ProviderFixture stack, Task<CommandResult> running)
    {
        var result = await running;
        result.Succeeded.Should().BeTrue(result.Text);
        stack.Calls.Count.Should().BeLessThanOrEqualTo(budget, $"that is what a {command} has; it made\n{string.Join("\n", stack.Calls)}\n");
    }

    // What the resource needs, and the resource.
    private static (string[] Others, string Own) ResourcesOf(string resource, ProviderFixture stack) => resource switch
    {
        "SsoApplication" => ([], Programs.Application(stack)),
        "GroupBinding" => ([Programs.Application(stack)], Programs.Binding("engineers", "userGroupName: Engineering")),
        "IdmIntegration" => ([Programs.Application(stack)], Programs.Integration(stack)),
        "UserGroup" => ([], Programs.Group("group", "name: Night Shift")),
        "UserGroupMembership" => (
            [Programs.Group("group", "name: Night Shift")],
            Programs.Membership("membership", "userGroupId: '${group.userGroupId}', username: jonas.weber")),
        _ => ([], $"  saml:\n    type: jumpcloud:SamlConfiguration\n    properties: {{ organization: acme, idpMetadataXml: "
            + $"{JsonConvert.ToString(TestMetadata.Good("first"))} }}\n"),
    };

    // The last part of a path that is no id.
    private static string Kind(string call) =>
        $"{call.Split(' ')[0]} {call.Split('/').Last(part => part.Length != 24 || part.Contains('.', StringComparison.Ordinal))}";

    // A session takes its handler with it, and each command is one.
    private sealed class Lasting(SocketsHttpHandler network) : DelegatingHandler(network)
    {
        protected override void Dispose(bool disposing)
        {
        }
    }
}
