using Google.Protobuf.WellKnownTypes;
using JumpCloud.EngineHost.Deployment;
using JumpCloud.EngineHost.Wire;
using Pulumirpc;

namespace JumpCloud.EngineHost.Display;

/// <summary>
/// A provider's detailed diff as the CLI prints it (pkg/engine/detailedDiff.go): the old value from the old inputs or outputs,
/// as inputDiff says, the new one from the new inputs.
/// </summary>
internal static class DetailedDiffText
{
    public static void Write(PropertyText text, Step step, int indent)
    {
        var root = new Node();
        foreach (var (path, diff) in step.Detailed)
            root.Add(PropertyPath.Parse(path), 0, Leaf(step, path, diff));
        Write(text, root, indent);
    }

    /// <summary>The inputs' own differences, where the provider gave no detailed diff.</summary>
    public static void WriteInputs(PropertyText text, Step step, int indent)
    {
        var (olds, news) = (step.Old!.Inputs.Fields, step.New!.Inputs.Fields);
        var root = new Node();
        foreach (var key in olds.Keys.Union(news.Keys))
        {
            var (old, @new) = (olds.GetValueOrDefault(key), news.GetValueOrDefault(key));
            if (old is null || @new is null || !Values.DeepEquals(old, @new))
                root.Add([key], 0, (old, @new));
        }

        Write(text, root, indent);
    }

    /// <summary><c>[diff: +a,-b,~c]</c>: the top-level keys by what happens to them; empty where nothing is known.</summary>
    public static string Summary(Step step)
    {
        var kinds = new SortedDictionary<string, char>(StringComparer.Ordinal);
        foreach (var (path, diff) in step.Detailed)
        {
            var parsed = PropertyPath.Parse(path);
            kinds[parsed[0].ToString()!] = parsed.Count > 1 ? '~' : Mark(diff.Kind);
        }

        if (kinds.Count == 0)
            foreach (var key in step.Diffs)
                kinds[key] = '~';
        var groups = "+-~".Select(mark =>
            string.Join(',', kinds.Where(pair => pair.Value == mark).Select(pair => mark + pair.Key)));
        var keys = string.Join(',', groups.Where(group => group.Length > 0));
        return keys.Length > 0 ? $"[diff: {keys}]" : "";
    }

    private static char Mark(PropertyDiff.Types.Kind kind) => kind switch
    {
        PropertyDiff.Types.Kind.Add or PropertyDiff.Types.Kind.AddReplace => '+',
        PropertyDiff.Types.Kind.Delete or PropertyDiff.Types.Kind.DeleteReplace => '-',
        _ => '~',
    };

    private static (Value? Old, Value? New) Leaf(Step step, string path, PropertyDiff diff)
    {
        var elements = PropertyPath.Parse(path);
        var old = PropertyPath.Get(diff.InputDiff ? step.Old!.Inputs : step.Old!.Outputs, elements);
        var after = PropertyPath.Get(step.New!.Inputs, elements);
        return Mark(diff.Kind) switch
        {
            '+' => (null, after ?? Value.ForNull()),
            '-' => (old ?? Value.ForNull(), null),
            _ => (old ?? Value.ForNull(), after ?? Value.ForNull()),
        };
    }

    private static void Write(PropertyText text, Node node, int indent)
    {
        var width = PropertyText.Width(node.Children.Keys.Select(Label));
        foreach (var (element, child) in node.Children.OrderBy(pair => pair.Key, ElementOrder))
        {
            var label = element is int ? Label(element) : Label(element).PadRight(width);
            if (child.Leaf is { } leaf)
            {
                text.Change(label, leaf.Old, leaf.New, indent);
                continue;
            }

            var list = child.Children.Keys.All(key => key is int);
            text.Line(indent, '~', $"{label}: {(list ? '[' : '{')}");
            Write(text, child, indent + 4);
            text.Line(indent, ' ', list ? "]" : "}");
        }
    }

    private static string Label(object element) => element is int index ? $"[{index}]" : (string)element;

    private static readonly Comparer<object> ElementOrder = Comparer<object>.Create((left, right) => (left, right) switch
    {
        (int a, int b) => a.CompareTo(b),
        _ => string.CompareOrdinal(left.ToString(), right.ToString()),
    });

    private sealed class Node
    {
        public Dictionary<object, Node> Children { get; } = [];

        public (Value? Old, Value? New)? Leaf { get; private set; }

        public void Add(IReadOnlyList<object> path, int depth, (Value? Old, Value? New) leaf)
        {
            if (depth == path.Count)
            {
                Leaf = leaf;
                return;
            }

            if (!Children.TryGetValue(path[depth], out var child))
                Children[path[depth]] = child = new Node();
            child.Add(path, depth + 1, leaf);
        }
    }
}
