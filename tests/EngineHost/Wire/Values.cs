using Google.Protobuf.WellKnownTypes;

namespace JumpCloud.EngineHost.Wire;

/// <summary>
/// The special values of Pulumi's property encoding, worked on directly as <see cref="Value"/>
/// (sdk/go/common/resource/sig/sig.go and plugin/rpc.go of github.com/pulumi/pulumi).
/// </summary>
public static class Values
{
    public const string SignatureKey = "4dabf18193072939515e22adb298388d";
    public const string SecretSignature = "1b47061264138c4ac30d75fd1eb44270";
    public const string OutputSignature = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
    public const string ReferenceSignature = "5cf8f73096256a8f31e491e813e4eb8e";
    public const string AssetSignature = "c44067f5952c0a294b673a41bacd8c17";
    public const string ArchiveSignature = "0def7320c3a5731c473e5ecbe6d01bc7";

    /// <summary>The sentinel that SDKs and this host send for any unknown.</summary>
    public const string Unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    private static readonly HashSet<string> Unknowns =
    [
        Unknown,
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
        "030794c1-ac77-496b-92df-f27374a8bd58",
        "e48ece36-62e2-4504-bad9-02848725956a",
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    ];

    public static Value UnknownValue => Value.ForString(Unknown);

    public static bool IsUnknown(Value value) =>
        value.KindCase == Value.KindOneofCase.StringValue && Unknowns.Contains(value.StringValue);

    public static bool ContainsUnknown(Value value) => Any(value, IsUnknown);

    public static bool ContainsUnknown(Struct properties) => properties.Fields.Values.Any(ContainsUnknown);

    public static bool ContainsSecret(Value value) => Any(value, candidate => Signature(candidate) == SecretSignature);

    public static bool IsSecret(Value value) => Signature(value) == SecretSignature;

    public static bool IsNull(Value value) => value.KindCase is Value.KindOneofCase.NullValue or Value.KindOneofCase.None;

    /// <summary>The signature of a special object, or null.</summary>
    public static string? Signature(Value value) =>
        value.KindCase == Value.KindOneofCase.StructValue
        && value.StructValue.Fields.TryGetValue(SignatureKey, out var signature)
            ? signature.StringValue
            : null;

    public static Value MakeSecret(Value value) => IsSecret(value)
        ? value
        : Value.ForStruct(new Struct
        {
            Fields = { [SignatureKey] = Value.ForString(SecretSignature), ["value"] = value.Clone() },
        });

    /// <summary>The value inside its secret wrappers, however many.</summary>
    public static Value Unwrap(Value value)
    {
        while (IsSecret(value))
            value = value.StructValue.Fields["value"];
        return value;
    }

    /// <summary>A copy without any secret wrapper, at any depth.</summary>
    public static Struct WithoutSecrets(Struct properties) => Map(properties, WithoutSecrets);

    /// <inheritdoc cref="WithoutSecrets(Struct)"/>
    public static Value WithoutSecrets(Value value) => Children(Unwrap(value), WithoutSecrets);

    /// <summary>
    /// A copy whose output values are plain: unknown, secret or the value itself; their dependencies go to
    /// <paramref name="dependency"/>.
    /// </summary>
    public static Value LowerOutputs(Value value, Action<string>? dependency = null)
    {
        if (Signature(value) != OutputSignature)
            return Children(value, child => LowerOutputs(child, dependency));
        var fields = value.StructValue.Fields;
        if (fields.TryGetValue("dependencies", out var urns))
            foreach (var urn in urns.ListValue.Values)
                dependency?.Invoke(urn.StringValue);
        var inner = fields.TryGetValue("value", out var known) ? LowerOutputs(known, dependency) : UnknownValue;
        return fields.TryGetValue("secret", out var secret) && secret.BoolValue ? MakeSecret(inner) : inner;
    }

    /// <inheritdoc cref="LowerOutputs(Value,Action{string})"/>
    public static Struct LowerOutputs(Struct properties, Action<string>? dependency = null) =>
        Map(properties, value => LowerOutputs(value, dependency));

    /// <summary>
    /// Equality of content: secret wrappers do not count, null and absent differ, as in the engine's own comparison.
    /// </summary>
    public static bool DeepEquals(Value left, Value right) => WithoutSecrets(left).Equals(WithoutSecrets(right));

    /// <inheritdoc cref="DeepEquals(Value,Value)"/>
    public static bool DeepEquals(Struct left, Struct right) => WithoutSecrets(left).Equals(WithoutSecrets(right));

