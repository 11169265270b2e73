using FluentAssertions;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using JumpCloud.Wire;
using Newtonsoft.Json.Linq;
using Pulumirpc;
using Xunit;

namespace JumpCloud.Tests.WireProvider;

/// <summary>The scripted provider answers as the recorded one did.</summary>
public sealed class WireProviderRecordingTests
{
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Every_recorded_request_gets_the_recorded_answer()
    {
        Assert.SkipWhen(Recordings.Folder is null, "The recordings of the engine (../shared/transcripts) are not there.");
        var script = "{}";
        await using var provider = await WireClient.StartAsync(() => WireScript.Parse(JObject.Parse(script)));
        var answered = 0;

        foreach (var scenario in Directory.GetDirectories(Recordings.Folder!).Order())
        {
            foreach (var file in Directory.GetFiles(scenario, "*.jsonl").Order())
            {
                script = Recordings.ScriptOf(Path.GetFileName(scenario), Path.GetFileName(file));
                answered += await ReplayAsync(provider.Client, file).WaitAsync(Limit);
            }
        }

        answered.Should().BeGreaterThan(300);
    }

    private static async Task<int> ReplayAsync(ResourceProvider.ResourceProviderClient client, string file)
    {
        var calls = Recordings.LinesOf(file).Where(l => ((string)l["m"]!).StartsWith("ResourceProvider.")).ToList();
        var answered = 0;
        foreach (var method in calls.GroupBy(l => (string)l["m"]!))
        {
            var requests = method.Where(l => l.ContainsKey("request")).ToList();
            var responses = method.Where(l => l.ContainsKey("response")).ToList();
            foreach (var (request, response) in requests.Zip(responses))
            {
                if (await CallAsync(client, method.Key.Split('.')[1], request["request"]!.ToString()) is not { } answer)
                    continue;
                var expected = response["errors"] is { } errors ? errors[0]! : response["response"]!;
                JToken.DeepEquals(answer, expected).Should()
                    .BeTrue($"{Path.GetFileName(file)} {method.Key} {request["request"]} should be {expected}, not {answer}");
                answered++;
            }
        }
        return answered;
    }

    /// <summary>Null for the calls that need an engine (Construct) or whose answer is not recorded (GetSchema).</summary>
    private static async Task<JToken?> CallAsync(ResourceProvider.ResourceProviderClient client, string method, string json)
    {
        try
        {
            IMessage? answer = method switch
            {
                "Handshake" => await client.HandshakeAsync(new ProviderHandshakeRequest()),
                "GetPluginInfo" => await client.GetPluginInfoAsync(new Empty()),
                "CheckConfig" => await client.CheckConfigAsync(Parser.Parse<CheckRequest>(json)),
                "DiffConfig" => await client.DiffConfigAsync(Parser.Parse<DiffRequest>(json)),
                "Configure" => await client.ConfigureAsync(Parser.Parse<ConfigureRequest>(json)),
                "Check" => await client.CheckAsync(Parser.Parse<CheckRequest>(json)),
                "Diff" => await client.DiffAsync(Parser.Parse<DiffRequest>(json)),
                "Create" => await client.CreateAsync(Parser.Parse<CreateRequest>(json)),
                "Read" => await client.ReadAsync(Parser.Parse<ReadRequest>(json)),
                "Update" => await client.UpdateAsync(Parser.Parse<UpdateRequest>(json)),
                "Delete" => await client.DeleteAsync(Parser.Parse<DeleteRequest>(json)),
                "Invoke" => await client.InvokeAsync(Parser.Parse<InvokeRequest>(json)),
                "Cancel" => await client.CancelAsync(new Empty()),
                _ => null,
            };
            return answer is null ? null : JToken.Parse(Recordings.Normal(answer));
        }
        catch (RpcException e)
        {
            return new JValue($"rpc error: code = {e.StatusCode} desc = {e.Status.Detail}");
        }
    }
}
