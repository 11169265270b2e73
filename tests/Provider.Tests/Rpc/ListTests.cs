using FluentAssertions;
using Grpc.Core;
using JumpCloud.Tests.Rpc.Support;
using Pulumirpc;
using Xunit;

namespace JumpCloud.Tests.Rpc;

public sealed class ListTests
{
    [Fact]
    public async Task Pages_follow_each_other_until_the_last_which_has_no_continuation()
    {
        var widget = WidgetsOf("a", "b", "c", "d", "e");
        await using var plugin = await Plugin.StartAsync(widget: widget);

        var first = await ListAsync(plugin, new ListRequest { Token = Widget.Type, PageSize = 2 });
        var second = await ListAsync(plugin, new ListRequest { Token = Widget.Type, PageSize = 2, ContinuationToken = TokenOf(first) });
        var third = await ListAsync(plugin, new ListRequest { Token = Widget.Type, PageSize = 2, ContinuationToken = TokenOf(second) });

        Ids(first).Should().Equal("a", "b");
        Ids(second).Should().Equal("c", "d");
        Ids(third).Should().Equal("e");
        TokenOf(third).Should().BeEmpty();
        widget.Listed.Should().Be(3 + 3 + 1, "a page goes on where the one before ended");
    }

    [Theory]
    [InlineData("2")]
    [InlineData("1.2.-3")]
    [InlineData("next please")]
    public async Task A_token_of_somebody_else_is_refused(string token)
    {
        await using var plugin = await Plugin.StartAsync();

        var failure = await TwentyTraps.FailureOf(ListAsync(plugin, new ListRequest { Token = Widget.Type, ContinuationToken = token }));

        failure.Status.Should().Be(new Status(
            StatusCode.InvalidArgument, "the continuation token is not one of this provider; list from the start"));
    }

    [Fact]
    public async Task A_limit_counts_over_all_pages()
    {
        await using var plugin = await Plugin.StartAsync(widget: WidgetsOf("a", "b", "c", "d", "e"));

        var first = await ListAsync(plugin, new ListRequest { Token = Widget.Type, Limit = 3, PageSize = 2 });
        var second = await ListAsync(plugin, new ListRequest { Token = Widget.Type, Limit = 3, PageSize = 2, ContinuationToken = TokenOf(first) });

        Ids(second).Should().Equal("c");
        TokenOf(second).Should().BeEmpty();
    }

    [Fact]
    public async Task A_query_selects_and_a_wrong_one_is_refused()
    {
        await using var plugin = await Plugin.StartAsync(widget: WidgetsOf("apple", "pear"));
        var query = WireValues.Struct(("prefix", WireValues.Text("p")));

        Ids(await ListAsync(plugin, new ListRequest { Token = Widget.Type, Query = query })).Should().Equal("pear");

        var wrong = new ListRequest { Token = Widget.Type, Query = WireValues.Struct(("prefx", WireValues.Text("p"))) };
        var failure = await TwentyTraps.FailureOf(ListAsync(plugin, wrong));
        failure.Status.Should().Be(new Status(StatusCode.InvalidArgument, "prefx is not a known property; did you mean prefix?"));
    }

    [Fact]
    public async Task A_query_that_is_not_known_yet_is_answered_as_such()
    {
        await using var plugin = await Plugin.StartAsync();
        var query = WireValues.Struct(("prefix", WireValues.Text(WireValues.Unknown)));

        var answer = await ListAsync(plugin, new ListRequest { Token = Widget.Type, Query = query });

        answer.Should().ContainSingle().Which.ResponseCase.Should().Be(ListResponse.ResponseOneofCase.Computed);
    }

    private static Widget WidgetsOf(params string[] names)
    {
        var widget = new Widget();
        foreach (var name in names)
            widget.Live[name] = new WidgetState(name, 1, null);
        return widget;
    }

    private static async Task<List<ListResponse>> ListAsync(Plugin plugin, ListRequest request)
    {
        using var call = plugin.Client.List(request, Plugin.Deadline);
        var answers = new List<ListResponse>();
        await foreach (var answer in call.ResponseStream.ReadAllAsync())
            answers.Add(answer);
        return answers;
    }

    private static IEnumerable<string> Ids(IEnumerable<ListResponse> answers) =>
        answers.Where(answer => answer.Result is not null).Select(answer => answer.Result.Id);

    private static string TokenOf(List<ListResponse> answers) => answers[^1].Continuation?.ContinuationToken ?? "";
}
