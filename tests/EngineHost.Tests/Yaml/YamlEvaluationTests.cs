using FluentAssertions;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumirpc;
using Xunit;

namespace JumpCloud.Tests.Yaml;

/// <summary>Expressions to what the monitor gets, over real gRPC.</summary>
public sealed class YamlEvaluationTests
{
    private const string One = "urn:pulumi:dev::rec::wire:index:Thing::one";

    [Theory]
    [InlineData("{fn::join: ['-', [a, '${pulumi.project}', '${pulumi.stack}']]}", "\"a-rec-dev\"")]
    [InlineData("'in ${pulumi.organization}: ${wire:flag}'", "\"in organization: true\"")]
    [InlineData("{fn::toJSON: {b: 1, a: [x, null]}}", """ "{\"a\":[\"x\",null],\"b\":1}" """)]
    [InlineData("{fn::toJSON: {a: '${pw}'}}", """ {"SIG":"SECRET","value":"{\"a\":\"s3cr3t-pw\"}"} """)]
    [InlineData("'x-${pw}'", """ {"SIG":"SECRET","value":"x-s3cr3t-pw"} """)]
    [InlineData("[a, '${pw}', null]", """ ["a",{"SIG":"SECRET","value":"s3cr3t-pw"}] """)]
    [InlineData("{fn::secret: {a: '${one.label}'}}", """ {"SIG":"SECRET","value":{"a":"alpha"}} """)]
    [InlineData("'${one.gen}'", "\"UNKNOWN\"")]
    [InlineData("'x-${one.gen}'", "\"UNKNOWN\"")]
    [InlineData("{a: '${one.gen}', b: '${one.label}'}", """ {"a":"UNKNOWN","b":"alpha"} """)]
    [InlineData("{fn::join: ['', ['${pw}', '${one.gen}']]}", """ {"SIG":"SECRET","value":"UNKNOWN"} """)]
    [InlineData("'${one.pw}'", """ {"SIG":"SECRET","value":"p"} """)]
    [InlineData("'${one.tags.of}'", "\"me\"")]
    [InlineData("'${one.tags[\"of\"]}'", "\"me\"")]
    [InlineData("'${one.id}'", "\"UNKNOWN\"")]
    [InlineData("'${one.urn}'", $"\"{One}\"")]
    [InlineData("'${list[1].name}'", "\"second\"")]
    [InlineData("{fn::stringAsset: hi}", """ {"SIG":"c44067f5952c0a294b673a41bacd8c17","text":"hi"} """)]
    [InlineData("{fn::fileAsset: ./a.txt}", """ {"SIG":"c44067f5952c0a294b673a41bacd8c17","path":"./a.txt"} """)]
    [InlineData("'${one}'", """ {"SIG":"5cf8f73096256a8f31e491e813e4eb8e","urn":"urn:pulumi:dev::rec::wire:index:Thing::one","id":"UNKNOWN"} """)]
    public async Task An_expression_becomes_an_output(string expression, string expected)
    {
        await using var engine = await FakeEngine.StartAsync();

        var failure = await engine.RunAsync($$$"""
            variables:
              list: [{name: first}, {name: second}]
            resources:
              one: {type: 'wire:Thing', properties: {label: alpha, pw: p, tags: {of: me} } }
            outputs:
              x: {{{expression}}}
            """);

        failure.Should().BeNull();
        engine.Outputs.Fields["x"].Should().Be(Json(expected));
    }

    [Theory]
    [InlineData("'${list[7]}'", "6:6: list index 7 out-of-bounds for list of length 2 (${list[7]})")]
    [InlineData("'${list.name}'", "6:6: cannot access a list element using a property name (${list.name})")]
    [InlineData("'${one.label.x}'", "6:6: receiver must be a list or object, not a string (${one.label.x})")]
    [InlineData("'x${list}'", "6:6: ${list} is a list and cannot be part of a string")]
    [InlineData("{fn::join: ['', [1]]}", "6:22: the second argument to fn::join must be a list of strings, found a number at index 0")]
    [InlineData("{fn::readFile: nowhere.txt}", "6:21: Error reading file at path nowhere.txt: *")]
    public async Task An_expression_without_a_value_fails_the_run(string expression, string message)
    {
        await using var engine = await FakeEngine.StartAsync();

        var failure = await engine.RunAsync($$$"""
            variables:
              list: [a, b]
            resources:
              one: {type: 'wire:Thing', properties: {label: alpha}}
            outputs:
              x: {{{expression}}}
            """);

        failure.Should().NotBeNull();
        engine.Logs.Should().ContainSingle().Which.Message.Should().Match($"Pulumi.yaml:{message}");
    }

