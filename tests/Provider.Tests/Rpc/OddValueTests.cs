using FluentAssertions;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using JumpCloud.Tests.Rpc.Support;
using Xunit;

namespace JumpCloud.Tests.Rpc;

/// <summary>Values at the edge of what the wire can carry, over the wire.</summary>
public sealed class OddValueTests
{
    [Theory]
    [InlineData("\ud800")]
    [InlineData("a\udc00b")]
    public async Task Half_a_character_reaches_the_plugin_as_a_replacement_and_comes_back_as_one(string text)
    {
        await using var plugin = await Plugin.StartAsync(widget: new Widget());
        var inputs = WireValues.Struct(("name", WireValues.Text(text)), ("token", WireValues.Text("hunter2")));

        var check = await plugin.Client.CheckAsync(Requests.Check(inputs), Plugin.Deadline);
        var create = await plugin.Client.CreateAsync(Requests.Create(check.Inputs), Plugin.Deadline);

        create.Properties.Fields["name"].StringValue.Should().Be(text.Replace('\ud800', '\ufffd').Replace('\udc00', '\ufffd'));
    }

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    [InlineData(1e300)]
    [InlineData(9007199254740993)]
    [InlineData(0.5)]
    public async Task A_number_that_is_no_whole_one_of_a_size_is_refused_in_a_sentence(double number)
    {
        await using var plugin = await Plugin.StartAsync(widget: new Widget());
        var inputs = WireValues.Struct(
            ("name", WireValues.Text("a")), ("token", WireValues.Text("hunter2")), ("size", Value.ForNumber(number)));

        var check = await plugin.Client.CheckAsync(Requests.Check(inputs), Plugin.Deadline);

        check.Failures.Should().ContainSingle().Which.Property.Should().Be("size");
    }

    [Theory]
    [InlineData(20, null)]
    [InlineData(60, "InvalidArgument")]
    [InlineData(2_000, "InvalidArgument")]
    public async Task A_value_that_is_too_deep_is_refused_in_a_sentence(int levels, string? expected)
    {
        await using var plugin = await Plugin.StartAsync(widget: new Widget());
        var deep = WireValues.Text("x");
        for (var level = 0; level < levels; level++)
            deep = Value.ForList(deep);
        var inputs = WireValues.Struct(("name", deep), ("token", WireValues.Text("hunter2")));

        Status? status = null;
        try
        {
            await plugin.Client.CheckAsync(Requests.Check(inputs), Plugin.Deadline);
        }
        catch (RpcException exception)
        {
            status = exception.Status;
        }

        (status?.StatusCode.ToString()).Should().Be(expected);
        (status?.Detail ?? "").Should().Be(expected is null ? "" :
            "the engine's request cannot be read: a value in it has more than 30 levels of lists and objects in each other, which no property of "
            + "this provider's has, or it is damaged; nothing was done. Look for such a value in the program");
        var good = WireValues.Struct(("name", WireValues.Text("a")), ("token", WireValues.Text("hunter2")));
        (await plugin.Client.CheckAsync(Requests.Check(good), Plugin.Deadline)).Failures.Should().BeEmpty();
    }
}
