using Grpc.Core;
using Grpc.Net.Client;
using JumpCloud.Emulator;
using JumpCloud.Rpc;
using JumpCloud.Tests.Rpc.Support;
using Microsoft.AspNetCore.Builder;
using Pulumirpc;

namespace JumpCloud.Tests;

/// <summary>A plugin that is asked what there is, as <c>pulumi do TYPE list</c> asks it.</summary>
internal sealed class ListClient : IAsyncDisposable
{
    private readonly WebApplication _plugin;
    private readonly GrpcChannel _channel;

    private ListClient(WebApplication plugin)
    {
        _plugin = plugin;
        _channel = GrpcChannel.ForAddress($"http://127.0.0.1:{PluginHost.PortOf(plugin)}");
    }

    private ResourceProvider.ResourceProviderClient Client => new(_channel);

    public static async Task<ListClient> StartAsync(EmulatorHost services)
    {
        var plugin = PluginHost.Build(new PluginOptions(PluginArguments.Parse([]), Registry.Catalog, _ => null, TimeProvider.System));
        await plugin.StartAsync();
        var client = new ListClient(plugin);
        var ready = Ready.Describe(services);
        await client.Client.ConfigureAsync(
            new ConfigureRequest
            {
                Args = WireValues.Struct(
                    ("apiKey", WireValues.Text((string)ready.SelectToken("jumpcloud.apiKey")!)),
                    ("consoleUrl", WireValues.Text((string)ready["consoleUrl"]!)),
                    ("pulumiAccessToken", WireValues.Text((string)ready.SelectToken("pulumi.acme.accessToken")!)),
                    ("pulumiApiUrl", WireValues.Text((string)ready["pulumiApiUrl"]!))),
                AcceptSecrets = true,
            },
            Plugin.Deadline);
        return client;
    }

    /// <summary>Id and name of each.</summary>
    /// <param name="type">The last part of the resource's type token.</param>
    public async Task<IReadOnlyList<string>> ListAsync(string type, params (string Name, string Value)[] query)
    {
        var answers = await AskAsync(new ListRequest
        {
            Token = $"jumpcloud:index:{type}",
            Query = WireValues.Struct([.. query.Select(entry => (entry.Name, WireValues.Text(entry.Value)))]),
        });
        return [.. answers.Select(answer => $"{answer.Result.Id} {answer.Result.Name}")];
    }

    /// <summary>The ids of one page and the token of the next.</summary>
    public async Task<(IReadOnlyList<string> Ids, string Next)> PageAsync(string type, int size, string token)
    {
        var answers = await AskAsync(new ListRequest { Token = $"jumpcloud:index:{type}", PageSize = size, ContinuationToken = token });
        return (
            [.. answers.Where(answer => answer.Result is not null).Select(answer => answer.Result.Id)],
            answers[^1].Continuation?.ContinuationToken ?? "");
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _plugin.DisposeAsync();
    }

    private async Task<List<ListResponse>> AskAsync(ListRequest request)
    {
        using var call = Client.List(request, Plugin.Deadline);
        var answers = new List<ListResponse>();
        await foreach (var answer in call.ResponseStream.ReadAllAsync())
            answers.Add(answer);
        return answers;
    }
}
