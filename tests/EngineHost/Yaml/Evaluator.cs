using System.Collections.Concurrent;
using System.Text;
using Google.Protobuf.WellKnownTypes;
using JumpCloud.EngineHost.Wire;

namespace JumpCloud.EngineHost.Yaml;

/// <summary>
/// Expressions to values. Resources and variables are tasks, put in by <see cref="YamlRun"/> in dependency order; an expression
/// waits for what it refers to and for nothing else.
/// </summary>
internal sealed class Evaluator(
    ProgramContext context, IReadOnlyDictionary<string, Value> config, YamlDiagnostics diagnostics, MonitorClient monitor,
    ProgramSchemas schemas)
{
    private readonly ConcurrentDictionary<string, Task<Value>> _variables = [];
    private readonly ConcurrentDictionary<string, Task<RegisteredResource>> _resources = [];
    private readonly Value _pulumi = Value.ForStruct(new Struct
    {
        Fields =
        {
            ["cwd"] = Value.ForString(context.WorkingDirectory),
            ["organization"] = Value.ForString(context.Organization),
            ["project"] = Value.ForString(context.Project),
            ["rootDirectory"] = Value.ForString(context.WorkingDirectory),
            ["stack"] = Value.ForString(context.Stack),
        },
    });

    public void Add(string name, Task<Value> variable) => _variables[name] = variable;

    public void Add(string name, Task<RegisteredResource> resource) => _resources[name] = resource;

    public async Task<Value> EvaluateAsync(Expr expression, CancellationToken ct)
    {
        switch (expression)
        {
            case LiteralExpr literal:
                return literal.Value;
            case SymbolExpr symbol:
                return await AccessAsync(symbol.Access, symbol.Mark);
            case InterpolateExpr interpolate:
                return await InterpolateAsync(interpolate);
            case ListExpr list:
                return await EvaluateListAsync(list, ct);
            case ObjectExpr o:
                return Value.ForStruct(await EvaluateObjectAsync(o, ct));
            case InvokeExpr invoke:
                return await InvokeAsync(invoke, ct);
            case JoinExpr join:
                return Lift(
                    await EvaluateAsync(join.Delimiter, ct), await EvaluateAsync(join.Values, ct), (d, v) => Join(join, d, v));
            case ToJsonExpr json:
                return OutputValue.Resolve(await EvaluateAsync(json.Value, ct)).Apply(v => Value.ForString(GoFormat.Json(v)));
            case SecretExpr secret:
                var inner = OutputValue.Resolve(await EvaluateAsync(secret.Value, ct));
                return OutputValue.Make(inner.IsKnown ? inner.Value : null, true, inner.Dependencies);
            case ReadFileExpr file:
                return OutputValue.Resolve(await EvaluateAsync(file.Path, ct)).Apply(path => ReadFile(file, path));
            case AssetExpr asset:
                return OutputValue.Resolve(await EvaluateAsync(asset.Source, ct)).Apply(source => MakeAsset(asset, source));
            default:
                throw new InvalidOperationException($"no value is made of {expression.GetType().Name}");
        }
    }

    public async Task<Struct> EvaluateObjectAsync(ObjectExpr expression, CancellationToken ct)
    {
        var result = new Struct();
        foreach (var entry in expression.Entries)
            result.Fields[entry.Key] = await EvaluateAsync(entry.Value, ct);
        return result;
    }

    /// <summary>The resource that an option names.</summary>
    public async Task<RegisteredResource> ResourceAsync(Expr expression)
    {
        if (expression is SymbolExpr { Access: { Tail.Count: 0 } access }
            && _resources.TryGetValue(access.Root, out var resource))
            return await resource;
        throw diagnostics.Fail(expression.Mark, "expected a resource, such as ${name}");
    }

    public async Task<IReadOnlyList<RegisteredResource>> ResourcesAsync(Expr expression, string option)
    {
        if (expression is not ListExpr list)
            throw diagnostics.Fail(expression.Mark, $"resource option {option} value must be a list of resources");
        var resources = new List<RegisteredResource>();
        foreach (var item in list.Items)
            resources.Add(await ResourceAsync(item));
        return resources;
    }

    /// <summary>A text that must be known and not secret, as option values must.</summary>
    public async Task<string> TextAsync(Expr expression, string what, CancellationToken ct)
    {
        var value = OutputValue.Resolve(await EvaluateAsync(expression, ct));
        return value is { IsKnown: true, IsSecret: false, Value.KindCase: Value.KindOneofCase.StringValue }
            ? value.Value.StringValue
            : throw diagnostics.Fail(expression.Mark, $"{what} must be a string that is known and not secret");
    }

    private async Task<Value> EvaluateListAsync(ListExpr list, CancellationToken ct)
    {
        var items = new List<Value>();
        foreach (var item in list.Items)
            items.Add(await EvaluateAsync(item, ct));
        return Value.ForList([.. items]);
    }

    private async Task<Value> AccessAsync(PropertyAccess access, SourceMark mark)
    {
        NoValueException Fail(string message) => diagnostics.Fail(mark, $"{message} (${{{access}}})");

        if (_resources.TryGetValue(access.Root, out var resource))
            return AccessResource(await resource, access.Tail, Fail);
        var root = _variables.TryGetValue(access.Root, out var variable) ? await variable
            : config.TryGetValue(access.Root, out var value) ? value
            : access.Root == "pulumi" ? _pulumi
            : throw diagnostics.Fail(mark, $"resource or variable named \"{access.Root}\" could not be found");
        return access.Tail.Count == 0 ? root : ValueAccess.Walk(root, access.Tail, [], Fail);
    }

    private Value AccessResource(
        RegisteredResource resource, IReadOnlyList<PropertyAccessor> tail, Func<string, NoValueException> fail)
        => tail switch
        {
            [] => resource.ReferenceValue(),
            [{ Key: "id" }] when !resource.Schema.IsComponent => resource.IdValue,
            [{ Key: "urn" }] => resource.UrnValue,
            _ => ValueAccess.Walk(resource.OutputsValue(context.DryRun), tail, resource.Dependencies, fail),
        };

    private async Task<Value> InterpolateAsync(InterpolateExpr expression)
    {
        var values = new List<Value>();
        foreach (var part in expression.Parts.Where(p => p.Access is not null))
            values.Add(await AccessAsync(part.Access!, expression.Mark));
        return OutputValue.Resolve(Value.ForList([.. values])).Apply(resolved =>
        {
            var text = new StringBuilder();
            var next = 0;
            foreach (var part in expression.Parts)
            {
                text.Append(part.Text);
                if (part.Access is null)
                    continue;
                var value = resolved.ListValue.Values[next++];
                text.Append(GoFormat.Text(value)
                    ?? throw diagnostics.Fail(
                        expression.Mark, $"${{{part.Access}}} is {ValueAccess.TypeText(value)} and cannot be part of a string"));
            }
            return Value.ForString(text.ToString());
        });
    }

    private async Task<Value> InvokeAsync(InvokeExpr invoke, CancellationToken ct)
    {
        var arguments = OutputValue.Resolve(
            Value.ForStruct(invoke.Arguments is null ? new Struct() : await EvaluateObjectAsync(invoke.Arguments, ct)));
        var options = invoke.Options;
        var provider = options.Provider is null ? null : await ResourceAsync(options.Provider);
        var parent = options.Parent is null ? null : await ResourceAsync(options.Parent);
        var dependsOn = options.DependsOn is null ? [] : await ResourcesAsync(options.DependsOn, "dependsOn");
        arguments.Dependencies.UnionWith(dependsOn.Select(d => d.Urn));
        if (!arguments.IsKnown)
            return OutputValue.Make(null, arguments.IsSecret, arguments.Dependencies);

        var function = schemas.Of(invoke).FindFunction(invoke.Function)!;
        var returned = await monitor.InvokeAsync(function, arguments.Value.StructValue, invoke, provider, parent, dependsOn, ct);
        if (returned is null)
            return OutputValue.Make(null, arguments.IsSecret, arguments.Dependencies);
        var result = OutputValue.Resolve(Value.ForStruct(returned));
        var value = function.Outputs is null && result.Value.StructValue.Fields.Count == 1
            ? result.Value.StructValue.Fields.Values.Single()
            : result.Value;
        if (invoke.Return is { } name)
        {
            value = value.StructValue.Fields.TryGetValue(name, out var field)
                ? field
                : throw diagnostics.Fail(
                    invoke.Mark, $"fn::invoke of {invoke.Function} did not contain a property '{name}' in the returned value");
        }
        return OutputValue.Make(value, arguments.IsSecret || result.IsSecret, arguments.Dependencies);
    }

    private static Value Lift(Value first, Value second, Func<Value, Value, Value> function)
        => OutputValue.Resolve(Value.ForList(first, second))
            .Apply(both => function(both.ListValue.Values[0], both.ListValue.Values[1]));

    private Value Join(JoinExpr expression, Value delimiter, Value values)
    {
        if (delimiter.KindCase is not (Value.KindOneofCase.StringValue or Value.KindOneofCase.NullValue))
            throw diagnostics.Fail(
                expression.Delimiter.Mark, $"delimiter must be a string, not {ValueAccess.TypeText(delimiter)}");
        if (values.KindCase != Value.KindOneofCase.ListValue)
            throw diagnostics.Fail(
                expression.Values.Mark, $"the second argument to fn::join must be a list, found {ValueAccess.TypeText(values)}");
        var items = values.ListValue.Values;
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i].KindCase == Value.KindOneofCase.StringValue)
                continue;
            var found = $"found {ValueAccess.TypeText(items[i])} at index {i}";
            throw diagnostics.Fail(
                expression.Values.Mark, $"the second argument to fn::join must be a list of strings, {found}");
        }
        return Value.ForString(string.Join(delimiter.StringValue, items.Select(i => i.StringValue)));
    }

    private Value ReadFile(ReadFileExpr expression, Value path)
    {
        if (path.KindCase != Value.KindOneofCase.StringValue)
            throw diagnostics.Fail(
                expression.Path.Mark, $"Argument to fn::readFile must be a string, got {ValueAccess.TypeText(path)}");
        try
        {
            return Value.ForString(File.ReadAllText(Path.Combine(context.WorkingDirectory, path.StringValue)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw diagnostics.Fail(expression.Path.Mark, $"Error reading file at path {path.StringValue}: {e.Message}");
        }
    }

    private Value MakeAsset(AssetExpr expression, Value source)
    {
        if (source.KindCase != Value.KindOneofCase.StringValue)
            throw diagnostics.Fail(
                expression.Source.Mark, $"Argument to fn::* must be a string, got {ValueAccess.TypeText(source)}");
        return Value.ForStruct(new Struct
        {
            Fields = { [Values.SignatureKey] = Value.ForString(Values.AssetSignature), [expression.Field] = source },
        });
    }
}
