using System.Diagnostics;
using FluentAssertions;
using JumpCloud.Emulator;
using Xunit;

namespace JumpCloud.Tests;

public sealed class FaultTests : EmulatorTest
{
    private Task<Answer> ReadAsync(string path = "/scim/v2/acme/Users") => SendAsync(Host.PulumiApiUrl, "GET", path);

    [Fact]
    public async Task A_status_fault_answers_instead_of_the_service_once()
    {
        Host.Faults.Add(new Fault(new FaultKind.Status(503, RetryAfter: "7", Body: "busy", ContentType: "text/plain")));

        var first = await ReadAsync();
        var second = await ReadAsync();

        first.Status.Should().Be(503);
        first.Text.Should().Be("busy");
        first.Header("Retry-After").Should().Be("7");
        second.Status.Should().NotBe(503);
    }

    [Fact]
    public async Task A_fault_waits_for_its_turn_and_for_its_path()
    {
        Host.Faults.Add(new Fault(new FaultKind.Status(500), Face.Pulumi, "GET", "/Users$", Nth: 2, Count: 2));

        var statuses = new List<int>();
        foreach (var path in new[] { "/scim/v2/acme/Users", "/scim/v2/acme/Groups", "/scim/v2/acme/Users", "/scim/v2/acme/Users", "/scim/v2/acme/Users" })
            statuses.Add((await ReadAsync(path)).Status);

        statuses.Select(status => status == 500).Should().Equal(false, false, true, true, false);
        Host.Faults.Left.Should().Be(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reset_breaks_the_connection(bool afterwards)
    {
        Host.Faults.Add(new Fault(afterwards ? new FaultKind.ResetAfter() : new FaultKind.ResetBefore()));

        var read = () => ReadAsync();

        await read.Should().ThrowAsync<HttpRequestException>();
        Host.Requests.All.Should().ContainSingle().Which.StatusCode.Should().Be(0);
    }

    [Fact]
    public async Task A_truncated_body_ends_before_its_announced_length()
    {
        Host.Faults.Add(new Fault(new FaultKind.TruncatedBody()));

        var read = () => ReadAsync();

        await read.Should().ThrowAsync<HttpRequestException>();
    }

    [Fact]
    public async Task Html_and_an_empty_answer_come_with_status_200()
    {
        Host.Faults.Add(new Fault(new FaultKind.Html()));
        Host.Faults.Add(new Fault(new FaultKind.EmptyOk()));

        var html = await ReadAsync();
        var empty = await ReadAsync();

        (html.Status, html.ContentType).Should().Be((200, "text/html"));
        (empty.Status, empty.Text).Should().Be((200, ""));
    }

    [Fact]
    public async Task A_spoilt_answer_of_a_request_that_was_carried_out_is_cut_or_mislabelled_json()
    {
        Host.Faults.Add(new Fault(new FaultKind.InvalidJson(), Face.Pulumi));
        Host.Faults.Add(new Fault(new FaultKind.WrongContentType(), Face.Pulumi));

        var cut = await ReadAsync();
        var mislabelled = await ReadAsync();

        (cut.Status, cut.Text).Should().Be((401, "{\"id\": \""));
        (mislabelled.Status, mislabelled.ContentType, (string?)mislabelled.Json["status"]).Should().Be((401, "text/plain", "401"));
    }

    [Fact]
    public async Task A_lost_answer_belongs_to_a_request_that_was_carried_out()
    {
        Host.PulumiCloud.AddOrganization("acme");
        var token = Host.PulumiCloud.RotateScimToken("acme");
        Host.Faults.Add(new Fault(new FaultKind.ResetAfter(), Face.Pulumi, "POST", "/Users$"));

        var create = () => SendAsync(
            Host.PulumiApiUrl,
            "POST",
            "/scim/v2/acme/Users",
            """{"userName":"ann","emails":[{"value":"ann@acme.test"}]}""",
            "application/json",
            $"Authorization: Bearer {token}");

        await create.Should().ThrowAsync<HttpRequestException>();
        Host.PulumiCloud.Organization("acme").Member("ann").Should().NotBeNull();
    }

    [Theory]
    [MemberData(nameof(SpoiltKinds))]
    public async Task A_spoilt_answer_without_content_becomes_200(FaultKind kind)
    {
        Host.PulumiCloud.AddOrganization("acme");
        Host.PulumiCloud.AddTeam("acme", "ops");
        var token = Host.PulumiCloud.IssueOrganizationToken("acme");
        Host.Faults.Add(new Fault(kind));

        var answer = await SendAsync(Host.PulumiApiUrl, "DELETE", "/api/orgs/acme/teams/ops", null, "application/json", $"Authorization: token {token}");

        answer.Status.Should().Be(200);
    }

    public static TheoryData<FaultKind> SpoiltKinds => [new FaultKind.InvalidJson(), new FaultKind.EmptyOk(), new FaultKind.WrongContentType()];

    [Fact]
    public async Task A_delay_ends_when_the_clock_is_moved()
    {
        Host.Faults.Add(new Fault(new FaultKind.Delay(TimeSpan.FromHours(1))));

        var read = ReadAsync();
        var limit = Stopwatch.StartNew();
        while (Host.Requests.All.Count == 0 && limit.Elapsed < TimeSpan.FromSeconds(10))
            await Task.Delay(5);
        await Task.Delay(20);
        Host.Clock.Advance(TimeSpan.FromHours(1));

        (await read.WaitAsync(TimeSpan.FromSeconds(10))).Status.Should().BeGreaterThan(0);
    }

    [Fact]
    public async Task A_fault_can_be_planned_from_a_shell()
    {
        var answer = await ControlAsync("POST", "fault", """{"kind":"status","code":429,"retryAfter":"2","face":"pulumi","method":"GET","path":"Users"}""");

        (answer.Status, answer.Text).Should().Be((200, """{"left":1}"""));
        (await ReadAsync()).Status.Should().Be(429);
    }

    [Fact]
    public async Task A_path_that_is_no_regular_expression_is_refused_when_it_is_planned()
    {
        (await ControlAsync("POST", "fault", """{"kind":"html","path":"("}""")).Status.Should().Be(400);
        Host.Faults.Left.Should().Be(0);
    }

    [Fact]
    public async Task An_unknown_kind_is_refused_with_the_kinds_that_there_are()
    {
        var answer = await ControlAsync("POST", "fault", """{"kind":"explode"}""");

        answer.Status.Should().Be(400);
        answer.Text.Should().Contain("kind is one of status, resetBefore");
    }
}
