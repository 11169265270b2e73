using System.Collections.Immutable;
using FluentAssertions;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using JumpCloud.Core;
using JumpCloud.Tests.Rpc.Support;
using Pulumirpc;
using Xunit;

namespace JumpCloud.Tests.Rpc;

/// <summary>Remote components: what the engine's monitor is told, in which order, and what the engine is answered.</summary>
public sealed class ComponentTests
{
    private const string PairType = "test:index:Pair";
    private const string PairUrn = "urn:pulumi:dev::proj::test:index:Pair::p";
    private const string FirstUrn = "urn:pulumi:dev::proj::test:index:Widget::p-first";
    private const string SourceUrn = "urn:pulumi:dev::proj::other:index:Source::s";

    [Fact]
    public async Task A_component_registers_itself_then_its_children_and_then_that_it_is_done()
    {
        await using var engine = await EngineRecorder.StartAsync();
        await using var plugin = await Plugin.StartAsync(engine, component: new Pair());

        var response = await plugin.Client.ConstructAsync(Request(engine), Plugin.Deadline);

        engine.Recorded.Registered.Select(request => (request.Type, request.Name, request.Parent, request.Custom, request.Remote)).Should().Equal(
            (PairType, "p", "urn:pulumi:dev::proj::pulumi:pulumi:Stack::proj-dev", false, false),
            (Widget.Type, "p-first", PairUrn, true, false),
            (Widget.Type, "p-second", PairUrn, true, false));
        engine.Recorded.Outputs.Should().ContainSingle().Which.Urn.Should().Be(PairUrn);
        response.Urn.Should().Be(PairUrn);
        response.State.Should().Be(engine.Recorded.Outputs.Single().Outputs);
    }

    [Fact]
    public async Task Children_get_the_components_provider_and_what_their_inputs_depend_on()
    {
        await using var engine = await EngineRecorder.StartAsync();
        await using var plugin = await Plugin.StartAsync(engine, component: new Pair());

        await plugin.Client.ConstructAsync(Request(engine), Plugin.Deadline);

        var (first, second) = (engine.Recorded.Registered.ElementAt(1), engine.Recorded.Registered.ElementAt(2));
        first.Provider.Should().Be("urn:pulumi:dev::proj::pulumi:providers:jumpcloud::x::id");
        first.PropertyDependencies["token"].Urns.Should().Equal(SourceUrn);
        first.Object.Fields["token"].Should().Be(WireValues.Secret("hunter2"));
        second.PropertyDependencies["name"].Urns.Should().Equal(FirstUrn);
        second.Dependencies.Should().Equal(FirstUrn);
        second.Object.Fields["name"].StringValue.Should().Be("id-p-first");
        second.CustomTimeouts.Create.Should().Be("30m");
    }

    [Fact]
    public async Task In_a_preview_what_a_child_will_say_is_unknown_to_its_sibling()
    {
        await using var engine = await EngineRecorder.StartAsync();
        engine.Recorded.Answer = request => new RegisterResourceResponse
        {
            Urn = $"urn:pulumi:dev::proj::{request.Type}::{request.Name}", Object = request.Object,
        };
        await using var plugin = await Plugin.StartAsync(engine, component: new Pair());
        var request = Request(engine);
        request.DryRun = true;

        var response = await plugin.Client.ConstructAsync(request, Plugin.Deadline);

        engine.Recorded.Registered.ElementAt(2).Object.Fields["name"].StringValue.Should().Be(WireValues.Unknown);
        response.State.Fields["firstId"].StringValue.Should().Be(WireValues.Unknown);
        response.StateDependencies["firstId"].Urns.Should().Equal(FirstUrn);
    }

