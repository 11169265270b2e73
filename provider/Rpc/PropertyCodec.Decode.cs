using System.Collections.Immutable;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using JumpCloud.Core;

namespace JumpCloud.Rpc;

internal static partial class PropertyCodec
{
    private static PropertyMap DecodeFields(Struct values, string? path)
    {
        var entries = new Dictionary<string, PropertyValue>(values.Fields.Count, StringComparer.Ordinal);
        foreach (var (key, value) in values.Fields)
            entries.Add(key, DecodeValue(value, Key(path, key)));
        return PropertyMap.Taking(entries);
    }

    private static PropertyValue DecodeValue(Value value, string? path) => value.KindCase switch
    {
        Value.KindOneofCase.BoolValue => PropertyValue.Of(value.BoolValue),
        Value.KindOneofCase.NumberValue => PropertyValue.Of(value.NumberValue),
        Value.KindOneofCase.StringValue when Signatures.IsUnknown(value.StringValue) => PropertyValue.Unknown,
        Value.KindOneofCase.StringValue => PropertyValue.Of(value.StringValue),
        Value.KindOneofCase.ListValue => DecodeList(value.ListValue.Values, path),
        Value.KindOneofCase.StructValue when value.StructValue.Fields.TryGetValue(Signatures.Key, out var signature) =>
            DecodeSpecial(signature, value.StructValue.Fields, path),
        Value.KindOneofCase.StructValue => PropertyValue.Of(DecodeFields(value.StructValue, path)),
        _ => PropertyValue.Null,
    };

    private static PropertyValue.ListValue DecodeList(RepeatedField<Value> values, string? path)
    {
        var items = ImmutableArray.CreateBuilder<PropertyValue>(values.Count);
        for (var index = 0; index < values.Count; index++)
            items.Add(DecodeValue(values[index], Index(path, index)));
        return new PropertyValue.ListValue(items.MoveToImmutable());
    }

    private static PropertyValue DecodeSpecial(Value signature, MapField<string, Value> fields, string? path) =>
        signature.StringValue switch
        {
            Signatures.Secret => DecodeSecret(fields, path),
            Signatures.Output => DecodeOutput(fields, path),
            Signatures.Resource => DecodeResource(fields, path),
            Signatures.Asset => DecodeAsset(fields, path),
            Signatures.Archive => DecodeArchive(fields, path),
            Signatures.Bytes => throw new MalformedValueException(path, "a byte string, which this provider did not ask for"),
            _ => throw new MalformedValueException(path, "an object with a signature that this provider does not know"),
        };

    private static PropertyValue DecodeSecret(MapField<string, Value> fields, string? path) =>
        fields.TryGetValue("value", out var value)
            ? PropertyValue.Secret(DecodeValue(value, path))
            : throw new MalformedValueException(path, "a secret without a value");

    private static PropertyValue.OutputValue DecodeOutput(MapField<string, Value> fields, string? path)
    {
        var isSecret = false;
        if (fields.TryGetValue("secret", out var secret))
        {
            isSecret = secret.KindCase == Value.KindOneofCase.BoolValue
                ? secret.BoolValue
                : throw new MalformedValueException(path, "an output whose secret is not a boolean");
        }

        var value = fields.TryGetValue("value", out var inner) ? DecodeValue(inner, path) : PropertyValue.Unknown;

        // Secrets within say the same as the flag; one way of saying it is enough.
        return new PropertyValue.OutputValue(
            value.IsUnknown ? null : value.IsSecret ? value.Plain : value, isSecret || value.IsSecret, Dependencies(fields, path));
    }

    private static ImmutableArray<string> Dependencies(MapField<string, Value> fields, string? path)
    {
        if (!fields.TryGetValue("dependencies", out var dependencies))
            return [];
        if (dependencies.KindCase != Value.KindOneofCase.ListValue
            || dependencies.ListValue.Values.Any(urn => urn.KindCase != Value.KindOneofCase.StringValue))
        {
            throw new MalformedValueException(path, "an output whose dependencies are not a list of strings");
        }

        return [.. dependencies.ListValue.Values.Select(urn => urn.StringValue)];
    }

    private static PropertyValue.ResourceReferenceValue DecodeResource(MapField<string, Value> fields, string? path)
    {
        if (Text(fields, "urn", path) is not { Length: > 0 } urn)
            throw new MalformedValueException(path, "a resource reference without a urn");
        var version = Text(fields, "packageVersion", path) ?? "";
        if (!fields.ContainsKey("id"))
            return new PropertyValue.ResourceReferenceValue(urn, null, false, version);
        var id = Text(fields, "id", path) ?? "";
        return id.Length == 0 || Signatures.IsUnknown(id)
            ? new PropertyValue.ResourceReferenceValue(urn, "", true, version)
            : new PropertyValue.ResourceReferenceValue(urn, id, false, version);
    }

    private static PropertyValue.AssetValue DecodeAsset(MapField<string, Value> fields, string? path)
    {
        var (source, content) = Source(fields, path, ("text", AssetSource.Text), ("path", AssetSource.Path), ("uri", AssetSource.Uri));
        return new PropertyValue.AssetValue(source, content, Text(fields, "hash", path) ?? "");
    }

    private static PropertyValue.ArchiveValue DecodeArchive(MapField<string, Value> fields, string? path)
    {
        var hash = Text(fields, "hash", path) ?? "";
        var (source, content) = Source(fields, path, ("path", AssetSource.Path), ("uri", AssetSource.Uri));
        if (!fields.TryGetValue("assets", out var assets))
            return new PropertyValue.ArchiveValue(source, content, null, hash);
        if (assets.KindCase != Value.KindOneofCase.StructValue || source != AssetSource.None)
            throw new MalformedValueException(path, "an archive whose assets are not one map of assets and archives");
        var entries = DecodeFields(assets.StructValue, path);
        if (entries.Values.Any(entry => entry is not (PropertyValue.AssetValue or PropertyValue.ArchiveValue)))
            throw new MalformedValueException(path, "an archive with something in it that is neither asset nor archive");
        return new PropertyValue.ArchiveValue(AssetSource.Assets, "", entries, hash);
    }

    private static (AssetSource Source, string Content) Source(
        MapField<string, Value> fields, string? path, params ReadOnlySpan<(string Key, AssetSource Source)> candidates)
    {
        (AssetSource, string)? found = null;
        foreach (var (key, source) in candidates)
        {
            if (Text(fields, key, path) is not { } content)
                continue;
            if (found is not null)
                throw new MalformedValueException(path, "an asset with more than one source");
            found = (source, content);
        }

        return found ?? (AssetSource.None, "");
    }

    private static string? Text(MapField<string, Value> fields, string key, string? path) =>
        !fields.TryGetValue(key, out var value) ? null
        : value.KindCase == Value.KindOneofCase.StringValue ? value.StringValue
        : throw new MalformedValueException(path, $"a special object whose {key} is not a string");
}
