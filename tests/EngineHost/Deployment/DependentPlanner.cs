using JumpCloud.EngineHost.State;
using JumpCloud.EngineHost.Wire;

namespace JumpCloud.EngineHost.Deployment;

/// <summary>
/// Finds what must be replaced together with a resource that is deleted before its replacement: each dependent whose Diff,
/// with the inputs that come from replaced resources unknown, asks for it (calculateDependentReplacements).
/// </summary>
internal sealed class DependentPlanner(Deployment deployment)
{
    /// <summary>The dependents to delete first, in the state's order, with the keys that depend on what is replaced.</summary>
    public async Task<IReadOnlyList<(ResourceState State, IReadOnlyList<string> Keys)>> FindAsync(
        ResourceState root, CancellationToken ct)
    {
        var found = new List<(ResourceState, IReadOnlyList<string>)>();
        var replaced = new HashSet<string> { root.Urn };
        var replacedProviders = new HashSet<string>();
        if (Urn.IsProviderType(root.Type))
            replacedProviders.Add($"{root.Urn}::{root.Id}");
        var after = deployment.Snapshot.Base.SkipWhile(state => state != root).Skip(1);
        foreach (var state in after.Where(state => state is { Custom: true, Delete: false }))
        {
            if (await KeysAsync(state, replaced, replacedProviders, ct) is not { } keys)
                continue;
            found.Add((state, keys));
            replaced.Add(state.Urn);
            if (Urn.IsProviderType(state.Type))
                replacedProviders.Add($"{state.Urn}::{state.Id}");
        }

        return found;
    }

    private async Task<IReadOnlyList<string>?> KeysAsync(
        ResourceState state, HashSet<string> replaced, HashSet<string> replacedProviders, CancellationToken ct)
    {
        if (replacedProviders.Contains(state.Provider))
            return [];
        var keys = (state.PropertyDependencies ?? new Dictionary<string, IReadOnlyList<string>>())
            .Where(pair => pair.Value.Any(replaced.Contains))
            .Select(pair => pair.Key)
            .ToList();
        if (keys.Count == 0 || Urn.IsProviderType(state.Type))
            return null;
        var inputs = state.Inputs.Clone();
        foreach (var key in keys)
            inputs.Fields[key] = Values.UnknownValue;
        await deployment.Providers.EnsureAsync(state.Provider, deployment.Snapshot.Base, ct);
        var diff = await deployment.Operations(state.Type, state.Provider).DiffAsync(
            ResourceName.Of(state.Urn), state.Id, state.Inputs, state.Outputs, inputs, [], ct);
        return diff.Replace ? keys : null;
    }
}
