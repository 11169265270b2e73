using JumpCloud.EngineHost.State;
using JumpCloud.EngineHost.Wire;
using Pulumirpc;

namespace JumpCloud.EngineHost.Deployment;

/// <summary>
/// Reads every resource and compares what it finds with the state, by a Diff with the roles swapped: the live values as old,
/// the state's inputs as new (RefreshStep.Apply).
/// </summary>
internal sealed class Refresher(Deployment deployment)
{
    /// <summary>Refreshes all resources, or the targeted ones; false when one failed.</summary>
    public async Task<bool> RefreshAsync(CancellationToken ct)
    {
        var states = deployment.Snapshot.Base
            .Where(state => !state.Delete && (deployment.Command.Targets.Count == 0 || deployment.Command.Targets.Contains(state.Urn)))
            .ToList();
        if (!await ConfigureProvidersAsync(states, ct))
            return false;

        // All at once, whatever depends on what: nothing is changed at the services.
        var done = await Task.WhenAll(states.Select(state => RefreshAsync(state, ct)));
        if (done.Contains(false))
            return false;
        deployment.Snapshot.FinishRefresh();
        deployment.Persist();
        return true;
    }

    // Before all reads, so that one that does not start fails the first of its resources and not all.
    private async Task<bool> ConfigureProvidersAsync(IReadOnlyList<ResourceState> states, CancellationToken ct)
    {
        foreach (var state in states.Where(IsRead).DistinctBy(state => state.Provider))
        {
            if (ct.IsCancellationRequested)
                return false;
            using var running = deployment.Begin();
            try
            {
                await deployment.Providers.EnsureAsync(state.Provider, deployment.Snapshot.Base, CancellationToken.None);
            }
            catch (Exception e) when (e is OperationException or PluginException)
            {
                var step = new Step(OperationKind.Refresh, state.Urn, state, state);
                deployment.Start(step);
                deployment.Fail(step, e.Message);
                return false;
            }
        }

        return true;
    }

    // False when it failed, or when the deployment had stopped before it began.
    private async Task<bool> RefreshAsync(ResourceState state, CancellationToken ct)
    {
        await deployment.Parallel.WaitAsync(CancellationToken.None);
        try
        {
            if (ct.IsCancellationRequested || deployment.HasFailed)
                return false;
            using var running = deployment.Begin();
            var step = new Step(OperationKind.Refresh, state.Urn, state, state) { Result = OperationKind.Same };
            deployment.Start(step);
            try
            {
                await ApplyAsync(step, CancellationToken.None);
                deployment.Finish(step);
                return true;
            }
            catch (Exception e) when (e is OperationException or PluginException)
            {
                deployment.Fail(step, e.Message);
                return false;
            }
        }
        finally
        {
            deployment.Parallel.Release();
        }
    }

    private async Task ApplyAsync(Step step, CancellationToken ct)
    {
        var old = step.Old!;
        if (!IsRead(old))
            return;
        var operations = deployment.Operations(old.Type, old.Provider);
        var name = ResourceName.Of(old.Urn);
        var read = await operations.ReadAsync(name, old.Id, old.Inputs, old.Outputs, old.Timeout("read"), true, ct);
        if (read.Outputs is null)
        {
            step.New = null;
            step.Result = OperationKind.Delete;
            deployment.Snapshot.Change(old, null);
            return;
        }

        foreach (var reason in read.InitErrors)
            deployment.Diagnose(
                new Diagnostic(
                    LogSeverity.Warning, old.Urn, $"Attempting to refresh a resource that is unhealthy: {reason}"),
                false);
        await CompareAsync(step, old, read, name, operations, ct);
    }

    private async Task CompareAsync(
        Step step, ResourceState old, OperationResult read, ResourceName name, IResourceOperations operations,
        CancellationToken ct)
    {
        var found = old with
        {
            Id = read.Id,
            Inputs = read.Inputs ?? old.Inputs,
            Outputs = Values.MarkSecrets(read.Outputs!, old.AdditionalSecretOutputs),
            InitErrors = read.InitErrors,
            RefreshBeforeUpdate = read.RefreshBeforeUpdate,
        };
        var diff = await operations.DiffAsync(name, found.Id, found.Inputs, found.Outputs, old.Inputs, old.IgnoreChanges, ct);
        step.Detailed = diff.Detailed.ToDictionary(pair => pair.Key, pair => Inverted(pair.Value));
        step.Diffs = diff.Diffs;
        step.New = found;
        if (!Values.DeepEquals(old.Outputs, found.Outputs) || !Values.DeepEquals(old.Inputs, found.Inputs))
        {
            step.Result = OperationKind.Update;
            step.New = found with { Modified = deployment.Options.Time.GetUtcNow() };
        }

        deployment.Snapshot.Change(old, step.New);
    }

    private static bool IsRead(ResourceState state) => state.Custom && !Urn.IsProviderType(state.Type);

    private static PropertyDiff Inverted(PropertyDiff diff) => new()
    {
        InputDiff = diff.InputDiff,
        Kind = diff.Kind switch
        {
            PropertyDiff.Types.Kind.Add => PropertyDiff.Types.Kind.Delete,
            PropertyDiff.Types.Kind.AddReplace => PropertyDiff.Types.Kind.DeleteReplace,
            PropertyDiff.Types.Kind.Delete => PropertyDiff.Types.Kind.Add,
            PropertyDiff.Types.Kind.DeleteReplace => PropertyDiff.Types.Kind.AddReplace,
            _ => diff.Kind,
        },
    };
}
