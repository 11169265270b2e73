using Google.Protobuf.WellKnownTypes;
using Pulumirpc;

namespace JumpCloud.EngineHost.Deployment;

/// <summary>The answer to a check: the inputs to use, or what is wrong with them.</summary>
internal sealed record CheckResult(Struct Inputs, IReadOnlyList<CheckFailure> Failures);

/// <summary>The answer to a diff.</summary>
/// <param name="Changed">Null where the provider cannot say; the engine then compares inputs itself.</param>
internal sealed record DiffResult(
    bool? Changed,
    IReadOnlyDictionary<string, PropertyDiff> Detailed,
    IReadOnlyList<string> Diffs,
    IReadOnlyList<string> Replaces,
    bool DeleteBeforeReplace)
{
    public static DiffResult None { get; } = Plain(false);

    public static DiffResult Some { get; } = Plain(true);

    public static DiffResult Unknown { get; } = Plain(null);

    /// <summary>A provider that cannot be asked, because its configuration is not known yet: why, for the user.</summary>
    public string? Unavailable { get; init; }

    /// <summary>Whether anything in it asks for a replacement (plugin.DiffResult.Replace).</summary>
    public bool Replace => Replaces.Count > 0 || Detailed.Values.Any(diff =>
        diff.Kind is PropertyDiff.Types.Kind.AddReplace or PropertyDiff.Types.Kind.DeleteReplace
            or PropertyDiff.Types.Kind.UpdateReplace);

    private static DiffResult Plain(bool? changed) => new(changed, new Dictionary<string, PropertyDiff>(), [], [], false);
}

/// <summary>The answer to a create, read or update.</summary>
/// <param name="Outputs">Null only from a read: the resource does not exist.</param>
/// <param name="Inputs">Only from a read; null keeps the old ones.</param>
/// <param name="InitErrors">Not empty: it exists, but its creation or update was not completed.</param>
internal sealed record OperationResult(
    string Id, Struct? Outputs, Struct? Inputs, IReadOnlyList<string> InitErrors, bool RefreshBeforeUpdate);

/// <summary>What identifies a resource in every request.</summary>
internal sealed record ResourceName(string Urn, string Name, string Type)
{
    public static ResourceName Of(string urn) => new(urn, Wire.Urn.Name(urn), Wire.Urn.Type(urn));
}

/// <summary>The lifecycle of one type of resource: a plugin's, or the engine's own for providers.</summary>
internal interface IResourceOperations
{
    Task<CheckResult> CheckAsync(ResourceName resource, Struct? olds, Struct news, byte[] seed, CancellationToken ct);

    Task<DiffResult> DiffAsync(
        ResourceName resource, string id, Struct oldInputs, Struct oldOutputs, Struct news, IReadOnlyList<string> ignoreChanges,
        CancellationToken ct);

    Task<OperationResult> CreateAsync(ResourceName resource, Struct inputs, double timeout, CancellationToken ct);

    Task<OperationResult> ReadAsync(
        ResourceName resource, string id, Struct? inputs, Struct? outputs, double timeout, bool withStatus, CancellationToken ct);

    Task<OperationResult> UpdateAsync(
        ResourceName resource, string id, Struct oldInputs, Struct oldOutputs, Struct news, double timeout,
        IReadOnlyList<string> ignoreChanges, CancellationToken ct);

    Task DeleteAsync(
        ResourceName resource, string id, Struct oldInputs, Struct oldOutputs, double timeout, CancellationToken ct);
}

/// <summary>An operation that failed, with the text that the user sees.</summary>
internal sealed class OperationException : Exception
{
    public OperationException(string message)
        : base(message)
    {
    }

    public OperationException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
