using FluentAssertions;
using Google.Protobuf.WellKnownTypes;
using JumpCloud.EngineHost;
using JumpCloud.EngineHost.Wire;
using Pulumirpc;
using Xunit;
using static JumpCloud.Tests.Deployment.Fixture;

namespace JumpCloud.Tests.Deployment;

/// <summary>Resource options beyond the recorded ones.</summary>
public sealed class OptionTests
{
    [Fact]
    public async Task Custom_timeouts_reach_the_provider_in_seconds()
    {
        await using var stack = await StartAsync();
        var thing = Thing("one");
        thing.CustomTimeouts = new RegisterResourceRequest.Types.CustomTimeouts
        {
            Create = "1h30m", Update = "90s", Delete = "500ms", Read = "2m",
        };
        await stack.UpAsync(thing);
        thing.Object = Props("""{"label": "a", "size": 1}""");
        await stack.UpAsync(thing);
        await stack.WithHost((host, ct) => host.RefreshAsync(ct: ct));
        await stack.UpAsync();

        stack.Provider.Requests<CreateRequest>().Single().Timeout.Should().Be(5400);
        stack.Provider.Requests<UpdateRequest>().Single().Timeout.Should().Be(90);
        stack.Provider.Requests<ReadRequest>().Single().Timeout.Should().Be(120);
        stack.Provider.Requests<DeleteRequest>().Single().Timeout.Should().Be(0.5);
    }

    [Fact]
    public async Task A_refresh_reads_as_many_resources_at_once_as_may_be_worked_on()
    {
        await using var stack = await StartAsync();
        await stack.UpAsync(Thing("one"), Thing("two"), Thing("three"), Thing("four"));
        using var together = new CountdownEvent(stack.Options.Parallel);
        var answer = stack.Provider.OnRead;
        stack.Provider.OnRead = request =>
        {
            together.Signal();
            return together.Wait(TimeSpan.FromSeconds(20)) ? answer(request) : throw new InvalidOperationException("alone");
        };

        var result = await stack.WithHost((host, ct) => host.RefreshAsync(ct: ct));

        result.Succeeded.Should().BeTrue(result.Text);
        result.Text.Should().Contain("5 unchanged");
    }

    [Fact]
    public async Task A_custom_timeout_that_is_no_duration_fails_the_registration()
    {
        await using var stack = await StartAsync();
        var thing = Thing("one");
        thing.CustomTimeouts = new RegisterResourceRequest.Types.CustomTimeouts { Create = "5 minutes" };

        var result = await stack.UpAsync(thing);

        result.Text.Should().Contain("error: '5 minutes' is no duration such as 30s, 5m or 1h30m");
    }

    [Fact]
    public async Task Additional_secret_outputs_are_secret_in_the_state_and_never_in_plain_text()
    {
        await using var stack = await StartAsync();
        stack.Provider.OnCreate = _ => Task.FromResult(
            new CreateResponse { Id = "x", Properties = Props("""{"label": "a", "token": "hunter2plain"}""") });
        var thing = Thing("one");
        thing.AdditionalSecretOutputs.Add("token");

        await stack.UpAsync(thing);

        stack.State.Read().Should().NotContain("hunter2plain");
        ((string?)stack.Resources["one"]["outputs"]!["token"]![Values.SignatureKey]).Should().Be(Values.SecretSignature);
    }

    [Fact]
    public async Task Replace_on_changes_turns_an_update_into_a_replacement()
    {
        await using var stack = await StartAsync();
        var thing = Thing("one", """{"label": "a", "size": 1}""");
        thing.ReplaceOnChanges.Add("size");
        await stack.UpAsync(thing);
        thing.Object = Props("""{"label": "a", "size": 2}""");

        await stack.UpAsync(thing);

        stack.Provider.Operations.Should().Equal("Create one", "Create one", "Delete one");
    }

    [Fact]
    public async Task The_users_word_on_delete_before_replace_goes_before_the_providers()
    {
        await using var stack = await StartAsync();
        var thing = Thing("one");
        thing.DeleteBeforeReplace = true;
        thing.DeleteBeforeReplaceDefined = true;
        await stack.UpAsync(thing);
        thing.Object = Props("""{"label": "b"}""");

        await stack.UpAsync(thing);

        stack.Provider.Operations.Should().Equal("Create one", "Delete one", "Create one");
    }

    [Fact]
    public async Task A_dependent_that_must_follow_is_deleted_before_and_made_again_after_a_delete_before_replace()
    {
        await using var stack = await StartAsync();
        var one = Thing("one");
        one.DeleteBeforeReplace = one.DeleteBeforeReplaceDefined = true;
        var two = Thing("two", """{"label": "of-a"}""");
        two.Dependencies.Add(UrnOf("one"));
        two.PropertyDependencies["label"] = new RegisterResourceRequest.Types.PropertyDependencies { Urns = { UrnOf("one") } };
        await stack.UpAsync(one, two);
        one.Object = Props("""{"label": "b"}""");
        two.Object = Props("""{"label": "of-b"}""");

        var result = await stack.UpAsync(one, two);

        stack.Provider.Operations.Skip(2).Should().Equal("Delete two", "Delete one", "Create one", "Create two");
        result.Counts[OperationKind.Replace].Should().Be(2);
        stack.Resources.Keys.Should().BeEquivalentTo("proj-dev", "default", "one", "two");
    }

