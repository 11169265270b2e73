using Google.Protobuf;
using JumpCloud.Tests.Interop;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Tests.WireProvider;

/// <summary>
/// The recordings of the real engine (../shared/transcripts), and the provider's script at each of their steps.
/// </summary>
internal static class Recordings
{
    /// <summary>Key: scenario/step number. A step that is not here ran without a script.</summary>
    private static readonly Dictionary<string, string> Scripts = new()
    {
        ["delete-before-replace/02"] = """{"deleteBeforeReplace": true}""",
        ["delete-before-replace/03"] = """{"deleteBeforeReplace": true}""",
        ["refresh/02"] = """{"drift": {"size": 9}}""",
        ["refresh/03"] = """{"drift": {"size": 9}}""",
        ["refresh/05"] = """{"gone": ["alpha"]}""",
        ["import/01"] = """{"existing": {"old": {"size": 3}, "old2": {"size": 4}}}""",
        ["import/02"] = """{"existing": {"old": {"size": 3}, "old2": {"size": 4}}}""",
        ["import/03"] = """{"existing": {"old": {"size": 3}, "old2": {"size": 4}}}""",
        ["partial/01"] = """{"halfCreate": "second half failed"}""",
        ["partial/04"] = """{"halfUpdate": "update half done"}""",
        ["failures/02"] = """{"refuseLabel": "alpha"}""",
        ["failures/03"] = """{"refuseKey": "is malformed"}""",
        ["options/03"] = """{"existing": {"alpha": {}}}""",
        ["options/04"] = """{"existing": {"alpha": {}}}""",
        ["options/05"] = """{"existing": {"alpha": {}}}""",
    };

    /// <summary>The folder of the recordings; null where it is absent (a clone without the shared material).</summary>
    public static string? Folder { get; } = FindFolder();

    public static string ScriptOf(string scenario, string step) => Scripts.GetValueOrDefault($"{scenario}/{step[..2]}", "{}");

    public static IEnumerable<JObject> LinesOf(string file) => File.ReadLines(file).Select(JObject.Parse);

    /// <summary>
    /// The requests of the program itself; those of a component's provider do not accept byte strings, or are not of the stack.
    /// </summary>
    public static IEnumerable<JObject> ProgramRequestsOf(string file)
        => LinesOf(file).Where(l => ((string)l["m"]!).StartsWith("ResourceMonitor.") && l["request"] is { } request
            && (request["acceptsByteString"] is not null || ((string?)request["urn"] ?? "").Contains("::pulumi:pulumi:Stack::")));

    /// <summary>The program of a step, from the scenario's README.md.</summary>
    public static string ProgramOf(string scenario, string step)
    {
        var readme = File.ReadAllText(Path.Combine(Folder!, scenario, "README.md"));
        var section = readme[readme.IndexOf($"## {step[..2]} ", StringComparison.Ordinal)..];
        return section.Split("```yaml\n", 2)[1].Split("```", 2)[0];
    }

    /// <summary>A message as JSON in the recordings' form: keys sorted, whole numbers without a fraction.</summary>
    public static string Normal(IMessage message) => Sorted(JToken.Parse(JsonFormatter.Default.Format(message)));

    public static string Sorted(JToken token) => Sort(token).ToString(Formatting.None);

    private static JToken Sort(JToken token) => token switch
    {
        JObject o => new JObject(
            o.Properties().OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => new JProperty(p.Name, Sort(p.Value)))),
        JArray a => new JArray(a.Select(Sort)),
        { Type: JTokenType.Float } when (double)token % 1 == 0 => new JValue((long)(double)token),
        _ => token,
    };

    private static string? FindFolder()
    {
        var shared = Environment.GetEnvironmentVariable("JUMPCLOUD_SHARED") ?? Path.Combine(Repository.Root, "..", "shared");
        var transcripts = Path.Combine(shared, "transcripts");
        return Directory.Exists(transcripts) ? transcripts : null;
    }
}
