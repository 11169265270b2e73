using System.Collections.Immutable;

namespace JumpCloud.Core;

/// <summary>A problem of one input. An empty path means the resource as a whole.</summary>
internal readonly record struct CheckFailure(string Path, string Reason);

/// <summary>
/// Collects every problem of a Check. The engine prints the value of a failing top-level property, secret or not, so a problem
/// of a secret is reported on the whole resource and names the property in its reason.
/// </summary>
internal sealed class Failures
{
    private readonly List<CheckFailure> _items = [];

    public bool Any => _items.Count > 0;

    public ImmutableArray<CheckFailure> ToImmutable() => [.. _items];

    /// <param name="path">Property path, such as <c>saml.acsUrls[0]</c>.</param>
    /// <param name="reason">What is wrong and what to do, a sentence without the value of a secret.</param>
    public void Add(string path, string reason) => _items.Add(new CheckFailure(path, reason));

    public void AddSecret(string path, string reason) => _items.Add(new CheckFailure("", $"{path} {reason}"));

    public void Add(Property property, string path, string reason)
    {
        if (property.Secret)
            AddSecret(path, reason);
        else
            Add(path, reason);
    }
}

/// <summary>What a failed operation left behind, for the status the engine is told.</summary>
internal enum ErrorKind
{
    InvalidArgument,
    NotFound,
    AlreadyExists,
    FailedPrecondition,
    PermissionDenied,
    Unauthenticated,
    ResourceExhausted,
    Unavailable,
    DeadlineExceeded,
    Cancelled,

    /// <summary>A request was sent and its answer lost: nobody knows whether it was carried out.</summary>
    OutcomeUnknown,
}

/// <summary>A failure with a sentence for the user; nothing was changed unless the kind says that this is not known.</summary>
internal sealed class UserErrorException(ErrorKind kind, string message, Exception? cause = null)
    : Exception(message, cause)
{
    public ErrorKind Kind { get; } = kind;
}

/// <summary>
/// A create or update that was carried out in part, or a read of something unhealthy: the engine keeps the resource under
/// <see cref="Id"/> with <see cref="Outputs"/>, shows the reasons and updates it in the next <c>up</c>.
/// </summary>
internal sealed class PartialFailureException(string id, PropertyMap outputs, PropertyMap? inputs, IReadOnlyList<string> reasons)
    : Exception(string.Join("; ", reasons))
{
    public string Id { get; } = id;

    public PropertyMap Outputs { get; } = outputs;

    /// <summary>Used by the engine for reads only.</summary>
    public PropertyMap? Inputs { get; } = inputs;

    public IReadOnlyList<string> Reasons { get; } = reasons;
}

/// <summary>Required configuration that is given nowhere.</summary>
internal sealed class MissingConfigException(IReadOnlyList<MissingKey> keys)
    : Exception(string.Join("; ", keys.Select(key => $"{key.Name} is missing: {key.Description}")))
{
    public IReadOnlyList<MissingKey> Keys { get; } = keys;
}

/// <param name="Name">With the package's name: <c>jumpcloud:apiKey</c>.</param>
internal readonly record struct MissingKey(string Name, string Description);

/// <summary>Bad inputs of a component: they are not checked before it is constructed.</summary>
internal sealed class InvalidInputsException(ImmutableArray<CheckFailure> failures)
    : Exception(string.Join("; ", failures.Select(failure => $"{failure.Path} {failure.Reason}".Trim())))
{
    public ImmutableArray<CheckFailure> Failures { get; } = failures;
}
