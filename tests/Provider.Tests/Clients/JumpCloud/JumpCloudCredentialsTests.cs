using System.Net;
using FluentAssertions;
using JumpCloud.Clients;
using JumpCloud.Core;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace JumpCloud.Tests.Clients;

public sealed class JumpCloudCredentialsTests
{
    private static readonly ProviderConfig ServiceAccount = new() { ClientId = "client-1", ClientSecret = "client-secret-1", MaxConcurrency = 4 };

    private readonly FakeTimeProvider _time = VirtualTime.Start();

    [Fact]
    public async Task An_API_key_goes_with_the_organization_that_is_configured()
    {
        var handler = new ScriptedHandler(_time, _ => Application());
        using var clients = new ProviderClients(new ProviderConfig { ApiKey = "key-1", OrganizationId = "org-1" }, _time, handler);

        await _time.RunAsync(clients.JumpCloud.ReadApplicationAsync("a", default));

        handler.Requests.Should().ContainSingle().Which.Headers.Should().Contain("x-api-key", "key-1").And.Contain("x-org-id", "org-1")
            .And.NotContainKey("Authorization");
    }

    [Fact]
    public async Task A_service_account_gets_its_token_as_the_token_service_wants_to_be_asked()
    {
        var handler = new ScriptedHandler(_time, Answer);
        using var clients = new ProviderClients(ServiceAccount, _time, handler);

        await _time.RunAsync(clients.JumpCloud.ReadApplicationAsync("a", default));

        var token = handler.Requests[0];
        token.Url.Should().Be(new Uri("https://admin-oauth.id.jumpcloud.com/oauth2/token"));
        token.Body.Should().Be("grant_type=client_credentials&scope=api");
        token.Headers["Authorization"].Should().Be("Basic Y2xpZW50LTE6Y2xpZW50LXNlY3JldC0x");
        handler.Requests[1].Headers["Authorization"].Should().Be("Bearer token-1");
    }

