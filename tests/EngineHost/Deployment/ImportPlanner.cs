using Google.Protobuf.WellKnownTypes;
using JumpCloud.EngineHost.State;
using Pulumirpc;

namespace JumpCloud.EngineHost.Deployment;

/// <summary>
/// Adopts what exists (ImportStep.Apply): Read without inputs, Check, and for a program's import option a Diff that must find
/// nothing (a preview only warns).
/// </summary>
internal sealed class ImportPlanner(Deployment deployment)
{
    /// <summary>The step of a program's import option; it is carried out by <see cref="ApplyAsync"/>.</summary>
    public IReadOnlyList<Step> Generate(Goal goal, ResourceState? old)
    {
        if (old is not null)
            throw new OperationException(
                $"resource '{goal.Urn}' is in the state already with id '{old.Id}'; "
                + $"an import of '{goal.ImportId}' in its place is not supported here");
        return [new Step(OperationKind.Import, goal.Urn, null, goal.ToState(goal.Inputs) with { Id = goal.ImportId })];
    }

    public async Task ApplyAsync(Step step, CancellationToken ct)
    {
        var state = step.New!;
        var name = ResourceName.Of(step.Urn);
        var operations = deployment.Operations(state.Type, state.Provider);
        var read = await operations.ReadAsync(name, state.Id, null, null, state.Timeout("read"), !step.ByCommand, ct);
        if (read.Outputs is null)
            throw new OperationException($"resource '{state.Id}' does not exist");
        if (read.Inputs is null)
            throw new OperationException($"provider does not support importing resources; try updating the provider");
        var news = step.ByCommand ? read.Inputs : state.Inputs;
        var check = await operations.CheckAsync(name, read.Inputs, news, deployment.Seed(step.Urn), ct);
        Report(step, news, check.Failures);
        var inputs = check.Failures.Count > 0 ? news : check.Inputs;
        step.New = state with
        {
            Id = read.Id,
            Inputs = inputs,
            Outputs = Wire.Values.MarkSecrets(read.Outputs, state.AdditionalSecretOutputs),
            InitErrors = read.InitErrors,
            RefreshBeforeUpdate = read.RefreshBeforeUpdate,
            Created = deployment.Options.Time.GetUtcNow(),
            Modified = deployment.Options.Time.GetUtcNow(),
        };
        if (!step.ByCommand)
            await CompareAsync(step, read.Inputs, inputs, operations, ct);
        deployment.Snapshot.Add(step.New, null);
    }

    private void Report(Step step, Struct news, IReadOnlyList<CheckFailure> failures)
    {
        var goal = new Goal { Urn = step.Urn, Type = step.Type, Name = Wire.Urn.Name(step.Urn) };
        foreach (var failure in failures)
        {
            var text = CheckText.Failure(goal, news, failure);
            // What the provider itself read is not the user's mistake.
            deployment.Diagnose(
                step.ByCommand
                    ? new Diagnostic(LogSeverity.Warning, step.Urn, $"One or more imported inputs failed to validate: {text}")
                    : new Diagnostic(LogSeverity.Error, step.Urn, text),
                false);
        }

        if (failures.Count > 0 && !step.ByCommand)
            throw new OperationException("one or more inputs failed to validate");
    }

    private async Task CompareAsync(
        Step step, Struct readInputs, Struct inputs, IResourceOperations operations, CancellationToken ct)
    {
        var state = step.New!;
        var diff = await operations.DiffAsync(
            ResourceName.Of(step.Urn), state.Id, readInputs, state.Outputs, inputs, state.IgnoreChanges, ct);
        step.Detailed = diff.Detailed;
        step.Diffs = diff.Diffs;
        if (diff.Changed != true)
            return;
        const string Text = "inputs to import do not match the existing resource";
        if (!deployment.DryRun)
            throw new OperationException(Text);
        deployment.Diagnose(
            new Diagnostic(
                LogSeverity.Warning,
                step.Urn,
                $"{Text}; importing this resource will fail. Changed: {string.Join(", ", diff.Diffs)}"),
            false);
    }
}
