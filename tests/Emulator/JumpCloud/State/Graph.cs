using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>A thing in the graph.</summary>
/// <param name="Type"><c>application</c>, <c>user_group</c> or <c>user</c>.</param>
internal sealed record GraphNode(string Type, string Id);

/// <summary>The shapes of JumpCloud's graph (<c>GraphConnection</c>, <c>GraphObjectWithPaths</c>) [S].</summary>
internal static class Graph
{
    public static JObject Connection(string type, string id) =>
        new() { ["attributes"] = null, ["to"] = Object(new GraphNode(type, id)) };

    /// <inheritdoc cref="WithPaths"/>
    public static JObject WithPath(params GraphNode[] path) => WithPaths([path]);

    /// <summary>A thing with the ways to it: each from the thing asked about, node by node, to this one.</summary>
    public static JObject WithPaths(IReadOnlyList<GraphNode[]> paths)
    {
        var end = paths[0][^1];
        return new JObject
        {
            ["id"] = end.Id,
            ["type"] = end.Type,
            ["compiledAttributes"] = new JObject(),
            ["paths"] = new JArray(paths.Select(path => new JArray(path.Zip(path.Skip(1), Step)))),
        };
    }

    private static JObject Step(GraphNode from, GraphNode to) =>
        new() { ["attributes"] = null, ["from"] = Object(from), ["to"] = Object(to) };

    private static JObject Object(GraphNode node) => new() { ["attributes"] = null, ["id"] = node.Id, ["type"] = node.Type };
}