    [Fact]
    public async Task A_token_is_fetched_once_under_load_and_renewed_once_before_it_ends()
    {
        var tokens = 0;
        var handler = new ScriptedHandler(_time, async (request, cancellation) =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), _time, cancellation);
            return IsTokenRequest(request) ? Token($"token-{Interlocked.Increment(ref tokens)}") : Application();
        });
        using var clients = new ProviderClients(ServiceAccount, _time, handler);

        await LoadAsync(clients);
        tokens.Should().Be(1);
        _time.Advance(TimeSpan.FromSeconds(3600 - 90));
        await LoadAsync(clients);
        tokens.Should().Be(1);
        _time.Advance(TimeSpan.FromSeconds(60));
        await LoadAsync(clients);
        tokens.Should().Be(2);
        handler.Requests[^1].Headers["Authorization"].Should().Be("Bearer token-2");
    }

    [Fact]
    public async Task A_token_that_was_revoked_before_its_end_is_replaced_once_for_all_who_used_it()
    {
        var (tokens, accepted) = (0, "Bearer token-1");
        var handler = new ScriptedHandler(_time, request => IsTokenRequest(request) ? Token($"token-{Interlocked.Increment(ref tokens)}")
            : request.Headers["Authorization"] == accepted ? Application() : Refused());
        using var clients = new ProviderClients(ServiceAccount, _time, handler);
        await LoadAsync(clients);

        accepted = "Bearer token-2";
        await LoadAsync(clients);

        tokens.Should().Be(2);
        handler.Requests[^1].Headers["Authorization"].Should().Be("Bearer token-2");
    }

    [Fact]
    public async Task A_service_account_whose_fresh_token_is_refused_is_told_so_after_one_more_try()
    {
        var handler = new ScriptedHandler(_time, request => IsTokenRequest(request) ? Token("token-1") : Refused());
        using var clients = new ProviderClients(ServiceAccount, _time, handler);

        var read = () => _time.RunAsync(clients.JumpCloud.ReadApplicationAsync("a", default));

        (await read.Should().ThrowAsync<ApiException>()).Which.Status.Should().Be(401);
        handler.Lines.Should().Equal(
            "POST /oauth2/token", "GET /api/applications/a", "POST /oauth2/token", "GET /api/applications/a");
    }

    [Fact]
    public async Task An_API_key_that_is_refused_is_not_tried_again()
    {
        var handler = new ScriptedHandler(_time, _ => Refused());
        using var clients = new ProviderClients(new ProviderConfig { ApiKey = "key-1" }, _time, handler);

        var read = () => _time.RunAsync(clients.JumpCloud.ReadApplicationAsync("a", default));

        await read.Should().ThrowAsync<ApiException>();
        handler.Requests.Should().ContainSingle();
    }

    [Theory]
    [InlineData(90, 44, 1)]
    [InlineData(90, 46, 2)]
    [InlineData(3600, 3539, 1)]
    [InlineData(3600, 3541, 2)]
    public async Task A_token_is_renewed_a_minute_before_its_end_or_after_half_of_a_short_life(int lifetime, int later, int expected)
    {
        var tokens = 0;
        var handler = new ScriptedHandler(_time, request =>
            IsTokenRequest(request) ? Token($"token-{Interlocked.Increment(ref tokens)}", lifetime) : Application());
        using var clients = new ProviderClients(ServiceAccount, _time, handler);

        await clients.JumpCloud.ReadApplicationAsync("a", default);
        _time.Advance(TimeSpan.FromSeconds(later));
        await clients.JumpCloud.ReadApplicationAsync("a", default);

        tokens.Should().Be(expected);
    }

    [Fact]
    public async Task A_refused_client_is_reported_without_its_secret()
    {
        var handler = new ScriptedHandler(_time, _ => ScriptedHandler.Json("{\"error\":\"invalid_client client-secret-1\"}", HttpStatusCode.Unauthorized));
        using var clients = new ProviderClients(
            ServiceAccount with { JumpCloudCredentialName = "the service account from JUMPCLOUD_CLIENT_ID" }, _time, handler);

        var read = () => _time.RunAsync(clients.JumpCloud.ReadApplicationAsync("a", default));

        (await read.Should().ThrowAsync<ApiException>()).WithMessage(
            "JumpCloud's token service answered 401 Unauthorized to POST /oauth2/token: invalid_client [secret]. Check the service account from JUMPCLOUD_CLIENT_ID: it was not accepted");
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData(",\"expires_in\":null", 1)]
    [InlineData(",\"expires_in\":1e400", 1)]
    [InlineData(",\"expires_in\":99999999999999999999999999", 1)]
    [InlineData(",\"expires_in\":0", 2)]
    [InlineData(",\"expires_in\":-5", 2)]
    [InlineData(",\"expires_in\":-1e400", 2)]
    public async Task Whatever_the_life_of_a_token_is_said_to_be_it_is_used_and_a_dead_one_only_once(string life, int tokens)
    {
        var handler = new ScriptedHandler(_time, request =>
            IsTokenRequest(request) ? ScriptedHandler.Json($"{{\"access_token\":\"token-1\"{life}}}") : Application());
        using var clients = new ProviderClients(ServiceAccount, _time, handler);

        await _time.RunAsync(clients.JumpCloud.ReadApplicationAsync("a", default));
        await _time.RunAsync(clients.JumpCloud.ReadApplicationAsync("a", default));

        handler.Requests.Count(IsTokenRequest).Should().Be(tokens);
    }

    [Theory]
    [InlineData("{\"access_token\":\"token-1\",\"expires_in\":\"3600\"}", "with expires_in that is a text, not a number")]
    [InlineData("{\"access_token\":5}", "with access_token that is another number, not a text")]
    [InlineData("{\"access_token\":\"\"}", "without access_token")]
    [InlineData("{\"access_token\":\"token\\n1\"}", "with an access_token that has white space or a letter outside ASCII in it")]
    [InlineData("[]", "with a list in place of the expected object")]
    [InlineData("", "with nothing in place of the expected object")]
    public async Task A_token_that_cannot_be_used_is_told_without_the_token(string answer, string problem)
    {
        var handler = new ScriptedHandler(_time, _ => ScriptedHandler.Json(answer));
        using var clients = new ProviderClients(ServiceAccount, _time, handler);

        var read = () => _time.RunAsync(clients.JumpCloud.ReadApplicationAsync("a", default));

        (await read.Should().ThrowAsync<ApiException>()).Which.Message.Should().Be(
            $"JumpCloud's token service answered 200 to POST /oauth2/token {problem}. Check that https://admin-oauth.id.jumpcloud.com/ is the "
            + "service's address and that no proxy answers in its place; if that is so, its API has changed: look for a newer version of the provider");
    }

    private async Task LoadAsync(ProviderClients clients) =>
        await _time.RunAsync(Task.WhenAll(Enumerable.Range(0, 40).Select(_ => clients.JumpCloud.ReadApplicationAsync("a", default))));

    private static HttpResponseMessage Answer(SentRequest request) => IsTokenRequest(request) ? Token("token-1") : Application();

    private static bool IsTokenRequest(SentRequest request) => request.Url.Host.StartsWith("admin-oauth", StringComparison.Ordinal);

    private static HttpResponseMessage Token(string text, int lifetime = 3600) =>
        ScriptedHandler.Json($"{{\"access_token\":\"{text}\",\"token_type\":\"bearer\",\"expires_in\":{lifetime},\"scope\":\"api\"}}");

    private static HttpResponseMessage Refused() => ScriptedHandler.Json("{\"message\":\"Unauthorized\"}", HttpStatusCode.Unauthorized);

    private static HttpResponseMessage Application() => ScriptedHandler.Json("{\"_id\":\"a\"}");
}
