using System.Collections.Immutable;
using FluentAssertions;
using JumpCloud.Core;
using Xunit;

namespace JumpCloud.Tests.Core;

public sealed class RowOverlayTests
{
    private static readonly ImmutableArray<Property> Rows =
    [
        new("label", PropertyKind.String),
        new("shown", PropertyKind.Boolean) { Default = PropertyValue.True },
        new("pairs", PropertyKind.List) { Fields = [new("name", PropertyKind.String), new("value", PropertyKind.String)], Unordered = true },
        new("madeUp", PropertyKind.String) { OutputOnly = true },
    ];

    [Fact]
    public void A_refresh_keeps_a_list_secret_when_a_secret_was_in_it()
    {
        var secret = Map(("pairs", List(Pair("a", PropertyValue.Secret(PropertyValue.Of("s"))), Pair("b", PropertyValue.Of("1")))));
        var live = Map(("pairs", List(Pair("a", PropertyValue.Of("s")), Pair("b", PropertyValue.Of("2")))));

        var inputs = RowOverlay.Refresh(Rows, secret, secret, live);

        inputs["pairs"].IsSecret.Should().BeTrue();
        inputs["pairs"].PlainDeep.Should().Be(live["pairs"]);
    }

    [Fact]
    public void A_refresh_adds_what_the_program_does_not_set_only_when_it_has_changed_since()
    {
        var inputs = Map(("label", PropertyValue.Of("l")));
        var outputs = Map(("label", PropertyValue.Of("l")), ("pairs", List(Pair("server", PropertyValue.Of("filled")))));

        RowOverlay.Refresh(Rows, inputs, outputs, outputs).Should().Equal(inputs);

        var live = outputs.With("pairs", List(Pair("by", PropertyValue.Of("hand"))));
        RowOverlay.Refresh(Rows, inputs, outputs, live).Should().Equal(inputs.With("pairs", live["pairs"]));
    }

    [Fact]
    public void A_refresh_drops_what_is_no_longer_there()
    {
        var inputs = Map(("label", PropertyValue.Of("l")));

        RowOverlay.Refresh(Rows, inputs, inputs, PropertyMap.Empty).Should().BeEmpty();
    }

    [Fact]
    public void An_import_leaves_out_defaults_empty_values_and_what_cannot_be_set()
    {
        var live = Map(
            ("label", PropertyValue.Of("l")), ("shown", PropertyValue.True), ("pairs", List()), ("madeUp", PropertyValue.Of("x")));

        RowOverlay.Import(Rows, live).Should().Equal(Map(("label", PropertyValue.Of("l"))));
    }

    private static PropertyMap Map(params (string, PropertyValue)[] entries) => PropertyMap.Of(entries);

    private static PropertyValue List(params PropertyValue[] items) => PropertyValue.Of(items);

    private static PropertyValue Pair(string name, PropertyValue value) =>
        PropertyValue.Of(Map(("name", PropertyValue.Of(name)), ("value", value)));
}
