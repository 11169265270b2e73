using Google.Protobuf.WellKnownTypes;

namespace JumpCloud.EngineHost.Yaml;

/// <summary>
/// Values within the evaluator: as on the wire, where a secret, an unknown and a value with dependencies are all output values
/// (provider-protocol, section 3.3), at any depth. They go to a remote component as they are; for a custom resource and for stack
/// outputs <see cref="Flatten"/> makes secrets and unknown sentinels of them.
/// </summary>
internal static class OutputValue
{
    public const string Signature = "4dabf18193072939515e22adb298388d";
    public const string Secret = "1b47061264138c4ac30d75fd1eb44270";
    public const string Output = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
    public const string Reference = "5cf8f73096256a8f31e491e813e4eb8e";
    public const string Asset = "c44067f5952c0a294b673a41bacd8c17";
    public const string UnknownString = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    private static readonly HashSet<string> Unknowns =
    [
        UnknownString, "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", "030794c1-ac77-496b-92df-f27374a8bd58", "e48ece36-62e2-4504-bad9-02848725956a",
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    ];

    /// <summary>The value itself when there is nothing to say about it; else an output value. Null is unknown.</summary>
    public static Value Make(Value? value, bool secret, IEnumerable<string> dependencies)
    {
        var urns = dependencies.Distinct().Order(StringComparer.Ordinal).ToList();
        if (value is not null && !secret && urns.Count == 0)
            return value;
        var fields = new Struct { Fields = { [Signature] = Value.ForString(Output) } };
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
                return Value.ForList([.. value.ListValue.Values.Select(Flatten).Where(v => !IsNull(v))]);
            case Value.KindOneofCase.StructValue when SignatureOf(value) == Output:
                var fields = value.StructValue.Fields;
                var inner = fields.TryGetValue("value", out var known) ? Flatten(known) : Value.ForString(UnknownString);
                return fields.ContainsKey("secret") && SignatureOf(inner) != Secret && !IsNull(inner) ? MakeSecret(inner) : inner;
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
            if (map(value) is var mapped && !IsNull(mapped))
                result.Fields[key] = mapped;
        }
        return result;
    }

    public static bool IsUnknown(Value value) => value.KindCase == Value.KindOneofCase.StringValue && Unknowns.Contains(value.StringValue);

    public static bool IsNull(Value value) => value.KindCase is Value.KindOneofCase.NullValue or Value.KindOneofCase.None;

    public static string? SignatureOf(Value value)
        => value.StructValue is { } o && o.Fields.TryGetValue(Signature, out var signature) ? signature.StringValue : null;

    private static Value MakeSecret(Value value)
        => Value.ForStruct(new Struct { Fields = { [Signature] = Value.ForString(Secret), ["value"] = value } });

    private static Value Strip(Value value, Resolved gathered)
    {
        if (IsUnknown(value))
        {
            gathered.IsKnown = false;
            return value;
        }
        switch (value.KindCase)
        {
            case Value.KindOneofCase.ListValue:
                return Value.ForList([.. value.ListValue.Values.Select(v => Strip(v, gathered))]);
            case Value.KindOneofCase.StructValue when SignatureOf(value) is Secret or Output:
                var fields = value.StructValue.Fields;
                gathered.IsSecret |= SignatureOf(value) == Secret || fields.ContainsKey("secret");
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

    /// <summary>The result of a function of this value, with the same secretness and dependencies; unknown when this is.</summary>
    public Value Apply(Func<Value, Value> function)
        => OutputValue.Make(IsKnown ? function(Value) : null, IsSecret, Dependencies);
}
