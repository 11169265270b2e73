using Google.Protobuf.WellKnownTypes;
using JumpCloud.EngineHost.State;
using JumpCloud.EngineHost.Wire;

namespace JumpCloud.EngineHost.Deployment;

/// <summary>Carries out steps with their providers and writes the outcome into the state (pkg/resource/deploy/step.go).</summary>
internal sealed class StepExecutor(Deployment deployment)
{
    private DateTimeOffset Now => deployment.Options.Time.GetUtcNow();

    /// <summary>Runs the steps of one resource in order; false when one failed.</summary>
    public async Task<bool> ExecuteAsync(IReadOnlyList<Step> steps)
    {
        await deployment.Parallel.WaitAsync(deployment.Stopped);
        try
        {
            foreach (var step in steps)
            {
                if (!await ExecuteAsync(step))
                    return false;
                if (step.Operation == OperationKind.CreateReplacement)
                    foreach (var replace in steps.Where(other => other.Operation == OperationKind.Replace))
                        replace.New = step.New;
            }

            return true;
        }
        finally
        {
            deployment.Parallel.Release();
        }
    }

    /// <summary>Runs one step; false when it failed.</summary>
    public async Task<bool> ExecuteAsync(Step step)
    {
        using var running = deployment.Begin();
        deployment.Start(step);
        try
        {
            // A step that has begun is waited for, even when the deployment stops meanwhile.
            var reasons = await ApplyAsync(step, CancellationToken.None);
            if (reasons.Count > 0)
            {
                deployment.Fail(step, ProviderErrors.List(reasons));
                return false;
            }

            deployment.Finish(step);
            return true;
        }
        catch (Exception e) when (e is OperationException or PluginException or FormatException)
        {
            deployment.Fail(step, e.Message);
            return false;
        }
    }

    private static void RejectProtected(ResourceState state, string urn)
    {
        if (state.Protect)
            throw new OperationException(
                $"resource \"{urn}\" cannot be deleted\nbecause it is protected. To unprotect the resource, either remove the "
                + "`protect` flag from the resource in your Pulumi program and run `pulumi up`, or use the command:\n"
                + $"`pulumi state unprotect '{urn}'`");
    }

    private Task<IReadOnlyList<string>> ApplyAsync(Step step, CancellationToken ct) => step.Operation switch
    {
        OperationKind.Same => SameAsync(step, ct),
        OperationKind.Create or OperationKind.CreateReplacement => CreateAsync(step, ct),
        OperationKind.Update => UpdateAsync(step, ct),
        OperationKind.Delete or OperationKind.DeleteReplaced or OperationKind.ReadDiscard => DeleteAsync(step, ct),
        OperationKind.Replace => Task.FromResult<IReadOnlyList<string>>([]),
        OperationKind.Read => ReadAsync(step, ct),
        OperationKind.Import => ImportAsync(step, ct),
        _ => throw new InvalidOperationException($"step {step.Operation} has an executor of its own"),
    };

    private async Task<IReadOnlyList<string>> SameAsync(Step step, CancellationToken ct)
    {
        var old = step.Old!;
        step.New = step.New! with
        {
            Id = old.Id,
            Outputs = old.Outputs,
            Created = old.Created,
            Modified = old.Modified,
            RefreshBeforeUpdate = old.RefreshBeforeUpdate,
        };
        if (step.IsProvider)
            await deployment.Providers.SameAsync(step.New, ct);
        deployment.Snapshot.Add(step.New, old);
        return [];
    }

    private async Task<IReadOnlyList<string>> CreateAsync(Step step, CancellationToken ct)
    {
        var state = step.New!;
        if (!state.Custom)
        {
            deployment.Snapshot.Add(step.New = state with { Created = Now, Modified = Now }, null);
            return [];
        }

        var result = await deployment.Operations(state.Type, state.Provider)
            .CreateAsync(ResourceName.Of(state.Urn), state.Inputs, state.Timeout("create"), ct);
        step.New = With(state, result) with { Created = Now, Modified = Now };
        var pending = deployment.Snapshot.Remaining.FirstOrDefault(old => old.Urn == state.Urn && old.PendingReplacement);
        if (pending is null && step.Operation == OperationKind.CreateReplacement)
        {
            var waiting = step.Old! with { Delete = true };
            deployment.Snapshot.Change(step.Old!, waiting);
            step.Old = waiting;
        }

        deployment.Snapshot.Add(step.New, pending);
        return result.InitErrors;
    }

    private async Task<IReadOnlyList<string>> UpdateAsync(Step step, CancellationToken ct)
    {
        var (old, state) = (step.Old!, step.New!);
        if (!state.Custom)
        {
            deployment.Snapshot.Add(step.New = state with { Created = old.Created, Modified = Now }, old);
            return [];
        }

        var result = await deployment.Operations(state.Type, state.Provider).UpdateAsync(
            ResourceName.Of(state.Urn), old.Id, old.Inputs, old.Outputs, state.Inputs, state.Timeout("update"),
            state.IgnoreChanges, ct);
        step.New = With(state, result with { Id = old.Id }) with { Created = old.Created, Modified = Now };
        if (result.InitErrors.Count > 0)
            // What was asked for is not reached: the old inputs stay, so that the next run sees the difference again.
            step.New = step.New with { Inputs = old.Inputs };
        deployment.Snapshot.Add(step.New, old);
        return result.InitErrors;
    }

    private async Task<IReadOnlyList<string>> DeleteAsync(Step step, CancellationToken ct)
    {
        var old = step.Old!;
        if (step.Operation == OperationKind.Delete || step.BeforeReplacement)
            RejectProtected(old, step.Urn);
        if (!deployment.DryRun && !step.IsCovered
            && old is { Custom: true, External: false, RetainOnDelete: false, PendingReplacement: false })
            await deployment.Operations(old.Type, old.Provider).DeleteAsync(
                ResourceName.Of(old.Urn), old.Id, old.Inputs, old.Outputs, old.Timeout("delete"), ct);
        if (step.BeforeReplacement)
            deployment.Snapshot.Change(old, old with { PendingReplacement = true });
        else
            deployment.Snapshot.Remove(old);
        return [];
    }

    private async Task<IReadOnlyList<string>> ReadAsync(Step step, CancellationToken ct)
    {
        var state = step.New!;
        var result = Values.IsUnknown(Value.ForString(state.Id))
            ? new OperationResult(state.Id, new Struct(), null, [], false)
            : await deployment.Operations(state.Type, state.Provider).ReadAsync(
                ResourceName.Of(state.Urn), state.Id, state.Inputs, state.Inputs, state.Timeout("read"), true, ct);
        if (result.Outputs is null)
            throw new OperationException($"resource '{state.Id}' does not exist");
        step.New = With(state, result) with { Inputs = result.Inputs ?? state.Inputs };
        deployment.Snapshot.Add(step.New, step.Old);
        return result.InitErrors;
    }

    private async Task<IReadOnlyList<string>> ImportAsync(Step step, CancellationToken ct)
    {
        await new ImportPlanner(deployment).ApplyAsync(step, ct);
        return [];
    }

    private static ResourceState With(ResourceState state, OperationResult result) => state with
    {
        Id = result.Id,
        Outputs = Values.MarkSecrets(result.Outputs!, state.AdditionalSecretOutputs),
        InitErrors = result.InitErrors,
        RefreshBeforeUpdate = result.RefreshBeforeUpdate,
    };
}
