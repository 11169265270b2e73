using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using JumpCloud.Core;
using Change = System.Func<JumpCloud.Core.PropertyMap, JumpCloud.Core.PropertyMap>;
using Row = JumpCloud.Core.Property;

namespace JumpCloud.Tests.Generated;

/// <summary>Inputs that are right but for a few things that the rows tell how to get wrong. Every generator is made once.</summary>
internal static class Bags
{
    private const int MostChanges = 4;

    /// <param name="right">Inputs that nothing is wrong with, some for each way to use the resource.</param>
    public static Gen<PropertyMap> Of(ImmutableArray<Row> rows, params IReadOnlyList<PropertyMap> right) =>
        Changed(Gen.Frequency((9, Gen.Elements<PropertyMap>(right)), (1, Gen.Constant(PropertyMap.Empty))), rows);

    private static Gen<PropertyMap> Changed(Gen<PropertyMap> starts, ImmutableArray<Row> rows)
    {
        var change = ChangeOf(rows);
        var changes = Gen.OneOf(Enumerable.Range(0, MostChanges + 1).Select(change.ArrayOf));
        return Gen.Zip(starts, changes).Select(both => both.Item2.Aggregate(both.Item1, (bag, one) => one(bag)));
    }

    private static Gen<Change> ChangeOf(ImmutableArray<Row> rows)
    {
        var row = Gen.Elements<Row>(rows);
        var names = Gen.OneOf(Oddities.Names, Oddities.NearMiss([.. rows.Select(chosen => chosen.Name)]));
        return Gen.Frequency(
            (8, Gen.OneOf(rows.Select(Set))),
            (2, row.Select(chosen => new Change(bag => bag.Without(chosen.Name)))),
            (1, row.Select(chosen => new Change(bag => bag.With(chosen.Name, PropertyValue.Unknown)))),
            (1, row.Select(chosen => new Change(bag => bag.Find(chosen.Name) is { } value ? bag.With(chosen.Name, PropertyValue.Secret(value)) : bag))),
            (2, Gen.Zip(names, Oddities.Garbage).Select(entry => new Change(bag => bag.With(entry.Item1, entry.Item2)))));
    }

    private static Gen<Change> Set(Row row)
    {
        var whole = ValueOf(row).Select(value => new Change(bag => bag.With(row.Name, value)));
        if (row.Kind != PropertyKind.Object)
            return whole;
        var within = ChangeOf(row.Fields).Select(change => new Change(bag =>
            bag.With(row.Name, PropertyValue.Of(change(bag.Find(row.Name)?.AsMap ?? PropertyMap.Empty)))));
        return Gen.Frequency((1, whole), (4, within));
    }

    private static Gen<PropertyValue> ValueOf(Row row)
    {
        var right = OfItsKind(row);
        return Gen.Frequency(
            (6, right),
            (2, Oddities.Garbage),
            (1, right.Select(PropertyValue.Secret)),
            (1, right.Select(value => (PropertyValue)new PropertyValue.OutputValue(value, value.IsSecret, ["urn:pulumi:a::b::c::d"]))));
    }

    private static Gen<PropertyValue> OfItsKind(Row row) => row.Kind switch
    {
        PropertyKind.List when row.Fields.Length > 0 => ListOf(Fields(row.Fields)),
        PropertyKind.List => ListOf(OfKind(row.Element, [])),
        PropertyKind.Map => Oddities.Map(OfKind(row.Element, [])),
        PropertyKind.Object => Fields(row.Fields),
        _ => OfKind(row.Kind, row.Allowed),
    };

    private static Gen<PropertyValue> Fields(ImmutableArray<Row> rows) => Changed(Gen.Constant(PropertyMap.Empty), rows).Select(PropertyValue.Of);

    private static Gen<PropertyValue> ListOf(Gen<PropertyValue> items) => items.ListOf().Resize(4).Select(list => PropertyValue.Of(list));

    private static Gen<PropertyValue> OfKind(PropertyKind kind, ImmutableArray<string> allowed) => kind switch
    {
        PropertyKind.Boolean => Gen.Elements(PropertyValue.True, PropertyValue.False),
        PropertyKind.Integer => Oddities.Numbers.Select(PropertyValue.Of),
        PropertyKind.Asset => Oddities.Text.Select(text => (PropertyValue)new PropertyValue.AssetValue(AssetSource.Text, text, "")),
        _ when !allowed.IsEmpty => Gen.Frequency((3, Oddities.NearMiss(allowed)), (1, Oddities.Text)).Select(PropertyValue.Of),
        _ => Oddities.Text.Select(PropertyValue.Of),
    };
}
