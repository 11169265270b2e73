using Google.Protobuf.WellKnownTypes;
using JumpCloud.EngineHost.Wire;

namespace JumpCloud.EngineHost.Yaml;

/// <summary>
/// Values within the evaluator: as on the wire, where a secret, an unknown and a value with dependencies are all output values
/// (provider-protocol, section 3.3), at any depth. They go to a remote component as they are; for a custom resource and for stack
/// outputs <see cref="Flatten"/> makes secrets and unknown sentinels of them.
/// </summary>
internal static class OutputValue
{
    /// <summary>The value itself when there is nothing to say about it; else an output value. Null is unknown.</summary>
    public static Value Make(Value? value, bool secret, IEnumerable<string> dependencies)
    {
        var urns = dependencies.Distinct().Order(StringComparer.Ordinal).ToList();
        if (value is not null && !secret && urns.Count == 0)
            return value;
        var fields = new Struct { Fields = { [Values.SignatureKey] = Value.ForString(Values.OutputSignature) } };
        if (value is not null)
            fields.Fields["value"] = value;
        if (secret)
            fields.Fields["secret"] = Value.ForBool(true);
        if (urns.Count > 0)
            fields.Fields["dependencies"] = Value.ForList([.. urns.Select(Value.ForString)]);
        return Value.ForStruct(fields);
    }

    /// <summary>What an apply over the whole value sees: no wrappers, and what they said, gathered.</summary>
    public static Resolved Resolve(Value value)
    {
        var gathered = new Resolved();
        gathered.Value = Strip(value, gathered);
        return gathered;
    }

    /// <summary>Output values become secrets and unknown sentinels; null entries are dropped, as the SDKs drop them.</summary>
    public static Value Flatten(Value value)
    {
        switch (value.KindCase)
        {
            case Value.KindOneofCase.ListValue:
                return Value.ForList([.. value.ListValue.Values.Select(Flatten).Where(v => !Values.IsNull(v))]);
            case Value.KindOneofCase.StructValue when Values.Signature(value) == Values.OutputSignature:
                var fields = value.StructValue.Fields;
                var inner = fields.TryGetValue("value", out var known) ? Flatten(known) : Values.UnknownValue;
                return fields.ContainsKey("secret") && !Values.IsSecret(inner) && !Values.IsNull(inner)
                    ? Values.MakeSecret(inner)
                    : inner;
            case Value.KindOneofCase.StructValue:
                return Value.ForStruct(MapFields(value.StructValue, Flatten));
            default:
                return value;
        }
    }

    /// <summary>The struct with every field mapped and null ones dropped.</summary>
    public static Struct MapFields(Struct fields, Func<Value, Value> map)
    {
        var result = new Struct();
        foreach (var (key, value) in fields.Fields)
        {
            if (map(value) is var mapped && !Values.IsNull(mapped))
                result.Fields[key] = mapped;
        }
        return result;
    }

    private static Value Strip(Value value, Resolved gathered)
    {
        if (Values.IsUnknown(value))
        {
            gathered.IsKnown = false;
            return value;
        }
        switch (value.KindCase)
        {
            case Value.KindOneofCase.ListValue:
                return Value.ForList([.. value.ListValue.Values.Select(v => Strip(v, gathered))]);
            case Value.KindOneofCase.StructValue when Values.Signature(value) is Values.SecretSignature or Values.OutputSignature:
                var fields = value.StructValue.Fields;
                gathered.IsSecret |= Values.IsSecret(value) || fields.ContainsKey("secret");
                if (fields.TryGetValue("dependencies", out var dependencies))
                    gathered.Dependencies.UnionWith(dependencies.ListValue.Values.Select(v => v.StringValue));
                if (fields.TryGetValue("value", out var inner))
                    return Strip(inner, gathered);
                gathered.IsKnown = false;
                return Value.ForNull();
            case Value.KindOneofCase.StructValue:
                var result = new Struct();
                foreach (var (key, field) in value.StructValue.Fields)
                    result.Fields[key] = Strip(field, gathered);
                return Value.ForStruct(result);
            default:
                return value;
        }
    }
}

/// <summary>A value without wrappers and what was around it.</summary>
internal sealed class Resolved
{
    public Value Value { get; set; } = Value.ForNull();

    /// <summary>False when any part is unknown; <see cref="Value"/> is of no use then.</summary>
    public bool IsKnown { get; set; } = true;

    public bool IsSecret { get; set; }

    public HashSet<string> Dependencies { get; } = [];

    /// <summary>
    /// The result of a function of this value, with the same secretness and dependencies; unknown when this is.
    /// </summary>
    public Value Apply(Func<Value, Value> function)
        => OutputValue.Make(IsKnown ? function(Value) : null, IsSecret, Dependencies);
}
