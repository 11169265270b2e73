using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using JumpCloud.Core;

namespace JumpCloud.Rpc;

internal static partial class PropertyCodec
{
    private static Struct EncodeFields(PropertyMap map, string? path, EncodeOptions options)
    {
        var result = new Struct();
        foreach (var (key, value) in map)
            result.Fields.Add(key, EncodeValue(value, Key(path, key), options));
        return result;
    }

    private static Value EncodeValue(PropertyValue value, string? path, EncodeOptions options) => value switch
    {
        PropertyValue.NullValue => Value.ForNull(),
        PropertyValue.BoolValue flag => Value.ForBool(flag.Value),
        PropertyValue.NumberValue number => Value.ForNumber(number.Value),
        PropertyValue.StringValue text => Value.ForString(text.Value),
        PropertyValue.UnknownValue => EncodeUnknown(path, options),
        PropertyValue.ListValue list => EncodeList(list.Items, path, options),
        PropertyValue.MapValue map => Value.ForStruct(EncodeFields(map.Map, path, options)),
        PropertyValue.SecretValue secret => EncodeSecret(secret.Inner, path, options),
        PropertyValue.OutputValue output => EncodeOutput(output, path, options),
        PropertyValue.ResourceReferenceValue reference => EncodeResource(reference, path, options),
        PropertyValue.AssetValue asset => EncodeAsset(asset),
        PropertyValue.ArchiveValue archive => EncodeArchive(archive, path, options),
        _ => throw new InvalidOperationException($"a value of {value.KindName} cannot be sent"),
    };

    private static Value EncodeList(ImmutableArray<PropertyValue> items, string? path, EncodeOptions options)
    {
        var result = new ListValue { Values = { Capacity = items.Length } };
        for (var index = 0; index < items.Length; index++)
            result.Values.Add(EncodeValue(items[index], Index(path, index), options));
        return new Value { ListValue = result };
    }

    private static Value EncodeUnknown(string? path, EncodeOptions options) =>
        options.AllowUnknowns
            ? Value.ForString(Signatures.Unknown)
            : throw new InvalidOperationException($"an answer outside a preview holds an unknown value at {path}");

    private static Value EncodeSecret(PropertyValue inner, string? path, EncodeOptions options) =>
        Special(Signatures.Secret, ("value", EncodeValue(inner, path, options)));

    private static Value EncodeOutput(PropertyValue.OutputValue output, string? path, EncodeOptions options)
    {
        if (!options.KeepOutputs)
        {
            var plain = EncodeValue(output.Value ?? PropertyValue.Unknown, path, options);
            return output.IsSecretOutput ? Special(Signatures.Secret, ("value", plain)) : plain;
        }

        var result = Special(Signatures.Output);
        if (output.Value is { } value)
            result.StructValue.Fields.Add("value", EncodeValue(value, path, options));
        else if (!options.AllowUnknowns)
            EncodeUnknown(path, options);
        if (output.IsSecretOutput)
            result.StructValue.Fields.Add("secret", Value.ForBool(true));
        if (output.Dependencies.Length > 0)
            result.StructValue.Fields.Add("dependencies", Value.ForList([.. output.Dependencies.Select(Value.ForString)]));
        return result;
    }

    private static Value EncodeResource(PropertyValue.ResourceReferenceValue reference, string? path, EncodeOptions options)
    {
        var id = reference.IsIdUnknown ? EncodeUnknown(path, options) : reference.Id is null ? null : Value.ForString(reference.Id);
        if (!options.KeepResources)
            return id ?? Value.ForString(reference.Urn);
        var result = Special(Signatures.Resource, ("urn", Value.ForString(reference.Urn)));
        if (id is not null)
            result.StructValue.Fields.Add("id", id);
        if (reference.PackageVersion.Length > 0)
            result.StructValue.Fields.Add("packageVersion", Value.ForString(reference.PackageVersion));
        return result;
    }

    private static Value EncodeAsset(PropertyValue.AssetValue asset)
    {
        var result = Special(Signatures.Asset);
        if (KeyOf(asset.Source) is { } key)
            result.StructValue.Fields.Add(key, Value.ForString(asset.Content));
        return WithHash(result, asset.Hash);
    }

    private static Value EncodeArchive(PropertyValue.ArchiveValue archive, string? path, EncodeOptions options)
    {
        var result = Special(Signatures.Archive);
        if (archive.Assets is { } assets)
            result.StructValue.Fields.Add("assets", Value.ForStruct(EncodeFields(assets, path, options)));
        else if (KeyOf(archive.Source) is { } key)
            result.StructValue.Fields.Add(key, Value.ForString(archive.Content));
        return WithHash(result, archive.Hash);
    }

    private static Value WithHash(Value special, string hash)
    {
        if (hash.Length > 0)
            special.StructValue.Fields.Add("hash", Value.ForString(hash));
        return special;
    }

    private static string? KeyOf(AssetSource source) => source switch
    {
        AssetSource.Text => "text",
        AssetSource.Path => "path",
        AssetSource.Uri => "uri",
        _ => null,
    };

    private static Value Special(string signature, params ReadOnlySpan<(string Key, Value Value)> fields)
    {
        var result = new Struct { Fields = { [Signatures.Key] = Value.ForString(signature) } };
        foreach (var (key, value) in fields)
            result.Fields.Add(key, value);
        return Value.ForStruct(result);
    }
}
