using FluentAssertions;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using JumpCloud.Tests.Rpc.Support;
using Pulumirpc;
using Xunit;

namespace JumpCloud.Tests.Rpc;

/// <summary>One test per trap of the protocol that shows on the wire; the numbers are those of the list of traps.</summary>
public sealed class TwentyTraps
{
    private static readonly Struct Inputs = WireValues.Struct(("name", WireValues.Text("a")), ("size", Value.ForNumber(1)));

    [Fact]
    public async Task Trap_01_a_replacing_diff_says_that_it_is_detailed_and_names_what_replaces()
    {
        await using var plugin = await Plugin.StartAsync();
        var news = WireValues.Struct(("name", WireValues.Text("b")), ("size", Value.ForNumber(1)));

        var diff = await plugin.Client.DiffAsync(Requests.Diff(Inputs, news), Plugin.Deadline);

        diff.HasDetailedDiff.Should().BeTrue();
        diff.Changes.Should().Be(DiffResponse.Types.DiffChanges.DiffSome);
        diff.Replaces.Should().Equal("name");
        diff.Diffs.Should().Equal("name");
        diff.DetailedDiff.Should().ContainSingle();
        diff.DetailedDiff["name"].Kind.Should().Be(PropertyDiff.Types.Kind.UpdateReplace);
        diff.DetailedDiff["name"].InputDiff.Should().BeTrue();
    }

    [Fact]
    public async Task Trap_01_no_change_is_said_and_not_left_open()
    {
        await using var plugin = await Plugin.StartAsync();

        var diff = await plugin.Client.DiffAsync(Requests.Diff(Inputs, Inputs), Plugin.Deadline);

        diff.Should().Be(new DiffResponse { Changes = DiffResponse.Types.DiffChanges.DiffNone, HasDetailedDiff = true });
    }

    [Fact]
    public async Task Traps_02_and_03_a_read_that_finds_something_sets_inputs_and_properties()
    {
        await using var plugin = await Plugin.StartAsync(widget: WidgetWith("a", size: 1));

        var read = await plugin.Client.ReadAsync(Requests.Read("a"), Plugin.Deadline);

        read.Id.Should().Be("a");
        WireValues.Json(read.Properties).Should().Be("""{ "name": "a", "size": 1, "serial": "sn-a" }""");
        WireValues.Json(read.Inputs).Should().Be("""{ "name": "a" }""");
    }

    [Fact]
    public async Task Trap_04_something_that_is_gone_reads_as_an_answer_with_nothing_set()
    {
        await using var plugin = await Plugin.StartAsync();

        var read = await plugin.Client.ReadAsync(Requests.Read("gone", Inputs, Inputs), Plugin.Deadline);

        read.Id.Should().BeEmpty();
        read.Properties.Should().BeNull();
        read.Inputs.Should().BeNull();
    }

    [Fact]
    public async Task Trap_05_a_bug_is_reported_as_one_without_the_text_that_may_hold_a_secret()
    {
        var widget = new Widget { Before = _ => throw new FormatException("hunter2 is not a number") };
        await using var plugin = await Plugin.StartAsync(widget: widget);

        var failure = await FailureOf(plugin.Client.CreateAsync(Requests.Create(Inputs), Plugin.Deadline).ResponseAsync);

        failure.StatusCode.Should().Be(StatusCode.Internal);
        failure.Status.Detail.Should().StartWith("this is a bug in the jumpcloud provider 0.1.0, please report it with this line: FormatException at JumpCloud.");
        failure.Status.Detail.Should().NotContain("hunter2");
    }

    [Fact]
    public async Task Traps_06_and_07_a_create_that_was_half_done_hands_over_what_exists()
    {
        await using var plugin = await Plugin.StartAsync(widget: new Widget { FailsAfterwards = "the second half was refused" });
        var inputs = WireValues.Struct(("name", WireValues.Text("a")), ("token", WireValues.Secret("hunter2")));

        var failure = await FailureOf(plugin.Client.CreateAsync(Requests.Create(inputs), Plugin.Deadline).ResponseAsync);

        failure.Status.Detail.Should().Be("the second half was refused");
        var detail = failure.Detail<ErrorResourceInitFailed>()!;
        detail.Id.Should().Be("a");
        detail.Reasons.Should().Equal("the second half was refused");
        detail.Properties.Fields["serial"].StringValue.Should().Be("sn-a");
        detail.Properties.Fields["token"].Should().Be(WireValues.Secret("hunter2"));
    }

