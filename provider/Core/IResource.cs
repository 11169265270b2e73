using System.Collections.Immutable;

namespace JumpCloud.Core;

/// <summary>A resource type as the wire sees it: property maps in, property maps out.</summary>
internal interface IResource
{
    /// <summary>The type token, such as <c>jumpcloud:index:GroupBinding</c>.</summary>
    string Token { get; }

    /// <summary>One row per property, inputs and outputs.</summary>
    ImmutableArray<Property> Properties { get; }

    /// <summary>How long these inputs ask an operation to wait, beyond what it takes by itself; zero where they do not.</summary>
    TimeSpan WaitOf(PropertyMap inputs);

    /// <summary>Validates and completes inputs. Reports every problem, never throws for bad input, never looks at unknowns.</summary>
    ValueTask<CheckResult> CheckAsync(CheckRequest request, OperationContext operation);

    /// <summary>Compares old inputs with new ones. Pure: a refresh calls it with the roles swapped.</summary>
    DiffResult Diff(DiffRequest request);

    /// <summary>Makes the resource, or with <see cref="OperationContext.Preview"/> foretells its outputs.</summary>
    ValueTask<CreateResult> CreateAsync(PropertyMap inputs, OperationContext operation);

    /// <summary>Reads the live resource; null when it does not exist.</summary>
    ValueTask<ReadResult?> ReadAsync(ReadRequest request, OperationContext operation);

    /// <summary>Changes the resource, or with <see cref="OperationContext.Preview"/> foretells its outputs.</summary>
    ValueTask<PropertyMap> UpdateAsync(UpdateRequest request, OperationContext operation);

    /// <summary>Removes the resource; already gone is success.</summary>
    ValueTask DeleteAsync(DeleteRequest request, OperationContext operation);
}

internal sealed record CheckRequest(PropertyMap Olds, PropertyMap News);

internal sealed record CheckResult(PropertyMap Inputs, ImmutableArray<CheckFailure> Failures);

/// <param name="OldInputs">The inputs of the last update; where an old engine does not send them, those within the outputs.</param>
internal sealed record DiffRequest(string Id, PropertyMap OldOutputs, PropertyMap OldInputs, PropertyMap News, ImmutableArray<string> IgnoreChanges);

internal sealed record CreateResult(string Id, PropertyMap Outputs);

/// <param name="Inputs">Null on import.</param>
/// <param name="Outputs">Null on import.</param>
internal sealed record ReadRequest(string Id, PropertyMap? Inputs, PropertyMap? Outputs);

internal sealed record ReadResult(string Id, PropertyMap Outputs, PropertyMap Inputs);

internal sealed record UpdateRequest(string Id, PropertyMap OldOutputs, PropertyMap OldInputs, PropertyMap News);

internal sealed record DeleteRequest(string Id, PropertyMap Outputs, PropertyMap Inputs);
