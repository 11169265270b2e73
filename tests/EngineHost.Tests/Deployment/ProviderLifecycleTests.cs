using FluentAssertions;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using JumpCloud.EngineHost;
using JumpCloud.EngineHost.Wire;
using Pulumirpc;
using Xunit;
using static JumpCloud.Tests.Deployment.Fixture;

namespace JumpCloud.Tests.Deployment;

/// <summary>Providers themselves: configuration, replacement, what they accept, cancellation.</summary>
public sealed class ProviderLifecycleTests
{
    private static readonly Dictionary<string, ConfigValue> OrganizationA = new() { ["fake:label"] = new ConfigValue("org-a") };
    private static readonly Dictionary<string, ConfigValue> OrganizationB = new() { ["fake:label"] = new ConfigValue("org-b") };

    [Fact]
    public async Task A_provider_that_DiffConfig_replaces_takes_all_its_resources_with_it()
    {
        await using var stack = await StartAsync(OrganizationA);
        await stack.UpAsync(Thing("one"), Thing("two"));
        stack.Settings = stack.Settings with { Config = OrganizationB };

        var result = await stack.UpAsync(Thing("one"), Thing("two"));

        result.Counts[OperationKind.Replace].Should().Be(2);
        stack.Provider.Operations.Skip(2).Take(2).Should().Equal("Create one", "Create two");

        // Neither depends on the other, so they are deleted at the same time.
        stack.Provider.Operations.Skip(4).Should().BeEquivalentTo("Delete one", "Delete two");
        stack.Resources["default"]["inputs"]!["label"]!.ToString().Should().Be("org-b");
        stack.Provider.Requests<ConfigureRequest>().Select(request => request.Args.Fields["label"].StringValue)
            .Should().Equal("org-a", "org-b", "org-a");
    }

    [Fact]
    public async Task A_changed_key_updates_the_provider_and_leaves_its_resources()
    {
        await using var stack = await StartAsync(new() { ["fake:key"] = new ConfigValue("old-key", Secret: true) });
        await stack.UpAsync(Thing("one"));
        stack.Settings = stack.Settings with
        {
            Config = new Dictionary<string, ConfigValue> { ["fake:key"] = new("new-key", Secret: true) },
        };

        var result = await stack.UpAsync(Thing("one"));

        result.Succeeded.Should().BeTrue();
        stack.Provider.Operations.Should().Equal("Create one");
        Values.Unwrap(stack.Provider.Requests<ConfigureRequest>()[^1].Args.Fields["key"]).StringValue.Should().Be("new-key");
        stack.State.Read().Should().NotContain("new-key");
    }

    [Fact]
    public async Task A_provider_with_unknown_configuration_is_not_asked_in_a_preview()
    {
        await using var stack = await StartAsync();
        var program = Program(async monitor =>
        {
            var provider = await monitor.RegisterResourceAsync(new RegisterResourceRequest
            {
                Type = "pulumi:providers:fake", Name = "prov", Parent = StackUrn, Custom = true, SupportsPartialValues = true,
                Object = Props($$"""{"org": "{{Values.Unknown}}"}"""),
            });
            var thing = Thing("one");
            thing.Provider = $"{provider.Urn}::{provider.Id}";
            var answer = await monitor.RegisterResourceAsync(thing);
            answer.Object.Fields.Should().BeEmpty();
        });

        var result = await stack.WithHost((host, ct) => host.PreviewAsync(program, ct: ct));

        result.Succeeded.Should().BeTrue();
        stack.Provider.Calls.Select(call => call.Method).Distinct()
            .Should().Equal("Handshake", "Attach", "GetPluginInfo", "CheckConfig", "Cancel");
    }

    [Fact]
    public async Task A_provider_that_takes_no_secrets_gets_plain_values_and_its_answers_are_marked_again()
    {
        await using var stack = await StartAsync();
        stack.Provider.Flags = new ProviderHandshakeResponse();
        var secret = JsonValues.ToText(Values.MakeSecret(Value.ForString("hunter2plain")));

        await stack.UpAsync(Thing("one", $$"""{"label": "a", "pw": {{secret}}}"""));

        stack.Provider.Requests<CreateRequest>().Single().Properties.Fields["pw"].StringValue.Should().Be("hunter2plain");
        stack.State.Read().Should().NotContain("hunter2plain");
    }

