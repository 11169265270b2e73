using FsCheck;
using FsCheck.Fluent;
using JumpCloud.Core;

namespace JumpCloud.Tests.Rpc.Support;

/// <summary>Random property values of every kind, for properties that must hold for all of them.</summary>
internal static class AnyValues
{
    private static readonly Gen<string> Keys = Gen.Elements("a", "b", "name", "with.dot", "with space", "", "__internal", "ключ", "\"quoted\"");

    private static readonly Gen<string> Texts = Gen.Elements(
        "", "x", "secret", "04da6b54", "0", "true", "{\"a\":1}", "line\nbreak", "😀", "4dabf18193072939515e22adb298388d");

    private static readonly Gen<PropertyValue> Leaf = Gen.OneOf(
        Gen.Constant(PropertyValue.Null),
        Gen.Elements(PropertyValue.True, PropertyValue.False),
        Gen.Elements(0d, -1, 1.5, 9007199254740992, 1e300).Select(PropertyValue.Of),
        Texts.Select(PropertyValue.Of),
        Gen.Constant(PropertyValue.Unknown),
        Texts.Select(text => (PropertyValue)new PropertyValue.AssetValue(AssetSource.Text, text, "h")),
        Gen.Elements<PropertyValue>(
            new PropertyValue.ResourceReferenceValue("urn:x", "id", false, ""),
            new PropertyValue.ResourceReferenceValue("urn:x", "", true, "1.0.0"),
            new PropertyValue.ResourceReferenceValue("urn:x", null, false, ""),
            new PropertyValue.ArchiveValue(AssetSource.Path, "./p", null, "h"),
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
            (1, Value(depth - 1).Select(PropertyValue.Secret)));
}