    [Fact]
    public async Task Outputs_carry_their_dependencies_to_whom_reads_them()
    {
        await using var engine = await EngineRecorder.StartAsync();
        await using var plugin = await Plugin.StartAsync(engine, component: new Pair());
        var request = Request(engine);
        request.AcceptsOutputValues = true;

        var response = await plugin.Client.ConstructAsync(request, Plugin.Deadline);

        response.State.Fields["firstId"].Should().Be(WireValues.Special(
            "d0e6a833031e9bbcd3f4e8bde6ca49a4",
            ("value", WireValues.Text("id-p-first")),
            ("dependencies", Value.ForList(WireValues.Text(FirstUrn)))));
        engine.Recorded.Outputs.Single().Outputs.Fields["firstId"].Should().Be(WireValues.Text("id-p-first"));
    }

    [Fact]
    public async Task Every_bad_input_of_a_component_is_named_before_anything_is_registered()
    {
        await using var engine = await EngineRecorder.StartAsync();
        await using var plugin = await Plugin.StartAsync(engine, component: new Pair());
        var request = Request(engine);
        request.Inputs = WireValues.Struct(("tokn", WireValues.Text("x")));

        var failure = await TwentyTraps.FailureOf(plugin.Client.ConstructAsync(request, Plugin.Deadline).ResponseAsync);

        failure.StatusCode.Should().Be(StatusCode.InvalidArgument);
        failure.Status.Detail.Should().Be("tokn is not a known property; did you mean token?; token is required");
        failure.Detail<InputPropertiesError>()!.Errors.Select(error => (error.PropertyPath, error.Reason)).Should().Equal(
            ("tokn", "is not a known property; did you mean token?"));
        engine.Recorded.Registered.Should().BeEmpty();
    }

    [Fact]
    public async Task A_child_that_the_engine_did_not_make_ends_the_component()
    {
        await using var engine = await EngineRecorder.StartAsync();
        engine.Recorded.Answer = request => request.Name == "p-second"
            ? new RegisterResourceResponse { Urn = "urn:x", Result = Result.Fail }
            : null;
        await using var plugin = await Plugin.StartAsync(engine, component: new Pair());

        var failure = await TwentyTraps.FailureOf(plugin.Client.ConstructAsync(Request(engine), Plugin.Deadline).ResponseAsync);

        failure.Status.Should().Be(new Status(
            StatusCode.FailedPrecondition, "test:index:Widget p-second was not made; its own messages say why"));
        engine.Recorded.Outputs.Should().BeEmpty();
    }

    private static ConstructRequest Request(EngineRecorder engine) => new()
    {
        Type = PairType,
        Name = "p",
        Parent = "urn:pulumi:dev::proj::pulumi:pulumi:Stack::proj-dev",
        MonitorEndpoint = engine.Address,
        Inputs = WireValues.Struct(("token", WireValues.Secret("hunter2"))),
        InputDependencies = { ["token"] = new ConstructRequest.Types.PropertyDependencies { Urns = { SourceUrn } } },
        Providers = { ["jumpcloud"] = "urn:pulumi:dev::proj::pulumi:providers:jumpcloud::x::id" },
        CustomTimeouts = new ConstructRequest.Types.CustomTimeouts { Create = "30m" },
    };

    private sealed class Pair : IComponent
    {
        public string Token => PairType;

        public ImmutableArray<Property> Properties { get; } =
        [
            new Property("token", PropertyKind.String) { Required = true, Secret = true },
            new Property("firstId", PropertyKind.String) { OutputOnly = true },
        ];

        public void Check(PropertyMap inputs, Failures failures)
        {
        }

        public async ValueTask<PropertyMap> ConstructAsync(PropertyMap inputs, IComponentScope scope, OperationContext operation)
        {
            var first = await scope.RegisterAsync(
                new ChildResource(Widget.Type, $"{scope.Name}-first", inputs.With("name", PropertyValue.Of("first"))), operation.Cancellation);
            await scope.RegisterAsync(
                new ChildResource(Widget.Type, $"{scope.Name}-second", PropertyMap.Of(("name", first.IdOutput))), operation.Cancellation);
            return PropertyMap.Of(("firstId", first.IdOutput));
        }
    }
}