    [Fact]
    public async Task Trap_06_a_large_state_fits_into_the_trailer_of_a_half_done_create()
    {
        await using var plugin = await Plugin.StartAsync(widget: new Widget { FailsAfterwards = "refused" });
        var inputs = WireValues.Struct(
            ("name", WireValues.Text("a")), ("labels", Value.ForStruct(WireValues.Struct(("xml", WireValues.Text(new string('x', 100_000)))))));

        var failure = await FailureOf(plugin.Client.CreateAsync(Requests.Create(inputs), Plugin.Deadline).ResponseAsync);

        failure.Detail<ErrorResourceInitFailed>()!.Properties.Fields["labels"].StructValue.Fields["xml"].StringValue.Length.Should().Be(100_000);
    }

    [Fact]
    public async Task Trap_07_an_update_that_was_half_done_hands_over_the_new_outputs()
    {
        await using var plugin = await Plugin.StartAsync(widget: new Widget { FailsAfterwards = "the size is not confirmed" });
        var news = WireValues.Struct(("name", WireValues.Text("a")), ("size", Value.ForNumber(9)));

        var failure = await FailureOf(plugin.Client.UpdateAsync(Requests.Update("a", Inputs, Inputs, news), Plugin.Deadline).ResponseAsync);

        var detail = failure.Detail<ErrorResourceInitFailed>()!;
        detail.Id.Should().Be("a");
        detail.Properties.Fields["size"].NumberValue.Should().Be(9);
    }

    [Fact]
    public async Task Trap_08_cancel_is_answered_whatever_went_before_and_the_process_lives_on()
    {
        await using var plugin = await Plugin.StartAsync(configure: false);

        await plugin.Client.CancelAsync(new Empty(), Plugin.Deadline);
        await plugin.Client.CancelAsync(new Empty(), Plugin.Deadline);

        (await plugin.Client.GetPluginInfoAsync(new Empty(), Plugin.Deadline)).Version.Should().Be("0.1.0");
    }

    [Fact]
    public async Task Trap_12_no_message_of_a_provider_is_an_error_of_the_deployment()
    {
        await using var engine = await EngineRecorder.StartAsync();
        var widget = new Widget
        {
            Before = async operation =>
            {
                await operation.Log.DebugAsync("asking");
                await operation.Log.InfoAsync("asked");
                await operation.Log.WarningAsync("the group is empty");
                await operation.Log.StatusAsync("waiting for the sync");
            },
        };
        await using var plugin = await Plugin.StartAsync(engine, widget);

        await plugin.Client.CreateAsync(Requests.Create(Inputs), Plugin.Deadline);

        engine.Recorded.Logs.Select(log => (log.Severity, log.Message, log.Urn, log.Ephemeral)).Should().Equal(
            (LogSeverity.Debug, "asking", Widget.Urn, false),
            (LogSeverity.Info, "asked", Widget.Urn, false),
            (LogSeverity.Warning, "the group is empty", Widget.Urn, false),
            (LogSeverity.Info, "waiting for the sync", Widget.Urn, true));
    }

    [Fact]
    public async Task Trap_13_configuration_may_come_as_text_and_goes_back_as_it_came()
    {
        await using var plugin = await Plugin.StartAsync(configure: false);
        var news = WireValues.Struct(("apiKey", WireValues.Secret("key")), ("maxRetries", WireValues.Text("3")), ("requestTimeout", Value.ForNumber(5)));

        var check = await plugin.Client.CheckConfigAsync(new CheckRequest { News = news }, Plugin.Deadline);

        check.Failures.Should().BeEmpty();
        check.Inputs.Should().Be(news);
        var configure = async () => await plugin.Client.ConfigureAsync(new ConfigureRequest { Args = news, AcceptSecrets = true }, Plugin.Deadline);
        await configure.Should().NotThrowAsync();
    }

    [Fact]
    public async Task Trap_14_the_version_that_the_engine_puts_among_the_inputs_stays()
    {
        await using var plugin = await Plugin.StartAsync(configure: false);
        var news = WireValues.Struct(
            ("version", WireValues.Text("9.9.9")), ("pluginDownloadURL", WireValues.Text("https://example.com")), ("maxRetries", WireValues.Text("3")));

        var check = await plugin.Client.CheckConfigAsync(new CheckRequest { News = news }, Plugin.Deadline);

        check.Failures.Should().BeEmpty();
        check.Inputs.Should().Be(news);
    }