    [Fact]
    public async Task ReadFile_reads_below_the_programs_folder()
    {
        var folder = Directory.CreateTempSubdirectory("yaml");
        try
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder.FullName, "note.txt"), "hello\n", TestContext.Current.CancellationToken);
            await using var engine = await FakeEngine.StartAsync();

            await engine.RunAsync("outputs: {x: {fn::readFile: note.txt}}", directory: folder.FullName);

            engine.Outputs.Fields["x"].StringValue.Should().Be("hello\n");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Defaults_stand_in_for_configuration_and_secrets_stay_secret()
    {
        await using var engine = await FakeEngine.StartAsync();

        await engine.RunAsync("""
            config:
              size: {default: 3}
              names: {type: List<string>}
              hidden: {type: string, default: h, secret: true}
              set: {type: string, secret: true}
            outputs: {size: '${size}', name: '${names[1]}', hidden: '${hidden}', set: '${set}'}
            """, config: [("rec:names", """["a", "b"]"""), ("rec:set", "s")]);

        engine.Outputs.Should().Be(Json(
            """{"size": 3, "name": "b", "hidden": {"SIG":"SECRET","value":"h"}, "set": {"SIG":"SECRET","value":"s"}}""").StructValue);
    }

    [Fact]
    public async Task A_dependent_waits_and_says_what_each_property_depends_on()
    {
        await using var engine = await FakeEngine.StartAsync();
        var outputs = Json("""{"gen": "gen-alpha", "label": "alpha"}""").StructValue;
        engine.OnRegister = r => r.Name == "one"
            ? new RegisterResourceResponse { Urn = One, Id = "alpha", Object = outputs }
            : null;

        await engine.RunAsync("""
            resources:
              two: {type: 'wire:Thing', properties: {label: '${v}', tags: {of: '${one.id}'}, size: null}}
              one: {type: 'wire:Thing', properties: {label: alpha}}
            variables: {v: 'x-${one.gen}'}
            """, dryRun: false);

        engine.Registered.Select(r => r.Name).Should().Equal("one", "two");
        var two = engine.Registered[1];
        two.Object.Should().Be(Json("""{"label": "x-gen-alpha", "tags": {"of": "alpha"}}""").StructValue);
        two.PropertyDependencies.Keys.Should().BeEquivalentTo("label", "tags");
        two.PropertyDependencies["label"].Urns.Should().Equal(One);
        two.Dependencies.Should().Equal(One);
    }

    [Fact]
    public async Task A_remote_component_gets_output_values_with_their_dependencies()
    {
        await using var engine = await FakeEngine.StartAsync();

        await engine.RunAsync("""
            resources:
              one: {type: 'wire:Thing', properties: {label: alpha}}
              pair: {type: 'wire:Pair', properties: {label: '${one.gen}', pw: plain}}
            """);

        var pair = engine.Registered.Single(r => r.Name == "pair");
        pair.Remote.Should().BeTrue();
        pair.Object.Should().Be(Json(
            $$$"""{"label": {"SIG":"OUTPUT","dependencies":["{{{One}}}"]}, "pw": {"SIG":"OUTPUT","secret":true,"value":"plain"}}""").StructValue);
    }

    [Fact]
    public async Task Options_reach_the_registration()
    {
        await using var engine = await FakeEngine.StartAsync();

        await engine.RunAsync("""
            resources:
              prov: {type: 'pulumi:providers:wire', properties: {key: k}}
              one:
                type: wire:Thing
                name: first
                properties: {label: alpha}
                options:
                  provider: ${prov}
                  version: 1.2.3
                  protect: true
                  deleteBeforeReplace: false
                  retainOnDelete: true
                  replaceOnChanges: [size]
                  additionalSecretOutputs: [gen]
                  customTimeouts: {create: 5m, delete: 30s}
                  aliases: ['urn:pulumi:dev::rec::wire:index:Thing::old', {name: older, type: 'wire:index:Old', parent: '${prov}'}]
              child: {type: 'wire:Thing', properties: {label: b}, options: {parent: '${one}', dependsOn: ['${one}'], import: b}}
            """);

        var one = engine.Registered.Single(r => r.Name == "first");
        one.Provider.Should().Be($"urn:pulumi:dev::rec::pulumi:providers:wire::prov::{FakeEngine.Unknown}");
        one.Version.Should().Be("1.2.3");
        (one.Protect, one.RetainOnDelete, one.DeleteBeforeReplace, one.DeleteBeforeReplaceDefined).Should()
            .Be((true, true, false, true));
        one.ReplaceOnChanges.Should().Equal("size");
        one.AdditionalSecretOutputs.Should().Equal("gen", "pw");
        (one.CustomTimeouts.Create, one.CustomTimeouts.Delete).Should().Be(("5m", "30s"));
        one.Aliases[0].Urn.Should().Be("urn:pulumi:dev::rec::wire:index:Thing::old");
        (one.Aliases[1].Spec.Name, one.Aliases[1].Spec.ParentUrn).Should()
            .Be(("older", "urn:pulumi:dev::rec::pulumi:providers:wire::prov"));
        var child = engine.Registered.Single(r => r.Name == "child");
        child.Parent.Should().Be("urn:pulumi:dev::rec::wire:index:Thing::first");
        child.ImportId.Should().Be("b");
        // A secret input of the schema is secret, though the program wrote it in plain.
        engine.Registered.Single(r => r.Name == "prov").Object.Should()
            .Be(Json("""{"key": {"SIG":"SECRET","value":"k"}}""").StructValue);
    }

    [Fact]
    public async Task Get_reads_and_an_unknown_id_reads_nothing_yet()
    {
        await using var engine = await FakeEngine.StartAsync();

        await engine.RunAsync("""
            resources:
              new: {type: 'wire:Thing', properties: {label: alpha}}
              known: {type: 'wire:Thing', get: {id: k, state: {size: 3}}}
              later: {type: 'wire:Thing', get: {id: '${new.id}'}}
            outputs: {known: '${known.gen}', later: '${later.gen}'}
            """);

        var read = engine.Calls.Select(c => c.Request).OfType<ReadResourceRequest>().Should().ContainSingle().Which;
        (read.Id, read.Name, read.Properties.Fields["size"].NumberValue).Should().Be(("k", "known", 3));
        engine.Outputs.Should().Be(Json("""{"known": "read", "later": "UNKNOWN"}""").StructValue);
    }

    [Fact]
    public async Task A_function_is_not_called_before_its_arguments_are_known()
    {
        await using var engine = await FakeEngine.StartAsync();

        await engine.RunAsync("""
            resources: {one: {type: 'wire:Thing', properties: {label: alpha}}}
            variables: {seen: {fn::invoke: {function: 'wire:getThing', arguments: {label: '${one.gen}'}, return: found}}}
            outputs: {found: '${seen}'}
            """);

        engine.Calls.Should().NotContain(c => c.Method == "Invoke");
        engine.Outputs.Fields["found"].StringValue.Should().Be(FakeEngine.Unknown);
    }

    [Fact]
    public async Task A_function_of_a_secret_gives_a_secret()
    {
        await using var engine = await FakeEngine.StartAsync();
        engine.OnInvoke = _ => new ResourceInvokeResponse { Return = Json("""{"found": true}""").StructValue };

        await engine.RunAsync(
            "outputs: {found: {fn::invoke: {function: 'wire:getThing', arguments: {label: '${pw}'}, return: found}}}");

        var asked = engine.Calls.Select(c => c.Request).OfType<ResourceInvokeRequest>().Single();
        (asked.Tok, asked.Args.Fields["label"].StringValue).Should().Be(("wire:index:getThing", "s3cr3t-pw"));
        engine.Outputs.Fields["found"].Should().Be(Json("""{"SIG":"SECRET","value":true}"""));
    }

    [Fact]
    public async Task Failures_of_a_function_are_told_where_it_is_called()
    {
        await using var engine = await FakeEngine.StartAsync();
        var tooShort = new CheckFailure { Property = "label", Reason = "is too short" };
        engine.OnInvoke = _ => new ResourceInvokeResponse { Failures = { tooShort } };

        var failure = await engine.RunAsync("outputs: {x: {fn::invoke: {function: 'wire:getThing', arguments: {label: a}}}}");

        failure.Should().NotBeNull();
        engine.Logs.Should().ContainSingle().Which.Message
            .Should().Be("Pulumi.yaml:1:15: invocation of wire:index:getThing failed: is too short (label)");
    }

    [Theory]
    [InlineData(StatusCode.Unavailable, null)]
    [InlineData(StatusCode.InvalidArgument, "Pulumi.yaml:2:3: the resource one: duplicate URN")]
    public async Task A_refused_resource_fails_the_run_and_its_dependents_are_not_registered(StatusCode code, string? message)
    {
        await using var engine = await FakeEngine.StartAsync();
        engine.OnRegister = r => r.Name == "one" ? throw new RpcException(new Status(code, "duplicate URN")) : null;

        var failure = await engine.RunAsync("""
            resources:
              one: {type: 'wire:Thing', properties: {label: a}}
              two: {type: 'wire:Thing', properties: {label: '${one.gen}'}}
            """);

        failure.Should().NotBeNull();
        engine.Registered.Select(r => r.Name).Should().Equal("one");
        engine.Logs.Select(l => l.Message).Should().Equal(message is null ? [] : [message]);
    }

    private static Value Json(string json) => Value.Parser.ParseJson(json
        .Replace("SIG", "4dabf18193072939515e22adb298388d")
        .Replace("SECRET", "1b47061264138c4ac30d75fd1eb44270")
        .Replace("OUTPUT", "d0e6a833031e9bbcd3f4e8bde6ca49a4")
        .Replace("UNKNOWN", FakeEngine.Unknown));
}
