using FluentAssertions;
using JumpCloud.Emulator;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Pulumirpc;
using Xunit;
using static JumpCloud.Tests.LifecycleCommand;

namespace JumpCloud.Tests.Resources;

public sealed class UserGroupLifecycleTests : IAsyncLifetime
{
    private const string Design = "5d0000000000000000000005";
    private const string OnCall = "name: Operations, description: On call, email: ops@acme.test";

    private const string DataRule =
        """membershipMethod: DYNAMIC_AUTOMATED, memberQuery: { queryType: Filter, filters: ['{"field":"department","operator":"eq","value":"Data"}'] }""";

    private static readonly string SecondLanguage = DataRule.Replace("queryType: Filter, ", "", StringComparison.Ordinal)
        .Replace("operator", "operation", StringComparison.Ordinal) + ", memberQueryLanguage: v2";

    private ProviderFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await ProviderFixture.StartAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task A_group_is_previewed_made_left_alone_changed_renamed_and_removed()
    {
        await _fixture.RunAsync(
            new LifecycleStep(Preview, Ops(OnCall), "create 2") { Calls = ["GET /api/v2/usergroups"] },
            new LifecycleStep(Up, Ops(OnCall), "create 2")
            {
                Calls = ["GET /api/v2/usergroups", "GET /api/v2/usergroups", "POST /api/v2/usergroups"],
            });
        var id = Group("Operations").Id;
        var path = $"/api/v2/usergroups/{id}";
        Id().Should().Be(id);
        Outputs().Should().Contain($"\"userGroupId\":\"{id}\"").And.Contain("\"ldapGroups\":[\"Operations\"]")
            .And.Contain("\"membershipMethod\":\"STATIC\"");
        await _fixture.RunAsync(
            new LifecycleStep(Preview, Ops(OnCall), "same 2") { Calls = [] },
            new LifecycleStep(Refresh, "", "same 2") { Calls = [$"GET {path}"] },
            new LifecycleStep(Up, Ops("name: Operations, description: Night shift"), "same 1, update 1")
            {
                Calls = [$"GET {path}", $"PUT {path}"], Changes = ["description", "email"],
            },
            new LifecycleStep(Up, Ops("name: Site Reliability, description: Night shift"), "same 1, update 1")
            {
                Changes = ["name"],
            });
        var renamed = Group("Site Reliability");
        (renamed.Id, (string?)renamed.Document["description"], (string?)renamed.Document["email"])
            .Should().Be((id, "Night shift", ""));
        Outputs().Should().Contain("\"ldapGroups\":[\"Site Reliability\"]");

        await _fixture.RunAsync(new LifecycleStep(Destroy, "", "delete 2")
        {
            Calls = [$"GET {path}/associations", $"DELETE {path}"],
        });
        _fixture.Services.JumpCloud.FindGroup(id).Should().BeNull();
    }

    [Fact]
    public async Task What_this_resource_does_not_model_survives_an_update_and_what_JumpCloud_makes_is_not_sent()
    {
        await UpAsync(Ops(OnCall));
        _fixture.Services.JumpCloud.Portal.PatchGroup(Group("Operations").Id, new JObject
        {
            ["badge"] = new JObject { ["color"] = "teal", ["ratio"] = 1.50m },
            ["attributes"] = new JObject { ["vault"] = new JArray("a", 2), ["sudo"] = new JObject { ["enabled"] = true, ["withoutPassword"] = true } },
        });

        await UpAsync(Ops("name: Operations, description: Night shift, attributes: { sambaEnabled: true }"));

        var group = Group("Operations").Document;
        group["attributes"]!.ToString(Formatting.None).Should().Be(
            """{"ldapGroups":[{"name":"Operations"}],"vault":["a",2],"sudo":{"enabled":true,"withoutPassword":true},"sambaEnabled":true}""");
        var put = _fixture.Services.Requests.All.Single(request => request.Method == "PUT");
        put.Body.Should().Contain("""
            "badge":{"color":"teal","ratio":1.50}
            """);
        ((JObject)put.Json).Properties().Select(property => property.Name).Should()
            .NotContain(["id", "type", "organizationObjectId", "suggestionCounts", "memberQueryErrorFlags"]);
    }

    [Fact]
    public async Task A_refresh_sees_what_was_changed_by_hand_and_the_next_up_sets_it_back()
    {
        await UpAsync(Ops(OnCall));
        var id = Group("Operations").Id;
        await _fixture.RunAsync(
            new LifecycleStep(Refresh, "", "same 1, update 1")
            {
                Before = services => services.JumpCloud.Portal.PatchGroup(id, new JObject
                {
                    ["name"] = "Ops", ["description"] = "", ["attributes"] = new JObject { ["sambaEnabled"] = true },
                }),
            },
            new LifecycleStep(Preview, Ops(OnCall), "same 1, update 1")
            {
                Changes = ["attributes.sambaEnabled", "description", "name"],
            },
            new LifecycleStep(Up, Ops(OnCall), "same 1, update 1"),
            new LifecycleStep(Refresh, "", "same 2"));
        Group("Operations").Document["attributes"]!["sambaEnabled"].Should().BeNull();
    }

