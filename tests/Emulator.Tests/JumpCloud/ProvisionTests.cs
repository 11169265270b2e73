using FluentAssertions;
using JumpCloud.Emulator;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests;

/// <summary>Activation and the rest of Identity Management: by the inferred API, by the portal, and in a strict tenant.</summary>
public sealed class ProvisionTests : ProvisioningTest
{
    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    public async Task An_activation_proves_the_token_and_is_seen_in_the_public_view(string verb)
    {
        var application = await PulumiApplicationAsync();

        var answer = await ActivateAsync(application, verb);

        answer.Status.Should().Be(200);
        answer.Text.Should().NotContain(Acme.ScimToken);
        ((string?)(await ProvisionAsync(application))["type"]).Should().Be("scim");
        Host.Requests.Of(Face.Pulumi).Select(request => $"{request.Method} {request.Path}{request.Query}").Should().Equal(
            "GET /scim/v2/acme/ServiceProviderConfig", "GET /scim/v2/acme/Users?count=1");
        Host.Requests.Of(Face.Pulumi).Should().OnlyContain(request =>
            request.Headers["Authorization"] == $"Bearer {Acme.ScimToken}");
        var written = LastEvent("idm_integration_activate");
        ((bool?)written["success"], (string?)written["message_chain"]!["response_message"]).Should()
            .Be((true, "Application successfully activated"));
        ((string?)written["application"]!["name"], (string?)written["resource"]!["id"]).Should().Be(("pulumi", application));
    }

    [Fact]
    public async Task A_wrong_token_is_400_activates_nothing_and_writes_the_failure()
    {
        var application = await PulumiApplicationAsync();

        var answer = await ActivateAsync(application, changes: new JObject { ["api_key"] = "wrong" });

        answer.Status.Should().Be(400);
        ((string?)answer.Json["message"]).Should().Contain("401").And.NotContain("wrong");
        (await ProvisionAsync(application)).Type.Should().Be(JTokenType.Null);
        var written = LastEvent("idm_integration_activate");
        ((bool?)written["success"], (string?)written["message_chain"]!["response_code"]).Should().Be((false, "401"));
    }

    [Theory]
    [InlineData("""{"base_url":"https://a.test"}""")]
    [InlineData("""{"type":"oauth"}""")]
    [InlineData("""{"vanity_url":null}""")]
    [InlineData("""{"api_key":null}""")]
    [InlineData("""{"vanity_url":"scim"}""")]
    [InlineData("""{"groups_supported":"yes"}""")]
    public async Task A_body_of_another_form_is_400(string changes)
    {
        var application = await PulumiApplicationAsync();

        (await ActivateAsync(application, changes: JObject.Parse(changes))).Status.Should().Be(400);
        (await ProvisionAsync(application)).Type.Should().Be(JTokenType.Null);
    }

    [Fact]
    public async Task An_application_that_cannot_provision_is_refused()
    {
        var aws = (string)(await CreateApplicationAsync(
            new JObject { ["name"] = "aws-sso", ["config"] = new JObject() }))["_id"]!;
        var datadog = (string)(await CreateApplicationAsync(new JObject { ["name"] = "datadog" }))["_id"]!;
        var inactive = (string)(await CreateApplicationAsync(new JObject { ["name"] = "pulumi", ["active"] = false }))["_id"]!;

        (await ActivateAsync(aws)).Json["message"]!.ToString().Should()
            .Be("the application does not support Identity Management");
        (await ActivateAsync(datadog)).Json["message"]!.ToString().Should().Be("the application does not support groups");
        (await ActivateAsync(inactive)).Json["message"]!.ToString().Should()
            .Be("SSO must be configured before Identity Management");
        (await ActivateAsync("5f00000000000000000000ff")).Status.Should().Be(404);
        (await ActivateAsync(await ProvisioningApplicationAsync())).Status.Should().Be(409);
    }

    [Fact]
    public async Task A_deactivation_leaves_everything_there_and_stops_syncing()
    {
        var (application, group) = (await ProvisioningApplicationAsync(), Group("Engineers", User("ada")));
        Portal.BindGroup(application, group);
        await SettledAsync();

        var answer = await ApiAsync("DELETE", $"v2/applications/{application}/provision");
        Portal.AddMember(group, User("eva"));
        Portal.DeleteGroup(group);
        await SettledAsync();

        answer.Status.Should().Be(204);
        (await ProvisionAsync(application)).Type.Should().Be(JTokenType.Null);
        (await ApiAsync("GET", $"v2/applications/{application}/provision")).Status.Should().Be(404);
        ActivePeople().Should().Equal("ada");
        Team("Engineers")!.Members.Should().Equal("ada");
        ((bool?)LastEvent("idm_integration_deactivate")["success"]).Should().BeTrue();
    }

    [Fact]
    public async Task A_deactivation_may_be_called_delete_in_the_events()
    {
        Host.Switches.DeactivateEventType = "idm_integration_delete";
        Portal.DeactivateIdm(await ProvisioningApplicationAsync());

        Steps().Should().Equal("idm_integration_activate", "idm_integration_delete");
    }

