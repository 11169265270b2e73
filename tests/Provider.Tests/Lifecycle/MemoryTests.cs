using System.Globalization;
using System.Net;
using FluentAssertions;
using Google.Protobuf.WellKnownTypes;
using JumpCloud.Tests.Generated;
using Pulumirpc;
using Xunit;

namespace JumpCloud.Tests;

/// <summary>
/// What the provider keeps of the resources that it has worked on. Alone, as the heap that is looked at is that of all tests.
/// </summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class AloneInTheProcess;

[Collection(typeof(AloneInTheProcess))]
public sealed class MemoryTests
{
    private const int Resources = 1000;
    private const string Application = "6567a1b2c300000000000080";

    [Fact]
    public async Task Of_a_thousand_bindings_not_more_than_a_kibibyte_each_is_kept()
    {
        using var network = new AnsweringNetwork();
        await using var plugin = DirectService.Start(TimeProvider.System, network);
        await plugin.ConfigureAsync(new ConfigureRequest
        {
            Args = new Struct { Fields = { ["apiKey"] = Value.ForString("key-1") } }, AcceptSecrets = true, AcceptResources = true,
        });
        await BindAsync(plugin, 0);
        var before = LiveBytes();

        await BindAsync(plugin, Resources);

        // Measured: 235 bytes, the number of members that operations share. A message or a document that is kept is more than the bound.
        ((LiveBytes() - before) / Resources).Should().BeLessThan(1024);
        network.Changes.Should().Be(2 * Resources);
    }

    private static async Task BindAsync(DirectService plugin, int first)
    {
        for (var number = first; number < first + Resources; number++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"5d{number:0000000000000000000000}");
            var created = await plugin.CreateAsync(new CreateRequest
            {
                Urn = $"urn:pulumi:dev::shop::jumpcloud:index:GroupBinding::{id}",
                Properties = new Struct { Fields = { ["applicationId"] = Value.ForString(Application), ["userGroupId"] = Value.ForString(id) } },
            });
            created.Id.Should().Be($"{Application}/{id}");
        }
    }

    private static long LiveBytes()
    {
        for (var time = 0; time < 3; time++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }

    /// <summary>Any group exists, has three members and is bound as soon as it was.</summary>
    private sealed class AnsweringNetwork : HttpMessageHandler
    {
        public int Changes { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath;
            if (request.Method == HttpMethod.Post)
            {
                Changes++;
                return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NoContent));
            }

            var answer = ScriptedHandler.Json(path switch
            {
                "/api/v2/usergroups" => "[]",
                _ when path.EndsWith("/members", StringComparison.Ordinal) => "[]",
                _ when path.EndsWith("/associations", StringComparison.Ordinal) => $$$"""[{"to":{"type":"application","id":"{{{Application}}}"}}]""",
                _ => $$"""{"id":"{{path.Split('/')[^1]}}","name":"Group"}""",
            });
            if (path.EndsWith("/members", StringComparison.Ordinal))
                answer.Headers.Add("x-total-count", "3");
            return Task.FromResult(answer);
        }
    }
}
