using System.Diagnostics;
using FluentAssertions;
using JumpCloud.Emulator;
using Xunit;

namespace JumpCloud.Tests;

public sealed class FaultTests : EmulatorTest
{
    private Task<Answer> DeleteTeamAsync() => SendAsync(
        Host.PulumiApiUrl,
        "DELETE",
        "/api/orgs/acme/teams/ops",
        null,
        "application/json",
        $"Authorization: token {Host.PulumiCloud.IssueOrganizationToken("acme")}");

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

    [Fact]
    public async Task Another_success_than_the_services_says_nothing_of_a_request_that_was_carried_out()
    {
        Host.PulumiCloud.AddOrganization("acme");
        Host.PulumiCloud.AddTeam("acme", "ops");
        Host.Faults.Add(new Fault(new FaultKind.OtherSuccess(202)));

        var answer = await DeleteTeamAsync();

        (answer.Status, answer.Text, answer.ContentType).Should().Be((202, "{}", "application/json"));
        Host.PulumiCloud.Organization("acme").Teams.Should().BeEmpty();
    }

    [Fact]
    public async Task Silence_lasts_until_the_client_gives_up_and_the_request_was_carried_out()
    {
        Host.PulumiCloud.AddOrganization("acme");
        Host.PulumiCloud.AddTeam("acme", "ops");
        var held = new TaskCompletionSource();
        Host.Faults.Add(new Fault(new FaultKind.Silence()) { Held = held.SetResult });

        var answer = DeleteTeamAsync();
        await held.Task.WaitAsync(TimeSpan.FromSeconds(10));

        Host.PulumiCloud.Organization("acme").Teams.Should().BeEmpty();
        answer.IsCompleted.Should().BeFalse();
        GiveUp();
        await answer.Awaiting(task => task).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task A_client_that_gives_up_during_a_delay_has_asked_for_nothing()
    {
        Host.PulumiCloud.AddOrganization("acme");
        Host.PulumiCloud.AddTeam("acme", "ops");
        var held = new TaskCompletionSource();
        Host.Faults.Add(new Fault(new FaultKind.Delay(TimeSpan.FromHours(1))) { Held = held.SetResult });

        var answer = DeleteTeamAsync();
        await held.Task.WaitAsync(TimeSpan.FromSeconds(10));
        GiveUp();

        await answer.Awaiting(task => task).Should().ThrowAsync<OperationCanceledException>();
        Host.PulumiCloud.Organization("acme").Teams.Should().ContainSingle();
    }

    [Theory]
    [InlineData("Emulator-Fault: this", 500)]
    [InlineData("Emulator-Fault: another", 401)]
    [InlineData("X-Other: this", 401)]
    public async Task A_marked_fault_is_for_requests_with_its_mark(string header, int status)
    {
        Host.Faults.Add(new Fault(new FaultKind.Status(500), Mark: "this"));

        var answer = await SendAsync(Host.PulumiApiUrl, "GET", "/scim/v2/acme/Users", null, "application/json", header);

        answer.Status.Should().Be(status);
    }

    [Theory]
    [InlineData("User-Agent: pulumi-resource-jumpcloud/1.2.3", 500)]
    [InlineData("User-Agent: JumpCloud-SCIM/1.0", 401)]
    public async Task A_fault_for_an_agent_leaves_other_clients_alone(string header, int status)
    {
        Host.Faults.Add(new Fault(new FaultKind.Status(500), Agent: "pulumi-resource-jumpcloud/"));

        var answer = await SendAsync(Host.PulumiApiUrl, "GET", "/scim/v2/acme/Users", null, "application/json", header);

        answer.Status.Should().Be(status);
    }

    [Theory]
    [MemberData(nameof(SpoiltKinds))]
    public async Task A_spoilt_answer_without_content_becomes_200(FaultKind kind)
    {
        Host.PulumiCloud.AddOrganization("acme");
        Host.PulumiCloud.AddTeam("acme", "ops");
        Host.Faults.Add(new Fault(kind));

        var answer = await DeleteTeamAsync();

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

    [Theory]
    [InlineData("""{"kind":"otherSuccess","code":202}""", 202)]
    [InlineData("""{"kind":"status","code":418,"agent":"curl/"}""", 418)]
    [InlineData("""{"kind":"status","code":418,"agent":"wget/"}""", 401)]
    [InlineData("""{"kind":"status","code":418,"mark":"this"}""", 401)]
    [InlineData("""{"kind":"emptyOk"}""", 200)]
    public async Task The_newer_kinds_and_conditions_can_be_planned_from_a_shell_too(string fault, int status)
    {
        (await ControlAsync("POST", "fault", fault)).Status.Should().Be(200);

        (await SendAsync(Host.PulumiApiUrl, "GET", "/scim/v2/acme/Users", null, "application/json", "User-Agent: curl/8.5.0")).Status.Should().Be(status);
    }

    [Theory]
    [InlineData("""{"kind":"otherSuccess"}""", "code is missing.")]
    [InlineData("""{"kind":"delay"}""", "seconds is missing.")]
    public async Task A_kind_without_its_number_is_refused(string fault, string error)
    {
        var answer = await ControlAsync("POST", "fault", fault);

        (answer.Status, (string?)answer.Json["error"]).Should().Be((400, error));
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