    [Fact]
    public async Task A_new_token_goes_the_articles_way_deactivate_update_reactivate()
    {
        var application = await ProvisioningApplicationAsync();
        Portal.BindUser(application, User("ada"));
        await SettledAsync();
        var token = Host.PulumiCloud.RotateScimToken("acme");
        var path = $"v2/applications/{application}/provision";

        (await ApiAsync("DELETE", path)).Status.Should().Be(204);
        (await ApiAsync("PATCH", path, new JObject { ["api_key"] = token })).Status.Should().Be(200);
        (await ProvisionAsync(application)).Type.Should().Be(JTokenType.Null);
        (await ApiAsync("POST", path + "/reactivate")).Status.Should().Be(200);
        Portal.BindUser(application, User("eva"));
        await SettledAsync();

        ActivePeople().Should().Equal("ada", "eva");
        Steps().Should().Equal(
            "idm_integration_activate", "user_create_provision", "idm_integration_deactivate", "idm_integration_update",
            "idm_integration_activate", "user_update_provision", "user_create_provision");
    }

    [Fact]
    public async Task A_reactivation_in_place_is_a_reauthentication_and_a_wrong_token_changes_nothing()
    {
        var application = await ProvisioningApplicationAsync();
        var path = $"v2/applications/{application}/provision/reactivate";

        (await ApiAsync("PUT", path, new JObject { ["api_key"] = "wrong" })).Status.Should().Be(400);
        (await ApiAsync("PUT", path, new JObject { ["api_key"] = Acme.ScimToken },
            "X-Requested-With: XMLHttpRequest")).Status.Should().Be(200);

        (await ProvisionAsync(application)).Type.Should().Be(JTokenType.Object);
        Steps().Should().Equal("idm_integration_activate", "idm_integration_reauth failed", "idm_integration_reauth");
    }

    [Fact]
    public async Task Nothing_can_be_reactivated_or_updated_that_never_was_active()
    {
        var application = await PulumiApplicationAsync();
        var path = $"v2/applications/{application}/provision";

        (await ApiAsync("POST", path + "/reactivate")).Status.Should().Be(404);
        (await ApiAsync("PATCH", path, new JObject { ["groups_supported"] = false })).Status.Should().Be(404);
        (await ApiAsync("DELETE", path)).Status.Should().Be(404);
        (await ApiAsync("GET", path)).Status.Should().Be(404);
    }

    [Fact]
    public async Task The_detail_says_where_it_provisions_and_never_the_token()
    {
        var application = await ProvisioningApplicationAsync();

        var detail = await ApiAsync("GET", $"v2/applications/{application}/provision");

        ((string?)detail.Json["vanity_url"], (bool?)detail.Json["groups_supported"]).Should().Be((ScimUrl, true));
        (detail.Text + (await ControlAsync("GET", "state")).Json["jumpcloud"]).Should().NotContain(Acme.ScimToken);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(405)]
    public async Task A_strict_tenant_offers_no_api_and_the_portal_works(int status)
    {
        (Host.Switches.StrictProvisioning, Host.Switches.StrictProvisioningStatus) = (true, status);
        var application = await PulumiApplicationAsync();
        var path = $"v2/applications/{application}/provision";

        (await ActivateAsync(application)).Status.Should().Be(status);
        (await ApiAsync("GET", path)).Status.Should().Be(status);
        (await ApiAsync("DELETE", path)).Status.Should().Be(status);
        (await ApiAsync("PATCH", path, new JObject())).Status.Should().Be(status);
        Host.JumpCloud.Events().Should().HaveCount(1, "only the application was made");

        var body = new JObject { ["baseUrl"] = ScimUrl, ["token"] = Acme.ScimToken, ["manageGroups"] = true };
        (await ControlAsync("POST", $"drift/jumpcloud/applications/{application}/idm/activate", body.ToString())).Status.Should()
            .Be(204);
        ((string?)(await ProvisionAsync(application))["type"]).Should().Be("scim");
        (await ControlAsync("POST", $"drift/jumpcloud/applications/{application}/idm/deactivate")).Status.Should().Be(204);
        (await ProvisionAsync(application)).Type.Should().Be(JTokenType.Null);
    }

    [Fact]
    public async Task A_custom_application_proves_itself_with_a_test_user_and_a_test_group()
    {
        var application = (string)(await CreateApplicationAsync())["_id"]!;
        (await ActivateAsync(application)).Status.Should().Be(400);

        (await ActivateAsync(application, changes: new JObject { ["test_user_email"] = "test@acme.test" })).Status.Should()
            .Be(200);

        Acme.Members.Single().Account.Login.Should().Be("test@acme.test");
        ActivePeople().Should().BeEmpty("a user cannot be deleted there, so the test user is deactivated");
        Acme.Teams.Should().BeEmpty();
        Host.Requests.Of(Face.Pulumi, null, "/Groups").Select(request => request.Method).Should().Equal("POST", "DELETE");
    }

    [Fact]
    public async Task Deleting_the_application_ends_its_provisioning_and_leaves_people_alone()
    {
        var application = await ProvisioningApplicationAsync();
        Portal.BindGroup(application, Group("Engineers", User("ada")));
        await SettledAsync();

        await ApiAsync("DELETE", $"applications/{application}");
        await SettledAsync();

        ActivePeople().Should().Equal("ada");
        Team("Engineers")!.Members.Should().Equal("ada");
        Steps().Should().EndWith("idm_integration_deactivate");
    }

    private Task<Answer> ActivateAsync(string application, string verb = "POST", JObject? changes = null) => ApiAsync(
        verb, $"v2/applications/{application}/provision/activate",
        Changed(new JObject { ["type"] = "scim", ["vanity_url"] = ScimUrl, ["api_key"] = Acme.ScimToken,
            ["groups_supported"] = true }, changes));
}
