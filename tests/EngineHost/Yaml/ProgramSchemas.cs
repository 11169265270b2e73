using System.Collections.Concurrent;

namespace JumpCloud.EngineHost.Yaml;

/// <summary>The schemas of one program's packages, each loaded once, when it is first needed.</summary>
internal sealed class ProgramSchemas(ISchemaSource source)
{
    // Reading one takes longer than most of what a command does with it.
    private static readonly ConcurrentDictionary<string, PackageSchema> Read = new(StringComparer.Ordinal);

    private readonly Dictionary<(string Package, string? Version), PackageSchema> _packages = [];

    /// <summary>Loads what the resources and functions of the program need, in the order of the text.</summary>
    public async Task LoadAsync(Template template, YamlDiagnostics diagnostics, CancellationToken ct)
    {
        foreach (var resource in template.Resources)
        {
            if (resource is { Package: "pulumi" })
                diagnostics.Error(resource.TypeMark, $"the resource type {resource.Type} is not supported by this engine host");
            else
                await LoadAsync(resource.Package, resource.Options.Version, resource.TypeMark, diagnostics, ct);
        }
        foreach (var invoke in InvokesOf(template))
            await LoadAsync(invoke.Function.Split(':')[0], invoke.Options.Version, invoke.Mark, diagnostics, ct);
    }

    public PackageSchema Of(ResourceDeclaration resource) => _packages[(resource.Package, resource.Options.Version)];

    public PackageSchema Of(InvokeExpr invoke) => _packages[(invoke.Function.Split(':')[0], invoke.Options.Version)];

    /// <summary>Null when the package has no such type.</summary>
    public ResourceSchema? Find(ResourceDeclaration resource)
        => resource.IsProvider ? Of(resource).Provider : Of(resource).FindResource(resource.Type);

    public static IEnumerable<InvokeExpr> InvokesOf(Template template)
        => template.Resources.SelectMany(References.ExpressionsOf)
            .Concat(template.Variables.Select(v => v.Value))
            .Concat(template.Outputs.Select(o => o.Value))
            .SelectMany(References.SelfAndBelow)
            .OfType<InvokeExpr>();

    private async Task LoadAsync(
        string package, string? version, SourceMark mark, YamlDiagnostics diagnostics, CancellationToken ct)
    {
        if (_packages.ContainsKey((package, version)))
            return;
        try
        {
            var text = await source.GetSchemaAsync(package, version, ct);
            _packages[(package, version)] = Read.GetOrAdd(text, json => new PackageSchema(json));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw diagnostics.Fail(mark, $"error loading schema for \"{package}\": {e.Message}");
        }
    }
}
