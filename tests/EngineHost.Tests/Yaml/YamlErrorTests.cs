using FluentAssertions;
using Pulumirpc;
using Xunit;

namespace JumpCloud.Tests.Yaml;

/// <summary>
/// What is wrong with a program is told to the engine with its line and column, all of it at once, and nothing is registered.
/// </summary>
public sealed class YamlErrorTests
{
    [Theory]
    [InlineData("variables: {v: {fn::select: [0, []]}}", "1:17: fn::select is not supported by this engine host; it knows fn::invoke, *")]
    [InlineData("variables: {v: {fn::join: ','}}", "1:27: the argument to fn::join must be a two-valued list")]
    [InlineData("variables: {v: {fn::secret: a, b: c}}", "1:17: fn::secret must be the only key of its object")]
    [InlineData("variables: {v: {fn::invoke: {arguments: {}}}}", "1:17: missing function name ('function')")]
    [InlineData("components: {}", "1:1: 'components' is not supported by this engine host; a program has name, config, *")]
    [InlineData("runtime: nodejs", "1:10: the runtime is 'nodejs'; only a program of runtime yaml can be read here")]
    [InlineData("resources: {one: {properties: {}}}", "1:13: Required field 'type' is missing on resource \"one\"")]
    [InlineData("resources: {one: {type: Thing}}", "1:25: invalid type token \"Thing\"")]
    [InlineData("resources: {one: {type: 'wire:Thing', propertys: {}}}", "1:39: propertys does not exist on resource one. Existing fields are: type, *")]
    [InlineData("resources: {one: {type: 'wire:Thing', options: {protcet: true}}}", "1:49: protcet does not exist on resource options. Existing fields are: *")]
    [InlineData("resources: {one: {type: 'wire:Thing', options: {hideDiffs: []}}}", "1:49: 'hideDiffs' is not supported by this engine host")]
    [InlineData("resources: {one: {type: 'wire:Thing', options: {ignoreChanges: size}}}", "1:64: resource options: ignoreChanges must be a list, not a string")]
    [InlineData("config: {n: {type: int32}}", "1:20: unexpected configuration type 'int32': valid types are string, List<string>, *")]
    [InlineData("variables: {v: *x}", "1:16: *")]
    [InlineData("variables: {v: 1, v: 2}", "1:19: the key 'v' is there twice")]
    [InlineData("- a", "1:1: the program must be an object, not a list")]
    [InlineData("outputs: 3", "1:10: outputs must be an object, not a number")]
    public async Task A_malformed_program_registers_nothing(string yaml, string message)
    {
        await using var engine = await FakeEngine.StartAsync();

        var failure = await engine.RunAsync(yaml);

        failure.Should().NotBeNull();
        engine.Logs.Should().ContainSingle().Which.Message.Should().Match($"Pulumi.yaml:{message}");
        engine.Calls.Should().BeEmpty();
    }

