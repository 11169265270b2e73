using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>The shapes of JumpCloud's graph (<c>GraphConnection</c>, <c>GraphObjectWithPaths</c>) [S].</summary>
internal static class Graph
{
    public static JObject Connection(string type, string id) => new() { ["attributes"] = null, ["to"] = Object(type, id) };

    /// <param name="paths">Each a chain of steps from the thing asked about to this one.</param>
    public static JObject WithPaths(
        string type, string id, IReadOnlyList<IReadOnlyList<((string Type, string Id) From, (string Type, string Id) To)>> paths) => new()
        {
            ["id"] = id,
            ["type"] = type,
            ["compiledAttributes"] = new JObject(),
            ["paths"] = new JArray(paths.Select(path => new JArray(path.Select(step => new JObject
            {
                ["attributes"] = null,
                ["from"] = Object(step.From.Type, step.From.Id),
                ["to"] = Object(step.To.Type, step.To.Id),
            })))),
        };

    private static JObject Object(string type, string id) => new() { ["attributes"] = null, ["id"] = id, ["type"] = type };
}
