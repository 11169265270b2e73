using System.Collections.Concurrent;
using System.Net;
using FluentAssertions;
using JumpCloud.Clients;
using JumpCloud.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace JumpCloud.Tests.Clients;

public sealed class ProviderClientsTests
{
    [Fact]
    public async Task Credentials_do_not_follow_a_redirect_to_another_host()
    {
        var elsewhere = new ConcurrentQueue<string>();
        await using var other = await ServeAsync(context =>
        {
            elsewhere.Enqueue(context.Request.Path);
            return Task.CompletedTask;
        });
        await using var console = await ServeAsync(context =>
        {
            context.Response.Redirect($"{UrlOf(other)}api/applications/a");
            return Task.CompletedTask;
        });
        using var clients = new ProviderClients(new ProviderConfig { ApiKey = "key-1", ConsoleUrl = UrlOf(console) }, TimeProvider.System);

        var read = () => clients.JumpCloud.ReadApplicationAsync("a", default).WaitAsync(TimeSpan.FromSeconds(20));

        (await read.Should().ThrowAsync<ApiException>()).Which.Status.Should().Be((int)HttpStatusCode.Redirect);
        elsewhere.Should().BeEmpty();
    }

    private static async Task<WebApplication> ServeAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return app;
    }

    private static Uri UrlOf(WebApplication app) => new(app.Urls.Single());
}
