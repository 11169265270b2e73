using System.Collections.Immutable;

namespace JumpCloud.Core;

/// <summary>The shape of a property's value.</summary>
internal enum PropertyKind
{
    String,
    Boolean,
    Integer,
    Asset,

    /// <summary>A list of <see cref="Property.Element"/>, or of objects with <see cref="Property.Fields"/>.</summary>
    List,

    /// <summary>An object with any keys and values of <see cref="Property.Element"/>.</summary>
    Map,

    /// <summary>An object with exactly the keys of <see cref="Property.Fields"/>.</summary>
    Object,
}

/// <summary>
/// One property of a resource, function or the provider: one row. Check, Diff, the overlay of a refresh and the marking of
/// secrets are all derived from the rows, and a test holds schema.json to them.
/// </summary>
/// <param name="Name">The name on the wire, camelCase.</param>
internal sealed record Property(string Name, PropertyKind Kind)
{
    /// <summary>Must be given (it may still be unknown in a preview).</summary>
    public bool Required { get; init; }

    /// <summary>A change of it replaces the resource.</summary>
    public bool Replace { get; init; }

    /// <summary>Its value is a credential: wrapped as a secret in every answer and never named with its value.</summary>
    public bool Secret { get; init; }

    /// <summary>Made by the service or the provider; cannot be set.</summary>
    public bool OutputOnly { get; init; }

    /// <summary>The service does not give it back: a refresh keeps what the state says.</summary>
    public bool WriteOnly { get; init; }

    /// <summary>The value that Check fills in where the program gives none.</summary>
    public PropertyValue? Default { get; init; }

    /// <summary>The only strings that are accepted; empty for any.</summary>
    public ImmutableArray<string> Allowed { get; init; } = [];

    /// <summary>The greatest number of characters of a string.</summary>
    public int? MaxLength { get; init; }

    /// <summary>A string that is sent in a header, see <see cref="Core.HeaderValue"/>.</summary>
    public bool IsHeaderValue { get; init; }

    /// <summary>The kind of the elements of a list or map of simple values.</summary>
    public PropertyKind Element { get; init; } = PropertyKind.String;

    /// <summary>The fields of an object, or of the objects in a list.</summary>
    public ImmutableArray<Property> Fields { get; init; } = [];

    /// <summary>The order of the list has no meaning: a reordered list is no change.</summary>
    public bool Unordered { get; init; }

    /// <summary>Equality by meaning where it is not equality by content, such as XML. Gets plain, known values.</summary>
    public Func<PropertyValue, PropertyValue, bool>? Same { get; init; }
}
