using Google.Protobuf.WellKnownTypes;
using JumpCloud.EngineHost.Deployment;
using JumpCloud.EngineHost.Wire;
using Pulumirpc;

namespace JumpCloud.EngineHost.Servers;

/// <summary>Reads registrations into goals (pkg/resource/deploy/source_eval.go, RegisterResource).</summary>
internal static class Registration
{
    public static Goal Read(RegisterResourceRequest request, string urn, string provider, ProjectSettings settings)
    {
        var dependencies = request.Dependencies.ToHashSet();
        var properties = new Dictionary<string, IReadOnlyList<string>>();
        var inputs = new Struct();
        foreach (var (key, value) in (request.Object ?? new Struct()).Fields)
        {
            var from = new SortedSet<string>(StringComparer.Ordinal);
            inputs.Fields[key] = Assets.WithHashes(
                Values.LowerOutputs(value, dependency => from.Add(dependency)), settings.Directory);
            if (request.PropertyDependencies.TryGetValue(key, out var declared))
                from.UnionWith(declared.Urns);
            else if (request.PropertyDependencies.Count == 0)
                // Nothing said about single properties: each may come from any dependency.
                from.UnionWith(request.Dependencies);
            properties[key] = [.. from];
            dependencies.UnionWith(from);
        }

        foreach (var (key, declared) in request.PropertyDependencies)
            properties.TryAdd(key, declared.Urns);
        return new Goal
        {
            Urn = urn,
            Type = request.Type,
            Name = request.Name,
            Custom = request.Custom,
            Inputs = inputs,
            Parent = request.Parent,
            Protect = request.Protect,
            Dependencies = [.. dependencies.Order(StringComparer.Ordinal)],
            Provider = provider,
            PropertyDependencies = request.Custom ? properties : null,
            DeleteBeforeReplace = request.DeleteBeforeReplaceDefined || request.DeleteBeforeReplace
                ? request.DeleteBeforeReplace
                : null,
            IgnoreChanges = request.IgnoreChanges,
            ReplaceOnChanges = request.ReplaceOnChanges,
            AdditionalSecretOutputs = request.AdditionalSecretOutputs,
            Aliases = Aliases(request, settings),
            ImportId = request.ImportId,
            CustomTimeouts = Timeouts(request.CustomTimeouts),
            RetainOnDelete = request.RetainOnDelete,
            DeletedWith = request.DeletedWith,
        };
    }

    /// <summary>The URNs that a resource may have had, each alias applied to its present name, type and parent.</summary>
    public static IReadOnlyList<string> Aliases(RegisterResourceRequest request, ProjectSettings settings)
    {
        var urns = new List<string>(request.AliasURNs);
        foreach (var alias in request.Aliases)
        {
            if (alias.AliasCase == Alias.AliasOneofCase.Urn)
                urns.Add(alias.Urn);
            else if (alias.Spec is { } spec)
                urns.Add(Urn.Create(
                    Or(spec.Stack, settings.StackName),
                    Or(spec.Project, settings.ProjectName),
                    Parent(spec, request.Parent),
                    Or(spec.Type, request.Type),
                    Or(spec.Name, request.Name)));
        }

        return urns;
    }

    private static string? Parent(Alias.Types.Spec spec, string parent) => spec.ParentCase switch
    {
        Alias.Types.Spec.ParentOneofCase.ParentUrn => spec.ParentUrn,
        Alias.Types.Spec.ParentOneofCase.NoParent when spec.NoParent => null,
        _ => parent,
    };

    private static string Or(string value, string otherwise) => value.Length > 0 ? value : otherwise;

    private static Dictionary<string, double> Timeouts(RegisterResourceRequest.Types.CustomTimeouts? timeouts)
    {
        var seconds = new Dictionary<string, double>();
        if (timeouts is null)
            return seconds;
        foreach (var (key, text) in new[]
        {
            ("create", timeouts.Create), ("update", timeouts.Update), ("delete", timeouts.Delete), ("read", timeouts.Read),
        })
            if (Wire.Duration.Seconds(text) is { } value)
                seconds[key] = value;
        return seconds;
    }
}
