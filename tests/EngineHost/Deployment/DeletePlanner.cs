using JumpCloud.EngineHost.State;

namespace JumpCloud.EngineHost.Deployment;

/// <summary>Deletes at a deployment's end what nobody registered and what was replaced, dependents first.</summary>
internal sealed class DeletePlanner(Deployment deployment, StepExecutor executor)
{
    /// <summary>Deletes the given resources; false when one of them failed.</summary>
    public async Task<bool> DeleteAsync(IReadOnlyList<ResourceState> states)
    {
        var all = deployment.Snapshot.Base;
        try
        {
            foreach (var state in states.Where(state => state.Provider.Length > 0))
                await deployment.Providers.EnsureAsync(state.Provider, all, CancellationToken.None);
        }
        catch (Exception e) when (e is OperationException or PluginException)
        {
            deployment.Diagnose(new Diagnostic(Pulumirpc.LogSeverity.Error, deployment.StackUrn, e.Message), false);
            return false;
        }

        var remaining = states.Reverse().ToList();
        while (remaining.Count > 0)
        {
            var free = remaining.Where(state => !remaining.Any(other => other != state && DependsOn(other, state))).ToList();
            // All of a rank start together; a failure among them keeps the next rank from starting.
            var done = await Task.WhenAll(free.Select(state => RunAsync(Step(state, states))));
            if (done.Contains(false) || deployment.HasFailed)
                return false;
            remaining.RemoveAll(free.Contains);
        }

        return true;
    }

    private static Step Step(ResourceState state, IReadOnlyList<ResourceState> all) => new(
        state.Delete ? OperationKind.DeleteReplaced : state.External ? OperationKind.ReadDiscard : OperationKind.Delete,
        state.Urn,
        state,
        null)
    {
        IsCovered = state.DeletedWith.Length > 0 && all.Any(other => other.Urn == state.DeletedWith && !other.Delete),
    };

    private static bool DependsOn(ResourceState state, ResourceState on)
    {
        if (state.Provider.Length > 0 && state.Provider == $"{on.Urn}::{on.Id}")
            return true;
        // A replaced resource that waits for its deletion is nobody's dependency by name any more, except of its like.
        if (on.Delete != state.Delete && on.Delete)
            return false;
        return state.Parent == on.Urn
            || state.DeletedWith == on.Urn
            || state.Dependencies.Contains(on.Urn)
            || (state.PropertyDependencies?.Values.Any(urns => urns.Contains(on.Urn)) ?? false);
    }

    private async Task<bool> RunAsync(Step step)
    {
        await deployment.Parallel.WaitAsync(CancellationToken.None);
        try
        {
            return await executor.ExecuteAsync(step);
        }
        finally
        {
            deployment.Parallel.Release();
        }
    }
}
