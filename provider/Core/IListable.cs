using System.Collections.Immutable;

namespace JumpCloud.Core;

/// <summary>A resource whose live instances can be listed, so that what was made by hand can be found and imported.</summary>
internal interface IListable
{
    /// <summary>One row per property of a query.</summary>
    ImmutableArray<Property> Query { get; }

    /// <summary>All live instances that match, in a stable order.</summary>
    /// <param name="query">Checked by the rows; known.</param>
    IAsyncEnumerable<ListedResource> ListAsync(PropertyMap query, OperationContext operation);
}

/// <param name="Id">An id that import accepts.</param>
/// <param name="Name">A name for people; may be empty.</param>
internal sealed record ListedResource(string Id, string Name);
