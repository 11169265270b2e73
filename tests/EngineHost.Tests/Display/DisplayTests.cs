using FluentAssertions;
using Google.Protobuf.WellKnownTypes;
using JumpCloud.EngineHost;
using JumpCloud.EngineHost.Wire;
using Pulumirpc;
using Xunit;
using static JumpCloud.Tests.Deployment.Fixture;

namespace JumpCloud.Tests.Display;

/// <summary>Printed forms that the recordings do not have.</summary>
public sealed class DisplayTests
{
    private const string Old = """
        {"label": "a", "gone": true, "list": [1, 2, 3], "pw": "SECRET", "tags": {"same": 1, "x": "old", "y": {"z": 1}}}
        """;

    private const string New = """
        {"label": "a", "list": [1, 9, 3], "more": {"k": ["v"]}, "pw": "SECRET", "tags": {"same": 1, "x": "new"}}
        """;

    [Fact]
    public async Task A_detailed_diff_is_a_tree_of_its_paths_with_secrets_hidden()
    {
        await using var stack = await StartAsync();
        await stack.UpAsync(Thing("one", Secret(Old, "one")));
        stack.Provider.OnDiff = _ => Diff(
            ("gone", PropertyDiff.Types.Kind.Delete),
            ("list[1]", PropertyDiff.Types.Kind.Update),
            ("more", PropertyDiff.Types.Kind.Add),
            ("pw", PropertyDiff.Types.Kind.Update),
            ("tags.x", PropertyDiff.Types.Kind.Update),
            ("tags.y.z", PropertyDiff.Types.Kind.Delete));

        var result = await stack.WithHost((host, ct) => host.PreviewAsync(
            Program(Thing("one", Secret(New, "two"))), new CommandOptions { Diff = true }, ct));

        result.Text.Should().StartWith("""
            Previewing update (dev):
              pulumi:pulumi:Stack: (same)
                [urn=urn:pulumi:dev::proj::pulumi:pulumi:Stack::proj-dev]
                ~ fake:index:Thing: (update)
                    [id=id-one]
                    [urn=urn:pulumi:dev::proj::fake:index:Thing::one]
                  - gone: true
                  ~ list: [
                      ~ [1]: 2 => 9
                    ]
                  + more: {
                      + k: [
                          + [0]: "v"
                        ]
                    }
                  ~ pw  : [secret] => [secret]
                  ~ tags: {
                      ~ x: "old" => "new"
                      ~ y: {
                          - z: 1
                        }
                    }
            Resources:
                ~ 1 to update
                1 unchanged
            """);
    }

    [Fact]
    public async Task Without_a_detailed_diff_the_inputs_are_compared()
    {
        await using var stack = await StartAsync();
        await stack.UpAsync(Thing("one", Secret(Old, "one")));
        stack.Provider.OnDiff = _ => new DiffResponse { Changes = DiffResponse.Types.DiffChanges.DiffSome };

        var result = await stack.WithHost((host, ct) => host.PreviewAsync(
            Program(Thing("one", Secret(New, "one"))), new CommandOptions { Diff = true }, ct));

        result.Text.Should().Contain("""
                  - gone: true
                  ~ list: [
                      ~ [1]: 2 => 9
                    ]
                  + more: {
            """).And.NotContain("pw");
    }

    [Fact]
    public async Task A_row_names_the_keys_that_change_by_what_happens_to_them()
    {
        await using var stack = await StartAsync();
        await stack.UpAsync(Thing("one", Secret(Old, "one")));
        stack.Provider.OnDiff = _ => Diff(
            ("gone", PropertyDiff.Types.Kind.Delete),
            ("list[1]", PropertyDiff.Types.Kind.Update),
            ("more", PropertyDiff.Types.Kind.Add),
            ("tags.x", PropertyDiff.Types.Kind.Update));

        var result = await stack.PreviewAsync(Thing("one", Secret(New, "one")));

        result.Text.Should().Contain(" ~  fake:index:Thing one update [diff: +more,-gone,~list,~tags]\n");
    }

    [Fact]
    public async Task A_refresh_that_finds_drift_counts_an_update_and_shows_it_from_the_state_to_what_is_there()
    {
        await using var stack = await StartAsync();
        await stack.UpAsync(Thing("one", """{"label": "a", "size": 1}"""));
        stack.Provider.OnRead = request => new ReadResponse
        {
            Id = request.Id, Properties = Props("""{"label": "a", "size": 9}"""), Inputs = Props("""{"label": "a", "size": 9}"""),
        };

        var preview = await stack.WithHost((host, ct) => host.RefreshAsync(new CommandOptions { PreviewOnly = true, Diff = true }, ct));
        var result = await stack.WithHost((host, ct) => host.RefreshAsync(ct: ct));

        preview.Text.Should().Contain("  ~ size: 1 => 9\n").And.Contain("    ~ 1 to update\n    1 unchanged\n");
        result.Text.Should().Contain("    ~ 1 updated\n    1 unchanged\n");
        result.Steps.Single(step => step.Urn == UrnOf("one")).Operation.Should().Be(OperationKind.Update);
    }

    [Fact]
    public async Task A_message_of_a_plugin_is_listed_under_its_resource_and_an_ephemeral_one_is_not()
    {
        await using var stack = await StartAsync();
        var program = new DelegateProgram(async context =>
        {
            using var channel = Channels.Connect(context.EngineAddress);
            var engine = new Engine.EngineClient(channel);
            await engine.LogAsync(new LogRequest { Severity = LogSeverity.Warning, Message = "two\nlines", Urn = UrnOf("one") });
            await engine.LogAsync(new LogRequest { Severity = LogSeverity.Info, Message = "passing", Ephemeral = true });
            (await engine.GetRootResourceAsync(new GetRootResourceRequest())).Urn.Should().Be(StackUrn);
        });

        var result = await stack.WithHost((host, ct) => host.UpAsync(program, ct: ct));

        result.Text.Should().Contain("Diagnostics:\n  fake:index:Thing (one):\n    warning: two\n    lines\n");
        result.Diagnostics.Should().ContainSingle();
        result.Succeeded.Should().BeTrue();
    }

    [Fact]
    public async Task An_error_of_a_plugins_log_fails_the_deployment()
    {
        await using var stack = await StartAsync();
        var program = new DelegateProgram(async context =>
        {
            using var channel = Channels.Connect(context.EngineAddress);
            await new Engine.EngineClient(channel).LogAsync(
                new LogRequest { Severity = LogSeverity.Error, Message = "cannot go on" });
        });

        var result = await stack.WithHost((host, ct) => host.UpAsync(program, ct: ct));

        result.ExitCode.Should().Be(1);
        result.Text.Should().Contain("    error: cannot go on\n");
    }

    private static string Secret(string json, string value) =>
        json.Replace("\"SECRET\"", JsonValues.ToText(Values.MakeSecret(Value.ForString(value))));

    private static DiffResponse Diff(params (string Path, PropertyDiff.Types.Kind Kind)[] paths)
    {
        var response = new DiffResponse { Changes = DiffResponse.Types.DiffChanges.DiffSome, HasDetailedDiff = true };
        foreach (var (path, kind) in paths)
            response.DetailedDiff[path] = new PropertyDiff { Kind = kind, InputDiff = true };
        return response;
    }
}