    [Fact]
    public async Task Unknown_arguments_of_a_function_are_dropped()
    {
        await using var stack = await StartAsync();
        var program = Program(async monitor => await monitor.InvokeAsync(new ResourceInvokeRequest
        {
            Tok = "fake:index:get",
            Args = Props($$"""{"a": 1, "b": "{{Values.Unknown}}", "c": ["{{Values.Unknown}}"]}"""),
        }));

        await stack.WithHost((host, ct) => host.PreviewAsync(program, ct: ct));

        var invoke = stack.Provider.Requests<InvokeRequest>().Single();
        invoke.Args.Should().Be(Props("""{"a": 1, "c": [null]}"""));
        invoke.Preview.Should().BeTrue();
    }

    [Fact]
    public async Task A_program_that_takes_no_partial_values_gets_no_entry_that_holds_an_unknown()
    {
        await using var stack = await StartAsync();
        stack.Provider.OnCreate = _ => Task.FromResult(new CreateResponse
        {
            Properties = Props("""{"label": "a", "tags": {"x": "UNKNOWN", "y": 1}}""".Replace("UNKNOWN", Values.Unknown)),
        });
        var program = Program(async monitor =>
        {
            var thing = Thing("one");
            thing.SupportsPartialValues = false;
            (await monitor.RegisterResourceAsync(thing)).Object.Should().Be(Props("""{"label": "a"}"""));
        });

        (await stack.WithHost((host, ct) => host.PreviewAsync(program, ct: ct))).Succeeded.Should().BeTrue();
    }

    [Fact]
    public async Task Cancelling_tells_the_provider_and_waits_for_what_it_has_begun()
    {
        await using var stack = await StartAsync();
        using var cancel = new CancellationTokenSource();
        var told = new TaskCompletionSource();
        stack.Provider.OnCancel = () => told.TrySetResult();
        stack.Provider.OnCreate = async request =>
        {
            await cancel.CancelAsync();
            await told.Task;
            throw AssertionTests.WithDetail(StatusCode.Cancelled, "cancelled", new ErrorResourceInitFailed
            {
                Id = "half", Properties = request.Properties, Reasons = { "cancelled after the first call" },
            });
        };

        var result = await stack.WithHost((host, _) => host.UpAsync(Program(Thing("one"), Thing("two")), ct: cancel.Token));

        result.Succeeded.Should().BeFalse();
        result.Text.Should().Contain("error: update canceled").And.Contain("* cancelled after the first call");
        ((string?)stack.Resources["one"]["id"]).Should().Be("half");
        stack.Provider.Operations.Should().Equal("Create one");
    }

    [Fact]
    public async Task A_failure_stops_what_has_not_begun_and_keeps_what_is_done()
    {
        await using var stack = await StartAsync();
        stack.Provider.OnCreate = request => request.Name == "two"
            ? throw new RpcException(new Status(StatusCode.PermissionDenied, "not allowed"))
            : Task.FromResult(new CreateResponse { Id = "x", Properties = request.Properties });

        var result = await stack.UpAsync(Thing("one"), Thing("two"), Thing("three"));

        result.Text.Should().Contain("error: not allowed").And.Contain("error: update failed");
        stack.Resources.Keys.Should().BeEquivalentTo("proj-dev", "default", "one");
        result.Steps.Single(step => step.Failed).Urn.Should().Be(UrnOf("two"));
    }

    [Fact]
    public async Task The_secret_of_a_refused_configuration_is_not_printed()
    {
        await using var stack = await StartAsync(new() { ["fake:key"] = new ConfigValue("hunter2plain", Secret: true) });
        stack.Provider.OnCheckConfig = request => new CheckResponse
        {
            Failures = { new CheckFailure { Property = "key", Reason = "is malformed" } },
        };

        var result = await stack.PreviewAsync(Thing("one"));

        result.Text.Should().Contain(
            "error: pulumi:providers:fake resource 'default': property key value {&{{[secret]}}} has a problem: is malformed");
        result.Text.Should().NotContain("hunter2plain");
    }
}
