using System.Collections.Immutable;

namespace JumpCloud.Core;

/// <summary>A function of the package as the wire sees it.</summary>
internal interface IFunction
{
    /// <summary>The token, such as <c>jumpcloud:index:getUserGroup</c>.</summary>
    string Token { get; }

    /// <summary>One row per argument.</summary>
    ImmutableArray<Property> Arguments { get; }

    /// <summary>One row per result.</summary>
    ImmutableArray<Property> Results { get; }

    /// <summary>Asks; changes nothing, in a preview and otherwise. The answer holds no unknowns.</summary>
    ValueTask<InvokeResult> InvokeAsync(PropertyMap arguments, OperationContext operation);
}

/// <param name="Return">Empty where there are failures.</param>
internal sealed record InvokeResult(PropertyMap Return, ImmutableArray<CheckFailure> Failures);

/// <summary>
/// The base of every function: the public method speaks maps and does what follows from the rows; the protected ones are typed
/// and do what is particular to the function.
/// </summary>
internal abstract class Function<TArgs> : IFunction
    where TArgs : class
{
    public abstract string Token { get; }

    public abstract ImmutableArray<Property> Arguments { get; }

    public abstract ImmutableArray<Property> Results { get; }

    public async ValueTask<InvokeResult> InvokeAsync(PropertyMap arguments, OperationContext operation)
    {
        var failures = new Failures();
        var known = RowCheck.Run(Arguments, arguments, failures);
        var args = ReadArgs(new PropertyReader(known));
        Check(args, failures);
        if (failures.Any)
            return new InvokeResult(PropertyMap.Empty, failures.ToImmutable());
        var answer = await InvokeAsync(args, operation);
        return new InvokeResult(RowSecrets.Mark(Results, answer), []);
    }

    /// <summary>Reads typed arguments; total, see <see cref="PropertyReader"/>.</summary>
    protected abstract TArgs ReadArgs(PropertyReader reader);

    /// <summary>Validates what the rows cannot.</summary>
    protected virtual void Check(TArgs args, Failures failures)
    {
    }

    /// <returns>The results under the names of their rows. Secrets get wrapped by the rows.</returns>
    protected abstract ValueTask<PropertyMap> InvokeAsync(TArgs args, OperationContext operation);
}
