using System.Net;
using FluentAssertions;
using JumpCloud.Core;
using JumpCloud.Resources;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using static JumpCloud.Tests.Values;

namespace JumpCloud.Tests.Resources;

public sealed class UserGroupMembershipCheckTests
{
    private const string Group = "5d0000000000000000000001";
    private const string User = "5e0000000000000000000001";

    private readonly FakeTimeProvider _time = VirtualTime.Start();
    private readonly RecordingLog _log = new();

    [Theory]
    [InlineData("username", "ada", "username:$eq:ada")]
    [InlineData("email", "ada@acme.test", "email:$eq:ada@acme.test")]
    public async Task A_name_or_an_address_becomes_the_id_of_its_user(string property, string value, string filter)
    {
        var handler = Directory();
        var result = await CheckAsync(handler, Map(("userGroupId", Group), (property, value)));
        result.Failures.Should().BeEmpty();
        result.Inputs.Equals(Map(("userGroupId", Group), (property, value), ("userId", User))).Should().BeTrue();
        handler.Lines.Should().Equal(
            $"GET /api/systemusers?fields=username email state&sort=_id&filter={filter}&limit=100&skip=0",
            $"GET /api/v2/usergroups/{Group}");
    }

    [Fact]
    public async Task A_name_in_another_case_is_looked_for_in_lower_case_too()
    {
        var handler = Directory();
        var result = await CheckAsync(handler, Map(("userGroupId", Group), ("username", "Ada")));
        result.Failures.Should().BeEmpty();
        result.Inputs.Find("userId")!.AsString.Should().Be(User);
    }

    [Fact]
    public async Task What_has_not_changed_is_not_asked_for()
    {
        var handler = Directory();
        var news = Map(("userGroupId", Group), ("username", "whoever"));
        var result = await CheckAsync(handler, news, news.With("userId", Of(User)));
        result.Inputs.Find("userId")!.AsString.Should().Be(User);
        handler.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Unknown_inputs_pass()
    {
        var handler = Directory();
        var result = await CheckAsync(handler, Map(("userGroupId", PropertyValue.Unknown), ("email", PropertyValue.Unknown)));
        result.Failures.Should().BeEmpty();
        result.Inputs.Find("userId")!.IsUnknown.Should().BeTrue();
        handler.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("userId", "ada", "must be the id of a user, 24 hexadecimal characters; for names there are username and email")]
    [InlineData("userId", "5e00000000000000000000ff", "5e00000000000000000000ff is not the id of a user in JumpCloud; give the username or email")]
    [InlineData("username", "", "must not be empty")]
    [InlineData("username", "adda", "adda is not the username of a user in JumpCloud; did you mean ada?")]
    [InlineData("email", "nobody@acme.test", "nobody@acme.test is not the address of a user in JumpCloud")]
    [InlineData("username", "twin", "twin is the username of 2 users; give the userId of one of them: 5e0000000000000000000002, 5e0000000000000000000003")]
    public async Task A_user_that_is_not_there_is_told(string property, string value, string reason)
    {
        var result = await CheckAsync(Directory(), Map(("userGroupId", Group), (property, value)));
        result.Failures.Should().Equal(new CheckFailure(property, reason));
    }

    [Fact]
    public async Task A_group_that_is_not_there_is_told_once_it_was_asked_for_a_few_times()
    {
        const string nowhere = "5d00000000000000000000ff";
        var handler = Directory();
        var result = await CheckAsync(handler, Map(("userGroupId", nowhere), ("username", "ada")));
        result.Failures.Should().Equal(new CheckFailure(
            "userGroupId",
            $"{nowhere} is not the id of a user group in JumpCloud; give the userGroupId of a UserGroup, or run pulumi refresh if the "
                + "group was deleted"));
        handler.Lines.Count(line => line == $"GET /api/v2/usergroups/{nowhere}").Should().Be(5);
    }

    [Fact]
    public async Task A_service_that_is_out_of_order_does_not_block_a_preview()
    {
        var handler = new ScriptedHandler(_time, _ =>
            ScriptedHandler.Json("""{"message":"try later"}""", HttpStatusCode.ServiceUnavailable));
        var result = await CheckAsync(handler, Map(("userGroupId", Group), ("username", "ada")));
        result.Failures.Should().BeEmpty();
        result.Inputs.Find("userId").Should().BeNull();
        _log.Warnings.Should().SatisfyRespectively(
            first => first.Should().StartWith("The user could not be verified: JumpCloud answered 503"),
            second => second.Should().StartWith("The user group could not be verified: JumpCloud answered 503"));
    }

    private ScriptedHandler Directory() => new(_time, request =>
    {
        var line = request.Line;
        if (request.Url.AbsolutePath == $"/api/v2/usergroups/{Group}")
            return ScriptedHandler.Json($$"""{"id":"{{Group}}","name":"Engineering","membershipMethod":"STATIC"}""");
        if (request.Url.AbsolutePath != "/api/systemusers")
            return ScriptedHandler.Json("""{"message":"Not Found"}""", HttpStatusCode.NotFound);
        string[] isAda = ["$eq:ada&", "$eq:ada@acme.test&", "$gte:ad&", $"$in:{User}"];
        return isAda.Any(part => line.Contains(part, StringComparison.Ordinal)) ? Users((User, "ada"))
            : line.Contains("$eq:twin&", StringComparison.Ordinal)
                ? Users(("5e0000000000000000000003", "twin"), ("5e0000000000000000000002", "twin"))
                : Users();
    });

    private static HttpResponseMessage Users(params (string Id, string Name)[] users)
    {
        var rows = users.Select(user => $$"""{"_id":"{{user.Id}}","username":"{{user.Name}}","email":"{{user.Name}}@acme.test","state":"ACTIVATED"}""");
        return ScriptedHandler.Json($$"""{"totalCount":{{users.Length}},"results":[{{string.Join(',', rows)}}]}""");
    }

    private async Task<CheckResult> CheckAsync(HttpMessageHandler handler, PropertyMap news, PropertyMap? olds = null)
    {
        var operation = TestOperation.Of(handler, _time, _log, TestOperation.Config with { MaxRetries = 0 });
        return await _time.RunAsync(
            new UserGroupMembership().CheckAsync(new CheckRequest(olds ?? PropertyMap.Empty, news), operation).AsTask());
    }
}