    [Theory]
    [InlineData("outputs: {x: '${nope}'}", "1:14: resource, variable, or config value \"nope\" not found")]
    [InlineData("variables: {a: '${b}', b: '${a}'}", "1:27: circular dependency of variable 'a' transitively on itself")]
    [InlineData("variables: {pw: 1}", "1:13: variable pw cannot have the same name as config pw")]
    [InlineData("variables: {pulumi: 1}", "1:13: variable pulumi uses the reserved name pulumi")]
    [InlineData("config: {n: {type: integer}}", "1:10: missing required configuration variable 'rec:n'; run `pulumi config set rec:n <value>` to set it")]
    [InlineData("config: {n: {type: string, secret: true}}", "1:10: missing required configuration variable 'rec:n'; run `pulumi config set --secret rec:n <value>` to set it")]
    [InlineData("config: {n: {type: integer, default: a}}", "1:10: type mismatch: the default value is not of the type integer")]
    [InlineData("config: {n: {}}", "1:10: unable to infer type: either 'default' or 'type' is required")]
    [InlineData("config: {pw: {type: integer}}", "1:10: the configuration value 'rec:pw' is not of the type integer")]
    [InlineData("resources: {one: {type: 'wire:Thingy'}}", "1:25: error resolving type of resource one: unable to find resource type \"wire:Thingy\" in resource provider \"wire\"")]
    [InlineData("resources: {one: {type: 'other:Thing'}}", "1:25: error loading schema for \"other\": there is no plugin for other")]
    [InlineData("resources: {one: {type: 'pulumi:pulumi:StackReference'}}", "1:25: the resource type pulumi:pulumi:StackReference is not supported by this engine host")]
    [InlineData("resources: {one: {type: 'wire:Thing'}}", "1:13: Missing required property 'label'")]
    [InlineData("resources: {one: {type: 'wire:Thing', properties: {label: a, sise: 1}}}", "1:62: Property sise does not exist on 'wire:index:Thing'. Existing properties are: size, label, pw, tags")]
    [InlineData("resources: {one: {type: 'wire:Thing', properties: {label: a, size: big}}}", "1:68: integer is not assignable from string")]
    [InlineData("resources: {one: {type: 'wire:Thing', properties: {label: [a]}}}", "1:59: string is not assignable from array")]
    [InlineData("resources: {one: {type: 'wire:Thing', properties: {label: a, tags: {x: [1]}}}}", "1:72: string is not assignable from array")]
    [InlineData("{resources: {one: {type: 'wire:Thing', properties: {label: a}}}, outputs: {x: '${one.gne}'}}", "1:79: gne does not exist on one. Existing properties are: gen, id, pw, size, urn and 2 others")]
    [InlineData("variables: {v: {fn::invoke: {function: 'wire:getThings'}}}", "1:17: unable to find function \"wire:getThings\" in resource provider \"wire\"")]
    [InlineData("variables: {v: {fn::invoke: {function: 'wire:getThing', arguments: {label: a}, return: fund}}}", "1:17: fund does not exist on wire:index:getThing. Existing properties are: found")]
    public async Task A_program_that_cannot_be_right_registers_its_stack_only(string yaml, string message)
    {
        await using var engine = await FakeEngine.StartAsync();

        var failure = await engine.RunAsync(yaml);

        failure.Should().NotBeNull();
        engine.Logs.Select(l => (l.Severity, l.Urn, l.Message)).Should()
            .Equal((LogSeverity.Error, FakeEngine.StackUrn, $"Pulumi.yaml:{message}"));
        engine.Registered.Should().BeEmpty();
    }

    [Fact]
    public async Task Every_mistake_is_told_at_once()
    {
        await using var engine = await FakeEngine.StartAsync();

        await engine.RunAsync("""
            resources:
              one:
                type: wire:Thing
                properties: {lable: a, size: -1}
              two:
                type: wire:Nothing
            """);

        engine.Logs.Select(l => l.Message).Should().Equal(
            "Pulumi.yaml:4:18: Property lable does not exist on 'wire:index:Thing'. Existing properties are: label, size, tags, pw",
            "Pulumi.yaml:2:3: Missing required property 'label'",
            "Pulumi.yaml:6:11: error resolving type of resource two: unable to find resource type \"wire:Nothing\" in resource provider \"wire\"");
    }

    [Fact]
    public async Task An_unknown_argument_of_a_function_is_only_a_warning()
    {
        await using var engine = await FakeEngine.StartAsync();

        var failure = await engine.RunAsync(
            "variables: {v: {fn::invoke: {function: 'wire:getThing', arguments: {label: a, lbl: b}}}}");

        failure.Should().BeNull();
        engine.Logs.Should().ContainSingle().Which.Should().BeEquivalentTo(new
        {
            Severity = LogSeverity.Warning,
            Message = "Pulumi.yaml:1:79: lbl does not exist on Invoke wire:index:getThing. Existing fields are: label",
        });
    }
}
