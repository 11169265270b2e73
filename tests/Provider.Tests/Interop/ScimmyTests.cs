using FluentAssertions;
using Newtonsoft.Json;
using Xunit;

namespace JumpCloud.Tests.Interop;

/// <summary>
/// A service provider that others wrote: SCIMMY on Express is behind JumpCloud's Identity Management, and is asked what came of it.
/// </summary>
public sealed class ScimmyTests : IAsyncLifetime
{
    private ProviderFixture _stack = null!;
    private ScimmyServer _scimmy = null!;

    public async ValueTask InitializeAsync()
    {
        _scimmy = await ScimmyServer.StartAsync();
        _stack = await ProviderFixture.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_stack is not null)
            await _stack.DisposeAsync();
        if (_scimmy is not null)
            await _scimmy.DisposeAsync();
    }

    [Fact]
    public async Task People_and_their_group_come_change_and_go_at_SCIMMY_as_the_program_says()
    {
        await UpAsync(Program("Wiki Editors", bound: true, "alice.moreau", "ben.castellan"));
        (await _scimmy.UsersAsync()).Should().Equal("alice.moreau active", "ben.castellan active");
        (await _scimmy.GroupsAsync()).Should().Equal("Wiki Editors: alice.moreau, ben.castellan");
        var id = await _scimmy.GroupIdAsync();
        var alice = await _scimmy.UserAsync("alice.moreau");
        alice["name"]!.ToString(Formatting.None).Should().Be("""{"familyName":"Moreau","givenName":"Alice"}""");
        alice["emails"]!.ToString(Formatting.None).Should().Be("""[{"value":"alice.moreau@acme.test","type":"work","primary":true}]""");

        await UpAsync(Program("Wiki Editors", bound: true, "alice.moreau", "ben.castellan", "chen.weiming"));
        (await _scimmy.GroupsAsync()).Should().Equal("Wiki Editors: alice.moreau, ben.castellan, chen.weiming");

        await UpAsync(Program("Wiki Editors", bound: true, "alice.moreau", "chen.weiming"));
        (await _scimmy.GroupsAsync()).Should().Equal("Wiki Editors: alice.moreau, chen.weiming");
        (await _scimmy.UsersAsync()).Should().Equal("alice.moreau active", "ben.castellan inactive", "chen.weiming active");

        await UpAsync(Program("Handbook Editors", bound: true, "alice.moreau", "chen.weiming"));
        (await _scimmy.GroupsAsync()).Should().Equal("Handbook Editors: alice.moreau, chen.weiming");
        (await _scimmy.GroupIdAsync()).Should().Be(id, "it was renamed, not made anew");

        _stack.Services.JumpCloud.Portal.SetUserState(_stack.Services.JumpCloud.FindUserByName("chen.weiming")!.Id, "SUSPENDED");
        await _stack.Services.SettledAsync();
        (await _scimmy.UsersAsync()).Should().Equal("alice.moreau active", "ben.castellan inactive", "chen.weiming inactive");

        await UpAsync(Program("Handbook Editors", bound: false, "alice.moreau", "chen.weiming"));
        (await _scimmy.UsersAsync()).Should().Equal("alice.moreau inactive", "ben.castellan inactive", "chen.weiming inactive");

        var destroyed = await _stack.DestroyAsync();
        destroyed.Succeeded.Should().BeTrue(destroyed.Text);
        await _stack.Services.SettledAsync();
        _stack.Services.JumpCloud.Applications().Should().BeEmpty();
        (await _scimmy.UsersAsync()).Should().Equal("alice.moreau inactive", "ben.castellan inactive", "chen.weiming inactive");
        _stack.State.Should().NotContain(ScimmyServer.Token);
        _stack.Services.JumpCloud.Events().Where(item => (bool?)item["success"] == false).Select(item => item.ToString())
            .Should().BeEmpty("SCIMMY refuses nothing");
    }

    [Fact]
    public async Task A_token_that_SCIMMY_does_not_know_activates_nothing()
    {
        var result = await _stack.UpAsync(Programs.Of(Application, Integration("made-up-token")));

        result.Succeeded.Should().BeFalse();
        result.Text.Should().Contain("The SCIM server answered 401").And.NotContain("made-up-token");
        _stack.Services.JumpCloud.Applications().Select(application => application.Idm).Should().AllSatisfy(idm => idm.Should().BeNull());
    }

    private const string Application = "  app:\n    type: jumpcloud:index:SsoApplication\n    properties: { template: saml2, "
        + "displayLabel: Wiki, saml: { spEntityId: 'https://wiki.test', acsUrls: ['https://wiki.test/acs'] } }\n";

    private string Integration(string token) =>
        Programs.Integration(_stack, "testUserEmail: probe@acme.test", token, _scimmy.BaseUrl);

    private string Program(string group, bool bound, params IReadOnlyList<string> members)
    {
        var look = $"serviceProvider: {{ scimBaseUrl: '{_scimmy.BaseUrl}', scimToken: {{ 'fn::secret': '{ScimmyServer.Token}' }} }}";
        IReadOnlyList<string> bindings = bound
            ? [Programs.Binding("bound", $"userGroupId: '${{group.userGroupId}}', waitForSync: true, {look}", options: "dependsOn: ['${idm}']")]
            : [];
        return Programs.Of(
            [Application, Integration(ScimmyServer.Token), Programs.Group("group", $"name: {group}"), .. bindings,
                .. members.Select(name => Programs.Membership(name.Split('.')[0], $"userGroupId: '${{group.userGroupId}}', username: {name}"))]);
    }

    private async Task UpAsync(string program)
    {
        var result = await _stack.UpAsync(program);
        result.Succeeded.Should().BeTrue(result.Text);
        await _stack.Services.SettledAsync();
    }
}
