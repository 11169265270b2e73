using FluentAssertions;
using JumpCloud.Emulator;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests;

public sealed class ScimUserTests : PulumiCloudTest
{
    private static (int Status, string? Type, string? Detail) Error(Answer answer) =>
        (answer.Status, (string?)answer.Json["scimType"], (string?)answer.Json["detail"]);

    private Task<Answer> PatchAsync(string id, string operations) => ScimAsync("PATCH", $"Users/{id}", PatchBody(operations));

    [Fact]
    public async Task A_new_user_is_201_with_its_location_and_becomes_a_managed_member()
    {
        var answer = await ScimAsync("POST", "Users", UserBody("jane.doe"));

        var id = (string?)answer.Json["id"];
        answer.Status.Should().Be(201);
        answer.Header("Location").Should().Be($"{Host.PulumiApiUrl}scim/v2/acme/Users/{id}");
        ((string?)answer.Json["meta"]!["location"]).Should().Be(answer.Header("Location"));
        var member = Host.PulumiCloud.Organization("acme").Member("jane.doe")!;
        (member.Role, member.Active, member.Account.ManagedBy, member.Account.Email).Should().Be(("member", true, "acme", "jane.doe@acme.test"));
        JToken.DeepEquals((await ScimAsync("GET", $"Users/{id}")).Json, answer.Json).Should().BeTrue();
    }

    [Fact]
    public async Task A_user_name_is_unique_over_all_of_pulumi_cloud()
    {
        Host.PulumiCloud.AddAccount("elsewhere", "e@other.test");

        var answer = await ScimAsync("POST", "Users", UserBody("elsewhere"));

        Error(answer).Should().Be((409, "uniqueness", "User with userName elsewhere already exists."));
    }

    [Fact]
    public async Task A_work_address_is_unique_over_all_accounts_when_made_and_when_changed()
    {
        Host.PulumiCloud.AddAccount("elsewhere", "Jane.Doe@acme.test");
        var other = await CreateUserAsync("other");

        var made = await ScimAsync("POST", "Users", UserBody("jane.doe"));
        var changed = await PatchAsync(other, """{"op":"replace","path":"emails[type eq \"work\"].value","value":"jane.doe@acme.test"}""");

        Error(made).Should().Be((409, "uniqueness", "Email jane.doe@acme.test already in use by another Pulumi account."));
        Error(changed).Should().Be((409, "uniqueness", "Email jane.doe@acme.test already in use by another Pulumi account."));
    }

    [Theory]
    [InlineData("""{"userName":"a","emails":[{"value":"a@acme.test","type":"work"}],"title":"Dr"}""", "Unknown path: title.")]
    [InlineData("""{"userName":"a","emails":[{"value":"a@acme.test","type":"work"}],"name":{"middleName":"B"}}""", "Unknown path: name.middleName.")]
    [InlineData("""{"userName":"a","emails":[{"value":"a@acme.test","type":"work","display":"A"}]}""", "Unknown path: emails.display.")]
    [InlineData("""{"userName":"a","groups":[]}""", "Unknown path: groups.")]
    [InlineData(
        """{"userName":"a","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"x"}}""",
        "Unknown path: urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.")]
    public async Task An_attribute_outside_the_list_is_an_unknown_path(string body, string detail)
    {
        var answer = await ScimAsync("POST", "Users", body);

        Error(answer).Should().Be((400, "invalidPath", detail));
        Host.PulumiCloud.Organization("acme").Member("a").Should().BeNull();
    }

    [Fact]
    public async Task The_external_id_is_taken_and_never_returned_and_attribute_names_have_no_case()
    {
        var answer = await ScimAsync(
            "POST", "Users", """{"USERNAME":"ann","externalId":"x-1","Emails":[{"Value":"ann@acme.test","TYPE":"work"}]}""");

        answer.Status.Should().Be(201);
        answer.Text.Should().NotContain("xternal").And.NotContain("x-1").And.Contain("\"userName\":\"ann\"");
    }

    [Fact]
    public async Task Only_the_work_address_is_kept()
    {
        var answer = await ScimAsync(
            "POST", "Users", """{"userName":"ann","emails":[{"value":"home@x.test","type":"home"},{"value":"ann@acme.test","type":"work"}]}""");

        answer.Json["emails"]!.Select(email => (string?)email["value"]).Should().Equal("ann@acme.test");
    }

