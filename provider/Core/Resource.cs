using System.Collections.Immutable;
using JumpCloud.Clients;

namespace JumpCloud.Core;

/// <summary>A resource that was made, with all that is known of it.</summary>
internal sealed record Created<TState>(string Id, TState State);

/// <summary>Thrown by typed code that could carry out only a part: what exists now, and why it is not more.</summary>
internal sealed class PartialStateException<TState>(string id, TState state, params IReadOnlyList<string> reasons)
    : Exception(string.Join("; ", reasons))
{
    public string Id { get; } = id;

    public TState State { get; } = state;

    public IReadOnlyList<string> Reasons { get; } = reasons;
}

/// <summary>
/// The inputs under Check: typed, with what they were before, and the map that becomes the checked inputs.
/// </summary>
internal sealed class CheckDraft<TArgs>(TArgs news, TArgs? olds, PropertyMap inputs, PropertyMap oldInputs, Failures failures)
    where TArgs : class
{
    public TArgs News { get; } = news;

    /// <summary>The checked inputs of the last update; null on create and on replace.</summary>
    public TArgs? Olds { get; } = olds;

    public Failures Failures { get; } = failures;

    /// <summary>The checked inputs: what the program gave, in its shape, plus defaults.</summary>
    public PropertyMap Inputs { get; private set; } = inputs;

    /// <summary>Fills in a value that the program did not give.</summary>
    public void SetDefault(string name, PropertyValue value) => Inputs = Inputs.With(name, value);

    /// <summary>Fills in a value that is made of an input: a secret where that one is.</summary>
    public void Derive(string name, PropertyValue value, string from) =>
        SetDefault(name, Inputs.Find(from) is { ContainsSecret: true } ? PropertyValue.Secret(value) : value);

    /// <summary>Fills in what the input was at the last update; a secret stays one.</summary>
    public void Keep(string name) => SetDefault(name, oldInputs.Find(name) ?? PropertyValue.Null);

    /// <summary>
    /// Whether the named inputs are what they were at the last update: then nobody needs to be asked about them again.
    /// </summary>
    public bool IsUnchanged(params ReadOnlySpan<string> names)
    {
        if (Olds is null)
            return false;
        foreach (var name in names)
        {
            if (!Equals(oldInputs.Find(name)?.PlainDeep, Inputs.Find(name)?.PlainDeep))
                return false;
        }

        return true;
    }
}

