using System.Net;
using FluentAssertions;
using JumpCloud.Core;
using JumpCloud.Resources;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using static JumpCloud.Tests.Values;

namespace JumpCloud.Tests.Resources;

public sealed class UserGroupCheckTests
{
    private readonly FakeTimeProvider _time = VirtualTime.Start();
    private readonly RecordingLog _log = new();

    [Fact]
    public async Task Defaults_are_filled_in_and_the_name_is_looked_up_once()
    {
        var handler = Directory();
        var result = await CheckAsync(handler, Map(
            ("name", "Operations"), ("attributes", Map(("sudo", Map(("enabled", true)))))));
        result.Failures.Should().BeEmpty();
        result.Inputs.Equals(Map(
            ("name", "Operations"), ("attributes", Map(("sudo", Map(("enabled", true), ("withoutPassword", false))))),
            ("memberSuggestionsNotify", false), ("deletionPolicy", "refuse"))).Should().BeTrue();
        handler.Lines.Should().Equal("GET /api/v2/usergroups?sort=name&limit=100&skip=0");
    }

    [Fact]
    public async Task A_group_that_exists_asks_nobody()
    {
        var handler = Directory();
        var result = await CheckAsync(handler, Map(("name", "Twins")), Map(("name", "Twins")));
        result.Failures.Should().BeEmpty();
        handler.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Unknown_inputs_pass()
    {
        var handler = Directory();
        var unknown = PropertyValue.Unknown;
        var result = await CheckAsync(handler, Map(
            ("name", unknown), ("description", unknown), ("email", unknown), ("membershipMethod", "DYNAMIC_AUTOMATED"), ("memberQuery", unknown),
            ("memberQueryExemptions", unknown), ("memberSuggestionsNotify", unknown), ("attributes", Map(("posixGroups", unknown))),
            ("deletionPolicy", unknown)));
        result.Failures.Should().BeEmpty();
        handler.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Every_problem_is_told_at_once()
    {
        var result = await CheckAsync(Directory(), Map(
            ("name", "Twins"),
            ("email", "ops"),
            ("membershipMethod", "DYNAMIC_AUTOMATED"),
            ("memberQueryExemptions", new[] { Map(("id", "ada")), Map(("id", "5e0000000000000000000001")), Map(("id", "5e0000000000000000000001")) })));
        result.Failures.Should().BeEquivalentTo(
        [
            new CheckFailure("email", "is not an email address; give one such as team@example.com, or leave it out"),
            new CheckFailure("memberQuery", "is required with membershipMethod DYNAMIC_AUTOMATED: the rule that decides on the members"),
            new CheckFailure("memberQueryExemptions[0].id", "must be the id of a user, 24 hexadecimal characters"),
            new CheckFailure("memberQueryExemptions[2].id", "is there twice; remove one of the two"),
            new CheckFailure("name", "is taken: JumpCloud has 2 user groups named Twins (5d0000000000000000000002, "
                + "5d0000000000000000000003) already. To manage it, run pulumi import jumpcloud:index:UserGroup pulumi "
                + "5d0000000000000000000002; to have another one, give another name; if it is this stack's own under a former resource "
                + "name, set the resource option aliases"),
        ]);
    }

    [Fact]
    public async Task A_rule_that_was_imported_is_taken_as_it_is()
    {
        var group = Map(
            ("name", "Data"), ("membershipMethod", "DYNAMIC_AUTOMATED"), ("memberQuery", Map(("filters", new[] { "department:eq:Data" }))));
        (await CheckAsync(Directory(), group, group)).Failures.Should().BeEmpty();
        (await CheckAsync(Directory(), group)).Failures.Should().Equal(new CheckFailure(
            "memberQuery.filters[0]",
            "is not JSON; write filters as texts of JSON, such as {\"field\":\"department\",\"operator\":\"eq\",\"value\":\"Data\"}"));
    }

    [Fact]
    public async Task A_service_that_is_out_of_order_does_not_block_a_preview()
    {
        var handler = new ScriptedHandler(_time, _ =>
            ScriptedHandler.Json("""{"message":"try later"}""", HttpStatusCode.ServiceUnavailable));
        var result = await CheckAsync(handler, Map(("name", "Operations")));
        result.Failures.Should().BeEmpty();
        _log.Warnings.Should().ContainSingle()
            .Which.Should().StartWith("Whether the name Operations is free could not be verified: JumpCloud answered 503");
    }

    private ScriptedHandler Directory() => new(_time, _ => ScriptedHandler.Json(
        """
        [{"id":"5d0000000000000000000001","name":"Engineering"},{"id":"5d0000000000000000000003","name":"Twins"},
         {"id":"5d0000000000000000000002","name":"Twins"}]
        """));

    private async Task<CheckResult> CheckAsync(HttpMessageHandler handler, PropertyMap news, PropertyMap? olds = null)
    {
        var operation = TestOperation.Of(handler, _time, _log, TestOperation.Config with { MaxRetries = 0 });
        return await _time.RunAsync(
            new UserGroupResource().CheckAsync(new CheckRequest(olds ?? PropertyMap.Empty, news), operation).AsTask());
    }
}
