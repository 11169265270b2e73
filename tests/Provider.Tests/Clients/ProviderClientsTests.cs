using System.Collections.Concurrent;
using System.Net;
using FluentAssertions;
using JumpCloud.Clients;
using JumpCloud.Core;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace JumpCloud.Tests.Clients;

public sealed class ProviderClientsTests
{
    [Fact]
    public async Task Credentials_do_not_follow_a_redirect_to_another_host()
    {
        var elsewhere = new ConcurrentQueue<string>();
        await using var other = await OtherServer.StartAsync(context =>
        {
            elsewhere.Enqueue(context.Request.Path);
            return Task.CompletedTask;
        });
        await using var console = await OtherServer.StartAsync(context =>
        {
            context.Response.Redirect($"{UrlOf(other)}api/applications/a");
            return Task.CompletedTask;
        });
        using var clients = new ProviderClients(new ProviderConfig { ApiKey = "key-1", ConsoleUrl = UrlOf(console) }, TimeProvider.System);

        var read = () => clients.JumpCloud.ReadApplicationAsync("a", default).WaitAsync(TimeSpan.FromSeconds(20));

        (await read.Should().ThrowAsync<ApiException>()).Which.Status.Should().Be((int)HttpStatusCode.Redirect);
        elsewhere.Should().BeEmpty();
    }

    [Fact]
    public async Task A_SCIM_server_is_proven_once_in_half_a_minute_until_something_is_changed()
    {
        var time = VirtualTime.Start();
        var handler = new ScriptedHandler(time, _ => ScriptedHandler.Json("""{"totalResults":0,"Resources":[]}"""));
        using var clients = new ProviderClients(TestOperation.Config, time, handler);

        await ProveAsync("token-1", requests: 2);
        await ProveAsync("token-1", requests: 0);
        await ProveAsync("token-2", requests: 2);
        clients.ForgetScimProof("https://api.test/scim/v2/acme", "token-1");
        await ProveAsync("token-1", requests: 2);
        await ProveAsync("token-2", requests: 0);
        time.Advance(TimeSpan.FromSeconds(30));
        await ProveAsync("token-1", requests: 2);

        async Task ProveAsync(string token, int requests)
        {
            var before = handler.Requests.Count;
            await clients.ProveScimAsync("https://api.test/scim/v2/acme", token, default);
            (handler.Requests.Count - before).Should().Be(requests);
        }
    }

    [Fact]
    public async Task A_SCIM_server_that_refused_a_token_is_asked_again()
    {
        var time = VirtualTime.Start();
        var handler = new ScriptedHandler(time, _ => ScriptedHandler.Json("{}", HttpStatusCode.Unauthorized));
        using var clients = new ProviderClients(TestOperation.Config, time, handler);
        var prove = () => clients.ProveScimAsync("https://api.test/scim/v2/acme", "token-1", default);

        await prove.Should().ThrowAsync<ApiException>();
        await prove.Should().ThrowAsync<ApiException>();

        handler.Requests.Should().HaveCount(2);
    }

    public static TheoryData<int, string> Redirects =>
    [
        .. from status in new[] { 300, 301, 302, 303, 304, 305, 307, 308 }
           from location in new[] { "{other}api/a", "//{otherHost}/api/a", "{same}api/other", "/api/other", "http://{otherHost}:80@{sameHost}/", "{otherHost}\\@{sameHost}", "" }
           select new TheoryDataRow<int, string>(status, location),
    ];

    [Theory]
    [MemberData(nameof(Redirects))]
    public async Task No_redirect_of_any_kind_is_followed_and_the_answer_is_told(int status, string location)
    {
        var (here, elsewhere) = (0, 0);
        await using var other = await OtherServer.StartAsync(_ =>
        {
            Interlocked.Increment(ref elsewhere);
            return Task.CompletedTask;
        });
        WebApplication? self = null;
        await using var console = self = await OtherServer.StartAsync(context =>
        {
            Interlocked.Increment(ref here);
            context.Response.StatusCode = status;
            context.Response.Headers.Location = location
                .Replace("{otherHost}", UrlOf(other).Authority, StringComparison.Ordinal).Replace("{other}", UrlOf(other).AbsoluteUri, StringComparison.Ordinal)
                .Replace("{sameHost}", UrlOf(self!).Authority, StringComparison.Ordinal).Replace("{same}", UrlOf(self!).AbsoluteUri, StringComparison.Ordinal);
            return Task.CompletedTask;
        });
        using var clients = new ProviderClients(new ProviderConfig { ApiKey = "key-1", ConsoleUrl = UrlOf(console), MaxRetries = 0 }, TimeProvider.System);

        var read = () => clients.JumpCloud.ReadApplicationAsync("a", default).WaitAsync(TimeSpan.FromSeconds(20));

        (await read.Should().ThrowAsync<ApiException>()).Which.Message.Should().StartWith($"JumpCloud answered {status} ").And.EndWith(
            ". Redirects are not followed, so that credentials stay with the configured host; configure the address it redirects to");
        (here, elsewhere).Should().Be((1, 0));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task An_organization_that_would_lead_to_another_path_is_not_asked_for(string organization)
    {
        var handler = new ScriptedHandler(TimeProvider.System, _ => ScriptedHandler.Json("{}"));
        using var clients = new ProviderClients(TestOperation.Config, TimeProvider.System, handler);
        var pulumiCloud = clients.PulumiCloud!;

        foreach (var ask in new Func<Task>[]
        {
            () => pulumiCloud.ReadOrganizationMetadataAsync(organization, default),
            () => pulumiCloud.ReadSamlOrganizationAsync(organization, default),
            () => pulumiCloud.UpdateSamlOrganizationAsync(organization, "<a/>", default),
            () => pulumiCloud.ListSamlAdminsAsync(organization, default),
            () => pulumiCloud.ListOrganizationAdminsAsync(organization, default),
            () => pulumiCloud.ReadMemberAccountsAsync(organization, default),
        })
        {
            (await ask.Should().ThrowAsync<ApiException>()).Which.Message.Should().Be($"Pulumi Cloud has nothing of the id \"{organization}\"");
        }

        handler.Requests.Should().BeEmpty();
    }

    private static Uri UrlOf(WebApplication app) => new(app.Urls.Single());
}
