using FluentAssertions;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using JumpCloud.Tests.Rpc.Support;
using Pulumirpc;
using Xunit;

namespace JumpCloud.Tests.Rpc;

/// <summary>The life of a resource over the wire, and what older engines leave out of their requests.</summary>
public sealed class LifecycleTests
{
    private static readonly Struct Inputs = WireValues.Struct(("name", WireValues.Text("a")), ("token", WireValues.Text("hunter2")));

    [Fact]
    public async Task A_resource_is_checked_created_read_updated_and_deleted()
    {
        var widget = new Widget();
        await using var plugin = await Plugin.StartAsync(widget: widget);

        var check = await plugin.Client.CheckAsync(Requests.Check(Inputs), Plugin.Deadline);
        WireValues.Json(check.Inputs).Should().Be(
            """{ "name": "a", "token": { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": "hunter2" }, "size": 1 }""");

        var create = await plugin.Client.CreateAsync(Requests.Create(check.Inputs), Plugin.Deadline);
        create.Id.Should().Be("a");
        create.Properties.Fields["serial"].StringValue.Should().Be("sn-a");
        create.Properties.Fields["token"].Should().Be(WireValues.Secret("hunter2"));

        var read = await plugin.Client.ReadAsync(Requests.Read("a", check.Inputs, create.Properties), Plugin.Deadline);
        read.Should().Be(new ReadResponse { Id = "a", Inputs = check.Inputs, Properties = create.Properties });

        var news = check.Inputs.Clone();
        news.Fields["size"] = Value.ForNumber(5);
        var plan = await plugin.Client.UpdateAsync(
            Requests.Update("a", create.Properties, check.Inputs, news, preview: true), Plugin.Deadline);
        widget.Live["a"].Size.Should().Be(1, "a preview changes nothing");
        var update = await plugin.Client.UpdateAsync(Requests.Update("a", create.Properties, check.Inputs, news), Plugin.Deadline);
        update.Properties.Should().Be(plan.Properties, "the preview was right");
        widget.Live["a"].Size.Should().Be(5);

        await plugin.Client.DeleteAsync(Requests.Delete("a", update.Properties), Plugin.Deadline);
        widget.Live.Should().BeEmpty();
    }

    [Fact]
    public async Task Without_type_and_old_inputs_the_urn_and_the_outputs_do()
    {
        await using var plugin = await Plugin.StartAsync(widget: new Widget());
        var outputs = Inputs.Clone();
        outputs.Fields["serial"] = WireValues.Text("sn-a");
        var news = WireValues.Struct(("name", WireValues.Text("a")), ("token", WireValues.Text("new")));

        var diff = await plugin.Client.DiffAsync(new DiffRequest { Id = "a", Urn = Widget.Urn, Olds = outputs, News = news }, Plugin.Deadline);

        diff.Diffs.Should().Equal("token");
    }

    [Fact]
    public async Task A_configuration_of_variables_alone_is_read()
    {
        await using var plugin = await Plugin.StartAsync(configure: false);

        var response = await plugin.Client.ConfigureAsync(
            new ConfigureRequest { Variables = { ["jumpcloud:config:apiKey"] = "key", ["other:config:x"] = "y" } }, Plugin.Deadline);

        response.Should().Be(new ConfigureResponse
        {
            AcceptSecrets = true, SupportsPreview = true, AcceptResources = true, AcceptOutputs = true,
        });
    }

    [Fact]
    public async Task What_the_program_ignores_is_no_difference()
    {
        await using var plugin = await Plugin.StartAsync();
        var labels = Value.ForStruct(WireValues.Struct(("a.b", WireValues.Text("1")), ("c", WireValues.Text("2"))));
        var news = WireValues.Struct(("name", WireValues.Text("a")), ("labels", labels), ("size", Value.ForNumber(4)));
        var olds = WireValues.Struct(("name", WireValues.Text("a")), ("labels", Value.ForStruct(new Struct())));

        var diff = await plugin.Client.DiffAsync(Requests.Diff(olds, news, "labels[\"a.b\"]", "size"), Plugin.Deadline);

        diff.DetailedDiff.Keys.Should().Equal("labels.c");
    }

    [Fact]
    public async Task Every_call_of_an_unknown_thing_says_what_there_is()
    {
        await using var plugin = await Plugin.StartAsync();

        var near = await TwentyTraps.FailureOf(plugin.Client.CheckAsync(
            new CheckRequest { Type = "test:index:Widgett", News = new Struct() }, Plugin.Deadline).ResponseAsync);
        var far = await TwentyTraps.FailureOf(plugin.Client.InvokeAsync(
            new InvokeRequest { Tok = "jumpcloud:index:getEverything" }, Plugin.Deadline).ResponseAsync);
        var method = await TwentyTraps.FailureOf(plugin.Client.CallAsync(
            new CallRequest { Tok = "jumpcloud:index:Widget/turn" }, Plugin.Deadline).ResponseAsync);
        var parameters = await TwentyTraps.FailureOf(plugin.Client.ParameterizeAsync(new ParameterizeRequest(), Plugin.Deadline).ResponseAsync);

        near.Status.Should().Be(new Status(
            StatusCode.InvalidArgument, "the jumpcloud provider 0.1.0 has no resource test:index:Widgett; did you mean test:index:Widget?"));
        far.Status.Should().Be(new Status(StatusCode.InvalidArgument, "the jumpcloud provider 0.1.0 has no function jumpcloud:index:getEverything"));
        method.Status.Should().Be(new Status(
            StatusCode.InvalidArgument, "the jumpcloud provider 0.1.0 has no method jumpcloud:index:Widget/turn; its resources have none"));
        parameters.StatusCode.Should().Be(StatusCode.Unimplemented);
    }

    [Fact]
    public async Task There_are_no_mappings_and_that_is_no_error()
    {
        await using var plugin = await Plugin.StartAsync(configure: false);

        (await plugin.Client.GetMappingAsync(new GetMappingRequest { Key = "terraform" }, Plugin.Deadline)).Should().Be(new GetMappingResponse());
        (await plugin.Client.GetMappingsAsync(new GetMappingsRequest { Key = "terraform" }, Plugin.Deadline)).Should().Be(new GetMappingsResponse());
    }

    [Fact]
    public async Task A_malformed_value_is_refused_by_its_place_without_its_content()
    {
        await using var plugin = await Plugin.StartAsync();
        var malformed = WireValues.Special("1b47061264138c4ac30d75fd1eb44270", ("hunter2", WireValues.Text("hunter2")));
        var inputs = WireValues.Struct(("nested", Value.ForStruct(WireValues.Struct(("key", malformed)))));

        var failure = await TwentyTraps.FailureOf(plugin.Client.CheckAsync(Requests.Check(inputs), Plugin.Deadline).ResponseAsync);

        failure.Status.Should().Be(new Status(
            StatusCode.InvalidArgument, "the engine sent a malformed value at nested.key: a secret without a value"));
    }

    [Fact]
    public async Task A_message_of_twenty_megabytes_passes()
    {
        await using var plugin = await Plugin.StartAsync();
        var text = new string('x', 20_000_000);
        var inputs = WireValues.Struct(("name", WireValues.Text("a")), ("labels", Value.ForStruct(WireValues.Struct(("l", WireValues.Text(text))))));

        var check = await plugin.Client.CheckAsync(Requests.Check(inputs), Plugin.Deadline);

        check.Inputs.Fields["labels"].StructValue.Fields["l"].StringValue.Length.Should().Be(20_000_000);
    }
}
