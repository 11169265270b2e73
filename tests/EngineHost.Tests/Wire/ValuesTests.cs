using FluentAssertions;
using Google.Protobuf.WellKnownTypes;
using JumpCloud.EngineHost.Wire;
using Xunit;

namespace JumpCloud.Tests.Wire;

/// <summary>The special values on the wire.</summary>
public sealed class ValuesTests
{
    [Theory]
    [InlineData("04da6b54-80e4-46f7-96ec-b56ff0331ba9")]
    [InlineData("1c4a061d-8072-4f0a-a4cb-0ff528b18fe7")]
    [InlineData("3eeb2bf0-c639-47a8-9e75-3b44932eb421")]
    [InlineData("6a19a0b0-7e62-4c92-b797-7f8e31da9cc2")]
    [InlineData("030794c1-ac77-496b-92df-f27374a8bd58")]
    [InlineData("e48ece36-62e2-4504-bad9-02848725956a")]
    [InlineData("dd056dcd-154b-4c76-9bd3-c8f88648b5ff")]
    public void Each_of_the_seven_sentinels_is_unknown(string sentinel) =>
        Values.IsUnknown(Value.ForString(sentinel)).Should().BeTrue();

    [Fact]
    public void An_unknown_inside_a_secret_inside_a_list_is_found() =>
        Values.ContainsUnknown(Value.ForList(Values.MakeSecret(Values.UnknownValue))).Should().BeTrue();

    [Fact]
    public void Secrets_of_secrets_are_unwrapped()
    {
        var twice = Value.ForStruct(new Struct
        {
            Fields =
            {
                [Values.SignatureKey] = Value.ForString(Values.SecretSignature),
                ["value"] = Values.MakeSecret(Value.ForNumber(1)),
            },
        });

        Values.Unwrap(twice).Should().Be(Value.ForNumber(1));
    }

    [Fact]
    public void A_dropped_unknown_leaves_no_entry_in_an_object_and_null_in_a_list() =>
        Values.DropUnknowns(Props("""{"a": "?", "o": {"b": "?", "c": 1}, "l": ["?", 2]}"""))
            .Should().Be(Props("""{"o": {"c": 1}, "l": [null, 2]}"""));

    [Fact]
    public void An_output_value_becomes_a_secret_of_its_value_and_gives_its_dependencies()
    {
        var output = Props("""
            {"4dabf18193072939515e22adb298388d": "d0e6a833031e9bbcd3f4e8bde6ca49a4",
             "value": 1, "secret": true, "dependencies": ["urn:a"]}
            """);
        var dependencies = new List<string>();

        var lowered = Values.LowerOutputs(Value.ForStruct(output), dependencies.Add);

        lowered.Should().Be(Values.MakeSecret(Value.ForNumber(1)));
        dependencies.Should().Equal("urn:a");
    }

    [Fact]
    public void An_output_without_a_value_is_unknown() =>
        Values.LowerOutputs(Value.ForStruct(Props(
            """{"4dabf18193072939515e22adb298388d": "d0e6a833031e9bbcd3f4e8bde6ca49a4"}"""))).Should().Be(Values.UnknownValue);

    [Fact]
    public void Secretness_is_no_difference_but_null_and_absent_are()
    {
        Values.DeepEquals(Values.MakeSecret(Value.ForString("x")), Value.ForString("x")).Should().BeTrue();
        Values.DeepEquals(Props("""{"a": null}"""), new Struct()).Should().BeFalse();
    }

    [Fact]
    public void A_reference_without_the_flag_is_an_id_or_the_urn_of_a_component()
    {
        const string Reference =
            """{"4dabf18193072939515e22adb298388d": "5cf8f73096256a8f31e491e813e4eb8e", "urn": "urn:a" ID}""";
        Values.WithoutReferences(Props("{\"x\": " + Reference.Replace("ID", ", \"id\": \"i\"") + "}"))
            .Should().Be(Props("""{"x": "i"}"""));
        Values.WithoutReferences(Props("{\"x\": " + Reference.Replace("ID", "") + "}")).Should().Be(Props("""{"x": "urn:a"}"""));
    }

    [Theory]
    [InlineData("a.b", new object[] { "a", "b" })]
    [InlineData("a[0].b", new object[] { "a", 0, "b" })]
    [InlineData("""a["key.with.dot"]""", new object[] { "a", "key.with.dot" })]
    [InlineData("""["a\"b"][*]""", new object[] { "a\"b", "*" })]
    public void Property_paths_are_parsed(string path, object[] elements) =>
        PropertyPath.Parse(path).Should().Equal(elements);

    [Theory]
    [InlineData("")]
    [InlineData("a..b")]
    [InlineData("a[0")]
    [InlineData("a[x]")]
    [InlineData("a[0]b")]
    [InlineData("""a["b""")]
    public void What_is_no_property_path_is_refused(string path)
    {
        var parse = () => PropertyPath.Parse(path);
        parse.Should().Throw<FormatException>();
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("30s", 30.0)]
    [InlineData("1h30m", 5400.0)]
    [InlineData("1.5m", 90.0)]
    [InlineData("250ms", 0.25)]
    public void Go_durations_are_seconds(string text, double? seconds) =>
        JumpCloud.EngineHost.Wire.Duration.Seconds(text).Should().Be(seconds);

    [Fact]
    public void A_urn_leaves_out_the_stack_as_parent_and_keeps_colons_in_the_name()
    {
        var urn = Urn.Create("dev", "proj", "urn:pulumi:dev::proj::a:b:Box::box", "a:b:Thing", "x::y");

        urn.Should().Be("urn:pulumi:dev::proj::a:b:Box$a:b:Thing::x::y");
        (Urn.Type(urn), Urn.Name(urn)).Should().Be(("a:b:Thing", "x::y"));
        Urn.Create("dev", "proj", "urn:pulumi:dev::proj::pulumi:pulumi:Stack::proj-dev", "a:b:Thing", "t")
            .Should().Be("urn:pulumi:dev::proj::a:b:Thing::t");
    }

    private static Struct Props(string json) => JsonValues.FromText(json.Replace("\"?\"", $"\"{Values.Unknown}\"")).StructValue;
}