    [Fact]
    public async Task A_user_without_a_work_address_is_refused_unless_switched()
    {
        var refused = await ScimAsync("POST", "Users", """{"userName":"ann","emails":[{"value":"home@x.test","type":"home"}]}""");
        Host.Switches.ScimAcceptsMissingEmail = true;
        var taken = await ScimAsync("POST", "Users", """{"userName":"ann"}""");

        (refused.Status, (string?)refused.Json["scimType"]).Should().Be((400, "invalidValue"));
        taken.Status.Should().Be(201);
    }

    [Theory]
    [InlineData(UserNameScimType.Immutability, "immutability")]
    [InlineData(UserNameScimType.Mutability, "mutability")]
    public async Task A_user_name_is_immutable_by_put_and_by_patch(UserNameScimType type, string scimType)
    {
        Host.Switches.ScimUserNameType = type;
        var id = await CreateUserAsync("jane.doe");

        var put = await ScimAsync("PUT", $"Users/{id}", UserBody("jane.smith"));
        var patch = await PatchAsync(id, """{"op":"replace","path":"userName","value":"jane.smith"}""");
        var same = await PatchAsync(id, """{"op":"replace","path":"userName","value":"jane.doe"}""");

        Error(put).Should().Be((400, scimType, "Attribute 'userName' is immutable."));
        Error(patch).Should().Be((400, scimType, "Attribute 'userName' is immutable."));
        same.Status.Should().Be(200);
    }

    [Theory]
    [InlineData("""{"op":"replace","path":"active","value":false}""")]
    [InlineData("""{"op":"replace","value":{"active":false}}""")]
    [InlineData("""{"op":"Replace","path":"active","value":"False"}""")]
    [InlineData("""{"op":"Add","value":{"Active":"false"}}""")]
    [InlineData("""{"op":"replace","path":"urn:ietf:params:scim:schemas:core:2.0:User:active","value":false}""")]
    public async Task Every_way_to_say_inactive_takes_the_access_and_keeps_the_account(string operation)
    {
        var id = await CreateUserAsync("jane.doe");

        var answer = await PatchAsync(id, operation);

        (answer.Status, (bool?)answer.Json["active"]).Should().Be((200, false));
        (await RestAsync("GET", "/api/orgs/acme/members?type=backend")).Text.Should().NotContain("jane.doe");
        (await ScimAsync("GET", $"Users/{id}")).Status.Should().Be(200);
    }

    [Fact]
    public async Task Reactivation_keeps_the_id_and_the_role()
    {
        var id = await CreateUserAsync("jane.doe");
        await RestAsync("PATCH", "/api/orgs/acme/members/jane.doe", """{"role":"admin"}""");

        await PatchAsync(id, """{"op":"replace","path":"active","value":false}""");
        var back = await ScimAsync("PUT", $"Users/{id}", UserBody("jane.doe"));

        ((string?)back.Json["id"], (bool?)back.Json["active"]).Should().Be((id, true));
        Host.PulumiCloud.Organization("acme").Member("jane.doe")!.Role.Should().Be("admin");
    }

    [Fact]
    public async Task Put_clears_what_it_leaves_out()
    {
        var id = await CreateUserAsync("jane.doe");

        var answer = await ScimAsync("PUT", $"Users/{id}", """{"userName":"jane.doe","emails":[{"value":"j@acme.test","type":"work"}]}""");

        (answer.Json["displayName"], answer.Json["name"], (string?)answer.Json["emails"]![0]!["value"]).Should().Be((null, null, "j@acme.test"));
    }

    [Fact]
    public async Task A_patch_is_carried_out_whole_or_not_at_all()
    {
        var id = await CreateUserAsync("jane.doe");

        var answer = await PatchAsync(id, """{"op":"replace","path":"displayName","value":"Changed"},{"op":"replace","path":"nickName","value":"J"}""");

        Error(answer).Should().Be((400, "invalidPath", "Unknown path: nickName."));
        ((string?)(await ScimAsync("GET", $"Users/{id}")).Json["displayName"]).Should().Be("The jane.doe");
    }

