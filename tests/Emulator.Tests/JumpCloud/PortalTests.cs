using FluentAssertions;
using Xunit;

namespace JumpCloud.Tests;

/// <summary>Drift by hand, from a shell: things are named as people name them.</summary>
public sealed class PortalTests : ProvisioningTest
{
    private const string Drift = "drift/jumpcloud";

    [Fact]
    public async Task What_is_done_by_hand_shows_in_the_api_and_at_the_service_provider()
    {
        var application = await ProvisioningApplicationAsync();
        await DoAsync("POST", "users", """{"username":"ada","email":"ada@acme.test"}""");
        await DoAsync("POST", "groups", """{"name":"Ops team"}""");
        await DoAsync("PUT", "groups/Ops%20team/members/ada");
        await DoAsync("PUT", "applications/Pulumi%20Cloud/groups/Ops%20team");
        (await ControlAsync("POST", "settle")).Status.Should().Be(204);
        Team("Ops team")!.Members.Should().Equal("ada");

        await DoAsync("PATCH", "groups/Ops%20team", """{"name":"Ops"}""");
        await DoAsync("PATCH", "applications/Pulumi%20Cloud", """{"description":"by hand"}""");
        await DoAsync("PATCH", "users/ada", """{"state":"SUSPENDED"}""");
        await DoAsync("PATCH", "applications/Pulumi%20Cloud/idm", """{"manageGroups":false}""");
        await SettledAsync();

        ((string?)(await ApiAsync("GET", $"applications/{application}")).Json["description"]).Should().Be("by hand");
        ActivePeople().Should().BeEmpty();
        await DoAsync("DELETE", "applications/Pulumi%20Cloud/groups/Ops");
        await DoAsync("DELETE", "groups/Ops");
        await DoAsync("DELETE", "users/ada");
        await DoAsync("DELETE", "applications/Pulumi%20Cloud");
        Host.JumpCloud.Applications().Should().BeEmpty();
    }

    [Theory]
    [InlineData("PATCH", "groups/Nobody", "There is no group Nobody.")]
    [InlineData("PATCH", "users/nobody", "There is no user nobody.")]
    [InlineData("DELETE", "applications/Nothing", "There is no application Nothing.")]
    [InlineData("POST", "groups", "\"name\" is required")]
    public async Task What_cannot_be_done_is_400_in_words(string method, string path, string error)
    {
        var answer = await ControlAsync(method, $"{Drift}/{path}", "{}");

        (answer.Status, (string?)answer.Json["error"]).Should().Be((400, error));
    }

    private async Task DoAsync(string method, string path, string? body = null)
    {
        var answer = await ControlAsync(method, $"{Drift}/{path}", body);
        answer.Status.Should().Be(204, answer.Text);
    }
}
