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

    private static Uri UrlOf(WebApplication app) => new(app.Urls.Single());
}