    [Fact]
    public async Task A_dynamic_group_has_the_members_that_its_rule_matches()
    {
        var spaced = SecondLanguage.Replace(":\"eq\",", ": \"eq\", ", StringComparison.Ordinal);
        var program = Ops($"name: Data people, {SecondLanguage}");
        await _fixture.RunAsync(
            new LifecycleStep(Up, program, "create 2"),
            new LifecycleStep(Preview, Ops($"name: Data people, {spaced}"), "same 2"));
        var id = Group("Data people").Id;
        _fixture.Services.JumpCloud.Members(id).Should().HaveCount(6).And.OnlyContain(user => (string?)user.Document["department"] == "Data");

        await _fixture.RunAsync(
            new LifecycleStep(Refresh, "", "same 2"),
            new LifecycleStep(Up, Ops("name: Data people"), "same 1, update 1"));
        ((string?)Group("Data people").Document["membershipMethod"], Group("Data people").Document["memberQuery"]!.Type)
            .Should().Be(("STATIC", JTokenType.Null));
    }

    [Fact]
    public async Task The_language_of_a_rule_is_told_to_JumpCloud()
    {
        await UpAsync(Ops($"name: Data people, {SecondLanguage}"));

        _fixture.Services.Requests.All.Single(request => request.Method == "POST").Headers["x-query-dsl"].Should().Be("v2");
    }

    [Fact]
    public async Task Members_whom_a_new_rule_would_remove_are_warned_of()
    {
        await UpAsync(Ops("name: Crew"));
        var id = Group("Crew").Id;
        await _fixture.RunAsync(new LifecycleStep(Preview, Ops($"name: Crew, {DataRule}"), "same 1, update 1")
        {
            Before = services => services.JumpCloud.Portal.AddMember(id, services.JumpCloud.FindUserByName("anton.fuchs")!.Id),
            Warnings =
            [
                "From now on memberQuery alone decides who is in Crew, which has 1 member: who does not match it, and is not exempt, is "
                    + "removed and loses what the group gives.",
            ],
        });
    }

