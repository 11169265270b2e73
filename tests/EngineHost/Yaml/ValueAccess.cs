using Google.Protobuf.WellKnownTypes;
using JumpCloud.EngineHost.Wire;

namespace JumpCloud.EngineHost.Yaml;

/// <summary>Walks from a value to what an access names within it. The error texts are the real YAML host's.</summary>
internal static class ValueAccess
{
    /// <param name="dependencies">What the value depends on, besides what its own wrappers say.</param>
    public static Value Walk(
        Value value, IEnumerable<PropertyAccessor> tail, IEnumerable<string> dependencies, Func<string, NoValueException> fail)
    {
        var gathered = new Resolved();
        gathered.Dependencies.UnionWith(dependencies);
        foreach (var accessor in tail)
        {
            if (Unwrap(value, gathered) is not { } inner)
                return Unknown(gathered);
            value = Step(inner, accessor, fail);
        }
        // A value from the engine that is unknown in part is unknown as a whole; one that the program put together is not.
        if (Unwrap(value, gathered) is not { } result || HasSentinel(result))
            return Unknown(gathered);
        return OutputValue.Make(result, gathered.IsSecret, gathered.Dependencies);
    }

    private static Value Unknown(Resolved gathered) => OutputValue.Make(null, gathered.IsSecret, gathered.Dependencies);

    /// <summary>Null when the value is unknown.</summary>
    private static Value? Unwrap(Value value, Resolved gathered)
    {
        while (Values.Signature(value) is Values.SecretSignature or Values.OutputSignature)
        {
            var fields = value.StructValue.Fields;
            gathered.IsSecret |= Values.IsSecret(value) || fields.ContainsKey("secret");
            if (fields.TryGetValue("dependencies", out var dependencies))
                gathered.Dependencies.UnionWith(dependencies.ListValue.Values.Select(v => v.StringValue));
            if (!fields.TryGetValue("value", out var inner))
                return null;
            value = inner;
        }
        return Values.IsUnknown(value) ? null : value;
    }

    private static Value Step(Value receiver, PropertyAccessor accessor, Func<string, NoValueException> fail)
    {
        switch (receiver.KindCase)
        {
            case Value.KindOneofCase.StructValue when Values.Signature(receiver) == Values.ReferenceSignature:
                throw fail("an access into a resource reference is not supported by this engine host");
            case Value.KindOneofCase.StructValue when accessor.Key is { } key:
                return receiver.StructValue.Fields.TryGetValue(key, out var field) ? field : Value.ForNull();
            case Value.KindOneofCase.StructValue:
                throw fail("cannot access an object property using an integer index");
            case Value.KindOneofCase.ListValue when accessor.Key is not null:
                throw fail("cannot access a list element using a property name");
            case Value.KindOneofCase.ListValue:
                var items = receiver.ListValue.Values;
                return accessor.Index >= 0 && accessor.Index < items.Count
                    ? items[accessor.Index]
                    : throw fail($"list index {accessor.Index} out-of-bounds for list of length {items.Count}");
            default:
                throw fail($"receiver must be a list or object, not {TypeText(receiver)}");
        }
    }

    public static string TypeText(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.StringValue => "a string",
        Value.KindOneofCase.NumberValue => "a number",
        Value.KindOneofCase.BoolValue => "a boolean",
        Value.KindOneofCase.ListValue => "a list",
        Value.KindOneofCase.StructValue => "an object",
        _ => "nil",
    };

    private static bool HasSentinel(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.ListValue => value.ListValue.Values.Any(HasSentinel),
        Value.KindOneofCase.StructValue => value.StructValue.Fields.Values.Any(HasSentinel),
        _ => Values.IsUnknown(value),
    };
}