    /// <summary>
    /// A copy without unknowns, as the engine marshals where it does not keep them: an entry of an object goes, a slot of a
    /// list becomes null.
    /// </summary>
    public static Struct DropUnknowns(Struct properties)
    {
        var kept = new Struct();
        foreach (var (key, value) in properties.Fields)
            if (!IsUnknown(Unwrap(value)))
                kept.Fields[key] = DropUnknownsInside(value);
        return kept;
    }

    /// <summary>
    /// A copy without the top-level entries that hold an unknown anywhere: what a program that takes no partial values gets.
    /// </summary>
    public static Struct DropPartlyUnknown(Struct properties)
    {
        var kept = new Struct();
        foreach (var (key, value) in properties.Fields)
            if (!ContainsUnknown(value))
                kept.Fields[key] = value.Clone();
        return kept;
    }

    /// <summary>A copy with assets and archives reduced to signature and hash, as old values are sent.</summary>
    public static Struct ElideAssets(Struct properties) => Map(properties, ElideAssets);

    /// <summary>A copy with resource references as plain strings: the id of a custom resource, the URN of a component.</summary>
    public static Struct WithoutReferences(Struct properties) => Map(properties, WithoutReferences);

    /// <summary>A copy whose named top-level values are secret.</summary>
    public static Struct MarkSecrets(Struct properties, IEnumerable<string> keys)
    {
        var marked = properties.Clone();
        foreach (var key in keys)
            if (marked.Fields.TryGetValue(key, out var value))
                marked.Fields[key] = MakeSecret(value);
        return marked;
    }

    /// <summary>
    /// A copy of <paramref name="properties"/> made secret where the entry of the same name in <paramref name="like"/> is, for
    /// a provider that takes no secrets (plugin.annotateSecrets: lists become secret as a whole).
    /// </summary>
    public static Struct MarkSecretsLike(Struct properties, Struct like)
    {
        var marked = properties.Clone();
        foreach (var (key, known) in like.Fields)
        {
            if (!marked.Fields.TryGetValue(key, out var value) || IsSecret(value))
                continue;
            if (IsSecret(known) || (known.KindCase == Value.KindOneofCase.ListValue && ContainsSecret(known)))
                marked.Fields[key] = MakeSecret(value);
            else if (IsPlainObject(value) && IsPlainObject(known))
                marked.Fields[key] = Value.ForStruct(MarkSecretsLike(value.StructValue, known.StructValue));
        }

        return marked;
    }

    public static bool IsPlainObject(Value value) =>
        value.KindCase == Value.KindOneofCase.StructValue && Signature(value) is null;

    internal static Struct Map(Struct properties, Func<Value, Value> change)
    {
        var mapped = new Struct();
        foreach (var (key, value) in properties.Fields)
            mapped.Fields[key] = change(value);
        return mapped;
    }

    /// <summary>A copy with each child changed; a scalar is copied.</summary>
    internal static Value Children(Value value, Func<Value, Value> change) => value.KindCase switch
    {
        Value.KindOneofCase.StructValue => Value.ForStruct(Map(value.StructValue, change)),
        Value.KindOneofCase.ListValue => Value.ForList([.. value.ListValue.Values.Select(change)]),
        _ => value.Clone(),
    };

    private static Value DropUnknownsInside(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.StructValue => Value.ForStruct(DropUnknowns(value.StructValue)),
        Value.KindOneofCase.ListValue => Value.ForList(
            [.. value.ListValue.Values.Select(item => IsUnknown(Unwrap(item)) ? Value.ForNull() : DropUnknownsInside(item))]),
        _ => value.Clone(),
    };

    private static Value ElideAssets(Value value)
    {
        if (Signature(value) is not (AssetSignature or ArchiveSignature))
            return Children(value, ElideAssets);
        var elided = new Struct { Fields = { [SignatureKey] = value.StructValue.Fields[SignatureKey].Clone() } };
        if (value.StructValue.Fields.TryGetValue("hash", out var hash))
            elided.Fields["hash"] = hash.Clone();
        return Value.ForStruct(elided);
    }

    private static Value WithoutReferences(Value value)
    {
        if (Signature(value) != ReferenceSignature)
            return Children(value, WithoutReferences);
        var fields = value.StructValue.Fields;
        if (!fields.TryGetValue("id", out var id))
            return fields["urn"].Clone();
        return id.StringValue.Length == 0 ? UnknownValue : id.Clone();
    }

    private static bool Any(Value value, Predicate<Value> match) => match(value) || value.KindCase switch
    {
        Value.KindOneofCase.StructValue => value.StructValue.Fields.Values.Any(child => Any(child, match)),
        Value.KindOneofCase.ListValue => value.ListValue.Values.Any(child => Any(child, match)),
        _ => false,
    };
}
