using Google.Protobuf.WellKnownTypes;

namespace JumpCloud.EngineHost.Yaml;

/// <summary>Nodes to expressions: interpolations and the functions <c>fn::…</c> that this host knows.</summary>
internal sealed class ExpressionParser(YamlDiagnostics diagnostics)
{
    private const string KnownFunctions =
        "fn::invoke, fn::secret, fn::join, fn::toJSON, fn::readFile, fn::fileAsset and fn::stringAsset";

    public Expr Parse(YamlNode node) => node switch
    {
        NullNode => new LiteralExpr(node.Mark, Value.ForNull()),
        BooleanNode b => new LiteralExpr(node.Mark, Value.ForBool(b.Value)),
        NumberNode n => new LiteralExpr(node.Mark, Value.ForNumber(n.Value)),
        StringNode s => ParseString(s),
        ListNode l => new ListExpr(node.Mark, [.. l.Items.Select(Parse)]),
        ObjectNode o => ParseObject(o),
        _ => throw new InvalidOperationException($"no expression is made of {node.Kind}"),
    };

    private Expr ParseString(StringNode node) => new InterpolationParser(node.Value, node.Mark, diagnostics).Parse() switch
    {
        [] => new LiteralExpr(node.Mark, Value.ForString("")),
        [{ Access: null, Text: var text }] => new LiteralExpr(node.Mark, Value.ForString(text)),
        [{ Access: { } access, Text: "" }] => new SymbolExpr(node.Mark, access),
        var parts => new InterpolateExpr(node.Mark, parts),
    };

    private Expr ParseObject(ObjectNode node)
    {
        var function = node.Entries.FirstOrDefault(e => e.Key.Value.StartsWith("fn::", StringComparison.OrdinalIgnoreCase));
        if (function is null)
            return ParseEntries(node);
        if (node.Entries.Count == 1)
            return ParseFunction(function.Key.Value, function.Key.Mark, function.Value);

        diagnostics.Error(function.Key.Mark, $"{function.Key.Value} must be the only key of its object");
        return new LiteralExpr(node.Mark, Value.ForNull());
    }

    private ObjectExpr ParseEntries(ObjectNode node)
        => new(node.Mark, [.. node.Entries.Select(e => new ObjectEntry(ParseKey(e.Key), e.Key.Mark, Parse(e.Value)))]);

    private string ParseKey(StringNode key)
    {
        switch (ParseString(key))
        {
            case LiteralExpr literal:
                return literal.Value.StringValue;
            default:
                diagnostics.Error(key.Mark, "an interpolation in a key is not supported by this engine host");
                return key.Value;
        }
    }

    private Expr ParseFunction(string name, SourceMark mark, YamlNode argument)
    {
        switch (name)
        {
            case "fn::invoke":
                return ParseInvoke(mark, argument);
            case "fn::join" when argument is ListNode { Items: [var delimiter, var values] }:
                return new JoinExpr(mark, Parse(delimiter), Parse(values));
            case "fn::join":
                diagnostics.Error(argument.Mark, "the argument to fn::join must be a two-valued list");
                break;
            case "fn::toJSON":
                return new ToJsonExpr(mark, Parse(argument));
            case "fn::secret":
                return new SecretExpr(mark, Parse(argument));
            case "fn::readFile":
                return new ReadFileExpr(mark, Parse(argument));
            case "fn::fileAsset":
                return new AssetExpr(mark, "path", Parse(argument));
            case "fn::stringAsset":
                return new AssetExpr(mark, "text", Parse(argument));
            default:
                diagnostics.Error(mark, $"{name} is not supported by this engine host; it knows {KnownFunctions}");
                break;
        }
        return new LiteralExpr(mark, Value.ForNull());
    }

    private Expr ParseInvoke(SourceMark mark, YamlNode argument)
    {
        if (argument is not ObjectNode fields)
        {
            diagnostics.Error(
                argument.Mark,
                "the argument to fn::invoke must be an object containing 'function', 'arguments', 'options', and 'return'");
            return new LiteralExpr(mark, Value.ForNull());
        }

        FieldReader.RefuseOthers(fields, "fn::invoke", diagnostics, "function", "arguments", "options", "return");
        var reader = new FieldReader(fields, "fn::invoke", diagnostics);
        if (reader.Text("function") is not { } function)
        {
            diagnostics.Error(mark, "missing function name ('function')");
            return new LiteralExpr(mark, Value.ForNull());
        }
        ObjectExpr? arguments = null;
        if (fields["arguments"] is { } node)
        {
            if (node is ObjectNode entries)
                arguments = ParseEntries(entries);
            else
                diagnostics.Error(node.Mark, "function arguments ('arguments') must be an object");
        }
        return new InvokeExpr(mark, function, arguments, ParseInvokeOptions(reader.Object("options")), reader.Text("return"));
    }

    private InvokeOptions ParseInvokeOptions(ObjectNode? options)
    {
        if (options is null)
            return new InvokeOptions(null, null, null, null, null);
        FieldReader.RefuseOthers(
            options, "invoke options", diagnostics, "provider", "parent", "dependsOn", "version", "pluginDownloadURL");
        var reader = new FieldReader(options, "invoke options", diagnostics);
        return new InvokeOptions(
            Optional(options["provider"]), Optional(options["parent"]), Optional(options["dependsOn"]),
            reader.Text("version"), reader.Text("pluginDownloadURL"));
    }

    public Expr? Optional(YamlNode? node) => node is null ? null : Parse(node);
}
