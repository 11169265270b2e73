using System.Collections.Immutable;

namespace JumpCloud.Core;

/// <summary>A resource whose live instances can be listed, so that what was made by hand can be found and imported.</summary>
internal interface IListable
{
    /// <summary>One row per property of a query.</summary>
    ImmutableArray<Property> Query { get; }

    /// <summary>
    /// The live instances that match, in a stable order. The services are asked as far as somebody reads, and no further.
    /// </summary>
    /// <param name="query">Checked by the rows; known.</param>
    /// <param name="from">Where an earlier listing ended; the default is the start. What is before is not asked for again.</param>
    /// <exception cref="UserErrorException">The query names something that does not exist.</exception>
    IAsyncEnumerable<ListedResource> ListAsync(PropertyMap query, ListPlace from, OperationContext operation);
}

/// <param name="Id">An id that import accepts.</param>
/// <param name="Name">A name for people; may be empty.</param>
/// <param name="Next">The place after this one.</param>
internal sealed record ListedResource(string Id, string Name, ListPlace Next);

/// <summary>
/// A place in what the services list, counted in their own entries: a later page costs what the first one does. An entry that
/// somebody takes away between two pages makes the later one begin one too far.
/// </summary>
/// <param name="Outer">The entries that are done with.</param>
/// <param name="Inner">Where an entry has a list of its own: what is done with in that of the next entry.</param>
internal readonly record struct ListPlace(int Outer, int Inner = 0);
