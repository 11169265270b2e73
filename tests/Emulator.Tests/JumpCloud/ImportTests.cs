using FluentAssertions;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests;

public sealed class ImportTests : ProvisioningTest
{
    [Fact]
    public async Task The_service_providers_users_are_listed_page_by_page()
    {
        for (var i = 0; i < 3; i++)
        {
            Host.PulumiCloud.AddAccount($"user{i}", $"user{i}@acme.test", $"User {i}");
            Host.PulumiCloud.AddMember("acme", $"user{i}");
        }

        var application = await ProvisioningApplicationAsync();

        var first = (await ApiAsync("GET", $"v2/applications/{application}/import/users?limit=2&isCount=true")).Json;
        var second = (await ApiAsync("GET", $"v2/applications/{application}/import/users?limit=2&skip=2&sessionId={first["session_id"]}")).Json;

        ((int?)first["total_count"]).Should().Be(3);
        first["users"]!.Concat(second["users"]!).Select(user => (string?)user["username"]).Should()
            .Equal("user0", "user1", "user2");
        ((string?)first["users"]![0]!["email"], (string?)first["users"]![0]!["displayname"]).Should()
            .Be(("user0@acme.test", "User 0"));
    }

    [Fact]
    public async Task A_cursor_leads_to_the_next_page_and_a_session_is_that_of_the_first()
    {
        Host.Switches.ImportByCursor = true;
        Host.Switches.ImportPageSize = 2;
        for (var i = 0; i < 3; i++)
        {
            Host.PulumiCloud.AddAccount($"user{i}", $"user{i}@acme.test", $"User {i}");
            Host.PulumiCloud.AddMember("acme", $"user{i}");
        }

        var path = $"v2/applications/{await ProvisioningApplicationAsync()}/import/users?limit=100";

        var first = (await ApiAsync("GET", path)).Json;
        var second = (await ApiAsync("GET", $"{path}&isCursor=true&cursor={first["cursor"]}&sessionId={first["session_id"]}")).Json;

        first["users"]!.Should().HaveCount(2);
        second["users"]!.Select(user => (string?)user["username"]).Should().Equal("user2");
        ((string?)second["cursor"], (int?)first["total_count"]).Should().Be(("", 0));
        (await ApiAsync("GET", $"{path}&isCursor=true&cursor=made-up")).Status.Should().Be(400);
        (await ApiAsync("GET", $"{path}&sessionId=made-up")).Status.Should().Be(400);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(400)]
    public async Task Without_a_connection_there_is_nothing_to_list(int status)
    {
        Host.Switches.ImportWithoutConnectionStatus = status;

        (await ApiAsync("GET", $"v2/applications/{await PulumiApplicationAsync()}/import/users")).Status.Should().Be(status);
    }

    [Fact]
    public async Task Chosen_users_are_created_by_a_job_and_those_who_are_there_are_refused_one_by_one()
    {
        User("eva");
        var users = new JArray(Row("ada"), Row("eva"));

        var job = await ApiAsync("POST", "v2/bulk/users", users, "creation-source: jumpcloud:scim");
        await SettledAsync();
        var results = await ApiAsync("GET", $"v2/bulk/users/{job.Json["jobId"]}/results");

        job.Status.Should().Be(201);
        results.Json.Select(result => ((string?)result["persistedFields"]!["username"], (string?)result["status"],
            (string?)result["statusMsg"]))
            .Should().Equal(("ada", "finished", "User created"), ("eva", "error", "Already Exists"));
        Host.JumpCloud.FindUserByName("ada")!.State.Should().Be("ACTIVATED");
        results.Header("x-total-count").Should().Be("2");
    }

    [Fact]
    public async Task Imported_users_are_staged_where_the_organization_says_so()
    {
        await ControlAsync("PATCH", "drift/jumpcloud/settings", """{"applicationImport":"STAGED"}""");

        await ApiAsync("POST", "v2/bulk/users", new JArray(Row("ada")), "creation-source: jumpcloud:scim");
        await SettledAsync();

        Host.JumpCloud.FindUserByName("ada")!.State.Should().Be("STAGED");
    }

    [Fact]
    public async Task A_malformed_creation_source_or_user_is_400_and_an_unknown_job_404()
    {
        (await ApiAsync("POST", "v2/bulk/users", new JArray(Row("ada")), "creation-source: scim")).Status.Should().Be(400);
        (await ApiAsync("POST", "v2/bulk/users", new JArray(new JObject { ["nickname"] = "A" }))).Status.Should().Be(400);
        (await ApiAsync("POST", "v2/bulk/users", new JObject())).Status.Should().Be(400);
        (await ApiAsync("GET", "v2/bulk/users/5f00000000000000000000ff/results")).Status.Should().Be(404);
    }

    [Fact]
    public async Task Import_jobs_are_for_custom_api_integrations_only()
    {
        (await ApiAsync("POST", $"v2/applications/{await ProvisioningApplicationAsync()}/import/jobs",
            new JObject())).Status.Should().Be(404);
    }

    private static JObject Row(string name) => new() { ["username"] = name, ["email"] = name + "@acme.test" };
}
