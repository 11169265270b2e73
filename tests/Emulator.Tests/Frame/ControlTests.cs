using FluentAssertions;
using Xunit;

namespace JumpCloud.Tests;

public sealed class ControlTests : EmulatorTest
{
    [Fact]
    public async Task Requests_are_recorded_in_order_without_credentials_and_without_control_requests()
    {
        await SendAsync(Host.PulumiApiUrl, "GET", "/api/user?a=1", null, "application/json", "Authorization: token pul-1", "X-Pulumi-Source: provider");
        await SendAsync(Host.ConsoleUrl, "POST", "/api/nothing", """{"a":1}""");

        var requests = (await ControlAsync("GET", "requests")).Json;

        requests.Should().HaveCount(2);
        ((string?)requests[0]!["path"], (string?)requests[0]!["query"]).Should().Be(("/api/user", "?a=1"));
        ((string?)requests[1]!["face"], (string?)requests[1]!["body"]).Should().Be(("Console", """{"a":1}"""));
        ((string?)requests[0]!["headers"]!["X-Pulumi-Source"]).Should().Be("provider");
        requests.ToString().Should().NotContain("pul-1");
        Host.Requests.All[0].Headers["authorization"].Should().Be("token pul-1");
    }

    [Fact]
    public async Task The_clock_is_moved_by_seconds()
    {
        var before = Host.Clock.GetUtcNow();

        var answer = await ControlAsync("POST", "clock/advance", """{"seconds":3600}""");

        answer.Status.Should().Be(200);
        (Host.Clock.GetUtcNow() - before).Should().BeGreaterThanOrEqualTo(TimeSpan.FromHours(1));
    }

    [Theory]
    [InlineData("PATCH", "switches", """{"noSuchSwitch":true}""", "There is no switch noSuchSwitch.")]
    [InlineData("POST", "seed", """{"seed":"moon"}""", "There is no seed moon. The seeds are empty, company.")]
    [InlineData("POST", "reset", "[1]", "The body is no JSON object.")]
    [InlineData("POST", "clock/advance", "{}", "seconds is missing.")]
    public async Task What_is_not_understood_is_refused_in_words(string method, string path, string body, string message)
    {
        var answer = await ControlAsync(method, path, body);

        answer.Status.Should().Be(400);
        ((string?)answer.Json["error"]).Should().StartWith(message);
    }

    [Fact]
    public async Task An_unknown_control_is_404()
    {
        (await ControlAsync("GET", "nothing")).Status.Should().Be(404);
    }

    [Fact]
    public async Task Every_face_has_a_listener_of_its_own_on_loopback()
    {
        Uri[] urls = [Host.ConsoleUrl, Host.InsightsUrl, Host.OauthUrl, Host.SsoUrl, Host.PulumiApiUrl];

        urls.Should().OnlyHaveUniqueItems().And.OnlyContain(url => url.Host == "127.0.0.1");
        (await ControlAsync("POST", "settle")).Status.Should().Be(204);
    }
}
