using System.Net;
using FluentAssertions;
using JumpCloud.Clients;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace JumpCloud.Tests.Clients;

public sealed class ScimClientTests
{
    private readonly FakeTimeProvider _time = VirtualTime.Start();

    [Fact]
    public async Task The_token_goes_out_as_a_bearer_token_to_the_base_URL()
    {
        var handler = Answer("""{"totalResults":0}""");
        await Client(handler).ProveAsync(default);
        handler.Requests[0].Url.Should().Be(new Uri("https://sp.test/scim/v2/acme/Users?count=1"));
        handler.Requests[0].Headers.Should().Contain("Authorization", "Bearer scim-token-1")
            .And.Contain("Accept", "application/scim+json");
    }

    [Fact]
    public async Task A_name_with_quotes_is_escaped_in_a_filter()
    {
        var handler = Answer("""{"totalResults":0,"Resources":[]}""");
        (await Client(handler).FindGroupsAsync("""The "A" \ team""", default)).Should().BeEmpty();
        handler.Lines.Should().Equal("""GET /scim/v2/acme/Groups?filter=displayName eq "The \"A\" \\ team" """.TrimEnd());
    }

    [Fact]
    public async Task Every_group_of_a_name_is_found_and_no_other()
    {
        var groups = await Client(Answer(
            """
            {"totalResults":3,"Resources":[
              {"id":"1","displayName":"Platform","members":[{"value":"u1"},{"value":"u2"}]},
              {"id":"2","displayName":"platform"},
              {"id":"3","displayName":"Platforms"}]}
            """)).FindGroupsAsync("Platform", default);
        groups.Select(group => group.Id).Should().Equal("1", "2");
        groups[0].MemberIds.Should().BeEquivalentTo("u1", "u2");
    }

    [Fact]
    public async Task Users_are_listed_page_by_page()
    {
        var handler = new ScriptedHandler(_time, request => ScriptedHandler.Json(
            request.Line.Contains("startIndex=1&", StringComparison.Ordinal)
            ? """{"totalResults":3,"Resources":[{"id":"1","userName":"ada"},{"id":"2","userName":"bob","active":false}]}"""
            : """{"totalResults":3,"Resources":[{"id":"3","userName":"cyd","active":true}]}"""));
        var users = new List<ScimUser>();
        await foreach (var user in Client(handler).ListUsersAsync(default))
            users.Add(user);
        users.Should().Equal(new ScimUser("1", "ada", true), new ScimUser("2", "bob", false), new ScimUser("3", "cyd", true));
        handler.Lines.Should().Equal(
            "GET /scim/v2/acme/Users?startIndex=1&count=100", "GET /scim/v2/acme/Users?startIndex=3&count=100");
    }

    [Fact]
    public async Task A_server_without_discovery_has_no_features_and_is_no_error()
    {
        var handler = new ScriptedHandler(_time, _ =>
            ScriptedHandler.Text("404 page not found", "text/plain", HttpStatusCode.NotFound));
        (await Client(handler).ReadServiceProviderConfigAsync(default)).Should().BeNull();
    }

    [Fact]
    public async Task What_is_not_a_SCIM_list_is_told()
    {
        var prove = () => Client(Answer("""{"hello":"world"}""")).ProveAsync(default);
        (await prove.Should().ThrowAsync<ApiException>()).WithMessage(
            "The SCIM server answered 200 to GET /scim/v2/acme/Users with something that is not a SCIM list; check that the base URL is that of a "
                + "SCIM 2.0 server");
    }

    [Fact]
    public async Task A_refusal_that_repeats_the_token_is_scrubbed()
    {
        var handler = new ScriptedHandler(_time, _ =>
            ScriptedHandler.Json("""{"detail":"bad token scim-token-1","status":"401"}""", HttpStatusCode.Unauthorized));
        var prove = () => Client(handler).ProveAsync(default);
        (await prove.Should().ThrowAsync<ApiException>()).Which.Message.Should().Contain("bad token [secret]")
            .And.NotContain("scim-token-1");
    }

    private ScriptedHandler Answer(string json) => new(_time, _ => ScriptedHandler.Json(json));

    private ScimClient Client(HttpMessageHandler handler) =>
        TestOperation.Of(handler, _time, new RecordingLog()).Clients.Scim(
            new Uri("https://sp.test/scim/v2/acme"), "scim-token-1");
}
