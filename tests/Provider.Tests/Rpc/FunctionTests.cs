using System.Collections.Immutable;
using FluentAssertions;
using Grpc.Core;
using JumpCloud.Core;
using JumpCloud.Tests.Rpc.Support;
using Pulumirpc;
using Xunit;

namespace JumpCloud.Tests.Rpc;

public sealed class FunctionTests
{
    [Fact]
    public async Task A_function_answers_with_its_secrets_wrapped()
    {
        await using var plugin = await Plugin.StartAsync(function: new Greet());

        var answer = await InvokeAsync(plugin, ("name", WireValues.Secret("Ann")));

        answer.Failures.Should().BeEmpty();
        answer.Return.Should().Be(WireValues.Struct(("greeting", WireValues.Text("Hello Ann")), ("token", WireValues.Secret("t-Ann"))));
    }

    [Fact]
    public async Task Bad_arguments_are_failures_and_not_an_error()
    {
        await using var plugin = await Plugin.StartAsync(function: new Greet());

        var answer = await InvokeAsync(plugin, ("nam", WireValues.Text("Ann")));

        answer.Return.Should().BeNull();
        answer.Failures.Should().Equal(
            new Pulumirpc.CheckFailure { Property = "nam", Reason = "is not a known property; did you mean name?" },
            new Pulumirpc.CheckFailure { Property = "name", Reason = "is required" });
    }

    [Fact]
    public async Task A_failure_on_the_way_is_an_error_with_its_sentence()
    {
        await using var plugin = await Plugin.StartAsync(function: new Greet());

        var failure = await TwentyTraps.FailureOf(InvokeAsync(plugin, ("name", WireValues.Text("nobody"))));

        failure.Status.Should().Be(new Status(StatusCode.NotFound, "there is no nobody"));
    }

    private static async Task<InvokeResponse> InvokeAsync(
        Plugin plugin, params (string Key, Google.Protobuf.WellKnownTypes.Value Value)[] arguments) =>
        await plugin.Client.InvokeAsync(new InvokeRequest { Tok = "test:index:greet", Args = WireValues.Struct(arguments) }, Plugin.Deadline);

    private sealed class Greet : Function<string>
    {
        public override string Token => "test:index:greet";

        public override ImmutableArray<Property> Arguments { get; } = [new Property("name", PropertyKind.String) { Required = true }];

        public override ImmutableArray<Property> Results { get; } =
            [new Property("greeting", PropertyKind.String), new Property("token", PropertyKind.String) { Secret = true }];

        protected override string ReadArgs(PropertyReader reader) => reader.String("name").Or("");

        protected override ValueTask<PropertyMap> InvokeAsync(string args, OperationContext operation) => args == "nobody"
            ? throw new UserErrorException(ErrorKind.NotFound, "there is no nobody")
            : new(PropertyMap.Of(("greeting", PropertyValue.Of($"Hello {args}")), ("token", PropertyValue.Of($"t-{args}"))));
    }
}
