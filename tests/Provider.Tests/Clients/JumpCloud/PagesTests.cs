using System.Globalization;
using System.Net;
using System.Web;
using FluentAssertions;
using JumpCloud.Clients;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace JumpCloud.Tests.Clients;

/// <summary>Lists of JumpCloud's, a hundred entries to a page: which pages are asked for, and when.</summary>
public sealed class PagesTests
{
    private readonly FakeTimeProvider _time = VirtualTime.Start();

    [Theory]
    [InlineData("v2", 0, 0, "0")]
    [InlineData("v2", 99, 99, "0")]
    [InlineData("v2", 250, 250, "0 100 200")]
    [InlineData("v2", 300, 300, "0 100 200")]
    [InlineData("v1", 300, 300, "0 100 200")]

    // It may have counted the page.
    [InlineData("v2", 100, 100, "0 100")]
    [InlineData("v2", 300, 100, "0 100 200 300")]

    // Nothing is told, or something that is not so.
    [InlineData("v2", 300, null, "0 100 200 300")]
    [InlineData("v1", 300, null, "0 100 200 300")]
    [InlineData("v2", 300, 0, "0 100 200 300")]
    [InlineData("v2", 300, 150, "0 100 200 300")]
    [InlineData("v1", 300, 299, "0 100 200 300")]
    [InlineData("v2", 250, 350, "0 100 200 300")]
    public async Task A_list_ends_at_its_total_where_a_page_ends_there_and_else_with_a_page_that_is_not_full(string version, int count, int? total, string pages)
    {
        var handler = new ScriptedHandler(_time, request => Page(request, count, total));

        var ids = version == "v1"
            ? (await TakeAsync(Client(handler).ListApplicationsAsync(null, 0, default))).ConvertAll(application => application.Id)
            : await TakeAsync(Client(handler).ListBoundUserGroupsAsync("app", 0, default));

        ids.Should().Equal(Enumerable.Range(0, count).Select(IdOf));
        Skips(handler).Order().Should().Equal(pages.Split(' ').Select(int.Parse));
    }

    [Fact]
    public async Task A_list_that_begins_later_ends_at_the_total_too()
    {
        var handler = new ScriptedHandler(_time, request => Page(request, 450, 450));

        var ids = await TakeAsync(Client(handler).ListBoundUserGroupsAsync("app", 250, default));

        ids.Should().Equal(Enumerable.Range(250, 200).Select(IdOf));
        Skips(handler).Should().Equal(250, 350);
    }

    [Fact]
    public async Task Once_the_second_page_is_wanted_four_are_read_at_a_time()
    {
        var (under, most) = (0, 0);
        var four = new TaskCompletionSource();
        var handler = new ScriptedHandler(_time, async (request, cancellation) =>
        {
            if (SkipOf(request) > 0)
            {
                most = Math.Max(most, Interlocked.Increment(ref under));
                if (under == 4)
                    four.SetResult();
                await four.Task.WaitAsync(TimeSpan.FromSeconds(20), cancellation);
                Interlocked.Decrement(ref under);
            }

            return Page(request, 1000, 1000);
        });

        var ids = await TakeAsync(Client(handler).ListBoundUserGroupsAsync("app", 0, default));

        ids.Should().HaveCount(1000);
        most.Should().Be(4);
        Skips(handler).Should().HaveCount(10);
    }

    [Fact]
    public async Task Who_has_enough_with_the_first_page_asks_for_no_other()
    {
        var handler = new ScriptedHandler(_time, request => Page(request, 1000, 1000));

        await foreach (var id in Client(handler).ListBoundUserGroupsAsync("app", 0, default))
        {
            if (id == IdOf(99))
                break;
        }

        Skips(handler).Should().Equal(0);
    }

    [Fact]
    public async Task A_page_that_fails_ends_the_list_and_the_requests_for_the_pages_after_it()
    {
        var ended = 0;
        var handler = new ScriptedHandler(_time, async (request, cancellation) =>
        {
            switch (SkipOf(request))
            {
                case 0:
                    return Page(request, 1000, 1000);
                case 100:
                    return ScriptedHandler.Json("""{"message":"No"}""", HttpStatusCode.Forbidden);
                default:
                    try
                    {
                        await Task.Delay(Timeout.Infinite, cancellation);
                    }
                    finally
                    {
                        Interlocked.Increment(ref ended);
                    }

                    throw new InvalidOperationException("never");
            }
        });

        var list = () => TakeAsync(Client(handler).ListBoundUserGroupsAsync("app", 0, default)).WaitAsync(TimeSpan.FromSeconds(20));

        (await list.Should().ThrowAsync<ApiException>()).Which.Status.Should().Be(403);
        ended.Should().Be(3);
    }

    private static async Task<List<T>> TakeAsync<T>(IAsyncEnumerable<T> list)
    {
        var taken = new List<T>();
        await foreach (var entry in list)
            taken.Add(entry);
        return taken;
    }

    private static HttpResponseMessage Page(SentRequest request, int count, int? total)
    {
        var skip = SkipOf(request);
        var ids = Enumerable.Range(skip, Math.Max(0, Math.Min(100, count - skip))).Select(IdOf);
        if (!request.Url.AbsolutePath.StartsWith("/api/v2/", StringComparison.Ordinal))
        {
            var results = string.Join(',', ids.Select(id => $$"""{"_id":"{{id}}"}"""));
            return ScriptedHandler.Json($$"""{{{(total is null ? "" : $"\"totalCount\":{total},")}}"results":[{{results}}]}""");
        }

        var answer = ScriptedHandler.Json($"[{string.Join(',', ids.Select(id => $$$"""{"to":{"type":"user_group","id":"{{{id}}}"}}"""))}]");
        if (total is not null)
            answer.Headers.Add("x-total-count", total.Value.ToString(CultureInfo.InvariantCulture));
        return answer;
    }

    private static string IdOf(int index) => $"{index:x24}";

    private static int SkipOf(SentRequest request) =>
        int.Parse(HttpUtility.ParseQueryString(request.Url.Query)["skip"]!, CultureInfo.InvariantCulture);

    private static IEnumerable<int> Skips(ScriptedHandler handler) => handler.Requests.Select(SkipOf);

    private JumpCloudClient Client(HttpMessageHandler handler) => TestOperation.Of(handler, _time, new RecordingLog()).Clients.JumpCloud;
}
