using Newtonsoft.Json.Linq;

namespace JumpCloud.Wire;

/// <summary>
/// What the provider does out of the ordinary. The file named by <c>WIRE_SCRIPT</c> is read again at every call, so a test
/// changes it between two steps; without a file nothing is out of the ordinary. An unknown field is an error.
/// <code>
/// { "existing": {"old": {"size": 3}}, things made elsewhere: label to properties; seen by import, get and getThing
///   "gone": ["alpha"],                ids that a refresh finds deleted
///   "drift": {"size": 9},             laid over what a refresh reads, inputs and outputs
///   "halfCreate": "reason",           Create makes the thing and reports ErrorResourceInitFailed
///   "halfUpdate": "reason",           Update changes nothing and reports ErrorResourceInitFailed
///   "refuseLabel": "alpha",           Create of that label is InvalidArgument
///   "refuseKey": "is malformed",      CheckConfig has this failure for the property key
///   "deleteBeforeReplace": true,      Diff asks for it with every replacement
///   "log": "text" }                   Create says this to the engine, at severity INFO
/// </code>
/// </summary>
internal sealed record WireScript(
    JObject Existing, IReadOnlyList<string> Gone, JObject Drift, string? HalfCreate, string? HalfUpdate, string? RefuseLabel,
    string? RefuseKey, bool DeleteBeforeReplace, string? Log)
{
    private static readonly string[] Fields =
        ["existing", "gone", "drift", "halfCreate", "halfUpdate", "refuseLabel", "refuseKey", "deleteBeforeReplace", "log"];

    public static WireScript Read(string? path) => Parse(path is null ? new JObject() : JObject.Parse(File.ReadAllText(path)));

    public static WireScript Parse(JObject script)
    {
        var unknown = script.Properties().Select(p => p.Name).Except(Fields).FirstOrDefault();
        if (unknown is not null)
            throw new InvalidDataException(
                $"WIRE_SCRIPT: unknown field \"{unknown}\"; the fields are {string.Join(", ", Fields)}");

        return new WireScript(
            script["existing"] as JObject ?? [],
            [.. (script["gone"] as JArray ?? []).Select(id => (string)id!)],
            script["drift"] as JObject ?? [],
            (string?)script["halfCreate"],
            (string?)script["halfUpdate"],
            (string?)script["refuseLabel"],
            (string?)script["refuseKey"],
            (bool?)script["deleteBeforeReplace"] ?? false,
            (string?)script["log"]);
    }
}
