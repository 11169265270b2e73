using System.Collections.Immutable;
using JumpCloud.Core;
using Wire = Pulumirpc;

namespace JumpCloud.Rpc;

/// <summary>The inputs of a component, every value with the resources that it came from.</summary>
internal static class ComponentInputs
{
    public static PropertyMap Read(Wire.ConstructRequest request)
    {
        var inputs = PropertyCodec.Decode(request.Inputs);
        foreach (var (name, dependencies) in request.InputDependencies)
        {
            // An engine that sends output values says it twice.
            if (inputs.TryGetValue(name, out var value) && dependencies.Urns.Count > 0 && Dependencies(value).IsEmpty)
                inputs = inputs.With(name, WithDependencies(value, [.. dependencies.Urns]));
        }

        return inputs;
    }

    /// <summary>The URNs of all resources that the value or anything in it came from, each once, in a stable order.</summary>
    public static ImmutableArray<string> Dependencies(PropertyValue value)
    {
        var urns = new SortedSet<string>(StringComparer.Ordinal);
        Collect(value, urns);
        return [.. urns];
    }

    private static PropertyValue.OutputValue WithDependencies(PropertyValue value, ImmutableArray<string> dependencies) =>
        new(value.IsUnknown ? null : value.Plain, value.IsSecret, dependencies);

    private static void Collect(PropertyValue value, SortedSet<string> urns)
    {
        switch (value)
        {
            case PropertyValue.OutputValue output:
                urns.UnionWith(output.Dependencies);
                if (output.Value is { } known)
                    Collect(known, urns);
                break;
            case PropertyValue.SecretValue secret:
                Collect(secret.Inner, urns);
                break;
            case PropertyValue.ListValue list:
                foreach (var item in list.Items)
                    Collect(item, urns);
                break;
            case PropertyValue.MapValue map:
                foreach (var item in map.Map.Values)
                    Collect(item, urns);
                break;
            case PropertyValue.ResourceReferenceValue reference:
                urns.Add(reference.Urn);
                break;
            default:
                break;
        }
    }
}
