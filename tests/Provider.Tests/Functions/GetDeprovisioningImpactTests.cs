using FluentAssertions;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests.Functions;

public sealed class GetDeprovisioningImpactTests : IAsyncLifetime
{
    private const string Platform = "5d0000000000000000000002";
    private const string Engineering = "5d0000000000000000000001";
    private const string Data = "5d0000000000000000000004";
    private const string Bianca = "5e000000000000000000001d";

    private ProviderFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await ProviderFixture.StartAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Active_members_whom_nothing_else_covers_would_be_deactivated()
    {
        var id = await _fixture.ApplicationAsync();
        var portal = _fixture.Services.JumpCloud.Portal;
        portal.BindGroup(id, Data);
        portal.BindGroup(id, Platform);
        portal.AddMember(Platform, User("chen.weiming"));
        portal.BindUser(id, User("greta.hansen"));

        var answer = await _fixture.InvokeAsync("getDeprovisioningImpact", $"applicationId: {id}, userGroupName: Data");

        var expected = JObject.Parse(
            $$"""
            {
              "userGroupId": "{{Data}}", "userGroupName": "Data", "bound": true, "provisioningActive": true, "count": 3,
              "users": [
                {"id": "{{User("bianca.rossi")}}", "username": "bianca.rossi", "email": "bianca.rossi@acme.test"},
                {"id": "{{User("dana.friedman")}}", "username": "dana.friedman", "email": "dana.friedman@acme.test"},
                {"id": "{{User("emeka.obi")}}", "username": "emeka.obi", "email": "emeka.obi@acme.test"}
              ],
              "keptUsers": [
                {"id": "{{User("chen.weiming")}}", "username": "chen.weiming", "throughGroups": ["Platform"], "boundDirectly": false},
                {"id": "{{User("greta.hansen")}}", "username": "greta.hansen", "throughGroups": [], "boundDirectly": true}
              ],
              "deletesServiceProviderGroup": false
            }
            """);
        JToken.DeepEquals(answer, expected).Should().BeTrue(answer.ToString());
        _fixture.Calls.Should().Equal(
            "GET /api/v2/usergroups",
            $"GET /api/v2/applications/{id}",
            $"GET /api/v2/applications/{id}/associations",
            $"GET /api/v2/applications/{id}/users",
            "GET /api/systemusers");
    }

    [Fact]
    public async Task What_it_tells_is_what_an_unbinding_does()
    {
        var id = await _fixture.ApplicationAsync();
        var portal = _fixture.Services.JumpCloud.Portal;
        portal.BindGroup(id, Engineering);
        portal.BindGroup(id, Platform);
        await _fixture.Services.SettledAsync();
        var before = ActivePeople();

        var answer = await _fixture.InvokeAsync("getDeprovisioningImpact", $"applicationId: {id}, userGroupId: '{Engineering}'");
        portal.UnbindGroup(id, Engineering);
        await _fixture.Services.SettledAsync();

        before.Except(ActivePeople()).Should().HaveCount(14)
            .And.BeEquivalentTo(answer["users"]!.Select(user => (string?)user["username"]));
        answer["keptUsers"]!.Select(user => (string?)user["username"]).Should().Contain("alice.moreau").And.HaveCount(8);
    }

    [Fact]
    public async Task Deleting_the_group_deletes_it_at_the_service_provider_too()
    {
        var id = await _fixture.ApplicationAsync();
        _fixture.Services.JumpCloud.Portal.BindGroup(id, Data);

        var answer = await _fixture.InvokeAsync(
            "getDeprovisioningImpact", $"applicationId: {id}, userGroupName: Data, change: delete");

        ((bool?)answer["deletesServiceProviderGroup"], (int?)answer["count"]).Should().Be((true, 5));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Nobody_would_be_deactivated_without_a_connection_or_a_binding(bool isBound, bool isActive)
    {
        var id = await _fixture.ApplicationAsync(isActive);
        if (isBound)
            _fixture.Services.JumpCloud.Portal.BindGroup(id, Data);

        var answer = await _fixture.InvokeAsync(
            "getDeprovisioningImpact", $"applicationId: {id}, userGroupName: Data, change: delete");

        ((bool?)answer["bound"], (bool?)answer["provisioningActive"]).Should().Be((isBound, isActive));
        ((int?)answer["count"], (bool?)answer["deletesServiceProviderGroup"]).Should().Be((0, false));
        answer["users"].Should().BeEmpty();
    }

    [Theory]
    [InlineData("applicationId: Pulumi, userGroupName: Data", "must be the id of an application, 24 hexadecimal characters")]
    [InlineData("applicationId: 6567a1b2c3ffffffffffffff", "give either userGroupId or userGroupName")]
    [InlineData("applicationId: 6567a1b2c3ffffffffffffff, userGroupId: Data", "must be the id of a user group, 24 hexadecimal "
        + "characters; for its name there is userGroupName")]
    [InlineData("applicationId: 6567a1b2c3ffffffffffffff, userGroupName: Dta", "Dta is not the name of a user group in JumpCloud; did "
        + "you mean Data?")]
    [InlineData("applicationId: 6567a1b2c3ffffffffffffff, userGroupName: Data", "6567a1b2c3ffffffffffffff is not the id of an "
        + "application in JumpCloud")]
    [InlineData($"applicationId: 6567a1b2c3ffffffffffffff, userGroupId: '{Bianca}'", $"there is no user group of the id {Bianca} in "
        + "JumpCloud")]
    public async Task Bad_arguments_are_told(string arguments, string problem) =>
        (await _fixture.FailAsync("getDeprovisioningImpact", arguments)).Should().Contain(problem);

    private string User(string username) => _fixture.Services.JumpCloud.FindUserByName(username)!.Id;

    private List<string> ActivePeople() => [.. _fixture.Services.PulumiCloud.Organization("acme").Members
        .Where(member => member.Active)
        .Select(member => member.Account.Login)];
}