    [Fact]
    public async Task A_credential_of_the_provider_that_came_in_plain_text_is_a_secret_in_the_state()
    {
        await using var plugin = await Plugin.StartAsync(configure: false);
        var news = WireValues.Struct(("apiKey", WireValues.Text("key")));

        var check = await plugin.Client.CheckConfigAsync(new CheckRequest { News = news }, Plugin.Deadline);

        check.Inputs.Should().Be(WireValues.Struct(("apiKey", WireValues.Secret("key"))));
    }

    [Fact]
    public async Task Trap_15_configuration_that_is_not_known_yet_passes_its_check()
    {
        await using var plugin = await Plugin.StartAsync(configure: false);
        var news = WireValues.Struct(("organizationId", WireValues.Text(WireValues.Unknown)), ("region", WireValues.Text(WireValues.Unknown)));

        var check = await plugin.Client.CheckConfigAsync(new CheckRequest { News = news }, Plugin.Deadline);

        check.Failures.Should().BeEmpty();
        check.Inputs.Should().Be(news);
    }

    [Fact]
    public async Task Trap_15_without_configuration_an_operation_says_so()
    {
        await using var plugin = await Plugin.StartAsync(configure: false);

        var failure = await FailureOf(plugin.Client.CreateAsync(Requests.Create(Inputs), Plugin.Deadline).ResponseAsync);

        failure.StatusCode.Should().Be(StatusCode.FailedPrecondition);
        failure.Status.Detail.Should().StartWith("the provider has not been configured");
    }

    [Theory]
    [InlineData("04da6b54-80e4-46f7-96ec-b56ff0331ba9")]
    [InlineData("1c4a061d-8072-4f0a-a4cb-0ff528b18fe7")]
    [InlineData("3eeb2bf0-c639-47a8-9e75-3b44932eb421")]
    [InlineData("6a19a0b0-7e62-4c92-b797-7f8e31da9cc2")]
    [InlineData("030794c1-ac77-496b-92df-f27374a8bd58")]
    [InlineData("e48ece36-62e2-4504-bad9-02848725956a")]
    [InlineData("dd056dcd-154b-4c76-9bd3-c8f88648b5ff")]
    public async Task Trap_16_a_preview_takes_every_unknown_anywhere_and_gives_back_the_one(string unknown)
    {
        await using var plugin = await Plugin.StartAsync();
        var urls = Value.ForList(WireValues.Text("https://a"), WireValues.Text(unknown));
        var inputs = WireValues.Struct(
            ("name", WireValues.Text(unknown)),
            ("token", WireValues.Secret(unknown)),
            ("nested", Value.ForStruct(WireValues.Struct(("urls", urls)))));

        var check = await plugin.Client.CheckAsync(Requests.Check(inputs), Plugin.Deadline);
        var create = await plugin.Client.CreateAsync(Requests.Create(check.Inputs, preview: true), Plugin.Deadline);

        check.Failures.Should().BeEmpty();
        create.Id.Should().BeEmpty();
        create.Properties.Fields["name"].Should().Be(WireValues.Text(WireValues.Unknown));
        create.Properties.Fields["token"].Should().Be(WireValues.Secret(WireValues.Unknown));
        create.Properties.Fields["nested"].StructValue.Fields["urls"].ListValue.Values[1].Should().Be(WireValues.Text(WireValues.Unknown));
        create.Properties.Fields.Should().NotContainKey("serial", "what the service makes up is unknown, so it is left out");
    }

    [Fact]
    public async Task Trap_16_outside_a_preview_no_unknown_is_answered_and_yet_nothing_is_lost()
    {
        await using var plugin = await Plugin.StartAsync(widget: new Widget { ForgetsAnOutput = true });

        var failure = await FailureOf(plugin.Client.CreateAsync(Requests.Create(Inputs), Plugin.Deadline).ResponseAsync);

        var detail = failure.Detail<ErrorResourceInitFailed>()!;
        detail.Id.Should().Be("a");
        detail.Properties.Fields.Keys.Should().Equal("name", "size");
        detail.Reasons.Should().Equal("this is a bug in the jumpcloud provider, please report it: it does not know serial");
    }

    [Fact]
    public async Task Trap_18_keys_that_begin_with_two_underscores_are_nobodys_business()
    {
        await using var plugin = await Plugin.StartAsync();
        var inputs = Inputs.Clone();
        inputs.Fields["__defaults"] = Value.ForList();

        var check = await plugin.Client.CheckAsync(Requests.Check(inputs), Plugin.Deadline);

        check.Failures.Should().BeEmpty();
        check.Inputs.Should().Be(inputs);
    }

