using FluentAssertions;
using Google.Protobuf;
using Grpc.Core;
using JumpCloud.Tests.WireProvider;
using Newtonsoft.Json.Linq;
using Pulumirpc;
using Xunit;

namespace JumpCloud.Tests.Yaml;

/// <summary>
/// The recorded programs, run against a monitor that answers as the recorded one did, ask it what the real YAML host asked.
/// </summary>
public sealed class YamlRecordingTests
{
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    public static TheoryData<string, string> Steps()
    {
        var data = new TheoryData<string, string>();
        if (Recordings.Folder is null)
        {
            data.Add("", "");
            return data;
        }
        foreach (var scenario in Directory.GetDirectories(Recordings.Folder).Order())
        {
            var files = Directory.GetFiles(scenario, "*.jsonl").Order();
            foreach (var file in files.Where(f => Recordings.ProgramRequestsOf(f).Any()))
                data.Add(Path.GetFileName(scenario), Path.GetFileNameWithoutExtension(file));
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task The_monitor_is_asked_what_it_was_asked(string scenario, string step)
    {
        Assert.SkipWhen(Recordings.Folder is null, "The recordings of the engine (../shared/transcripts) are not there.");
        var file = Path.Combine(Recordings.Folder!, scenario, $"{step}.jsonl");
        await using var engine = await FakeEngine.StartAsync();
        engine.OnRegister = request => Answer(file, request);
        engine.OnInvoke = request => Parser.Parse<ResourceInvokeResponse>(
            Recordings.LinesOf(file)
                .Single(l => (string)l["m"]! == "ResourceMonitor.Invoke" && l["response"] is not null)["response"]!.ToString());

        await engine.RunAsync(Recordings.ProgramOf(scenario, step), dryRun: step.Contains("preview"));

        var asked = engine.Calls.Select(c => $"ResourceMonitor.{c.Method} {Recordings.Normal(c.Request)}").ToList();
        asked[0].Should().StartWith("ResourceMonitor.RegisterResource {\"acceptResources\":true");
        asked.Should()
            .BeEquivalentTo(Recordings.ProgramRequestsOf(file).Select(l => $"{l["m"]} {Recordings.Sorted(l["request"]!)}"));
    }

    /// <summary>What was answered to the same type and name; the call breaks off where the engine never answered.</summary>
    private static RegisterResourceResponse Answer(string file, RegisterResourceRequest request)
    {
        var answer = Recordings.LinesOf(file)
            .Where(l => (string)l["m"]! == "ResourceMonitor.RegisterResource" && l["response"] is JObject)
            .Select(l => (JObject)l["response"]!)
            .LastOrDefault(r => ((string)r["urn"]!).EndsWith($"{request.Type}::{request.Name}"));
        return answer is null
            ? throw new RpcException(new Status(StatusCode.Unavailable, "the engine has ended"))
            : Parser.Parse<RegisterResourceResponse>(answer.ToString());
    }
}