/// <summary>
/// The base of every resource: the public methods speak maps and do what follows from the rows; the protected ones of the
/// same name are typed and do what is particular to the resource.
/// </summary>
internal abstract class Resource<TArgs, TState> : IResource
    where TArgs : class
    where TState : class
{
    public abstract string Token { get; }

    public abstract ImmutableArray<Property> Properties { get; }

    public TimeSpan WaitOf(PropertyMap inputs) => WaitOf(ReadArgs(new PropertyReader(inputs)));

    public async ValueTask<CheckResult> CheckAsync(CheckRequest request, OperationContext operation)
    {
        var failures = new Failures();
        var inputs = RowCheck.Run(Properties, request.News, failures, request.Olds);
        var olds = request.Olds.Count == 0 ? null : ReadArgs(new PropertyReader(request.Olds));
        var draft = new CheckDraft<TArgs>(ReadArgs(new PropertyReader(inputs)), olds, inputs, request.Olds, failures);
        await CheckAsync(draft, operation);
        foreach (var refusal in operation.Refusals)
            failures.Add("", refusal);

        // A credential that a program gave in plain text, as a YAML program may, is stored as a secret all the same.
        return new CheckResult(RowSecrets.Mark(Properties, draft.Inputs), failures.ToImmutable());
    }

    public virtual DiffResult Diff(DiffRequest request) => RowDiff.Run(Properties, request.OldInputs, request.News);

    public async ValueTask<CreateResult> CreateAsync(PropertyMap inputs, OperationContext operation)
    {
        var args = ReadArgs(new PropertyReader(inputs));
        if (operation.Preview)
            return new CreateResult("", Outputs(inputs, await ProvenAsync(PlanCreateAsync(args, operation), operation)));
        try
        {
            var created = await CreateAsync(args, operation);
            return new CreateResult(created.Id, Outputs(inputs, WriteState(created.State)));
        }
        catch (PartialStateException<TState> partial)
        {
            throw new PartialFailureException(partial.Id, Outputs(inputs, WriteState(partial.State)), inputs, partial.Reasons);
        }
    }

    public async ValueTask<ReadResult?> ReadAsync(ReadRequest request, OperationContext operation)
    {
        var olds = request.Inputs is null ? null : ReadArgs(new PropertyReader(request.Inputs));
        var state = request.Outputs is null ? null : ReadState(new PropertyReader(request.Outputs));
        try
        {
            if (await ReadAsync(request.Id, olds, state, operation) is not { } live)
                return null;
            return Result(request, live);
        }
        catch (PartialStateException<TState> partial)
        {
            var result = Result(request, new Created<TState>(partial.Id, partial.State));
            throw new PartialFailureException(result.Id, result.Outputs, result.Inputs, partial.Reasons);
        }
    }

    public async ValueTask<PropertyMap> UpdateAsync(UpdateRequest request, OperationContext operation)
    {
        var news = ReadArgs(new PropertyReader(request.News));
        var olds = ReadArgs(new PropertyReader(request.OldInputs));
        var state = ReadState(new PropertyReader(request.OldOutputs));
        if (operation.Preview)
        {
            var plan = PlanUpdateAsync(request.Id, news, olds, state, KnownOutputs(request.OldOutputs), operation);
            return Outputs(request.News, await ProvenAsync(plan, operation));
        }

        try
        {
            return Outputs(request.News, WriteState(await UpdateAsync(request.Id, news, olds, state, operation)));
        }
        catch (PartialStateException<TState> partial)
        {
            throw new PartialFailureException(partial.Id, Outputs(request.News, WriteState(partial.State)), null, partial.Reasons);
        }
    }

    public ValueTask DeleteAsync(DeleteRequest request, OperationContext operation) =>
        DeleteAsync(
            request.Id,
            ReadArgs(new PropertyReader(request.Inputs)),
            ReadState(new PropertyReader(request.Outputs)),
            operation);

    /// <summary>Reads typed inputs; total, see <see cref="PropertyReader"/>.</summary>
    protected abstract TArgs ReadArgs(PropertyReader reader);

    /// <summary>Reads the typed state out of outputs that <see cref="WriteState"/> once wrote, or an older version did.</summary>
    protected abstract TState ReadState(PropertyReader reader);

    /// <summary>Everything modelled that is known of the live resource, under the names of the rows. Secrets get wrapped by the rows.</summary>
    protected abstract PropertyMap WriteState(TState state);

    /// <summary>Validates what the rows cannot, fills in defaults, looks up templates and names that changed.</summary>
    protected abstract ValueTask CheckAsync(CheckDraft<TArgs> draft, OperationContext operation);

    /// <summary>Where changes of this resource are made: a preview of one fails where the credentials for it are not accepted.</summary>
    protected virtual ConfiguredService Service => ConfiguredService.JumpCloud;

    /// <inheritdoc cref="IResource.WaitOf"/>
    protected virtual TimeSpan WaitOf(TArgs args) => TimeSpan.Zero;

    /// <summary>Warns of what a create would do and returns the outputs that are known in advance. Reads only.</summary>
    protected virtual ValueTask<PropertyMap> PlanCreateAsync(TArgs args, OperationContext operation) => new(PropertyMap.Empty);

    /// <exception cref="PartialStateException{TState}">Something was made, but not all of it.</exception>
    protected abstract ValueTask<Created<TState>> CreateAsync(TArgs args, OperationContext operation);

    /// <param name="olds">The inputs so far; null on import.</param>
    /// <param name="state">The state so far; null on import.</param>
    /// <returns>The live resource under its canonical id; null when it is gone.</returns>
    protected abstract ValueTask<Created<TState>?> ReadAsync(string id, TArgs? olds, TState? state, OperationContext operation);

    /// <summary>Warns of what an update would do and returns the outputs that are known in advance. Reads only.</summary>
    /// <param name="known">The old outputs that are not inputs; take out what the update may change.</param>
    protected virtual ValueTask<PropertyMap> PlanUpdateAsync(
        string id, TArgs news, TArgs olds, TState state, PropertyMap known, OperationContext operation) => new(known);

    /// <exception cref="PartialStateException{TState}">Something was changed, but not all of it.</exception>
    protected abstract ValueTask<TState> UpdateAsync(string id, TArgs news, TArgs olds, TState state, OperationContext operation);

    protected abstract ValueTask DeleteAsync(string id, TArgs olds, TState state, OperationContext operation);

    // After the plan: whatever it asked has told already.
    private async ValueTask<PropertyMap> ProvenAsync(ValueTask<PropertyMap> plan, OperationContext operation)
    {
        var known = await plan;
        await operation.Clients.ProveCredentialsAsync(Service, operation.Log, operation.Cancellation);
        return operation.Refusals.Count == 0
            ? known
            : throw new UserErrorException(ErrorKind.FailedPrecondition, string.Join("\n", operation.Refusals));
    }

    private ReadResult Result(ReadRequest request, Created<TState> live)
    {
        var outputs = WriteState(live.State);
        var inputs = request.Inputs is null
            ? RowOverlay.Import(Properties, outputs)
            : RowOverlay.Refresh(Properties, request.Inputs, request.Outputs ?? PropertyMap.Empty, outputs);

        // Check adds the defaults that an import leaves out: with them the next refresh finds the outputs as they are.
        var known = request.Inputs is null ? RowOverlay.WithDefaults(Properties, inputs) : inputs;
        return new ReadResult(
            live.Id,
            RowSecrets.Carry(request.Outputs ?? PropertyMap.Empty, Outputs(known, outputs)),
            RowSecrets.Mark(Properties, inputs));
    }

    private PropertyMap Outputs(PropertyMap inputs, PropertyMap state) =>
        RowSecrets.Mark(Properties, RowSecrets.Spread(inputs, RowSecrets.Carry(inputs, inputs.Merge(state))));

    private PropertyMap KnownOutputs(PropertyMap outputs) =>
        PropertyMap.Of(outputs.Where(output => Properties.Any(row => row.OutputOnly && row.Name == output.Key)));
}
