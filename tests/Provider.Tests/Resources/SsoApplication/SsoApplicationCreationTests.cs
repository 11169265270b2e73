using System.Net;
using FluentAssertions;
using JumpCloud.Clients;
using JumpCloud.Core;
using JumpCloud.Resources;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests.Resources;

public sealed class SsoApplicationCreationTests
{
    private static readonly JObject Wanted = new()
    {
        ["name"] = "pulumi", ["displayLabel"] = "Pulumi Cloud", ["ssoUrl"] = "https://sso.jumpcloud.com/saml2/pulumi-cloud",
    };

    private readonly FakeTimeProvider _time = VirtualTime.Start();
    private readonly List<JObject> _applications = [];

    [Fact]
    public async Task An_application_whose_answer_was_lost_is_found_and_not_made_twice()
    {
        var handler = Service(lostAfter: 1);

        var made = await CreateAsync(handler);

        _applications.Should().ContainSingle();
        JumpCloudClient.IdOf(made).Should().Be("6567a1b2c3d4e5f600000001");
        handler.Lines.Count(line => line == "POST /api/applications").Should().Be(1);
    }

    [Fact]
    public async Task A_request_that_was_lost_before_it_arrived_is_repeated_once_that_is_known()
    {
        var handler = Service(lostBefore: 1);

        await CreateAsync(handler);

        _applications.Should().ContainSingle();
        handler.Lines.Count(line => line == "POST /api/applications").Should().Be(2);
    }

    [Fact]
    public async Task An_older_application_of_the_same_name_label_and_URL_is_not_taken_for_the_new_one()
    {
        Add("6567a1b2c3d4e5f600000abc", _time.GetUtcNow().AddHours(-1));
        var handler = Service(lostBefore: 1);

        var made = await CreateAsync(handler);

        _applications.Should().HaveCount(2);
        JumpCloudClient.IdOf(made).Should().Be("6567a1b2c3d4e5f600000002");
    }

    [Fact]
    public async Task When_nobody_can_tell_whether_it_was_made_the_error_says_what_to_do()
    {
        var handler = new ScriptedHandler(_time, request => request.Method == "POST"
            ? throw new HttpRequestException(HttpRequestError.ResponseEnded, "reset")
            : ScriptedHandler.Json("{\"message\":\"no\"}", HttpStatusCode.Forbidden));

        var create = () => CreateAsync(handler);

        var failure = (await create.Should().ThrowAsync<UserErrorException>()).Which;
        failure.Kind.Should().Be(ErrorKind.OutcomeUnknown);
        failure.Message.Should().EndWith("Look for it in the Admin Portal before the next up: if it is there, import it by its id, or delete it");
        handler.Lines.Count(line => line.StartsWith("POST", StringComparison.Ordinal)).Should().Be(1);
    }

    [Fact]
    public async Task A_service_that_never_makes_it_is_given_up()
    {
        var handler = Service(lostBefore: 99);

        var create = () => CreateAsync(handler);

        (await create.Should().ThrowAsync<ApiException>()).Which.Outcome.Should().Be(ApiOutcome.Lost);
        handler.Lines.Count(line => line.StartsWith("POST", StringComparison.Ordinal)).Should().Be(3);
        _applications.Should().BeEmpty();
    }

    private Task<JObject> CreateAsync(ScriptedHandler handler)
    {
        var operation = TestOperation.Of(handler, _time, new RecordingLog());
        return _time.RunAsync(SsoApplicationCreation.RunAsync(Wanted, operation).AsTask());
    }

    // Loses the first answers: after the application was made, or before the request arrived.
    private ScriptedHandler Service(int lostAfter = 0, int lostBefore = 0)
    {
        var posts = 0;
        return new ScriptedHandler(_time, request =>
        {
            if (request.Method == "POST")
            {
                posts++;
                if (posts > lostBefore)
                    Add($"6567a1b2c3d4e5f60000000{_applications.Count + 1}", _time.GetUtcNow());
                return posts <= Math.Max(lostAfter, lostBefore)
                    ? throw new HttpRequestException(HttpRequestError.ResponseEnded, "reset")
                    : ScriptedHandler.Json(_applications[^1].ToString());
            }

            var one = _applications.FirstOrDefault(application => request.Url.AbsolutePath.EndsWith((string)application["_id"]!, StringComparison.Ordinal));
            return WithDate(one is not null
                ? ScriptedHandler.Json(one.ToString())
                : ScriptedHandler.Json(new JObject { ["totalCount"] = _applications.Count, ["results"] = new JArray(_applications) }.ToString()));
        });
    }

    private HttpResponseMessage WithDate(HttpResponseMessage response)
    {
        response.Headers.Date = _time.GetUtcNow();
        return response;
    }

    private void Add(string id, DateTimeOffset created)
    {
        var application = (JObject)Wanted.DeepClone();
        application["_id"] = id;
        application["created"] = created.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
        _applications.Add(application);
    }
}
