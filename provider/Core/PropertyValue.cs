using System.Collections.Immutable;

namespace JumpCloud.Core;

/// <summary>
/// A value of Pulumi's property system, free of the wire. Values are immutable and compare by content; secretness is part of
/// a value (a secret is a wrapper), so compare <see cref="Plain"/> values where only the content counts.
/// </summary>
internal abstract record PropertyValue
{
    public static readonly PropertyValue Null = new NullValue();
    public static readonly PropertyValue Unknown = new UnknownValue();
    public static readonly PropertyValue True = new BoolValue(true);
    public static readonly PropertyValue False = new BoolValue(false);

    private PropertyValue()
    {
    }

    // A record prints its properties, and Plain is the value itself.
    protected virtual bool PrintMembers(System.Text.StringBuilder builder) => false;

    public static PropertyValue Of(bool value) => value ? True : False;

    public static PropertyValue Of(double value) => new NumberValue(value);

    public static PropertyValue Of(string value) => new StringValue(value);

    public static PropertyValue Of(PropertyMap value) => new MapValue(value);

    public static PropertyValue Of(IEnumerable<PropertyValue> items) => new ListValue([.. items]);

    public static PropertyValue Of(IEnumerable<string> items) => new ListValue([.. items.Select(Of)]);

    /// <summary>A secret around <paramref name="value"/>; a value that is secret already is returned as it is.</summary>
    public static PropertyValue Secret(PropertyValue value) => value switch
    {
        SecretValue => value,
        OutputValue output => output with { IsSecretOutput = true },
        _ => new SecretValue(value),
    };

    /// <summary>The value without its outer secret and output wrappers; an output without a value is unknown.</summary>
    public PropertyValue Plain => this switch
    {
        SecretValue secret => secret.Inner.Plain,
        OutputValue { Value: { } value } => value.Plain,
        OutputValue => Unknown,
        _ => this,
    };

    public bool IsNull => Plain is NullValue;

    public bool IsUnknown => Plain is UnknownValue;

    /// <summary>Whether the value is secret at its outermost level.</summary>
    public bool IsSecret => this is SecretValue or OutputValue { IsSecretOutput: true };

    /// <summary>Whether the value or anything in it is unknown.</summary>
    public bool ContainsUnknown => Plain switch
    {
        UnknownValue => true,
        ListValue list => list.Items.Any(item => item.ContainsUnknown),
        MapValue map => map.Map.Any(entry => entry.Value.ContainsUnknown),
        ResourceReferenceValue reference => reference.IsIdUnknown,
        _ => false,
    };

    /// <summary>Whether the value or anything in it is secret.</summary>
    public bool ContainsSecret => IsSecret || Plain switch
    {
        ListValue list => list.Items.Any(item => item.ContainsSecret),
        MapValue map => map.Map.Any(entry => entry.Value.ContainsSecret),
        _ => false,
    };

    /// <summary>The value with every wrapper at every depth taken off.</summary>
    public PropertyValue PlainDeep => Plain switch
    {
        ListValue list => new ListValue([.. list.Items.Select(item => item.PlainDeep)]),
        MapValue map => new MapValue(map.Map.Select(value => value.PlainDeep)),
        var other => other,
    };

    public string? AsString => (Plain as StringValue)?.Value;

    public bool? AsBool => (Plain as BoolValue)?.Value;

    public double? AsNumber => (Plain as NumberValue)?.Value;

    public PropertyMap? AsMap => (Plain as MapValue)?.Map;

    public ImmutableArray<PropertyValue>? AsList => (Plain as ListValue)?.Items;

    /// <summary>The kind of the value in words, for messages; never the value itself.</summary>
    public string KindName => Plain switch
    {
        NullValue => "null",
        BoolValue => "a boolean",
        NumberValue => "a number",
        StringValue => "a string",
        ListValue => "a list",
        MapValue => "an object",
        UnknownValue => "not known yet",
        ResourceReferenceValue => "a resource",
        AssetValue => "an asset",
        ArchiveValue => "an archive",
        _ => "a value",
    };

    internal sealed record NullValue : PropertyValue;

    internal sealed record UnknownValue : PropertyValue;

    internal sealed record BoolValue(bool Value) : PropertyValue;

    internal sealed record NumberValue(double Value) : PropertyValue;

    internal sealed record StringValue(string Value) : PropertyValue;

    internal sealed record ListValue(ImmutableArray<PropertyValue> Items) : PropertyValue
    {
        public bool Equals(ListValue? other) => other is not null && Items.AsSpan().SequenceEqual(other.Items.AsSpan());

        public override int GetHashCode() => Items.Aggregate(17, (hash, item) => HashCode.Combine(hash, item));
    }

    internal sealed record MapValue(PropertyMap Map) : PropertyValue;

    internal sealed record SecretValue(PropertyValue Inner) : PropertyValue
    {
        // A record prints its content; a secret must not, wherever it ends up.
        public override string ToString() => "[secret]";
    }

    /// <summary>An output value, as sent to components only: a value, or none while it is unknown, with its dependencies.</summary>
    internal sealed record OutputValue(PropertyValue? Value, bool IsSecretOutput, ImmutableArray<string> Dependencies)
        : PropertyValue
    {
        public bool Equals(OutputValue? other) =>
            other is not null && Equals(Value, other.Value) && IsSecretOutput == other.IsSecretOutput
            && Dependencies.AsSpan().SequenceEqual(other.Dependencies.AsSpan());

        public override int GetHashCode() => HashCode.Combine(Value, IsSecretOutput, Dependencies.Length);

        public override string ToString() => IsSecretOutput ? "[secret]" : $"output of {Dependencies.Length} resources";
    }

    /// <summary>A reference to a resource; <paramref name="Id"/> is null for components.</summary>
    internal sealed record ResourceReferenceValue(string Urn, string? Id, bool IsIdUnknown, string PackageVersion)
        : PropertyValue;

    internal sealed record AssetValue(AssetSource Source, string Content, string Hash) : PropertyValue;

    internal sealed record ArchiveValue(AssetSource Source, string Content, PropertyMap? Assets, string Hash) : PropertyValue;
}

/// <summary>Where an asset or archive comes from; <see cref="None"/> when only its hash is left of it.</summary>
internal enum AssetSource
{
    None,
    Text,
    Path,
    Uri,
    Assets,
}
