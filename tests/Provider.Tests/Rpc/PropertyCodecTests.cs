using FluentAssertions;
using Google.Protobuf.WellKnownTypes;
using JumpCloud.Core;
using JumpCloud.Rpc;
using JumpCloud.Tests.Rpc.Support;
using Xunit;

namespace JumpCloud.Tests.Rpc;

/// <summary>The table of the Go implementation's own tests (pulumi, sdk/go/common/resource/plugin/rpc_test.go), for this codec.</summary>
public sealed class PropertyCodecTests
{
    private const string Secret = "1b47061264138c4ac30d75fd1eb44270";
    private const string Output = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
    private const string Resource = "5cf8f73096256a8f31e491e813e4eb8e";
    private const string Asset = "c44067f5952c0a294b673a41bacd8c17";
    private const string Archive = "0def7320c3a5731c473e5ecbe6d01bc7";
    private const string Urn = "urn:pulumi:dev::proj::a:b:C::n";

    private static readonly EncodeOptions Preview = new(AllowUnknowns: true);

    [Fact]
    public void Plain_values_are_themselves()
    {
        var map = PropertyCodec.Decode(WireValues.Struct(
            ("null", Value.ForNull()),
            ("flag", Value.ForBool(true)),
            ("number", Value.ForNumber(1.5)),
            ("list", Value.ForList(WireValues.Text("a"), Value.ForNull()))));

        map["null"].Should().Be(PropertyValue.Null);
        map["flag"].Should().Be(PropertyValue.True);
        map["number"].Should().Be(PropertyValue.Of(1.5));
        map["list"].Should().Be(PropertyValue.Of([PropertyValue.Of("a"), PropertyValue.Null]));
    }

    [Fact]
    public void An_unset_struct_is_told_from_an_empty_one()
    {
        PropertyCodec.DecodeOptional(null).Should().BeNull();
        PropertyCodec.DecodeOptional(new Struct()).Should().Equal(PropertyMap.Empty);
    }

    [Fact]
    public void Trap_17_whole_numbers_are_exact_up_to_two_to_the_53rd()
    {
        var number = PropertyCodec.Decode(Value.ForNumber(9007199254740992));

        PropertyCodec.Encode(number, default).NumberValue.Should().Be(9007199254740992);
    }

    [Fact]
    public void Secrets_within_secrets_are_one_secret()
    {
        var value = PropertyCodec.Decode(WireValues.Secret(WireValues.Secret("s")));

        value.Should().Be(PropertyValue.Secret(PropertyValue.Of("s")));
        PropertyCodec.Encode(value, default).Should().Be(WireValues.Secret("s"));
    }

    [Fact]
    public void A_secret_unknown_stays_both()
    {
        var value = PropertyCodec.Decode(WireValues.Secret(WireValues.Unknown));

        value.IsSecret.Should().BeTrue();
        value.IsUnknown.Should().BeTrue();
        PropertyCodec.Encode(value, Preview).Should().Be(WireValues.Secret(WireValues.Unknown));
    }

    [Fact]
    public void An_output_without_a_value_is_unknown_and_keeps_what_it_comes_from()
    {
        var wire = WireValues.Special(
            Output, ("secret", Value.ForBool(true)), ("dependencies", Value.ForList(WireValues.Text(Urn))));

        var value = PropertyCodec.Decode(wire);

        value.Should().Be(new PropertyValue.OutputValue(null, true, [Urn]));
        PropertyCodec.Encode(value, Preview with { KeepOutputs = true }).Should().Be(wire);
        PropertyCodec.Encode(value, Preview).Should().Be(WireValues.Secret(WireValues.Unknown));
    }

    [Fact]
    public void An_output_with_a_value_is_sent_as_that_value_to_whom_does_not_read_outputs()
    {
        var wire = WireValues.Special(Output, ("value", WireValues.Text("v")), ("dependencies", Value.ForList(WireValues.Text(Urn))));

        var value = PropertyCodec.Decode(wire);

        PropertyCodec.Encode(value, new EncodeOptions(false, KeepOutputs: true)).Should().Be(wire);
        PropertyCodec.Encode(value, default).Should().Be(WireValues.Text("v"));
    }

    [Fact]
    public void A_secret_in_an_output_makes_the_output_secret()
    {
        var wire = WireValues.Special(Output, ("value", WireValues.Secret("v")));

        PropertyCodec.Decode(wire).Should().Be(new PropertyValue.OutputValue(PropertyValue.Of("v"), true, []));
    }

    [Theory]
    [InlineData("i-1", false, "i-1")]
    [InlineData("", true, "")]
    [InlineData("04da6b54-80e4-46f7-96ec-b56ff0331ba9", true, "")]
    public void A_reference_to_a_resource_has_an_id_which_may_be_unknown(string id, bool isUnknown, string expected)
    {
        var value = PropertyCodec.Decode(WireValues.Special(
            Resource, ("urn", WireValues.Text(Urn)), ("id", WireValues.Text(id)), ("packageVersion", WireValues.Text("1.0.0"))));

        value.Should().Be(new PropertyValue.ResourceReferenceValue(Urn, expected, isUnknown, "1.0.0"));
    }

