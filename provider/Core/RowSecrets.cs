using System.Collections.Immutable;

namespace JumpCloud.Core;

/// <summary>Keeps secrets secret: whatever the provider returns unwrapped is stored in plain text.</summary>
internal static class RowSecrets
{
    /// <summary>Wraps every value whose row says that it is a credential.</summary>
    public static PropertyMap Mark(ImmutableArray<Property> rows, PropertyMap values)
    {
        var result = values;
        foreach (var row in rows)
        {
            if (values.Find(row.Name) is not { } value)
                continue;
            var marked = Mark(row, value);
            if (!ReferenceEquals(marked, value))
                result = result.With(row.Name, marked);
        }

        return result;
    }

    /// <summary>Wraps every value of <paramref name="outputs"/> that is secret at the same place in <paramref name="inputs"/>.</summary>
    public static PropertyMap Carry(PropertyMap inputs, PropertyMap outputs)
    {
        var result = outputs;
        foreach (var (name, input) in inputs)
        {
            if (input.ContainsSecret && outputs.TryGetValue(name, out var output))
                result = result.With(name, Carry(input, output));
        }

        return result;
    }

    /// <summary>
    /// Wraps every value of <paramref name="outputs"/> that has a text in it which is a secret of <paramref name="inputs"/>: a service
    /// makes other properties of what it is given.
    /// </summary>
    public static PropertyMap Spread(PropertyMap inputs, PropertyMap outputs)
    {
        if (!inputs.Values.Any(input => input.ContainsSecret))
            return outputs;
        var secrets = new KnownSecrets();
        secrets.Add(inputs);
        return outputs.Select(output => Holds(output, secrets) ? PropertyValue.Secret(output) : output);
    }

    private static bool Holds(PropertyValue value, KnownSecrets secrets) => !value.IsSecret && value.Plain switch
    {
        PropertyValue.StringValue text => secrets.AreIn(text.Value),
        PropertyValue.ListValue list => list.Items.Any(item => Holds(item, secrets)),
        PropertyValue.MapValue map => map.Map.Values.Any(item => Holds(item, secrets)),
        _ => false,
    };

    private static PropertyValue Mark(Property row, PropertyValue value)
    {
        if (row.Secret)
            return PropertyValue.Secret(value);
        if (row.Fields.IsEmpty || value.IsSecret)
            return value;
        if (value.AsMap is { } fields)
        {
            var marked = Mark(row.Fields, fields);
            return ReferenceEquals(marked, fields) ? value : PropertyValue.Of(marked);
        }

        return value.AsList is { } items
            ? PropertyValue.Of(items.Select(item => item.AsMap is { } map ? PropertyValue.Of(Mark(row.Fields, map)) : item).ToList())
            : value;
    }

    /// <inheritdoc cref="Carry(PropertyMap, PropertyMap)"/>
    public static PropertyValue Carry(PropertyValue input, PropertyValue output)
    {
        if (!input.ContainsSecret)
            return output;
        if (input.IsSecret)
            return PropertyValue.Secret(output);
        if (output.IsSecret)
            return output;
        if (input.AsMap is { } inputMap && output.AsMap is { } outputMap)
            return PropertyValue.Of(Carry(inputMap, outputMap));

        // Lists may have been reordered by the service, and shapes may differ: with one secret inside, all of it is.
        return PropertyValue.Secret(output);
    }
}