    [Fact]
    public async Task Posix_groups_stay_as_they_are_once_they_are_there()
    {
        string Posix(int number) => $"name: Operations, attributes: {{ posixGroups: [{{ id: {number}, name: ops }}] }}";
        const string refusal = "cannot be changed once JumpCloud has them: it answers 400. Set them back to what they were, or make "
            + "another group with the new ones";
        await _fixture.RunAsync(
            new LifecycleStep(Up, Ops("name: Operations"), "create 2"),
            new LifecycleStep(Up, Ops(Posix(5000)), "same 1, update 1"),
            new LifecycleStep(Preview, Ops(Posix(5001)), "same 1") { Errors = [refusal] },
            new LifecycleStep(Up, Ops("name: Operations"), "same 1, update 1"));
        Group("Operations").Document["attributes"]!["posixGroups"]!.ToString(Formatting.None)
            .Should().Be("""[{"id":5000,"name":"ops"}]""");
        await _fixture.RunAsync(
            new LifecycleStep(Refresh, "", "same 2"),
            new LifecycleStep(Preview, Ops(Posix(5001)), "same 1") { Errors = [$"attributes.posixGroups {refusal}"] });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_group_is_imported_whole_by_id_or_by_name(bool byName)
    {
        var portal = _fixture.Services.JumpCloud.Portal;
        portal.PatchGroup(Design, new JObject
        {
            ["description"] = "Makes it nice",
            ["membershipMethod"] = "DYNAMIC_REVIEW_REQUIRED",
            ["memberQuery"] = new JObject { ["queryType"] = "FilterQuery", ["filters"] = new JArray(new JObject { ["field"] = "department", ["operator"] = "eq", ["value"] = "Design" }) },
            ["memberQueryExemptions"] = new JArray(new JObject { ["id"] = "5e0000000000000000000001", ["type"] = "user" }),
            ["memberSuggestionsNotify"] = true,
            ["attributes"] = new JObject
            {
                ["sudo"] = new JObject { ["enabled"] = true, ["withoutPassword"] = false },
                ["radius"] = new JObject { ["reply"] = new JArray(new JObject { ["name"] = "Class", ["value"] = "design" }) },
            },
        });

        var result = await _fixture.ImportAsync("UserGroup", "ops", byName ? "Design" : Design);

        result.Succeeded.Should().BeTrue(result.Text);
        Lifecycle.MessagesOf(result, LogSeverity.Warning).Should().BeEmpty();
        Id().Should().Be(Design);
        JToken.DeepEquals(_fixture.Resource("UserGroup", "ops")!["inputs"], JObject.Parse(
            """
            {
              "name": "Design", "description": "Makes it nice", "membershipMethod": "DYNAMIC_REVIEW_REQUIRED",
              "memberQuery": {"queryType": "FilterQuery", "filters": ["{\"field\":\"department\",\"operator\":\"eq\",\"value\":\"Design\"}"]},
              "memberQueryExemptions": [{"id": "5e0000000000000000000001", "type": "user"}],
              "memberSuggestionsNotify": true,
              "attributes": {"sudo": {"enabled": true, "withoutPassword": false}, "radius": {"reply": [{"name": "Class", "value": "design"}]}},
              "deletionPolicy": "refuse"
            }
            """)).Should().BeTrue(_fixture.Resource("UserGroup", "ops")!["inputs"]!.ToString());
        await _fixture.RunAsync(new LifecycleStep(Preview, Ops(
            """
            name: Design, description: Makes it nice, membershipMethod: DYNAMIC_REVIEW_REQUIRED,
                  memberQuery: { queryType: FilterQuery, filters: ['{"field": "department", "operator": "eq", "value": "Design"}'] },
                  memberQueryExemptions: [{ id: '5e0000000000000000000001' }], memberSuggestionsNotify: true,
                  attributes: { sudo: { enabled: true }, radius: { reply: [{ name: Class, value: design }] } }
            """), "same 2"));
    }

    [Fact]
    public async Task A_group_that_is_gone_is_told_by_an_update_and_made_anew_after_a_refresh()
    {
        await UpAsync(Ops(OnCall));
        var id = Group("Operations").Id;
        await _fixture.RunAsync(
            new LifecycleStep(Up, Ops("name: Operations"), "same 1")
            {
                Before = services => services.JumpCloud.Portal.DeleteGroup(id),
                Errors = [$"The user group Operations ({id}) is gone; run pulumi refresh, then pulumi up, which makes it anew"],
            },
            new LifecycleStep(Refresh, "", "delete 1, same 1"),
            new LifecycleStep(Up, Ops(OnCall), "create 1, same 1"),
            new LifecycleStep(Destroy, "", "delete 2")
            {
                Before = services => services.JumpCloud.Portal.DeleteGroup(Group("Operations").Id),
            });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_group_whose_answer_is_lost_is_made_once(bool hasUniqueNames)
    {
        _fixture.Services.Switches.UniqueGroupNames = hasUniqueNames;
        _fixture.Services.Faults.Add(new Fault(new FaultKind.ResetAfter(), Face.Console, "POST", "/usergroups$"));

        await _fixture.RunAsync(new LifecycleStep(Up, Ops(OnCall), "create 2"));

        _fixture.Services.JumpCloud.Groups().Where(group => group.Name == "Operations").Should().ContainSingle()
            .Which.Id.Should().Be(Id());
        _fixture.Calls.Count(call => call.StartsWith("POST", StringComparison.Ordinal)).Should().Be(1);
        await _fixture.RunAsync(new LifecycleStep(Refresh, "", "same 2"));
    }

    [Fact]
    public async Task A_name_that_is_taken_is_refused_also_where_JumpCloud_would_take_it()
    {
        _fixture.Services.Switches.UniqueGroupNames = false;
        await _fixture.RunAsync(
            new LifecycleStep(Preview, Ops("name: Design"), "create 1")
            {
                Errors =
                [
                    $"is taken: JumpCloud has a user group Design ({Design}) already. To manage it, run pulumi import "
                        + $"jumpcloud:index:UserGroup ops {Design}; to have another one, give another name; if it is this stack's own under "
                        + "a former resource name, set the resource option aliases",
                ],
            },
            new LifecycleStep(Up, Ops("name: Operations"), "create 2"));
        const string refusal = $"name is taken: JumpCloud has another user group Design ({Design}); nothing was changed. Give another "
            + "name, or rename or delete the other group first";
        await _fixture.RunAsync(
            new LifecycleStep(Preview, Ops("name: Design"), "same 1") { Errors = [refusal] },
            new LifecycleStep(Up, Ops("name: Design"), "same 1") { Errors = [refusal] });
        _fixture.Services.JumpCloud.Groups().Should().HaveCount(9);
    }

    [Fact]
    public async Task A_program_may_follow_a_rename_in_the_portal_before_a_refresh()
    {
        await UpAsync(Ops("name: Operations"));
        _fixture.Services.JumpCloud.Portal.RenameGroup(Group("Operations").Id, "Ops");

        await _fixture.RunAsync(
            new LifecycleStep(Preview, Ops("name: Ops"), "same 1, update 1"),
            new LifecycleStep(Up, Ops("name: Ops"), "same 1, update 1"),
            new LifecycleStep(Refresh, "", "same 2"));
    }

    private static string Ops(string properties) => Programs.Of(Programs.Group("ops", properties));

    private async Task UpAsync(string program)
    {
        var result = await _fixture.UpAsync(program);
        result.Succeeded.Should().BeTrue(result.Text);
    }

    private UserGroup Group(string name) => _fixture.Services.JumpCloud.FindGroupByName(name)!;

    private string Id() => (string)_fixture.Resource("UserGroup", "ops")!["id"]!;

    private string Outputs() => _fixture.Resource("UserGroup", "ops")!["outputs"]!.ToString(Formatting.None);
}
