using FluentAssertions;
using FsCheck.Fluent;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using JumpCloud.Core;
using JumpCloud.Rpc;
using JumpCloud.Tests.Rpc.Support;
using Xunit;

namespace JumpCloud.Tests.Generated;

/// <summary>Trees of every kind of value, over the bytes of the wire and back.</summary>
public sealed class GeneratedValueTests
{
    private const int Count = 2_500;

    private static readonly EncodeOptions Preview = new(AllowUnknowns: true, KeepOutputs: true);

    [Fact]
    public void Every_tree_of_values_comes_back_from_the_bytes_as_it_was()
    {
        var count = 0;
        var kinds = new HashSet<System.Type>();
        foreach (var map in Draw.Of(AnyValues.Maps.Generator, Count))
        {
            count++;
            kinds.UnionWith(Within(PropertyValue.Of(map)).Select(value => value.GetType()));
            var wire = PropertyCodec.Encode(map, Preview);
            var there = Struct.Parser.ParseFrom(wire.ToByteArray());
            var back = PropertyCodec.Decode(there);

            // The tree by content, and the bytes by bits: -0 equals 0, and NaN is one of many.
            if (!back.Equals(map) || !PropertyCodec.Encode(back, Preview).ToByteString().Equals(wire.ToByteString()))
                WireValues.Json(there).Should().Be("what comes back as it was");
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"generated: {count} trees of values there and back");
        kinds.Should().HaveCount(12, "every kind is among them");
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(30, true)]
    [InlineData(40, false)]
    [InlineData(2_000, false)]
    public async Task A_tree_that_is_too_deep_to_read_is_refused_and_the_next_call_is_answered(int depth, bool isRead)
    {
        await using var plugin = await Plugin.StartAsync();
        var inputs = WireValues.Struct(("name", WireValues.Text("a")));
        var deep = Enumerable.Range(0, depth).Aggregate(WireValues.Text("x"), (value, _) => Value.ForStruct(WireValues.Struct(("a", value))));
        var hostile = inputs.Clone();
        hostile.Fields["deep"] = deep;

        var check = async () => await plugin.Client.CheckAsync(Requests.Check(hostile), Plugin.Deadline);

        if (isRead)
        {
            (await check()).Failures.Should().ContainSingle();
        }
        else
        {
            var status = (await check.Should().ThrowAsync<Grpc.Core.RpcException>()).Which.Status;
            status.StatusCode.Should().Be(Grpc.Core.StatusCode.InvalidArgument);
            status.Detail.Should().Be(
                "the engine's request cannot be read: a value in it has more than 30 levels of lists and objects in each other, which no property of "
                    + "this provider's has, or it is damaged; nothing was done. Look for such a value in the program");
        }

        (await plugin.Client.CheckAsync(Requests.Check(inputs), Plugin.Deadline)).Failures.Should().BeEmpty();
    }

    [Fact]
    public void Half_a_pair_of_a_letter_becomes_a_replacement_and_no_failure() =>
        Struct.Parser.ParseFrom(PropertyCodec.Encode(PropertyMap.Empty.With("a", PropertyValue.Of("x\ud800y")), Preview).ToByteArray())
            .Fields["a"].StringValue.Should().Be("x\ufffdy");

    private static IEnumerable<PropertyValue> Within(PropertyValue value) => (value switch
    {
        PropertyValue.ListValue list => list.Items,
        PropertyValue.MapValue map => map.Map.Values,
        PropertyValue.SecretValue secret => [secret.Inner],
        PropertyValue.OutputValue { Value: { } inner } => [inner],
        PropertyValue.ArchiveValue { Assets: { } assets } => assets.Values,
        _ => Enumerable.Empty<PropertyValue>(),
    }).SelectMany(Within).Prepend(value);
}
