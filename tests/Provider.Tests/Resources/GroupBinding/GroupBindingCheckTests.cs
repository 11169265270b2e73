using System.Net;
using FluentAssertions;
using JumpCloud.Core;
using JumpCloud.Resources;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using static JumpCloud.Tests.Values;

namespace JumpCloud.Tests.Resources;

public sealed class GroupBindingCheckTests
{
    private const string Application = "6567a1b2c3d4e5f601234567";
    private const string Group = "5d0000000000000000000001";

    private readonly FakeTimeProvider _time = VirtualTime.Start();
    private readonly RecordingLog _log = new();

    [Fact]
    public async Task A_name_becomes_the_id_of_its_group()
    {
        var handler = Directory();
        var result = await CheckAsync(handler, Map(("applicationId", Application), ("userGroupName", "Engineering")));
        result.Failures.Should().BeEmpty();
        result.Inputs.Equals(Map(
            ("applicationId", Application), ("userGroupName", "Engineering"), ("userGroupId", Group), ("existingGroup", "warn"),
            ("waitForSync", false)))
            .Should().BeTrue();
        handler.Lines.Should().BeEquivalentTo(
            "GET /api/v2/usergroups?sort=name&limit=100&skip=0",
            $"GET /api/v2/applications/{Application}");
    }

    [Fact]
    public async Task What_has_not_changed_is_not_asked_for()
    {
        var handler = Directory();
        var news = Map(("applicationId", Application), ("userGroupName", "Whatever it was"));
        var result = await CheckAsync(handler, news, news.With("userGroupId", Of(Group)));
        result.Inputs.Find("userGroupId")!.AsString.Should().Be(Group);
        handler.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Unknown_inputs_pass()
    {
        var result = await CheckAsync(Directory(), Map(
            ("applicationId", PropertyValue.Unknown), ("userGroupName", PropertyValue.Unknown),
            ("waitForSync", PropertyValue.Unknown),
            ("existingGroup", PropertyValue.Unknown), ("serviceProvider", PropertyValue.Unknown)));
        result.Failures.Should().BeEmpty();
        result.Inputs.Find("userGroupId")!.IsUnknown.Should().BeTrue();
    }

    [Fact]
    public async Task Every_problem_is_told_at_once()
    {
        var result = await CheckAsync(Directory(), Map(
            ("applicationId", "pulumi"),
            ("userGroupId", Group),
            ("userGroupName", "Engineering"),
            ("existingGroup", "ask"),
            ("serviceProvider", Map(("scimBaseUrl", "http://sp.test/scim/"), ("scimToken", "")))));
        result.Failures.Should().BeEquivalentTo(
        [
            new CheckFailure("existingGroup", "must be one of warn, deny, adopt"),
            new CheckFailure("", "serviceProvider.scimToken must not be empty"),
            new CheckFailure("applicationId", "must be the id of an application, 24 hexadecimal characters: the applicationId "
                + "of an SsoApplication"),
            new CheckFailure("serviceProvider.scimBaseUrl", "must begin with https://; plain http:// would show the token to "
                + "the network and is accepted for loopback hosts only"),
            new CheckFailure("userGroupId", "cannot be given together with userGroupName; keep one of the two"),
        ]);
    }

    [Fact]
    public async Task A_group_has_to_be_named()
    {
        var result = await CheckAsync(Directory(), Map(("applicationId", Application), ("waitForSync", true)));
        result.Failures.Should().BeEquivalentTo(
        [
            new CheckFailure("userGroupId", "or userGroupName is required: the group that gets access"),
            new CheckFailure("waitForSync", "needs serviceProvider: without it nobody can look whether the members and the "
                + "group have arrived"),
        ]);
    }

    [Theory]
    [InlineData("userGroupId", "Engineering", "must be the id of a user group, 24 hexadecimal characters; for its name there is "
        + "userGroupName")]
    [InlineData("userGroupId", "5d00000000000000000000ff", "5d00000000000000000000ff is not the id of a user group in "
        + "JumpCloud; copy the id from the group's address in the Admin Portal, or give userGroupName")]
    [InlineData("userGroupName", "Sales", "Sales is not the name of a user group in JumpCloud (the case of letters matters)")]
    [InlineData("userGroupName", "Twins", "Twins is the name of 2 user groups; give the id of one of them: "
        + "5d0000000000000000000002, 5d0000000000000000000003")]
    public async Task A_group_that_is_not_there_is_told(string property, string value, string reason)
    {
        var result = await CheckAsync(Directory(), Map(("applicationId", Application), (property, value)));
        result.Failures.Should().Equal(new CheckFailure(property, reason));
    }

    [Fact]
    public async Task A_service_that_is_out_of_order_does_not_block_a_preview()
    {
        var handler = new ScriptedHandler(_time, _ =>
            ScriptedHandler.Json("""{"message":"try later"}""", HttpStatusCode.ServiceUnavailable));
        var result = await CheckAsync(handler, Map(("applicationId", Application), ("userGroupName", "Engineering")));
        result.Failures.Should().BeEmpty();
        result.Inputs.Find("userGroupId").Should().BeNull();
        _log.Warnings.Should().SatisfyRespectively(
            first => first.Should().StartWith("The user group could not be verified: JumpCloud answered 503"),
            second => second.Should().StartWith("The application could not be verified: JumpCloud answered 503"));
    }

    [Fact]
    public async Task A_refused_key_is_told_on_the_whole_resource()
    {
        var handler = new ScriptedHandler(_time, _ =>
            ScriptedHandler.Json("""{"error":"Unauthorized"}""", HttpStatusCode.Unauthorized));
        var result = await CheckAsync(handler, Map(("applicationId", Application), ("userGroupId", Group)));
        result.Failures.Should().NotBeEmpty()
            .And.OnlyContain(failure => failure.Path == "" && failure.Reason.StartsWith("JumpCloud answered 401"));
    }

    private ScriptedHandler Directory() => new(_time, request => request.Url.AbsolutePath switch
    {
        "/api/v2/usergroups" when request.Line.Contains("filter", StringComparison.Ordinal) => ScriptedHandler.Json("[]"),
        "/api/v2/usergroups" => ScriptedHandler.Json(
            """
            [{"id":"5d0000000000000000000001","name":"Engineering"},{"id":"5d0000000000000000000002","name":"Twins"},
             {"id":"5d0000000000000000000003","name":"Twins"}]
            """),
        $"/api/v2/applications/{Application}" =>
            ScriptedHandler.Json($$"""{"_id":"{{Application}}","name":"pulumi","sso":{"type":"saml"},"provision":null}"""),
        _ => ScriptedHandler.Json("""{"message":"Not Found"}""", HttpStatusCode.NotFound),
    });

    private async Task<CheckResult> CheckAsync(HttpMessageHandler handler, PropertyMap news, PropertyMap? olds = null)
    {
        var operation = TestOperation.Of(handler, _time, _log, TestOperation.Config with { MaxRetries = 0 });
        return await _time.RunAsync(
            new GroupBinding().CheckAsync(new CheckRequest(olds ?? PropertyMap.Empty, news), operation).AsTask());
    }
}
