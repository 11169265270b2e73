using System.Text.RegularExpressions;
using FluentAssertions;
using JumpCloud.Clients;
using JumpCloud.Core;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace JumpCloud.Tests.Clients;

/// <summary>Lists that never end: they are given up, and not taken for the whole list.</summary>
public sealed partial class EndlessListTests
{
    private static readonly string Row = """{"_id":"a","id":"a","name":"a","username":"a","email":"a@acme.test","to":{"type":"user_group","id":"a"}}""";

    private readonly FakeTimeProvider _time = VirtualTime.Start();

    public static TheoryData<string> Lists => ["applications", "templates", "groups", "associations", "own applications", "SCIM", "members"];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task The_same_page_again_ends_a_list_with_an_error(string list)
    {
        var handler = new ScriptedHandler(_time, request => Page(request, Row));

        var failure = await FailureAsync(list, handler);

        handler.Requests.Should().HaveCount(2);
        failure.Message.Should().Contain(" 200 to GET /").And.Contain(" with the page that it gave before, so that its list has no end. Check that https://");
    }

    [Theory]
    [InlineData("associations")]
    [InlineData("members")]
    public async Task More_than_a_thousand_pages_end_a_list_with_an_error(string list)
    {
        var pages = 0;
        var handler = new ScriptedHandler(_time, request => Page(request, Row.Replace("\"a\"", $"\"a{++pages}\"", StringComparison.Ordinal)));

        var failure = await FailureAsync(list, handler);

        handler.Requests.Should().HaveCount(1001);
        failure.Message.Should().Contain(" with more than 1000 pages of a list. Check that https://");
    }

    [Theory]
    [InlineData("{\"users\":[{\"id\":\"a\"}],\"cursor\":\"c\"}", 2, "with the cursor that it was asked with, so that its list has no end")]
    [InlineData("{\"users\":[HUNDRED],\"total_count\":2147483647}", 1002, "with more than 1000 pages of a list")]
    public async Task A_list_of_importable_users_ends_too(string page, int requests, string problem)
    {
        var answer = page.Replace("HUNDRED", string.Join(',', Enumerable.Repeat("{\"id\":\"a\"}", 100)), StringComparison.Ordinal);
        var handler = new ScriptedHandler(_time, _ => ScriptedHandler.Json(answer));
        var jumpCloud = ClientsOf(handler).JumpCloud;
        var read = async () =>
        {
            for (var position = ImportPosition.Start; position is not null;)
                position = (await jumpCloud.ListImportUsersAsync("a", position, 100, default)).Next;
        };

        (await read.Should().ThrowAsync<ApiException>()).Which.Message.Should().Contain(problem);
        handler.Requests.Should().HaveCount(requests);
    }

    [Fact]
    public async Task A_list_of_events_that_stays_where_it_is_ends_with_an_error()
    {
        var handler = new ScriptedHandler(_time, request =>
        {
            var response = ScriptedHandler.Json($"[{string.Join(',', Enumerable.Repeat("{}", 1000))}]");
            response.Headers.Add("X-Search_after", "[1,\"a\"]");
            return response;
        });

        var read = () => _time.RunAsync(ClientsOf(handler).JumpCloud.ListApplicationEventsAsync("a", ["x"], _time.GetUtcNow(), 10_000, default));

        (await read.Should().ThrowAsync<ApiException>()).Which.Message.Should().Contain("with the X-Search_after that it was asked with");
        handler.Requests.Should().HaveCount(2);
    }

    private static HttpResponseMessage Page(SentRequest request, string row)
    {
        var rows = $"[{string.Join(',', Enumerable.Range(0, 100).Select(index => Id().Replace(row, $"${{1}}{index}\"")))}]";
        var path = request.Url.AbsolutePath;
        return ScriptedHandler.Json(path switch
        {
            _ when path.StartsWith("/scim/", StringComparison.Ordinal) => $"{{\"totalResults\":2147483647,\"Resources\":{rows}}}",
            _ when path.StartsWith("/api/orgs/", StringComparison.Ordinal) =>
                $"{{\"members\":[{row.Replace("\"name\"", "\"role\"", StringComparison.Ordinal)}],\"continuationToken\":\"{Guid.NewGuid()}\"}}",
            _ when path.StartsWith("/api/v2/", StringComparison.Ordinal) => rows,
            _ => $"{{\"totalCount\":-1,\"results\":{rows}}}",
        });
    }

    private async Task<ApiException> FailureAsync(string list, ScriptedHandler handler)
    {
        var clients = ClientsOf(handler);
        var (jumpCloud, pulumi) = (clients.JumpCloud, clients.PulumiCloud!);
        Func<Task> read = list switch
        {
            "applications" => () => jumpCloud.ListApplicationNamesAsync(default),
            "templates" => () => jumpCloud.ListApplicationTemplateNamesAsync(default),
            "groups" => () => jumpCloud.ListUserGroupNamesAsync(default),
            "associations" => () => jumpCloud.ListBoundUserGroupsAsync("b", default),
            "own applications" => () => jumpCloud.ListApplicationsOfTemplateAsync("a", default),
            "SCIM" => () => clients.Scim(new Uri("https://api.test/scim/v2/acme"), "token-1").FindUsersAsync([.. Enumerable.Range(0, 30).Select(n => $"u{n}")], default),
            _ => () => pulumi.ListOrganizationAdminsAsync("acme", default),
        };
        return (await read.Should().ThrowAsync<ApiException>()).Which;
    }

    private ProviderClients ClientsOf(HttpMessageHandler handler) => new(
        new ProviderConfig { ApiKey = "key-1", PulumiAccessToken = "pul-1", ConsoleUrl = new Uri("https://console.test/"), PulumiApiUrl = new Uri("https://api.test/") },
        _time,
        handler);

    // Every row is another thing.
    [GeneratedRegex("(\"_?id\":\"[^\"]*)\"")]
    private static partial Regex Id();
}
