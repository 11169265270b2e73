using Google.Protobuf.WellKnownTypes;
using JumpCloud.EngineHost.State;
using JumpCloud.EngineHost.Wire;
using Pulumirpc;

namespace JumpCloud.EngineHost.Deployment;

/// <summary>
/// Decides what to do about each registration (pkg/resource/deploy/step_generator.go): Check with the old inputs, Diff, then
/// none, update or replace. One at a time, as the engine.
/// </summary>
internal sealed class StepGenerator(Deployment deployment)
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly HashSet<string> _registered = [];

    /// <summary>Old states that a registration has taken up, by any of its names.</summary>
    private readonly HashSet<ResourceState> _taken = [];

    /// <summary>Dependents deleted ahead of a replacement, with the keys that made them follow.</summary>
    private readonly Dictionary<string, (ResourceState Old, IReadOnlyList<string> Keys)> _deletedAhead = [];

    /// <summary>What resources that were found by an alias were called before.</summary>
    private readonly Dictionary<string, string> _formerUrns = [];

    /// <summary>Whether the old state was registered again.</summary>
    public bool IsTaken(ResourceState state) => _taken.Contains(state);

    /// <summary>The steps for one registration; null when its inputs were refused (said already).</summary>
    /// <exception cref="OperationException">The provider failed, or the registration breaks a rule.</exception>
    public async Task<IReadOnlyList<Step>?> GenerateAsync(Goal goal, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            if (!_registered.Add(goal.Urn))
                throw new OperationException($"Duplicate resource URN '{goal.Urn}'; try giving it a unique name");
            goal = goal with { Aliases = [.. goal.Aliases, .. InheritedAliases(goal)] };
            var old = Find(goal);
            if (old is not null)
                _taken.Add(old);
            if (goal.ImportId.Length > 0 && (old is null || (old.Id != goal.ImportId && old.ImportId != goal.ImportId)))
                return new ImportPlanner(deployment).Generate(goal, old);
            // The token ends the waiting for a turn; a provider that has been asked is waited for.
            return goal.Custom ? await CustomAsync(goal, old, CancellationToken.None) : Component(goal, old);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The step for a resource that a program only reads.</summary>
    public async Task<Step> GenerateReadAsync(Goal goal, string id, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            if (!_registered.Add(goal.Urn))
                throw new OperationException($"Duplicate resource URN '{goal.Urn}'; try giving it a unique name");
            var old = deployment.Snapshot.Old(goal.Urn);
            if (old is not null)
                _taken.Add(old);
            var state = goal.ToState(goal.Inputs) with { Id = id, External = true };
            return new Step(OperationKind.Read, goal.Urn, old, state);
        }
        finally
        {
            _one.Release();
        }
    }

    private ResourceState? Find(Goal goal)
    {
        var old = new[] { goal.Urn }.Concat(goal.Aliases).Select(deployment.Snapshot.Old).FirstOrDefault(state => state is not null);
        if (old is not null && old.Urn != goal.Urn)
            _formerUrns[goal.Urn] = old.Urn;
        return old;
    }

    /// <summary>
    /// Where the parent was found by an alias, its children were called after it (inheritedChildAlias): a name that begins with the
    /// parent's is taken to follow it.
    /// </summary>
    private IEnumerable<string> InheritedAliases(Goal goal)
    {
        if (!_formerUrns.TryGetValue(goal.Parent, out var former))
            return [];
        var parent = Urn.Name(goal.Parent);
        return new[] { goal.Urn }.Concat(goal.Aliases).Select(urn => Inherited(Urn.Name(urn), Urn.Type(urn))).Distinct().ToList();

        string Inherited(string name, string type)
        {
            var formerName = name.StartsWith(parent, StringComparison.Ordinal) ? Urn.Name(former) + name[parent.Length..] : name;
            return Urn.Create(deployment.Settings.StackName, deployment.Settings.ProjectName, former, type, formerName);
        }
    }

    private bool IsTargeted(string urn) =>
        deployment.Command.Targets.Count == 0 || deployment.Command.Targets.Contains(urn);

    private static IReadOnlyList<Step> Component(Goal goal, ResourceState? old)
    {
        var state = goal.ToState(goal.Inputs);
        if (old is null)
            return [new Step(OperationKind.Create, goal.Urn, null, state)];
        return Values.DeepEquals(old.Inputs, goal.Inputs)
            ? [new Step(OperationKind.Same, goal.Urn, old, state)]
            : [new Step(OperationKind.Update, goal.Urn, old, state with { Outputs = old.Outputs })];
    }

    private async Task<IReadOnlyList<Step>?> CustomAsync(Goal goal, ResourceState? old, CancellationToken ct)
    {
        if (!IsTargeted(goal.Urn) && !Urn.IsProviderType(goal.Type))
            return old is null
                ? throw new OperationException($"'{goal.Urn}' is not targeted, and not there yet for others to depend on")
                : [new Step(OperationKind.Same, goal.Urn, old, goal.ToState(old.Inputs))];
        var recreating = _deletedAhead.TryGetValue(goal.Urn, out var ahead);
        var operations = deployment.Operations(goal.Type, goal.Provider);
        var inputs = old is null ? goal.Inputs : PathOptions.Ignore(goal.Inputs, old.Inputs, goal.IgnoreChanges);
        var wanted = inputs;
        var fresh = old is null || old.External || old.PendingReplacement || recreating;
        if (await CheckAsync(goal, fresh ? null : old!.Inputs, inputs, operations, ct) is not { } checkedInputs)
            return null;
        var state = goal.ToState(checkedInputs);
        if (recreating)
            return Recreate(goal.Urn, ahead.Old, state, ahead.Keys);
        if (fresh)
            return [new Step(OperationKind.Create, goal.Urn, null, state)];
        var diff = await DiffAsync(goal, old!, checkedInputs, operations, ct);
        if (diff.Changed == true && diff.Replace)
            return await ReplaceAsync(goal, old!, wanted, diff, operations, ct);
        if (diff.Changed == true || old!.InitErrors.Count > 0)
            return [WithDiff(new Step(OperationKind.Update, goal.Urn, old, state), diff)];
        return [new Step(OperationKind.Same, goal.Urn, old, state)];
    }

    private async Task<Struct?> CheckAsync(
        Goal goal, Struct? olds, Struct news, IResourceOperations operations, CancellationToken ct)
    {
        var name = new ResourceName(goal.Urn, goal.Name, goal.Type);
        var result = await operations.CheckAsync(name, olds, news, deployment.Seed(goal.Urn), ct);
        foreach (var failure in result.Failures)
            deployment.Diagnose(new Diagnostic(LogSeverity.Error, goal.Urn, CheckText.Failure(goal, news, failure)), false);
        return result.Failures.Count > 0 ? null : result.Inputs;
    }

    private async Task<DiffResult> DiffAsync(
        Goal goal, ResourceState old, Struct inputs, IResourceOperations operations, CancellationToken ct)
    {
        if (ProviderReplaced(old.Provider, goal.Provider))
            return DiffResult.Some with { Diffs = ["provider"], Replaces = ["provider"] };
        var name = ResourceName.Of(goal.Urn);
        var diff = await operations.DiffAsync(name, old.Id, old.Inputs, old.Outputs, inputs, goal.IgnoreChanges, ct);
        if (diff.Unavailable is { } why)
            deployment.Diagnose(new Diagnostic(LogSeverity.Warning, goal.Urn, why), false);
        if (diff.Changed is null)
            diff = diff with { Changed = !Values.DeepEquals(old.Inputs, inputs) };
        if (deployment.Command.Replace.Contains(goal.Urn))
            diff = diff with { Changed = true, Replaces = [.. diff.Replaces, "id"] };
        return PathOptions.ReplaceOn(diff, goal.ReplaceOnChanges);
    }

    // From one default provider to another (a new version) nothing is replaced; otherwise another id means that the
    // provider was itself replaced, or is another one.
    private bool ProviderReplaced(string old, string @new)
    {
        if (old == @new || old.Length == 0 || @new.Length == 0)
            return false;
        var (oldUrn, oldId) = Urn.SplitReference(old);
        var (newUrn, newId) = Urn.SplitReference(@new);
        if (Step.IsDefaultProvider(oldUrn) && Step.IsDefaultProvider(newUrn))
            return oldUrn == newUrn && oldId != newId;
        var renamed = deployment.Snapshot.New(newUrn)?.Aliases.Contains(oldUrn) == true;
        return oldId != newId || (oldUrn != newUrn && !renamed);
    }

    private async Task<IReadOnlyList<Step>?> ReplaceAsync(
        Goal goal, ResourceState old, Struct wanted, DiffResult diff, IResourceOperations operations, CancellationToken ct)
    {
        if (old.Protect)
            throw new OperationException(
                $"unable to replace resource \"{goal.Urn}\"\n"
                + "as it is currently marked for protection. To unprotect the resource, "
                + "remove the `protect` flag from the resource in your Pulumi program and run `pulumi up`");
        if (await CheckAsync(goal, null, wanted, operations, ct) is not { } inputs)
            return null;
        var state = goal.ToState(inputs);
        if (!(goal.DeleteBeforeReplace ?? diff.DeleteBeforeReplace))
            return
            [
                WithDiff(new Step(OperationKind.CreateReplacement, goal.Urn, old, state), diff),
                WithDiff(new Step(OperationKind.Replace, goal.Urn, old, state), diff),
            ];

        var steps = new List<Step>();
        foreach (var (dependent, keys) in (await new DependentPlanner(deployment).FindAsync(old, ct)).Reverse())
        {
            if (_taken.Contains(dependent))
                continue;
            _deletedAhead[dependent.Urn] = (dependent, keys);
            await deployment.Providers.EnsureAsync(dependent.Provider, deployment.Snapshot.Base, ct);
            steps.Add(new Step(OperationKind.DeleteReplaced, dependent.Urn, dependent, null) { BeforeReplacement = true });
        }

        steps.Add(new Step(OperationKind.DeleteReplaced, goal.Urn, old, null) { BeforeReplacement = true });
        steps.Add(WithDiff(new Step(OperationKind.Replace, goal.Urn, old, state), diff));
        steps.Add(WithDiff(new Step(OperationKind.CreateReplacement, goal.Urn, old, state), diff));
        return steps;
    }

    private static IReadOnlyList<Step> Recreate(string urn, ResourceState old, ResourceState state, IReadOnlyList<string> keys)
    {
        var diff = DiffResult.Some with
        {
            Diffs = keys,
            Detailed = keys.ToDictionary(
                key => key, _ => new PropertyDiff { Kind = PropertyDiff.Types.Kind.UpdateReplace, InputDiff = true }),
        };
        return
        [
            WithDiff(new Step(OperationKind.Replace, urn, old, state), diff),
            WithDiff(new Step(OperationKind.CreateReplacement, urn, old, state), diff),
        ];
    }

    private static Step WithDiff(Step step, DiffResult diff)
    {
        step.Detailed = diff.Detailed;
        step.Diffs = diff.Diffs;
        return step;
    }
}
