using System.Text.RegularExpressions;
using FluentAssertions;
using JumpCloud.EngineHost;
using JumpCloud.EngineHost.State;
using JumpCloud.EngineHost.Wire;
using JumpCloud.Tests.WireProvider;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests.Transcripts;

/// <summary>
/// The host, a scripted provider in a process of its own and the recorded programs do what the real engine did: the same calls
/// with the same payloads, the same state, the same text. What differs is listed in <see cref="Deviations"/>.
/// </summary>
public sealed partial class TranscriptTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly Dictionary<string, ConfigValue> Config = new()
    {
        ["wire:flag"] = new ConfigValue("true"),
        ["wire:key"] = new ConfigValue("s3cr3t-key", Secret: true),
        ["rec:pw"] = new ConfigValue("s3cr3t-pw", Secret: true),
    };

    [Theory]
    [InlineData("lifecycle")]
    [InlineData("delete-before-replace")]
    [InlineData("dependents")]
    [InlineData("refresh")]
    [InlineData("import")]
    [InlineData("partial")]
    [InlineData("failures")]
    [InlineData("component")]
    [InlineData("options")]
    public async Task Each_step_of_a_recorded_scenario_is_repeated(string scenario)
    {
        Assert.SkipWhen(Recordings.Folder is null, "The recordings of the engine (../shared/transcripts) are not there.");
        var folder = Directory.CreateTempSubdirectory("transcript-").FullName;
        try
        {
            await RepeatAsync(scenario, folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RepeatAsync(string scenario, string folder)
    {
        var script = Path.Combine(folder, "wire.json");
        var recorder = new RpcRecorder();
        var options = new HostOptions
        {
            Passphrase = "correct horse",
            Parallel = 8,
            Recorder = recorder,
            PluginEnvironment = new Dictionary<string, string?> { ["WIRE_SCRIPT"] = script },
        };
        var settings = new ProjectSettings(
            folder, "rec", "dev", Config, new Dictionary<string, string> { ["wire"] = AppContext.BaseDirectory });
        var state = StateStore.InMemory();
        await using var host = new Host(settings, state, options);
        foreach (var step in RecordedStep.Of(scenario))
        {
            recorder.Clear();
            await File.WriteAllTextAsync(script, Recordings.ScriptOf(scenario, step.File));
            using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
            var result = await step.RunAsync(host, limit.Token);

            var calls = RpcCall.Pair(recorder.Lines.Select(line => (line.Method, line.IsRequest, line.Body, line.Error)));
            CompareCalls(step, calls);
            CompareState(step, state.Read());
            CompareText(step, result.Text);
            result.ExitCode.Should().Be(step.ExitCode, "step {0} ended so", step.Name);
        }
    }

    private static void CompareCalls(RecordedStep step, IReadOnlyList<RpcCall> calls)
    {
        var recorded = step.Calls;
        calls.Select(call => call.Lane).Distinct().Should().BeEquivalentTo(
            recorded.Select(call => call.Lane).Distinct(), "step {0} was about these", step.Name);
        foreach (var lane in recorded.GroupBy(call => call.Lane))
            string.Join('\n', calls.Where(call => call.Lane == lane.Key).Select(call => Comparable(step, call))).Should().Be(
                string.Join('\n', lane.Select(call => Comparable(step, call))),
                "step {0} called this for {1}",
                step.Name,
                lane.Key);
        if (!Deviations.FreeOrder.ContainsKey(step.Name))
            string.Join('\n', calls.Where(call => call.IsOperation).Select(call => $"{call.Method} {call.Lane}")).Should().Be(
                string.Join('\n', recorded.Where(call => call.IsOperation).Select(call => $"{call.Method} {call.Lane}")),
                "step {0} called in this order", step.Name);
    }

    private static RpcCall Comparable(RecordedStep step, RpcCall call) =>
        Deviations.FreeAnswer.Contains(step.Name) && call.Method == "ResourceMonitor.RegisterResourceOutputs"
            ? call with { Answer = "" }
            : call;

    private static void CompareState(RecordedStep step, string? state)
    {
        var resources = state is null ? [] : (JArray)JObject.Parse(state)["deployment"]!["resources"]!;
        foreach (var resource in resources.Cast<JObject>())
        {
            foreach (var field in Deviations.FieldsNotRecorded)
                resource.Remove(field);
            foreach (var ciphertext in resource.Descendants().OfType<JProperty>().Where(field => field.Name == "ciphertext"))
                ciphertext.Value = "...";
        }

        var (ours, theirs) = (Lines(resources), Lines(step.State));
        if (Deviations.StateOrder.ContainsKey(step.Name))
            (ours, theirs) = (ours.Order(StringComparer.Ordinal), theirs.Order(StringComparer.Ordinal));
        string.Join('\n', ours).Should().Be(string.Join('\n', theirs), "step {0} left this state", step.Name);
    }

    private static IEnumerable<string> Lines(JArray resources) =>
        [.. resources.Select(resource => RpcCall.Blank(Recordings.Sorted(resource)))];

    private static void CompareText(RecordedStep step, string text)
    {
        var (ours, theirs) = (Shown(text.Split('\n')), Shown(step.Text));
        if (Deviations.TextOrder.ContainsKey(step.Name))
            (ours, theirs) = (ours.Order(StringComparer.Ordinal), theirs.Order(StringComparer.Ordinal));
        string.Join('\n', ours).Should().Be(string.Join('\n', theirs), "step {0} printed this", step.Name);
    }

    private static IEnumerable<string> Shown(IEnumerable<string> lines) => lines
        .Select(line => Time().Replace(line, "").TrimEnd())
        .Where(line => line.Length > 0 && !line.StartsWith('@') && line != "    pulumi:pulumi:Stack rec-dev running")
        .Select(line => line.StartsWith("Duration", StringComparison.Ordinal) ? "Duration" : line);

    [GeneratedRegex(@" \((N|[\d.]+)s\)")]
    private static partial Regex Time();
}