    [Fact]
    public async Task Trap_19_a_diff_depends_on_its_arguments_alone_and_turns_around_with_them()
    {
        await using var plugin = await Plugin.StartAsync(configure: false, widget: new Widget { Before = _ => throw new InvalidOperationException() });
        var live = WireValues.Struct(("name", WireValues.Text("a")), ("size", Value.ForNumber(7)), ("token", WireValues.Secret("t")));

        var there = await plugin.Client.DiffAsync(Requests.Diff(Inputs, live), Plugin.Deadline);
        var back = await plugin.Client.DiffAsync(Requests.Diff(live, Inputs), Plugin.Deadline);

        there.DetailedDiff.ToDictionary(diff => diff.Key, diff => diff.Value.Kind).Should().BeEquivalentTo(new Dictionary<string, PropertyDiff.Types.Kind>
        {
            ["size"] = PropertyDiff.Types.Kind.Update,
            ["token"] = PropertyDiff.Types.Kind.Add,
        });
        back.DetailedDiff.ToDictionary(diff => diff.Key, diff => diff.Value.Kind).Should().BeEquivalentTo(new Dictionary<string, PropertyDiff.Types.Kind>
        {
            ["size"] = PropertyDiff.Types.Kind.Update,
            ["token"] = PropertyDiff.Types.Kind.Delete,
        });
    }

    [Fact]
    public async Task Trap_20_three_hundred_calls_are_under_way_at_once_on_one_connection()
    {
        var arrived = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var widget = new Widget
        {
            Before = async _ =>
            {
                if (Interlocked.Increment(ref arrived) == 300)
                    all.SetResult();
                await all.Task.WaitAsync(Plugin.Limit);
            },
        };
        await using var plugin = await Plugin.StartAsync(widget: widget);

        var calls = Enumerable.Range(0, 300).Select(index =>
            plugin.Client.CreateAsync(Requests.Create(WireValues.Struct(("name", WireValues.Text($"w{index}")))), Plugin.Deadline).ResponseAsync);

        (await Task.WhenAll(calls)).Select(create => create.Id).Should().OnlyHaveUniqueItems().And.HaveCount(300);
    }

    [Fact]
    public async Task Trap_21_a_failure_of_a_secret_does_not_name_its_property()
    {
        await using var plugin = await Plugin.StartAsync();
        var tooLong = new string('s', 31);
        var inputs = WireValues.Struct(("name", WireValues.Secret(tooLong)), ("token", WireValues.Text(tooLong)));

        var check = await plugin.Client.CheckAsync(Requests.Check(inputs), Plugin.Deadline);

        check.Failures.Select(failure => (failure.Property, failure.Reason)).Should().BeEquivalentTo([
            ("", "name is 31 characters long; at most 20 are allowed"),
            ("", "token is 31 characters long; at most 30 are allowed"),
        ]);
    }

    [Fact]
    public async Task Trap_21_a_failure_of_a_credential_of_the_provider_does_not_name_its_property()
    {
        await using var plugin = await Plugin.StartAsync(configure: false);

        var check = await plugin.Client.CheckConfigAsync(
            new CheckRequest { News = WireValues.Struct(("apiKey", WireValues.Text("hunter 2"))) }, Plugin.Deadline);

        check.Failures.Should().ContainSingle().Which.Should().Be(new CheckFailure
        {
            Reason = "apiKey holds white space or a letter outside ASCII, which no such value does; copy it again",
        });
    }

    [Fact]
    public async Task Trap_21_a_misspelt_credential_of_the_provider_is_not_named_as_a_property()
    {
        await using var plugin = await Plugin.StartAsync(configure: false);

        var check = await plugin.Client.CheckConfigAsync(
            new CheckRequest { News = WireValues.Struct(("apikey", WireValues.Text("hunter2"))) }, Plugin.Deadline);

        check.Failures.Should().ContainSingle().Which.Should().Be(new CheckFailure
        {
            Reason = "apikey is not a known property; did you mean apiKey?",
        });
    }

    internal static async Task<RpcException> FailureOf(Task call)
    {
        var failed = async () => await call;
        return (await failed.Should().ThrowAsync<RpcException>()).Which;
    }

    private static Widget WidgetWith(string name, int size)
    {
        var widget = new Widget();
        widget.Live[name] = new WidgetState(name, size, null);
        return widget;
    }
}
