namespace JumpCloud.EngineHost.Yaml;

/// <summary>
/// Resources and variables, each after what it refers to, otherwise in the order of the text (resources first).
/// </summary>
internal sealed class ProgramOrder
{
    private readonly YamlDiagnostics _diagnostics;
    private readonly HashSet<string> _external;
    private readonly Dictionary<string, object> _nodes = [];
    private readonly HashSet<string> _visiting = [];
    private readonly HashSet<string> _visited = [];
    private readonly List<object> _sorted = [];

    private ProgramOrder(IEnumerable<string> configNames, YamlDiagnostics diagnostics)
    {
        _diagnostics = diagnostics;
        _external = [.. configNames, "pulumi"];
    }

    /// <summary>
    /// <see cref="ResourceDeclaration"/>s and <see cref="VariableDeclaration"/>s; errors are noted for cycles and unknown names.
    /// </summary>
    public static IReadOnlyList<object> Sort(Template template, IEnumerable<string> configNames, YamlDiagnostics diagnostics)
    {
        var order = new ProgramOrder(configNames.Concat(template.Config.Select(c => c.Name)), diagnostics);
        foreach (var resource in template.Resources)
            order.Add("resource", resource.Key, resource.Mark, resource);
        foreach (var variable in template.Variables)
            order.Add("variable", variable.Name, variable.Mark, variable);
        // One cycle has as many descriptions as members; the first will do.
        foreach (var name in order._nodes.Keys)
        {
            if (!order.Visit(name, SourceMark.None))
                return [];
        }
        foreach (var (root, mark) in template.Outputs.SelectMany(o => References.Of(o.Value)))
            order.Visit(root, mark);
        return order._sorted;
    }

    private void Add(string kind, string name, SourceMark mark, object node)
    {
        if (name == "pulumi")
            _diagnostics.Error(mark, $"{kind} {name} uses the reserved name pulumi");
        else if (_external.Contains(name))
            _diagnostics.Error(mark, $"{kind} {name} cannot have the same name as config {name}");
        else if (!_nodes.TryAdd(name, node))
            _diagnostics.Error(mark, $"{kind} {name} cannot have the same name as resource {name}");
    }

    private bool Visit(string name, SourceMark from)
    {
        if (_external.Contains(name) || _visited.Contains(name))
            return true;
        if (!_nodes.TryGetValue(name, out var node))
        {
            _diagnostics.Error(from, $"resource, variable, or config value \"{name}\" not found");
            return true;
        }
        if (!_visiting.Add(name))
        {
            var kind = node is ResourceDeclaration ? "resource" : "variable";
            _diagnostics.Error(from, $"circular dependency of {kind} '{name}' transitively on itself");
            return false;
        }
        var references = node is ResourceDeclaration resource
            ? References.Of(resource)
            : References.Of(((VariableDeclaration)node).Value);
        var complete = references.All(r => Visit(r.Root, r.Mark));
        _visiting.Remove(name);
        if (complete && _visited.Add(name))
            _sorted.Add(node);
        return complete;
    }
}
