using FluentAssertions;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests;

/// <summary>A page from elsewhere, open in a browser on the same machine, cannot drive the emulator.</summary>
public sealed class OwnDoorTests : EmulatorTest
{
    private int Port => Host.PageUrl.Port;

    [Theory]
    [InlineData("https://evil.test")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("null")]
    public async Task A_request_of_a_foreign_page_is_refused_and_not_carried_out(string origin)
    {
        var answer = await ControlOfAsync("POST", "/_control/drift/jumpcloud/groups", $"Origin: {origin}");

        answer.Status.Should().Be(403);
        ((string?)answer.Json["error"]).Should().Be($"A page of {origin} may not drive the emulator; its own page is {Host.PageUrl}.");
        Host.JumpCloud.FindGroupByName("Ops").Should().BeNull();
    }

    [Theory]
    [InlineData("POST", "/_control/drift/jumpcloud/groups")]
    [InlineData("GET", "/_control/state")]
    [InlineData("GET", "/")]
    public async Task A_name_that_was_made_to_resolve_to_this_machine_is_refused(string method, string path)
    {
        var answer = await ControlOfAsync(method, path, "Host: rebound.evil.test", "Origin: http://rebound.evil.test");

        answer.Status.Should().Be(403);
        ((string?)answer.Json["error"]).Should().Be("The emulator is reached at 127.0.0.1 or localhost, not at rebound.evil.test.");
        Host.JumpCloud.FindGroupByName("Ops").Should().BeNull();
    }

    [Fact]
    public async Task Its_own_page_and_a_program_are_let_in()
    {
        string[][] ways = [[], [$"Origin: http://127.0.0.1:{Port}"], [$"Host: localhost:{Port}", $"Origin: http://localhost:{Port}"]];

        foreach (var headers in ways)
        {
            (await ControlOfAsync("POST", "/_control/drift/jumpcloud/groups", headers)).Status.Should().Be(204);
            (await ControlOfAsync("DELETE", "/_control/drift/jumpcloud/groups/Ops", headers)).Status.Should().Be(204);
        }
    }

    private Task<Answer> ControlOfAsync(string method, string path, params string[] headers) =>
        SendAsync(Host.PageUrl, method, path, method == "GET" ? null : new JObject { ["name"] = "Ops" }.ToString(), "application/json", headers);
}
