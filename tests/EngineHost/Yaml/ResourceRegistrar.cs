using Google.Protobuf.WellKnownTypes;
using Pulumirpc;
using PropertyDependencies = Pulumirpc.RegisterResourceRequest.Types.PropertyDependencies;
using JumpCloud.EngineHost.Wire;

namespace JumpCloud.EngineHost.Yaml;

/// <summary>One resource of the program to one RegisterResource or ReadResource call.</summary>
internal sealed class ResourceRegistrar(
    Evaluator evaluator, ProgramSchemas schemas, MonitorClient monitor, string stackUrn, YamlDiagnostics diagnostics)
{
    public async Task<RegisteredResource> RegisterAsync(ResourceDeclaration resource, CancellationToken ct)
    {
        var schema = schemas.Find(resource)!;
        var properties = await PropertiesAsync(resource, schema, ct);
        return resource.Get is { } id
            ? await ReadAsync(resource, schema, id, properties, ct)
            : await RegisterAsync(resource, schema, properties, ct);
    }

    /// <summary>The properties in the evaluator's form, secret where the schema says so, with the schema's constants.</summary>
    private async Task<Struct> PropertiesAsync(ResourceDeclaration resource, ResourceSchema schema, CancellationToken ct)
    {
        var properties = await evaluator.EvaluateObjectAsync(resource.Properties, ct);
        foreach (var name in properties.Fields.Keys.Where(n => schema.Inputs.TryGetValue(n, out var p) && p.IsSecret).ToList())
        {
            var value = OutputValue.Resolve(properties.Fields[name]);
            properties.Fields[name] = OutputValue.Make(value.IsKnown ? value.Value : null, true, value.Dependencies);
        }
        foreach (var constant in schema.Outputs.Values.Where(p => p.Constant is not null && resource.Get is null))
            properties.Fields[constant.Name] = ConfigType.FromToken(constant.Constant!);
        return properties;
    }

    private async Task<RegisteredResource> RegisterAsync(
        ResourceDeclaration resource, ResourceSchema schema, Struct properties, CancellationToken ct)
    {
        var options = resource.Options;
        var request = new RegisterResourceRequest
        {
            Type = schema.Token,
            Name = resource.Name,
            Parent = await ParentAsync(options),
            Custom = true,
            Remote = schema.IsComponent,
            Object = Inputs(properties, schema.IsComponent ? v => v : OutputValue.Flatten),
            Provider = await ProviderAsync(options),
            Version = options.Version ?? "",
            PluginDownloadURL = options.PluginDownloadUrl ?? "",
            ImportId = options.Import ?? "",
            DeleteBeforeReplace = options.DeleteBeforeReplace ?? false,
            DeleteBeforeReplaceDefined = options.DeleteBeforeReplace is not null,
            CustomTimeouts = await TimeoutsAsync(options.CustomTimeouts, ct),
        };
        if (options.Protect is { } protect)
            request.Protect = await BooleanAsync(protect, "protect", ct);
        if (options.RetainOnDelete is { } retain)
            request.RetainOnDelete = retain;
        if (schema.IsComponent && request.Provider.Length > 0)
            request.Providers[resource.Package] = request.Provider;
        request.IgnoreChanges.Add(options.IgnoreChanges);
        request.ReplaceOnChanges.Add(options.ReplaceOnChanges.Concat(
            schema.Outputs.Values.Where(p => p.ReplacesOnChanges).Select(p => p.Name)).Distinct());
        request.AdditionalSecretOutputs.Add(SecretOutputs(options, schema));
        foreach (var alias in options.Aliases)
            request.Aliases.Add(await AliasAsync(alias, ct));
        request.Aliases.Add(
            schema.AliasTypes.Select(t => new Alias { Spec = new Alias.Types.Spec { Type = t, NoParent = false } }));
        foreach (var (name, urns) in DependenciesOf(properties))
            request.PropertyDependencies[name] = new PropertyDependencies { Urns = { urns } };
        request.Dependencies.Add(await AllDependenciesAsync(options, properties));

        var response = await monitor.RegisterAsync(request, resource.Mark, ct);
        var id = response.Id.Length == 0 || response.Id == Values.Unknown ? null : response.Id;
        return new RegisteredResource(resource, schema, response.Urn, id, response.Object ?? new Struct());
    }

    private async Task<RegisteredResource> ReadAsync(
        ResourceDeclaration resource, ResourceSchema schema, Expr idExpression, Struct properties, CancellationToken ct)
    {
        var id = OutputValue.Resolve(await evaluator.EvaluateAsync(idExpression, ct));
        if (!id.IsKnown)
            return new RegisteredResource(resource, schema, "", null, new Struct());
        if (id.Value.KindCase != Value.KindOneofCase.StringValue)
            throw diagnostics.Fail(idExpression.Mark, $"get.id must be a string, got {ValueAccess.TypeText(id.Value)}");

        var request = new ReadResourceRequest
        {
            Id = id.Value.StringValue,
            Type = schema.Token,
            Name = resource.Name,
            Parent = await ParentAsync(resource.Options),
            Properties = Inputs(properties, OutputValue.Flatten),
            Provider = await ProviderAsync(resource.Options),
            Version = resource.Options.Version ?? "",
            PluginDownloadURL = resource.Options.PluginDownloadUrl ?? "",
        };
        request.AdditionalSecretOutputs.Add(SecretOutputs(resource.Options, schema));
        request.Dependencies.Add(
            (await AllDependenciesAsync(resource.Options, properties)).Union(id.Dependencies).Order(StringComparer.Ordinal));
        var response = await monitor.ReadAsync(request, resource.Mark, ct);
        return new RegisteredResource(resource, schema, response.Urn, request.Id, response.Properties ?? new Struct());
    }

    /// <summary>As the Go SDK marshals inputs: null is left out, unless it depends on something.</summary>
    private static Struct Inputs(Struct properties, Func<Value, Value> map)
    {
        var inputs = new Struct();
        foreach (var (name, value) in properties.Fields)
        {
            if (!Values.IsNull(value))
                inputs.Fields[name] = map(value);
        }
        return inputs;
    }

    private static IEnumerable<string> SecretOutputs(ResourceOptions options, ResourceSchema schema)
        => options.AdditionalSecretOutputs.Concat(schema.Outputs.Values.Where(p => p.IsSecret).Select(p => p.Name)).Distinct();

    private async Task<string> ParentAsync(ResourceOptions options)
        => options.Parent is null ? stackUrn : (await evaluator.ResourceAsync(options.Parent)).Urn;

    private async Task<string> ProviderAsync(ResourceOptions options)
    {
        if (options.Provider is not { } expression)
            return "";
        var provider = await evaluator.ResourceAsync(expression);
        return provider.Schema.IsProvider
            ? provider.ProviderReference
            : throw diagnostics.Fail(
                expression.Mark, $"resource passed as Provider was not a provider resource '{provider.Declaration.Key}'");
    }

    private async Task<bool> BooleanAsync(Expr expression, string option, CancellationToken ct)
    {
        var value = OutputValue.Resolve(await evaluator.EvaluateAsync(expression, ct));
        return value is { IsKnown: true, Value.KindCase: Value.KindOneofCase.BoolValue }
            ? value.Value.BoolValue
            : throw diagnostics.Fail(expression.Mark, $"{option} must be a boolean value");
    }

    private async Task<RegisterResourceRequest.Types.CustomTimeouts> TimeoutsAsync(
        TimeoutsDeclaration? timeouts, CancellationToken ct)
    {
        async Task<string> Text(Expr? expression, string field)
            => expression is null ? "" : await evaluator.TextAsync(expression, $"customTimeouts.{field}", ct);

        var result = new RegisterResourceRequest.Types.CustomTimeouts();
        if (timeouts is null)
            return result;
        result.Create = await Text(timeouts.Create, "create");
        result.Update = await Text(timeouts.Update, "update");
        result.Delete = await Text(timeouts.Delete, "delete");
        result.Read = await Text(timeouts.Read, "read");
        return result;
    }

    private async Task<Alias> AliasAsync(AliasDeclaration alias, CancellationToken ct)
    {
        async Task<string> Text(Expr? expression, string field)
            => expression is null ? "" : await evaluator.TextAsync(expression, $"alias {field}", ct);

        if (alias.Urn is not null)
            return new Alias { Urn = await Text(alias.Urn, "urn") };
        var spec = new Alias.Types.Spec
        {
            Name = await Text(alias.Name, "name"),
            Type = await Text(alias.Type, "type"),
            Stack = await Text(alias.Stack, "stack"),
            Project = await Text(alias.Project, "project"),
        };
        if (alias.Parent is LiteralExpr)
            spec.ParentUrn = await Text(alias.Parent, "parent");
        else if (alias.Parent is { } parent)
            spec.ParentUrn = (await evaluator.ResourceAsync(parent)).Urn;
        else
            spec.NoParent = alias.NoParent ?? false;
        return new Alias { Spec = spec };
    }

    private static IEnumerable<(string Name, IEnumerable<string> Urns)> DependenciesOf(Struct properties)
        => properties.Fields
            .Where(f => !Values.IsNull(f.Value))
            .Select(f => (f.Key, (IEnumerable<string>)OutputValue.Resolve(f.Value).Dependencies.Order(StringComparer.Ordinal)));

    private async Task<IEnumerable<string>> AllDependenciesAsync(ResourceOptions options, Struct properties)
    {
        var explicitly = options.DependsOn is null ? [] : await evaluator.ResourcesAsync(options.DependsOn, "dependsOn");
        return explicitly.Select(r => r.Urn)
            .Union(DependenciesOf(properties).SelectMany(d => d.Urns))
            .Order(StringComparer.Ordinal);
    }
}