    [Fact]
    public async Task A_replacement_that_fails_after_its_delete_is_created_by_the_next_run()
    {
        await using var stack = await StartAsync();
        var thing = Thing("one");
        thing.DeleteBeforeReplace = thing.DeleteBeforeReplaceDefined = true;
        await stack.UpAsync(thing);
        thing.Object = Props("""{"label": "b"}""");
        var create = stack.Provider.OnCreate;
        stack.Provider.OnCreate = _ => throw new Grpc.Core.RpcException(
            new Grpc.Core.Status(Grpc.Core.StatusCode.ResourceExhausted, "no room"));
        await stack.UpAsync(thing);
        ((bool?)stack.Resources["one"]["pendingReplacement"]).Should().BeTrue();
        stack.Provider.OnCreate = create;

        await stack.UpAsync(thing);

        stack.Provider.Operations.Should().Equal("Create one", "Delete one", "Create one", "Create one");
        stack.Resources["one"]["pendingReplacement"].Should().BeNull();
    }

    [Fact]
    public async Task A_protected_resource_is_not_replaced()
    {
        await using var stack = await StartAsync();
        var thing = Thing("one");
        thing.Protect = true;
        await stack.UpAsync(thing);
        thing.Object = Props("""{"label": "b"}""");

        var result = await stack.PreviewAsync(thing);

        result.Text.Should().Contain($"error: unable to replace resource \"{UrnOf("one")}\"");
        stack.Provider.Operations.Should().Equal("Create one");
    }

    [Fact]
    public async Task A_resource_deleted_with_another_is_not_asked_for()
    {
        await using var stack = await StartAsync();
        var two = Thing("two");
        two.DeletedWith = UrnOf("one");
        await stack.UpAsync(Thing("one"), two);

        await stack.UpAsync();

        stack.Provider.Operations.Skip(2).Should().Equal("Delete one");
        stack.Resources.Keys.Should().BeEquivalentTo("proj-dev");
    }

    [Fact]
    public async Task Targets_leave_the_others_alone()
    {
        await using var stack = await StartAsync();
        await stack.UpAsync(Thing("one"), Thing("two"));
        var options = new CommandOptions { Targets = [UrnOf("two")] };

        await stack.WithHost((host, ct) => host.UpAsync(
            Program(Thing("one", """{"label": "a", "size": 1}"""), Thing("two", """{"label": "a", "size": 1}""")), options, ct));

        stack.Provider.Operations.Skip(2).Should().Equal("Update two");
    }

    [Fact]
    public async Task Replace_is_forced_by_the_command()
    {
        await using var stack = await StartAsync();
        await stack.UpAsync(Thing("one"));

        await stack.WithHost((host, ct) => host.UpAsync(
            Program(Thing("one")), new CommandOptions { Replace = [UrnOf("one")] }, ct));

        stack.Provider.Operations.Should().Equal("Create one", "Create one", "Delete one");
    }

    [Fact]
    public async Task Ignored_paths_keep_their_old_values_and_new_ones_do_not_appear()
    {
        await using var stack = await StartAsync();
        var thing = Thing("one", """{"label": "a", "tags": {"x": 1, "y": 1}, "list": [1, 2]}""");
        thing.IgnoreChanges.AddRange(["tags.x", "list[1]", "added"]);
        await stack.UpAsync(thing);
        thing.Object = Props("""{"label": "a", "tags": {"x": 9, "y": 9}, "list": [8, 9], "added": true}""");

        await stack.UpAsync(thing);

        stack.Provider.Requests<CheckRequest>()[^1].News.Should().Be(
            Props("""{"label": "a", "tags": {"x": 1, "y": 9}, "list": [8, 2]}"""));
    }

    [Fact]
    public async Task A_read_resource_is_external_and_dropped_without_a_delete()
    {
        await using var stack = await StartAsync();
        async Task Read(ResourceMonitor.ResourceMonitorClient monitor)
        {
            var read = await monitor.ReadResourceAsync(new ReadResourceRequest
            {
                Id = "there", Type = "fake:index:Thing", Name = "one", Parent = StackUrn, AcceptSecrets = true,
                Properties = Props("""{"label": "a"}"""),
            });
            read.Properties.Should().Be(Props("""{"label": "a"}"""));
        }

        await stack.UpAsync(Read);
        ((bool?)stack.Resources["one"]["external"]).Should().BeTrue();
        var result = await stack.UpAsync();

        stack.Provider.Operations.Should().Equal("Read one");
        result.Counts[OperationKind.ReadDiscard].Should().Be(1);
        stack.Provider.Requests<ReadRequest>().Single().Inputs.Should().Be(Props("""{"label": "a"}"""));
    }

    [Fact]
    public async Task An_alias_of_another_parent_finds_the_old_resource()
    {
        await using var stack = await StartAsync();
        var component = new RegisterResourceRequest
        {
            Type = "fake:index:Box", Name = "box", Parent = StackUrn, Object = new Struct(),
        };
        await stack.UpAsync(component, Thing("one"));
        var moved = Thing("one");
        moved.Parent = "urn:pulumi:dev::proj::fake:index:Box::box";
        moved.Aliases.Add(new Alias { Spec = new Alias.Types.Spec { ParentUrn = StackUrn } });

        var result = await stack.UpAsync(component, moved);

        result.Counts.Should().BeEquivalentTo(new Dictionary<OperationKind, int> { [OperationKind.Same] = 3 });
        ((string?)stack.Resources["one"]["urn"]).Should().Be("urn:pulumi:dev::proj::fake:index:Box$fake:index:Thing::one");
    }
}
