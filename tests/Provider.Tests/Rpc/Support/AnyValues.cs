using FsCheck;
using FsCheck.Fluent;
using JumpCloud.Core;

namespace JumpCloud.Tests.Rpc.Support;

/// <summary>Random property values of every kind, for properties that must hold for all of them.</summary>
internal static class AnyValues
{
    private static readonly Gen<string> Keys = Gen.Elements("a", "b", "name", "with.dot", "with space", "", "__internal", "ключ", "\"quoted\"",
        "4dabf18193072939515e22adb298388", "4DABF18193072939515E22ADB298388D", "a\0b", "\ufffd", "😀", new string('k', 300));

    private static readonly Gen<string> Texts = Gen.Elements(
        "", "x", "secret", "04da6b54", "0", "true", "{\"a\":1}", "line\nbreak", "😀", "4dabf18193072939515e22adb298388d",
        "1b47061264138c4ac30d75fd1eb44270", "04da6b54-80e4-46f7-96ec-b56ff0331ba", "a\0b", "\ufffe", new string('t', 3_000));

    private static readonly Gen<PropertyValue> Leaf = Gen.OneOf(
        Gen.Constant(PropertyValue.Null),
        Gen.Elements(PropertyValue.True, PropertyValue.False),
        Gen.Elements(
            0d, -0d, -1, 1.5, 9007199254740991, 9007199254740992, 9007199254740993, 1e300, double.Epsilon, double.MaxValue, double.NaN,
            double.PositiveInfinity, double.NegativeInfinity).Select(PropertyValue.Of),
        Texts.Select(PropertyValue.Of),
        Gen.Constant(PropertyValue.Unknown),
        Texts.Select(text => (PropertyValue)new PropertyValue.AssetValue(AssetSource.Text, text, "h")),
        Gen.Elements<PropertyValue>(
            new PropertyValue.ResourceReferenceValue("urn:x", "id", false, ""),
            new PropertyValue.ResourceReferenceValue("urn:x", "", true, "1.0.0"),
            new PropertyValue.ResourceReferenceValue("urn:x", null, false, ""),
            new PropertyValue.ArchiveValue(AssetSource.Path, "./p", null, "h"),
            new PropertyValue.ArchiveValue(AssetSource.Uri, "https://a.test/a.zip", null, ""),
            new PropertyValue.ArchiveValue(AssetSource.None, "", null, "h"),
            new PropertyValue.AssetValue(AssetSource.Path, "../p", ""),
            new PropertyValue.AssetValue(AssetSource.Uri, "file:///p", "h"),
            new PropertyValue.AssetValue(AssetSource.None, "", "h")));

    public static Arbitrary<PropertyMap> Maps => Map(4).ToArbitrary();

    private static Gen<PropertyMap> Map(int depth) =>
        Gen.Zip(Keys, Value(depth)).ListOf().Select(entries => PropertyMap.Of(
            entries.DistinctBy(entry => entry.Item1).Select(entry => KeyValuePair.Create(entry.Item1, entry.Item2))));

    private static Gen<PropertyValue> Value(int depth) => depth == 0
        ? Leaf
        : Gen.Frequency(
            (4, Leaf),
            (1, Map(depth - 1).Resize(4).Select(map => PropertyValue.Of(map))),
            (1, Value(depth - 1).ListOf().Resize(4).Select(items => PropertyValue.Of(items))),
            (1, Value(depth - 1).Select(PropertyValue.Secret)),
            (1, Output(depth - 1)),
            (1, Archive(depth - 1)));

    // Without a value of its own it is unknown; a secret within it is its own.
    private static Gen<PropertyValue> Output(int depth) =>
        from value in Value(depth)
        from isSecret in Gen.Elements(true, false)
        from dependencies in Gen.Elements<string>("urn:x", "urn:pulumi:dev::shop::a:b:C::d", "").ListOf().Resize(3)
        select (PropertyValue)new PropertyValue.OutputValue(
            value is PropertyValue.SecretValue or PropertyValue.OutputValue || value.IsUnknown ? null : value, isSecret, [.. dependencies]);

    private static Gen<PropertyValue> Archive(int depth)
    {
        var asset = Texts.Select(text => (PropertyValue)new PropertyValue.AssetValue(AssetSource.Text, text, ""));
        return Gen.Zip(Keys, depth == 0 ? asset : Gen.OneOf(asset, Archive(depth - 1))).ListOf().Resize(3).Select(entries =>
            (PropertyValue)new PropertyValue.ArchiveValue(AssetSource.Assets, "", PropertyMap.Of(
                entries.DistinctBy(entry => entry.Item1).Select(entry => KeyValuePair.Create(entry.Item1, entry.Item2))), "h"));
    }
}