    [Fact]
    public async Task A_patch_changes_names_and_address_by_path_and_removes()
    {
        var id = await CreateUserAsync("jane.doe");

        var answer = await PatchAsync(id, """
            {"op":"replace","path":"name.familyName","value":"Smith"},
            {"op":"replace","path":"emails[type eq \"work\"].value","value":"js@acme.test"},
            {"op":"remove","path":"displayName"}
            """);

        ((string?)answer.Json["name"]!["familyName"], (string?)answer.Json["name"]!["givenName"]).Should().Be(("Smith", "Given"));
        ((string?)answer.Json["emails"]![0]!["value"], answer.Json["displayName"]).Should().Be(("js@acme.test", null));
    }

    [Theory]
    [InlineData("""{"op":"remove"}""", "noTarget")]
    [InlineData("""{"op":"move","path":"active","value":true}""", "invalidSyntax")]
    [InlineData("""{"op":"replace","path":"active","value":"maybe"}""", "invalidValue")]
    [InlineData("""{"op":"replace","path":"emails[type eq \"home\"].value","value":"x"}""", "invalidPath")]
    [InlineData("""{"op":"replace","value":7}""", "invalidSyntax")]
    public async Task A_bad_operation_has_the_type_of_the_rfc(string operation, string scimType)
    {
        var id = await CreateUserAsync("jane.doe");

        var answer = await PatchAsync(id, operation);

        (answer.Status, (string?)answer.Json["scimType"]).Should().Be((400, scimType));
    }

    [Fact]
    public async Task With_its_switch_a_patch_answers_204_without_a_body()
    {
        Host.Switches.ScimPatchAnswer = ScimPatchAnswer.NoContent;
        var id = await CreateUserAsync("jane.doe");

        var answer = await PatchAsync(id, """{"op":"replace","path":"active","value":false}""");

        (answer.Status, answer.Text).Should().Be((204, ""));
        Host.PulumiCloud.Organization("acme").Member("jane.doe")!.Active.Should().BeFalse();
    }

    [Theory]
    [InlineData(ScimDeleteUser.NotFoundPlainText, 404)]
    [InlineData(ScimDeleteUser.MethodNotAllowed, 405)]
    public async Task There_is_no_route_to_delete_a_user(ScimDeleteUser form, int status)
    {
        Host.Switches.ScimDeleteUser = form;
        var id = await CreateUserAsync("jane.doe");

        var answer = await ScimAsync("DELETE", $"Users/{id}");

        (answer.Status, answer.ContentType).Should().Be((status, "text/plain"));
        (await ScimAsync("GET", $"Users/{id}")).Status.Should().Be(200);
    }

    [Fact]
    public async Task A_deactivated_user_leaves_the_teams_unless_switched()
    {
        var jane = await CreateUserAsync("jane.doe");
        var group = await CreateGroupAsync("Platform", jane);

        Host.Switches.ScimDeactivationKeepsTeams = true;
        await PatchAsync(jane, """{"op":"replace","path":"active","value":false}""");
        var kept = await MembersAsync(group);
        await PatchAsync(jane, """{"op":"replace","path":"active","value":true}""");
        Host.Switches.ScimDeactivationKeepsTeams = false;
        await PatchAsync(jane, """{"op":"replace","path":"active","value":false}""");

        kept.Should().Equal(jane);
        (await MembersAsync(group)).Should().BeEmpty();
    }

    [Theory]
    [InlineData(0, 0, false, true)]
    [InlineData(1, 0, false, false)]
    [InlineData(0, 1, false, false)]
    [InlineData(0, 0, true, false)]
    public async Task An_invited_person_is_converted_on_activation_when_nothing_is_left_behind(
        int stacks, int environments, bool inAnotherOrganization, bool converted)
    {
        Host.PulumiCloud.AddAccount("guest", "guest@acme.test", "Guest", stacks, environments);
        Host.PulumiCloud.AddMember("acme", "guest");
        if (inAnotherOrganization)
            Host.PulumiCloud.AddMember("plainco", "guest");
        var id = (string)(await ScimAsync("GET", "Users?filter=userName%20eq%20%22guest%22")).Json["Resources"]!.Single()["id"]!;

        var answer = await PatchAsync(id, """{"op":"replace","path":"active","value":false}""");

        (answer.Status, (bool?)answer.Json["active"]).Should().Be((200, false));
        (Host.PulumiCloud.Organization("acme").Member("guest")!.Account.ManagedBy == "acme").Should().Be(converted);
    }
}
