using FluentAssertions;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumirpc;
using Xunit;
using static JumpCloud.Tests.Deployment.Fixture;

namespace JumpCloud.Tests.Deployment;

/// <summary>What the engine asserts of a provider's answers (provider-protocol.md, 8.3) fails the run with a sentence.</summary>
public sealed class AssertionTests
{
    private const string Unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    [Fact]
    public async Task An_unknown_in_the_answer_of_a_real_create_is_refused()
    {
        await using var stack = await StartAsync();
        stack.Provider.OnCreate = _ => Task.FromResult(
            new CreateResponse { Id = "x", Properties = Props($$"""{"list": [{"deep": "{{Unknown}}"}]}""") });

        var result = await stack.UpAsync(Thing("one"));

        result.Succeeded.Should().BeFalse();
        result.Text.Should().Contain("error: Create returned an unknown value for 'list' outside a preview");
    }

    [Fact]
    public async Task An_unknown_in_the_answer_of_a_previewed_create_is_passed_on()
    {
        await using var stack = await StartAsync();
        stack.Provider.OnCreate = request => Task.FromResult(
            new CreateResponse { Properties = Props($$"""{"label": "a", "gen": "{{Unknown}}"}""") });

        var result = await stack.PreviewAsync(Thing("one"));

        result.Succeeded.Should().BeTrue();
    }

    [Fact]
    public async Task An_empty_id_from_a_real_create_is_refused()
    {
        await using var stack = await StartAsync();
        stack.Provider.OnCreate = request => Task.FromResult(new CreateResponse { Properties = request.Properties });

        var result = await stack.UpAsync(Thing("one"));

        result.Text.Should().Contain("error: Create returned an empty resource id");
        stack.Resources.Should().NotContainKey("one");
    }

    [Fact]
    public async Task A_diff_that_does_not_say_whether_anything_changed_is_refused()
    {
        await using var stack = await StartAsync();
        await stack.UpAsync(Thing("one"));
        stack.Provider.OnDiff = _ => new DiffResponse();

        var result = await stack.UpAsync(Thing("one"));

        result.Text.Should().Contain("Diff returned DIFF_UNKNOWN");
    }

    [Fact]
    public async Task A_diff_with_a_path_that_does_not_parse_is_refused()
    {
        await using var stack = await StartAsync();
        await stack.UpAsync(Thing("one"));
        stack.Provider.OnDiff = _ => new DiffResponse
        {
            Changes = DiffResponse.Types.DiffChanges.DiffSome,
            HasDetailedDiff = true,
            DetailedDiff = { ["a[0"] = new PropertyDiff() },
        };

        var result = await stack.UpAsync(Thing("one"));

        result.Text.Should().Contain(
            "Diff returned a property path that does not parse: property path 'a[0' has an open bracket");
    }

    [Fact]
    public async Task A_detailed_diff_without_its_flag_is_dropped_so_that_a_replacement_becomes_an_update()
    {
        await using var stack = await StartAsync();
        await stack.UpAsync(Thing("one"));
        stack.Provider.OnDiff = _ => new DiffResponse
        {
            Changes = DiffResponse.Types.DiffChanges.DiffSome,
            DetailedDiff = { ["label"] = new PropertyDiff { Kind = PropertyDiff.Types.Kind.UpdateReplace } },
        };

        await stack.UpAsync(Thing("one", """{"label": "b"}"""));

        stack.Provider.Operations.Should().Equal("Create one", "Update one");
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("id-one", false)]
    public async Task A_read_without_id_or_without_properties_means_that_the_resource_is_gone(string id, bool withProperties)
    {
        await using var stack = await StartAsync();
        await stack.UpAsync(Thing("one"));
        stack.Provider.OnRead = _ => new ReadResponse { Id = id, Properties = withProperties ? new Struct() : null };

        var result = await stack.WithHost((host, ct) => host.RefreshAsync(ct: ct));

        result.Text.Should().Contain("- 1 deleted");
        stack.Resources.Should().NotContainKey("one");
    }

    [Fact]
    public async Task An_update_gets_back_what_the_create_returned()
    {
        await using var stack = await StartAsync();
        stack.Provider.OnCreate = request => Task.FromResult(new CreateResponse
        {
            Id = "x",
            Properties = Props("""{"label": "a", "n": 1.5, "nothing": null, "list": [true, {"k": "v"}]}"""),
        });
        await stack.UpAsync(Thing("one"));

        await stack.UpAsync(Thing("one", """{"label": "a", "size": 2}"""));

        var update = stack.Provider.Requests<UpdateRequest>().Single();
        update.Olds.Should().Be(Props("""{"label": "a", "n": 1.5, "nothing": null, "list": [true, {"k": "v"}]}"""));
        update.OldInputs.Should().Be(Props("""{"label": "a"}"""));
        update.News.Should().Be(Props("""{"label": "a", "size": 2}"""));
    }

    [Fact]
    public async Task A_second_registration_of_a_name_is_refused()
    {
        await using var stack = await StartAsync();

        var result = await stack.UpAsync(Thing("one"), Thing("one"));

        result.Text.Should().Contain($"error: Duplicate resource URN '{UrnOf("one")}'; try giving it a unique name");
    }

    [Fact]
    public async Task Outputs_of_a_component_are_taken_once()
    {
        await using var stack = await StartAsync();

        var result = await stack.UpAsync(async monitor => await monitor.RegisterResourceOutputsAsync(
            new RegisterResourceOutputsRequest { Urn = StackUrn, Outputs = new Struct() }));

        result.Text.Should().Contain($"error: resource '{StackUrn}' has registered its outputs already");
    }

    [Fact]
    public async Task A_missing_configuration_key_names_the_command_that_sets_it()
    {
        await using var stack = await StartAsync();
        stack.Provider.OnConfigure = _ =>
        {
            var missing = new ConfigureErrorMissingKeys();
            missing.MissingKeys.Add(
                new ConfigureErrorMissingKeys.Types.MissingKey { Name = "fake:apiKey", Description = "The API key." });
            throw WithDetail(StatusCode.InvalidArgument, "missing keys", missing);
        };

        var result = await stack.UpAsync(Thing("one"));

        result.Text.Should().ContainAll(
            "missing required configuration key \"fake:apiKey\": The API key.",
            "Set a value using the command `pulumi config set fake:apiKey <value>`.");
    }

    internal static RpcException WithDetail(StatusCode code, string message, Google.Protobuf.IMessage detail)
    {
        var status = new Google.Rpc.Status { Code = (int)code, Message = message, Details = { Any.Pack(detail) } };
        return new RpcException(
            new Status(code, message),
            new Metadata { { "grpc-status-details-bin", Google.Protobuf.MessageExtensions.ToByteArray(status) } });
    }
}
