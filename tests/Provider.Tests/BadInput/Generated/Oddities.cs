using FsCheck;
using FsCheck.Fluent;
using JumpCloud.Core;

namespace JumpCloud.Tests.Generated;

/// <summary>Values that programs should not give, and those that almost are what they should.</summary>
internal static class Oddities
{
    private static readonly string Huge = new('x', 100_000);

    public static readonly IReadOnlyList<string> Texts =
    [
        "", " ", "\t", "x", "0", "-1", "null", "true", "NaN", "undefined", "{}", "[]", "{\"a\":", "\"", "'", "\\", "`", "$", "${a}", "{{a}}", "%", "%s",
        "%00", "%2e%2e%2f", "..", "../../admin", "a/b", "a\\b", "a\0b", "a\nb", "a\r\nb", "a\u001b[31mb", "a\u202eb", "a\u200bb", "\ufeffa", "\ufffd",
        "é", "e\u0301", "İstanbul", "ß", "😀", "👨‍👩‍👧‍👦", "ﷺ", "ключ", "名前",
        "5d0000000000000000000005", "5D0000000000000000000005", "5d000000000000000000000", "5d00000000000000000000055", "zz0000000000000000000005",
        BadInput.ApplicationId, "Design", "design", "Desing", "alice.moreau", "alice.moreau@acme.test", "a@b", "@", "pulumi", "Pulumi", "pulumy", "saml2",
        "bookmark", "acme", "Acme", "acme ", "plainco", "noscim", "https://", "https://a", "http://a", "ftp://a", "//a", "https://me:pw@a", "https://a?b#c",
        "https://[::1]/", "https://a\\b", "https://ａ.example", "javascript:alert(1)", "data:,a", "-----BEGIN CERTIFICATE-----", "<a/>", "<!DOCTYPE a>",
        "2026-11-23", "2026-11-23T18:00:00Z", "9999-99-99T99:99:99Z", "4dabf18193072939515e22adb298388d",
    ];

    public static readonly Gen<string> Names = Gen.Elements(
        "a", "", " ", ".", "a.b", "a[0]", "[", "]", "a\"b", "a\\b", "a\0b", "a\u202eb", "a\nb", "__internal", "__defaults", "constructor", "toString", "id",
        "urn", "version", "4dabf18193072939515e22adb298388", "ключ", "😀", new string('n', 300));

    public static readonly Gen<double> Numbers = Gen.Elements(
        0, -0.0, 1, -1, 0.5, 2, 100, 1e6, int.MaxValue, int.MinValue, int.MaxValue + 1d, 9007199254740993, 1e300, -1e300, double.Epsilon, double.NaN,
        double.PositiveInfinity, double.NegativeInfinity);

    public static readonly Gen<string> Text = Gen.Frequency((300, Gen.Elements<string>(Texts)), (1, Gen.Elements(Huge, "😀" + Huge)));

    /// <summary>Any value of any kind.</summary>
    public static readonly Gen<PropertyValue> Garbage = Value(3);

    /// <summary>What somebody writes who means one of the words.</summary>
    public static Gen<string> NearMiss(IReadOnlyList<string> words) =>
        from word in Gen.Elements<string>(words)
        from change in Gen.Choose(0, 6)
        select change switch
        {
            0 => word,
            1 => word.ToUpperInvariant(),
            2 => word + " ",
            3 => word[..^1],
            4 => word + "s",
            5 => $"{word[^1]}{word[..^1]}",
            _ => word.Replace('a', 'а'),
        };

    private static Gen<PropertyValue> Value(int depth)
    {
        var leaf = Gen.Frequency(
            (4, Text.Select(PropertyValue.Of)),
            (2, Numbers.Select(PropertyValue.Of)),
            (1, Gen.Elements(PropertyValue.True, PropertyValue.False, PropertyValue.Null, PropertyValue.Unknown)),
            (1, Text.Select(text => (PropertyValue)new PropertyValue.AssetValue(AssetSource.Text, text, ""))),
            (1, Text.Select(text => (PropertyValue)new PropertyValue.AssetValue(AssetSource.Path, text, "h"))),
            (1, Gen.Elements<PropertyValue>(
                new PropertyValue.AssetValue(AssetSource.None, "", "h"),
                new PropertyValue.ArchiveValue(AssetSource.Path, "/nowhere", null, "h"),
                new PropertyValue.ResourceReferenceValue("urn:pulumi:a::b::c::d", "id", false, ""),
                new PropertyValue.ResourceReferenceValue("urn:pulumi:a::b::c::d", "", true, "1.0.0"))));
        return depth == 0
            ? leaf
            : Gen.Frequency(
                (4, leaf),
                (1, Value(depth - 1).ListOf().Resize(4).Select(items => PropertyValue.Of(items))),
                (1, Map(Value(depth - 1))),
                (1, Value(depth - 1).Select(PropertyValue.Secret)));
    }

    /// <summary>An object with a few keys that nobody has thought of.</summary>
    public static Gen<PropertyValue> Map(Gen<PropertyValue> values) => Gen.Zip(Names, values).ListOf().Resize(4).Select(entries =>
        PropertyValue.Of(PropertyMap.Of(entries.DistinctBy(entry => entry.Item1).Select(entry => KeyValuePair.Create(entry.Item1, entry.Item2)))));
}