    [Fact]
    public void A_reference_is_its_id_or_the_urn_of_a_component_to_whom_does_not_read_references()
    {
        var plain = new EncodeOptions(AllowUnknowns: false, KeepResources: false);

        PropertyCodec.Encode(new PropertyValue.ResourceReferenceValue(Urn, "i-1", false, ""), plain).Should().Be(WireValues.Text("i-1"));
        PropertyCodec.Encode(new PropertyValue.ResourceReferenceValue(Urn, null, false, ""), plain).Should().Be(WireValues.Text(Urn));
    }

    [Theory]
    [InlineData("text", "Text")]
    [InlineData("path", "Path")]
    [InlineData("uri", "Uri")]
    public void An_asset_has_one_source(string key, string source)
    {
        var wire = WireValues.Special(Asset, (key, WireValues.Text("content")), ("hash", WireValues.Text("h")));

        var value = PropertyCodec.Decode(wire);

        value.Should().Be(new PropertyValue.AssetValue(System.Enum.Parse<AssetSource>(source), "content", "h"));
        PropertyCodec.Encode(value, default).Should().Be(wire);
    }

    [Fact]
    public void An_asset_whose_content_was_elided_is_its_hash()
    {
        var wire = WireValues.Special(Asset, ("hash", WireValues.Text("h")));

        PropertyCodec.Encode(PropertyCodec.Decode(wire), default).Should().Be(wire);
    }

    [Fact]
    public void An_archive_holds_assets_and_archives()
    {
        var file = WireValues.Special(Asset, ("text", WireValues.Text("t")), ("hash", WireValues.Text("h1")));
        var inner = WireValues.Special(Archive, ("path", WireValues.Text("./dir")), ("hash", WireValues.Text("h2")));
        var wire = WireValues.Special(
            Archive, ("assets", Value.ForStruct(WireValues.Struct(("f", file), ("d", inner)))), ("hash", WireValues.Text("h3")));

        PropertyCodec.Encode(PropertyCodec.Decode(wire), default).Should().Be(wire);
    }

    [Fact]
    public void An_unknown_outside_a_preview_is_a_bug_named_by_its_place()
    {
        var map = PropertyMap.Of(("a", PropertyValue.Of(PropertyMap.Of(("b.c", PropertyValue.Of([PropertyValue.Unknown]))))));

        var encode = () => PropertyCodec.Encode(map, default);

        encode.Should().Throw<InvalidOperationException>()
            .WithMessage("an answer outside a preview holds an unknown value at a[\"b.c\"][0]");
    }

    public static TheoryData<Value, string> Malformed => new()
    {
        { WireValues.Special(Secret), "a secret without a value" },
        { WireValues.Special(Output, ("secret", WireValues.Text("true"))), "an output whose secret is not a boolean" },
        { WireValues.Special(Output, ("dependencies", WireValues.Text(Urn))), "an output whose dependencies are not a list of strings" },
        {
            WireValues.Special(Output, ("dependencies", Value.ForList(Value.ForNumber(1)))),
            "an output whose dependencies are not a list of strings"
        },
        { WireValues.Special(Resource), "a resource reference without a urn" },
        { WireValues.Special(Resource, ("urn", Value.ForNumber(1))), "a special object whose urn is not a string" },
        { WireValues.Special(Asset, ("text", Value.ForNumber(1))), "a special object whose text is not a string" },
        {
            WireValues.Special(Asset, ("text", WireValues.Text("t")), ("path", WireValues.Text("p"))), "an asset with more than one source"
        },
        {
            WireValues.Special(Archive, ("assets", WireValues.Text("x"))), "an archive whose assets are not one map of assets and archives"
        },
        {
            WireValues.Special(Archive, ("assets", Value.ForStruct(WireValues.Struct(("a", WireValues.Text("x")))))),
            "an archive with something in it that is neither asset nor archive"
        },
        {
            WireValues.Special("803fd3297a5875dc03ca845dda5d2a98", ("value", WireValues.Text("/w=="))),
            "a byte string, which this provider did not ask for"
        },
        { WireValues.Special("hunter2"), "an object with a signature that this provider does not know" },
        {
            Value.ForStruct(WireValues.Struct(("4dabf18193072939515e22adb298388d", Value.ForNumber(1)))),
            "an object with a signature that this provider does not know"
        },
    };

    [Theory]
    [MemberData(nameof(Malformed), DisableDiscoveryEnumeration = true)]
    public void What_breaks_the_protocol_is_named_by_its_place(Value malformed, string problem)
    {
        var decode = () => PropertyCodec.Decode(WireValues.Struct(("list", Value.ForList(Value.ForNull(), malformed))));

        decode.Should().Throw<MalformedValueException>().WithMessage($"the engine sent a malformed value at list[1]: {problem}");
    }
}
