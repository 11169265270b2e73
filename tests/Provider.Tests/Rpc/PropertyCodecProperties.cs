using FluentAssertions;
using FsCheck.Fluent;
using FsCheck.Xunit;
using JumpCloud.Core;
using JumpCloud.Rpc;
using JumpCloud.Tests.Rpc.Support;
using Law = FsCheck.Property;

namespace JumpCloud.Tests.Rpc;

/// <summary>What must hold for every value there is.</summary>
public sealed class PropertyCodecProperties
{
    private static readonly EncodeOptions Preview = new(AllowUnknowns: true, KeepOutputs: true);

    [Property(MaxTest = 500)]
    public Law Every_value_survives_the_way_there_and_back() =>
        Prop.ForAll(AnyValues.Maps, map => PropertyCodec.Decode(PropertyCodec.Encode(map, Preview)).Equals(map));

    [Property(MaxTest = 500)]
    public Law Every_message_survives_the_way_back_and_there() =>
        Prop.ForAll(AnyValues.Maps, map =>
        {
            var wire = PropertyCodec.Encode(map, Preview);
            return PropertyCodec.Encode(PropertyCodec.Decode(wire), Preview).Equals(wire);
        });

    [Property(MaxTest = 500)]
    public Law No_secret_becomes_plain_whatever_the_receiver_reads() =>
        Prop.ForAll(AnyValues.Maps, map =>
        {
            var wire = PropertyCodec.Encode(map, new EncodeOptions(AllowUnknowns: true, KeepResources: false));
            foreach (var (key, value) in map)
                PropertyCodec.Decode(wire)[key].IsSecret.Should().Be(value.IsSecret);
        });

    [Property(MaxTest = 500)]
    public Law A_check_by_the_rows_keeps_every_secret_at_its_depth() =>
        Prop.ForAll(AnyValues.Maps, map =>
        {
            // A check leaves nulls out, and a secret null is one.
            var filled = map.Select(WithoutNulls);
            var checkedMap = RowCheck.Run([.. filled.Keys.Select(RowFor)], filled, new Failures());
            foreach (var (key, value) in filled)
                checkedMap[key].ContainsSecret.Should().Be(value.ContainsSecret);
        });

    [Property(MaxTest = 500)]
    public Law Nothing_differs_from_itself() =>
        Prop.ForAll(AnyValues.Maps, map => WithoutUnknowns(map) is var known
            && RowDiff.Run([.. known.Keys.Select(RowFor)], known, known).Changes.IsEmpty);

    private static Property RowFor(string name) =>
        new(name, (PropertyKind)(name.Length % 7)) { Fields = name.Length % 7 == (int)PropertyKind.Object ? [new("a", PropertyKind.String)] : [] };

    private static PropertyValue WithoutNulls(PropertyValue value) => value switch
    {
        PropertyValue.NullValue => PropertyValue.Of(""),
        PropertyValue.SecretValue secret => PropertyValue.Secret(WithoutNulls(secret.Inner)),
        PropertyValue.OutputValue { Value: { } inner } output => output with { Value = WithoutNulls(inner) },
        PropertyValue.ListValue list => PropertyValue.Of(list.Items.Select(WithoutNulls).ToList()),
        PropertyValue.MapValue map => PropertyValue.Of(map.Map.Select(WithoutNulls)),
        _ => value,
    };

    private static PropertyMap WithoutUnknowns(PropertyMap map) =>
        PropertyMap.Of(map.Where(entry => !entry.Value.ContainsUnknown));
}
