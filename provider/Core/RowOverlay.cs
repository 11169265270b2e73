using System.Collections.Immutable;

namespace JumpCloud.Core;

/// <summary>The inputs that a read tells the engine: what the program would have to say to get what is live.</summary>
internal static class RowOverlay
{
    /// <summary>The inputs of an import: every live value that can be set, is given back by the service and is not the default.</summary>
    public static PropertyMap Import(ImmutableArray<Property> rows, PropertyMap live)
    {
        var inputs = new Dictionary<string, PropertyValue>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (row.OutputOnly || row.WriteOnly || live.Find(row.Name) is not { } value)
                continue;
            if (row.Kind == PropertyKind.Object && value.AsMap is { } fields)
                value = PropertyValue.Of(Import(row.Fields, fields));
            if (row.Default?.Equals(value.PlainDeep) != true && !IsEmpty(value))
                inputs[row.Name] = value;
        }

        return PropertyMap.Of(inputs);
    }

    /// <summary>Inputs with the constant defaults of those that are not given.</summary>
    public static PropertyMap WithDefaults(ImmutableArray<Property> rows, PropertyMap inputs) =>
        rows.Where(row => row.Default is not null && inputs.Find(row.Name) is null)
            .Aggregate(inputs, (all, row) => all.With(row.Name, row.Default!));

    /// <summary>
    /// The inputs of a refresh: the old ones with live values laid over them. A property that the program does not set appears
    /// only when its live value is no longer what the state has: then somebody changed it, and an update sets it back.
    /// </summary>
    public static PropertyMap Refresh(ImmutableArray<Property> rows, PropertyMap inputs, PropertyMap outputs, PropertyMap live)
    {
        var result = inputs;
        foreach (var row in rows)
        {
            if (row.OutputOnly || row.WriteOnly)
                continue;
            var value = Refresh(row, inputs.Find(row.Name), outputs.Find(row.Name), live.Find(row.Name));
            result = value is null ? result.Without(row.Name) : result.With(row.Name, value);
        }

        return result;
    }

    private static PropertyValue? Refresh(Property row, PropertyValue? input, PropertyValue? output, PropertyValue? live)
    {
        if (row.Kind == PropertyKind.Object && (live is null || live.AsMap is not null))
        {
            var fields = Refresh(
                row.Fields,
                input?.AsMap ?? PropertyMap.Empty,
                output?.AsMap ?? PropertyMap.Empty,
                live?.AsMap ?? PropertyMap.Empty);
            return fields.Count == 0 && input is null ? null : Keep(input, PropertyValue.Of(fields));
        }

        if (input is null)
            return live is null || RowDiff.IsSame(row, output, live) ? null : Keep(output, live);
        if (RowDiff.IsSame(row, input, live))
            return input;
        return live is null ? null : Keep(input, live);
    }

    // A live value is plain; whatever the program made secret stays so, at whatever depth.
    private static PropertyValue Keep(PropertyValue? input, PropertyValue live) =>
        input is null ? live : RowSecrets.Carry(input, live);

    private static bool IsEmpty(PropertyValue value) =>
        value.AsMap is { Count: 0 } || value.AsList is { IsEmpty: true } || value.AsString is { Length: 0 };
}
